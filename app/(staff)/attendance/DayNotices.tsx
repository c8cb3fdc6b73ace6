import type { LiveView } from '#app/_live/useLive.ts';
import { NoticeRow } from '#app/(staff)/attendance/NoticeRow.tsx';
import { type Say, usePapers } from '#app/(staff)/attendance/usePapers.ts';
import type { AttendanceView } from '#lib/contract/attendanceViews.ts';

/** Reports of parents that wait for an answer: accepted as a document in one click. */
export function DayNotices({ live, say }: { live: LiveView<AttendanceView>; say: Say }) {
  const acts = usePapers(live, say);
  const waiting = live.view.notices.filter((notice) => notice.status === 'sent');
  if (waiting.length === 0) return null;
  return (
    <section className="anotices noprint" aria-label="Родители сообщили об отсутствии">
      {waiting.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} view={live.view} acts={acts} />
      ))}
    </section>
  );
}
