import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonRef, lessonSubject } from '#db/commands/lessonFacts.ts';
import { notFound } from '#lib/contract/refusal.ts';
import { refuseRecord } from '#lib/domain/records.ts';

type Loaded = LessonRow & { file_id: number | null; name: string; state: string };
type Row = { fileId: number };

/** Takes a file from the lesson's homework. The history keeps its name; the file itself can be attached again. */
export const removeFile = defineCommand<'file.remove', Loaded, Row>({
  name: 'file.remove',
  lock: (input) => `lesson:${input.lessonId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, f.id as file_id, f.name, f.state
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    left join attachment f on f.school_id = l.school_id and f.id = q."fileId" and f.lesson_id = l.id
      and f.state <> 'uploaded'`,
  permission: (_, l) => ({ action: 'lesson.write', subject: lessonSubject(l) }),
  decide(_, l, { today }) {
    if (l.file_id === null) return notFound();
    const refused = refuseRecord({
      periodClosed: l.closed,
      cancelled: l.status === 'cancelled',
      lessonDate: l.on_date,
      today,
    });
    if (refused) return refused;
    if (l.state === 'removed') return { ok: true, unchanged: true };
    return {
      ok: true,
      changes: [
        {
          event: { name: 'file.removed', data: { ...lessonRef(l), fileId: l.file_id } },
          object: `file:${l.file_id}`,
          base: 0,
          version: 1,
          before: { name: l.name },
        },
      ],
      row: { fileId: l.file_id },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update attachment f set state = 'removed' from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("fileId" int)
      where f.school_id = ${schoolId} and f.id = r."fileId"`,
  ],
});
