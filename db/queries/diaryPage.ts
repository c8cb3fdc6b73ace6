import { diaryView } from '#db/queries/diaryView.ts';
import { type Sql, sql } from '#db/sql.ts';
import type { DiaryView } from '#lib/contract/diaryViews.ts';
import { addDays, mondayOf } from '#lib/domain/time.ts';
import type { Actor } from '#lib/policy.ts';

/** Дневник by weeks: Monday to Saturday of the week that holds `from`, the running week by default. */
export function diaryPage(
  actor: Actor,
  asked: { studentId?: number | undefined; from?: string | undefined },
  db: Sql = sql(),
): Promise<DiaryView | null> {
  return diaryView(db, actor, asked.studentId, async (today) => {
    const from = mondayOf(asked.from ?? today);
    const days = [0, 1, 2, 3, 4, 5].map((n) => addDays(from, n));
    return { from, to: addDays(from, 5), days };
  });
}
