import { diaryView } from '#db/queries/diaryView.ts';
import { type Sql, sql } from '#db/sql.ts';
import type { DiaryView } from '#lib/contract/diaryViews.ts';
import { addDays } from '#lib/domain/time.ts';
import type { Actor } from '#lib/policy.ts';

/** Days of homework shown, today counted in: two school weeks, as far ahead as teachers give it. */
const DAYS = 14;

/** Домашние задания: what is due from today on, day by day. */
export function familyHomework(
  actor: Actor,
  asked: { studentId?: number | undefined },
  db: Sql = sql(),
): Promise<DiaryView | null> {
  return diaryView(db, actor, asked.studentId, async (today) => {
    const days = Array.from({ length: DAYS }, (_, n) => addDays(today, n));
    return { from: today, to: addDays(today, DAYS - 1), days };
  });
}
