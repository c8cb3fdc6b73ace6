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
  control: boolean | null;
  archived: boolean | null;
  last: number;
  next_work_id: number;
  present: number;
};

/** More works in a lesson than a sheet of paper holds is a mistake of the hand. */
const WORKS_IN_LESSON = 6;

type Row = {
  id: number;
  lessonId: number;
  groupId: number;
  date: string;
  number: number;
  typeId: number;
  name: string | null;
};

/** «+ работа»: a second work, and so a second column, in one lesson. */
export const addWork = defineCommand<'work.add', Loaded, Row>({
  name: 'work.add',
  lock: (input) => `lesson:${input.lessonId}`,
  // An archived type is refused.
  follows: ['workType.change'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, t.control, t.archived, x.last, nextval(pg_get_serial_sequence('work', 'id'))::int as next_work_id,
      y.present
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    left join work_type t on t.school_id = l.school_id and t.id = q."typeId"
    cross join lateral (select coalesce(max(number), 0)::int as last from work w
      where w.school_id = l.school_id and w.lesson_id = l.id) x
    cross join lateral (select count(*)::int as present from group_student gs
      left join attendance a on a.school_id = gs.school_id and a.lesson_id = l.id and a.student_id = gs.student_id
      where gs.school_id = l.school_id and gs.group_id = l.group_id and gs.starts <= l.on_date
        and (gs.ends is null or gs.ends >= l.on_date) and a.code is distinct from 'absent') y`,
  permission: (_, l) => ({ action: 'lesson.write', subject: lessonSubject(l) }),
  decide(input, l, { today }) {
    if (l.control === null) return notFound();
    const refused = refuseRecord({
      periodClosed: l.closed,
      cancelled: l.status === 'cancelled',
      lessonDate: l.on_date,
      today,
    });
    if (refused) return refused;
    if (l.archived) return refuse('invalid', ARCHIVED_TYPE);
    if (!l.graded || l.grade === 1) return refuse('invalid', 'По этому предмету отметки не ставят.');
    if (l.last >= WORKS_IN_LESSON) return refuse('invalid', `В уроке уже ${l.last} работ: больше не помещается.`);
    const number = l.last + 1;
    const name = input.name?.trim() || null;
    const filled = refill(l, l.control ? { due: l.due + l.present } : {});
    const work = { id: l.next_work_id, lessonId: l.lesson_id, number, typeId: input.typeId, name, weight: null, v: 1 };
    return {
      ok: true,
      changes: [
        {
          event: { name: 'work.added', data: { ...lessonRef(l), work } },
          object: `work:${work.id}`,
          base: 0,
          version: 1,
          before: null,
        },
        ...filled.changes,
      ],
      row: { ...lessonRef(l), id: work.id, number, typeId: input.typeId, name },
      filling: filled.filling,
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into work (school_id, id, lesson_id, group_id, on_date, number, type_id, name) overriding system value
      select ${schoolId}, id, "lessonId", "groupId", date, number, "typeId", name
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, "lessonId" int, "groupId" int, date date, number smallint,
        "typeId" int, name text)`,
  ],
});
