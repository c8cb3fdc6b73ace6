import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { type LessonRow, lessonColumns, lessonJoins, lessonRef, lessonSubject } from '#db/commands/lessonFacts.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { FILES_IN_LESSON } from '#lib/domain/files.ts';
import { refuseRecord } from '#lib/domain/records.ts';

type Loaded = LessonRow & {
  file_id: number | null;
  name: string;
  size: number;
  state: 'uploaded' | 'attached' | 'removed';
  by_id: number;
  attached: number;
};
type Row = { fileId: number };

/** Makes an uploaded file, or one that was removed, part of the lesson's homework. One's own upload only: its number told by
 *  somebody else opens nothing. */
export const attachFile = defineCommand<'file.attach', Loaded, Row>({
  name: 'file.attach',
  lock: (input) => `lesson:${input.lessonId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, ${lessonColumns(tx)}, f.id as file_id, f.name, f.size, f.state, f.by_id, x.attached
    from ${askedRows(tx, asked)}
    join lesson l on l.school_id = ${schoolId} and l.id = q."lessonId" ${lessonJoins(tx)}
    left join attachment f on f.school_id = l.school_id and f.id = q."fileId" and f.lesson_id = l.id
    cross join lateral (select count(*)::int as attached from attachment o where o.school_id = l.school_id
      and o.lesson_id = l.id and o.state = 'attached') x`,
  permission: (_, l) => ({ action: 'lesson.write', subject: lessonSubject(l) }),
  decide(_, l, { actor, today }) {
    if (l.file_id === null || (l.state === 'uploaded' && l.by_id !== actor.personId)) return notFound();
    const refused = refuseRecord({
      periodClosed: l.closed,
      cancelled: l.status === 'cancelled',
      lessonDate: l.on_date,
      today,
    });
    if (refused) return refused;
    if (l.state === 'attached') return { ok: true, unchanged: true };
    if (l.attached >= FILES_IN_LESSON)
      return refuse('invalid', `К уроку уже прикреплено ${l.attached} файлов: больше нельзя.`);
    const file = { id: l.file_id, name: l.name, size: l.size };
    return {
      ok: true,
      changes: [
        {
          event: { name: 'file.attached', data: { ...lessonRef(l), file } },
          object: `file:${l.file_id}`,
          base: 0,
          version: 1,
          before: null,
        },
      ],
      row: { fileId: l.file_id },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`update attachment f set state = 'attached' from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("fileId" int)
      where f.school_id = ${schoolId} and f.id = r."fileId"`,
  ],
});
