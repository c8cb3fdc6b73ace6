import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import type { AbsencesView } from '#lib/contract/attendanceViews.ts';
import { inSentence } from '#lib/domain/diary.ts';
import { attendanceText, attendanceWords } from '#lib/domain/marks.ts';
import { dayWords, weekdayShort } from '#lib/domain/time.ts';

/** Every missed lesson and lateness of the period, the newest day first. */
export function Missed({ view }: { view: AbsencesView }) {
  const subjects = new Map(view.groups.map((group) => [group.groupId, group.subject]));
  const shown = view.rows.filter((row) => row.code === 'absent' || row.code === 'late');
  const days = [...new Set(shown.map((row) => row.date))].reverse();
  return (
    <Section title="По дням">
      {days.length === 0 ? (
        <Reason>Пропусков и опозданий в этом периоде нет.</Reason>
      ) : (
        days.map((date) => (
          <div key={date} className="border-line border-t px-3 py-2 text-base first:border-t-0">
            <b>
              {weekdayShort(date)}, {dayWords(date)}
            </b>
            <ul>
              {shown
                .filter((row) => row.date === date)
                .map((row) => (
                  <li key={row.lessonId} className="flex gap-2 text-ink-2">
                    <span className="w-7 flex-none font-semibold text-ink" aria-hidden="true">
                      {attendanceText(row)}
                    </span>
                    <span>
                      {inSentence(subjects.get(row.groupId) ?? 'урок')}
                      <span className="sr-only">: {attendanceWords(row)}</span>
                      {row.minutes !== null && `, ${row.minutes} мин`}
                    </span>
                  </li>
                ))}
            </ul>
          </div>
        ))
      )}
    </Section>
  );
}
