import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonRef, lessonSubject } from '#db/commands/lessonFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';

type Loaded = LessonRow & { member: boolean; note: string | null; version: number | null };

type Row = { workId: number; studentId: number; authorId: number; groupId: number; note: string | null };

/** «Личная заметка»: its author alone reads it, in the journal, in the log and on the wire. */
export const noteMark = defineCommand<'mark.note', Loaded, Row>({
  name: 'mark.note',
  personal: true,
  lock: (input) => `lesson:${input.lessonId}/student:${input.studentId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, gs.student_id is not null as member, n.note, n.version
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    join work w on w.school_id = l.school_id and w.id = q."workId" and w.lesson_id = l.id
    left join group_student gs on gs.school_id = l.school_id and gs.group_id = l.group_id
      and gs.student_id = q."studentId" and gs.starts <= l.on_date and (gs.ends is null or gs.ends >= l.on_date)
    left join mark_note n on n.school_id = l.school_id and n.work_id = w.id and n.student_id = q."studentId"
      and n.author_id = q."personId"`,
  permission: (_, l) => ({ action: 'mark.write', subject: lessonSubject(l) }),
  decide(input, l, { actor, base }) {
    if (!l.member) return notFound();
    const note = input.note?.trim() || null;
    const version = l.version ?? 0;
    if (note === l.note) return { ok: true, unchanged: true };
    if (base !== version)
      return refuse('conflict', 'Заметка изменена в другом окне.', { current: { value: l.note, version } });
    const { workId, studentId } = input;
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'mark.noted',
            data: { ...lessonRef(l), studentId, workId, authorId: actor.personId, note, v: version + 1 },
          },
          object: `note:${workId}:${studentId}:${actor.personId}`,
          base: version,
          version: version + 1,
          before: l.note,
        },
      ],
      row: { workId, studentId, authorId: actor.personId, groupId: l.group_id, note },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into mark_note (school_id, work_id, student_id, author_id, group_id, note)
      select ${schoolId}, "workId", "studentId", "authorId", "groupId", note
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("workId" int, "studentId" int, "authorId" int, "groupId" int,
        note text)
      on conflict (school_id, work_id, student_id, author_id) do update set note = excluded.note,
        version = mark_note.version + 1`,
  ],
});
