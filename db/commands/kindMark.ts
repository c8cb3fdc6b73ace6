import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonRef, lessonSubject } from '#db/commands/lessonFacts.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { refuseKind } from '#lib/domain/cells.ts';
import { type MarkKind, sameKind } from '#lib/domain/markKind.ts';
import { POINT } from '#lib/domain/marks.ts';

type Loaded = LessonRow & {
  written: boolean;
  value: number | null;
  type_id: number | null;
  weight: number | null;
  counted: boolean;
  due_on: string | null;
  kind_v: number;
  archived: boolean | null;
};

type Row = MarkKind & { workId: number; studentId: number; number: number };

/** A mark's own type and weight (003 П6 3.1), «не учитывать в среднем», the day a «точка» is due: one field with its own
 *  version, so that it and a new value by two people both win. */
export const kindMark = defineCommand<'mark.kind', Loaded, Row>({
  name: 'mark.kind',
  lock: (input) => `lesson:${input.lessonId}/student:${input.studentId}`,
  // An archived type is refused.
  follows: ['workType.change'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, t.written, m.value, m.type_id, m.weight, m.counted, m.due_on, m.kind_v, nt.archived
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    join work w on w.school_id = l.school_id and w.id = q."workId" and w.lesson_id = l.id
    join work_type t on t.school_id = w.school_id and t.id = w.type_id
    join mark m on m.school_id = l.school_id and m.work_id = w.id and m.student_id = q."studentId"
      and m.number = q."number"
    left join work_type nt on nt.school_id = l.school_id and nt.id = q."typeId"`,
  permission: (_, l) => ({ action: 'mark.write', subject: lessonSubject(l, l.written) }),
  decide(input, l, { today, base }) {
    const { workId, studentId, number, typeId, weight, counted, dueOn } = input;
    // A «точка» that has become a mark leaves its day behind: it goes with the next change.
    const left = l.value !== POINT && dueOn === l.due_on;
    const kind: MarkKind = { typeId, weight, counted, dueOn: left ? null : dueOn };
    const before: MarkKind = { typeId: l.type_id, weight: l.weight, counted: l.counted, dueOn: l.due_on };
    const kept = typeId === null || typeId === before.typeId;
    const refused = refuseKind(
      {
        lessonDate: l.on_date,
        today,
        cancelled: false,
        periodClosed: l.closed,
        member: true,
        grade: l.grade,
        graded: l.graded,
        absent: false,
        hasMark: true,
        absenceWithMark: true,
        value: l.value,
      },
      kind,
      kept ? 'known' : l.archived === null ? 'unknown' : l.archived ? 'archived' : 'known',
    );
    if (refused) return refused;
    if (sameKind(kind, before)) return { ok: true, unchanged: true };
    if (base !== l.kind_v)
      return refuse('conflict', 'Вид и вес этой отметки одновременно изменил другой человек.', {
        current: { value: before, version: l.kind_v },
      });
    const v = l.kind_v + 1;
    return {
      ok: true,
      changes: [
        {
          event: { name: 'mark.qualified', data: { ...lessonRef(l), studentId, workId, number, kind, v } },
          object: `kind:${workId}:${studentId}:${number}`,
          base: l.kind_v,
          version: v,
          before,
        },
      ],
      row: { workId, studentId, number, ...kind },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update mark m set type_id = r."typeId", weight = r.weight, counted = r.counted, due_on = r."dueOn",
        kind_v = m.kind_v + 1
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("workId" int, "studentId" int, number int, "typeId" int,
        weight int, counted boolean, "dueOn" date)
      where m.school_id = ${schoolId} and m.work_id = r."workId" and m.student_id = r."studentId" and m.number = r.number`,
  ],
});
