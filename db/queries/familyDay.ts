import { diaryView } from '#db/queries/diaryView.ts';
import { type Sql, sql } from '#db/sql.ts';
import type { DiaryView } from '#lib/contract/diaryViews.ts';
import { addDays } from '#lib/domain/time.ts';
import type { Actor } from '#lib/policy.ts';

/** How far ahead the next school day is looked for: further than the longest holidays but summer. */
const AHEAD = 21;

/** Сегодня: today and the student's next day with lessons. */
export function familyDay(
  actor: Actor,
  asked: { studentId?: number | undefined },
  db: Sql = sql(),
): Promise<DiaryView | null> {
  return diaryView(db, actor, asked.studentId, async (today, tx, classId) => {
    const [next] = await tx<{ day: string | null }[]>`select min(on_date) as day from lesson
      where school_id = ${actor.schoolId} and class_id = ${classId} and status = 'planned' and on_date > ${today}
        and on_date <= ${addDays(today, AHEAD)}`;
    const days = next?.day ? [today, next.day] : [today];
    return { from: today, to: next?.day ?? today, days };
  });
}
