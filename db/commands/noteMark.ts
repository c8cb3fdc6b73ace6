import { defineCommand } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonRef, lessonSubject } from '#db/commands/lessonFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';

type Loaded = LessonRow & { member: boolean; note: string | null; version: number | null };

/** «Личная заметка»: its author alone reads it, in the journal, in the log and on the wire. */
export const noteMark = defineCommand<'mark.note', Loaded>({
  name: 'mark.note',
  lock: (input) => input.lessonId,
  load: (tx, input, { schoolId, actor }) => tx<Loaded[]>`
    select ${lessonColumns(tx)}, gs.student_id is not null as member, n.note, n.version
    from lesson l ${lessonJoins(tx)}
    join work w on w.school_id = l.school_id and w.id = ${input.workId} and w.lesson_id = l.id
    left join group_student gs on gs.school_id = l.school_id and gs.group_id = l.group_id
      and gs.student_id = ${input.studentId} and gs.starts <= l.on_date and (gs.ends is null or gs.ends >= l.on_date)
    left join mark_note n on n.school_id = l.school_id and n.work_id = w.id and n.student_id = ${input.studentId}
      and n.author_id = ${actor.personId}
    where l.school_id = ${schoolId} and l.id = ${input.lessonId}`,
  permission: (_, l) => ({ action: 'mark.write', subject: lessonSubject(l) }),
  decide(input, l, { actor, schoolId, base }) {
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
      write: (tx) => [
        tx`insert into mark_note (school_id, work_id, student_id, author_id, group_id, note)
          values (${schoolId}, ${workId}, ${studentId}, ${actor.personId}, ${l.group_id}, ${note})
          on conflict (school_id, work_id, student_id, author_id) do update set note = excluded.note,
            version = mark_note.version + 1`,
      ],
    };
  },
});
