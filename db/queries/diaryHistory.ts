import * as z from 'zod/mini';
import { setContext, systemContext, type Tx } from '#db/sql.ts';
import type { DiaryMark, MarkChange } from '#lib/contract/diaryViews.ts';

/** The two fields of a logged mark that a family may know of. Who did it, notes and all else stay behind. */
const logged = z.object({
  before: z.nullable(z.number()),
  event: z.object({ data: z.object({ value: z.nullable(z.number()), setAt: z.string() }) }),
});

/** Corrections of a student's marks, oldest first. The log is the school's: a family's transaction sees none of it, so
 *  from here on this transaction reads as the school itself. The rows asked for are those of marks that the family's own
 *  rights have just let through. */
export async function readMarkHistory(
  tx: Tx,
  schoolId: number,
  studentId: number,
  marks: readonly DiaryMark[],
): Promise<(mark: DiaryMark) => MarkChange[]> {
  const objectOf = (mark: DiaryMark) => `mark:${mark.workId}:${studentId}:${mark.number}`;
  const corrected = marks.filter((mark) => mark.previous !== null);
  if (corrected.length === 0) return () => [];
  const [, rows] = await Promise.all([
    setContext(tx, systemContext(schoolId)).execute(),
    tx<{ object: string; body: string }[]>`select l.object, b.body from school_log l
      join school_log_payload b on b.school_id = l.school_id and b.seq = l.seq
      where l.school_id = ${schoolId} and l.object = any(${corrected.map(objectOf)}) and l.kind = 'mark.changed'
      order by l.seq`,
  ]);
  const changes = new Map<string, MarkChange[]>();
  for (const { object, body } of rows) {
    const { before, event } = logged.parse(JSON.parse(body));
    const { value, setAt } = event.data;
    // Cleared and set anew is a new mark: its past is gone.
    const past = before === null ? [] : (changes.get(object) ?? []);
    changes.set(object, value === null || before === null ? [] : [...past, { from: before, to: value, at: setAt }]);
  }
  return (mark) => {
    if (mark.previous === null) return [];
    const known = changes.get(objectOf(mark)) ?? [];
    // A correction brought along from another system has no row in this log.
    return known.length > 0 ? known : [{ from: mark.previous, to: mark.value, at: mark.setAt }];
  };
}
