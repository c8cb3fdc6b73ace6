import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import {
  type LessonRow,
  lessonColumns,
  lessonJoins,
  lessonRef,
  lessonSubject,
  refill,
} from '#db/commands/lessonFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { ARCHIVED_TYPE } from '#lib/domain/cells.ts';
import { refuseRecord } from '#lib/domain/records.ts';

type Loaded = LessonRow & {
  number: number;
  type_id: number;
  name: string | null;
  weight: number | null;
  version: number;
  was_control: boolean;
  control: boolean | null;
  archived: boolean | null;
  present: number;
  marked: number;
};

type Row = { id: number; typeId: number; name: string | null; weight: number | null };

/** Type, name and weight of a work (003 П6 3.1, 004 2д). Making it a control work makes marks of all present due. */
export const changeWork = defineCommand<'work.change', Loaded, Row>({
  name: 'work.change',
  lock: (input) => `lesson:${input.lessonId}`,
  // An archived type is refused.
  follows: ['workType.change'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, w.number, w.type_id, w.name, w.weight, w.version, old.control as was_control, t.control, t.archived,
      y.present, y.marked
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    join work w on w.school_id = l.school_id and w.id = q."workId" and w.lesson_id = l.id
    join work_type old on old.school_id = w.school_id and old.id = w.type_id
    left join work_type t on t.school_id = w.school_id and t.id = q."typeId"
    cross join lateral (select count(*)::int as present, count(m.value) filter (where m.value > 0)::int as marked
      from group_student gs
      left join attendance a on a.school_id = gs.school_id and a.lesson_id = l.id and a.student_id = gs.student_id
      left join mark m on m.school_id = gs.school_id and m.work_id = w.id and m.student_id = gs.student_id and m.number = 1
      where gs.school_id = l.school_id and gs.group_id = l.group_id and gs.starts <= l.on_date
        and (gs.ends is null or gs.ends >= l.on_date) and a.code is distinct from 'absent') y`,
  permission: (_, l) => ({ action: 'lesson.write', subject: lessonSubject(l) }),
  decide(input, l, { today, base }) {
    if (l.control === null) return notFound();
    const refused = refuseRecord({
      periodClosed: l.closed,
      cancelled: l.status === 'cancelled',
      lessonDate: l.on_date,
      today,
    });
    if (refused) return refused;
    const name = input.name?.trim() || null;
    if (input.typeId === l.type_id && name === l.name && input.weight === l.weight)
      return { ok: true, unchanged: true };
    // It stays where it was used, and goes nowhere else.
    if (l.archived && input.typeId !== l.type_id) return refuse('invalid', ARCHIVED_TYPE);
    const before = { typeId: l.type_id, name: l.name, weight: l.weight };
    if (base !== l.version)
      return refuse('conflict', 'Эту работу одновременно изменил другой человек.', {
        current: { value: before, version: l.version },
      });
    const turn = Number(l.control) - Number(l.was_control);
    const [due, done] = [turn * l.present, turn * l.marked];
    const filled = refill(l, { due: l.due + due, done: l.done + done });
    const work = {
      id: input.workId,
      lessonId: l.lesson_id,
      number: l.number,
      typeId: input.typeId,
      name,
      weight: input.weight,
      v: l.version + 1,
    };
    return {
      ok: true,
      changes: [
        {
          event: { name: 'work.changed', data: { ...lessonRef(l), work } },
          object: `work:${work.id}`,
          base: l.version,
          version: work.v,
          before,
        },
        ...filled.changes,
      ],
      row: { id: work.id, typeId: work.typeId, name, weight: work.weight },
      filling: filled.filling,
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update work w set type_id = r."typeId", name = r.name, weight = r.weight, version = w.version + 1
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, "typeId" int, name text, weight int)
      where w.school_id = ${schoolId} and w.id = r.id`,
  ],
});
