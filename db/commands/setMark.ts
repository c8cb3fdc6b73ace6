import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import {
  type LessonRow,
  lessonColumns,
  lessonJoins,
  lessonRef,
  lessonSubject,
  refill,
} from '#db/commands/lessonFacts.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { isNumericMark, refuseMark } from '#lib/domain/cells.ts';
import { effectiveKind, type MarkKind, PLAIN_KIND, sameKind } from '#lib/domain/markKind.ts';

type Loaded = LessonRow & {
  type_id: number;
  work_name: string | null;
  work_weight: number | null;
  type_weight: number;
  own_type: number | null;
  own_type_weight: number | null;
  own_weight: number | null;
  counted: boolean | null;
  due_on: string | null;
  kind_v: number | null;
  control: boolean;
  written: boolean;
  member: boolean;
  code: string | null;
  value: number | null;
  previous: number | null;
  value_v: number | null;
  comment: string | null;
  comment_v: number | null;
};

type Row = {
  workId: number;
  studentId: number;
  number: number;
  lessonId: number;
  groupId: number;
  classId: number;
  subjectId: number;
  date: string;
  value: number | null;
  previous: number | null;
  at: Date;
  by: number;
  comment: string | null;
  commentV: number;
  typeId: number | null;
  weight: number | null;
  counted: boolean;
  dueOn: string | null;
  kindV: number;
};

const kindOf = (l: Loaded): MarkKind => ({
  typeId: l.own_type,
  weight: l.own_weight,
  counted: l.counted ?? true,
  dueOn: l.due_on,
});

/** Sets, corrects or clears one mark (001 3.2.3: in the column of the day it was earned; 003 П2 3.3: traceably).
 *  Refuses: a foreign group's student, a closed period, grade 1, an absent student, a version that is no longer shown. */
export const setMark = defineCommand<'mark.set', Loaded, Row>({
  name: 'mark.set',
  lock: (input) => `lesson:${input.lessonId}/student:${input.studentId}`,
  // Its event tells families the weight it counts by.
  follows: ['workType.change'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, w.type_id, w.name as work_name, w.weight as work_weight, t.weight as type_weight, t.control, t.written,
      gs.student_id is not null as member, a.code, m.value, m.previous, m.value_v, m.comment,
      m.comment_v, m.type_id as own_type, ot.weight as own_type_weight, m.weight as own_weight, m.counted, m.due_on, m.kind_v
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    join work w on w.school_id = l.school_id and w.id = q."workId" and w.lesson_id = l.id
    join work_type t on t.school_id = w.school_id and t.id = w.type_id
    left join group_student gs on gs.school_id = l.school_id and gs.group_id = l.group_id
      and gs.student_id = q."studentId" and gs.starts <= l.on_date and (gs.ends is null or gs.ends >= l.on_date)
    left join attendance a on a.school_id = l.school_id and a.lesson_id = l.id and a.student_id = q."studentId"
    left join mark m on m.school_id = l.school_id and m.work_id = w.id and m.student_id = q."studentId"
      and m.number = q."number"
    left join work_type ot on ot.school_id = m.school_id and ot.id = m.type_id`,
  permission: (_, l) => ({ action: 'mark.write', subject: lessonSubject(l, l.written) }),
  decide(input, l, { actor, now, today, settings, base }) {
    const refused = refuseMark(
      {
        lessonDate: l.on_date,
        today,
        cancelled: l.status === 'cancelled',
        periodClosed: l.closed,
        member: l.member,
        grade: l.grade,
        graded: l.graded,
        absent: l.code === 'absent',
        hasMark: l.value !== null,
        absenceWithMark: settings.absenceWithMark,
        withOne: settings.withOne,
      },
      input.value,
    );
    if (refused) return refused;
    if (input.value === l.value) return { ok: true, unchanged: true };
    const version = l.value_v ?? 0;
    if (base !== version)
      return refuse('conflict', 'Эту отметку одновременно изменил другой человек.', {
        current: { value: l.value, version },
      });
    // A correction shows «исправлено 3 → 4»; a mark set after clearing is a new one.
    const previous = input.value === null ? null : l.value;
    // A comment belongs to its mark: the next mark in this cell must not show the family the old one. So do its own type
    // and weight: the next one must not be uncounted by surprise.
    const dropped = input.value === null && l.comment !== null;
    const comment = dropped ? null : l.comment;
    const commentV = (l.comment_v ?? 0) + Number(dropped);
    const own = kindOf(l);
    const plain = input.value === null && !sameKind(own, PLAIN_KIND);
    const kind = plain ? PLAIN_KIND : own;
    const kindV = (l.kind_v ?? 0) + Number(plain);
    const work = { typeId: l.type_id, weight: l.work_weight };
    const weightOf = (typeId: number) => (typeId === l.own_type ? l.own_type_weight : null) ?? l.type_weight;
    const { typeId, weight } = effectiveKind(kind, work, weightOf);
    const counted = l.control && input.number === 1 && l.code !== 'absent';
    const filled = refill(
      l,
      counted ? { done: l.done + Number(isNumericMark(input.value)) - Number(isNumericMark(l.value)) } : {},
    );
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'mark.changed',
            data: {
              ...lessonRef(l),
              studentId: input.studentId,
              workId: input.workId,
              number: input.number,
              value: input.value,
              previous,
              setAt: now.toISOString(),
              work,
              workName: l.work_name,
              typeId,
              weight,
              kind,
              kindV,
              comment,
              commentV,
              v: version + 1,
            },
          },
          object: `mark:${input.workId}:${input.studentId}:${input.number}`,
          base: version,
          version: version + 1,
          before: l.value,
        },
        ...filled.changes,
      ],
      row: {
        ...lessonRef(l),
        subjectId: l.subject_id,
        workId: input.workId,
        studentId: input.studentId,
        number: input.number,
        value: input.value,
        previous,
        at: now,
        by: actor.personId,
        comment,
        commentV,
        ...kind,
        kindV,
      },
      filling: filled.filling,
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into mark (school_id, work_id, student_id, number, lesson_id, group_id, class_id, subject_id, on_date,
        value, previous, set_at, set_by, value_v, comment, comment_v, type_id, weight, counted, due_on, kind_v)
      select ${schoolId}, "workId", "studentId", number, "lessonId", "groupId", "classId", "subjectId", date, value,
        previous, at, by, 1, comment, "commentV", "typeId", weight, counted, "dueOn", "kindV"
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("workId" int, "studentId" int, number smallint, "lessonId" int,
        "groupId" int, "classId" int, "subjectId" int, date date, value smallint, previous smallint, at timestamptz,
        by int, comment text, "commentV" int, "typeId" int, weight int, counted boolean, "dueOn" date, "kindV" int)
      on conflict (school_id, work_id, student_id, number) do update set value = excluded.value,
        previous = excluded.previous, set_at = excluded.set_at, set_by = excluded.set_by, value_v = mark.value_v + 1,
        comment = excluded.comment, comment_v = excluded.comment_v, type_id = excluded.type_id, weight = excluded.weight,
        counted = excluded.counted, due_on = excluded.due_on, kind_v = excluded.kind_v`,
  ],
});
