import Link from 'next/link';
import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import type { DiaryDay, DiaryView } from '#lib/contract/diaryViews.ts';
import { absenceWords, type RollSquare, rollOf } from '#lib/domain/diary.ts';

const TONES: Record<RollSquare['tone'], string> = {
  ahead: 'text-ink-3 shadow-[inset_0_0_0_1px_var(--line-2)]',
  cancelled: 'text-ink-3 line-through',
  present: 'bg-ok-soft text-ok',
  late: 'bg-warn-soft text-att-late',
  excused: 'bg-att-excused-soft text-att-excused',
  absent: 'bg-att-absent-soft text-att-absent',
};
const WORDS: Record<RollSquare['tone'], string> = {
  ahead: 'ещё не закончился',
  cancelled: 'отменён',
  present: 'пропуск не отмечен',
  late: 'опоздание',
  excused: 'пропуск',
  absent: 'пропуск',
};

/** Leads to all absences, and to telling the school of one. */
const Title = ({ view }: { view: DiaryView }) => (
  <Link href={`/absences?child=${view.student.id}`} prefetch={false}>
    Посещаемость
  </Link>
);

/** «Посещаемость» of today, a square for each lesson; exceptions are said in words below. */
export function Roll({ view, day, minute }: { view: DiaryView; day: DiaryDay | undefined; minute: number }) {
  if (!day || day.lessons.length === 0) {
    return (
      <Section title={<Title view={view} />} aside="сегодня">
        <Reason>{day?.dayOff ? `${day.dayOff}: уроков нет.` : 'Сегодня уроков нет.'}</Reason>
      </Section>
    );
  }
  const squares = rollOf(day, minute);
  const exceptions = squares.filter((square) => absenceWords(square.lesson) !== null);
  const over = squares.every((square) => square.tone !== 'ahead');
  return (
    <Section title={<Title view={view} />} aside="сегодня">
      <div className="px-3 py-2.5">
        <ol className="flex gap-[3px]" aria-label={`Уроки: ${view.student.given}`}>
          {squares.map((square) => (
            <li
              key={square.lesson.id}
              className={`flex h-[1.625rem] flex-1 items-center justify-center rounded-[3px] font-medium text-small ${TONES[square.tone]}`}
            >
              <span aria-hidden="true">{square.text}</span>
              <span className="sr-only">
                {square.lesson.number}-й урок, {square.lesson.subject}:{' '}
                {absenceWords(square.lesson) ?? WORDS[square.tone]}
              </span>
            </li>
          ))}
        </ol>
        <div className="mt-1.5 text-base text-ink-2" aria-hidden="true">
          {exceptions.length === 0
            ? over
              ? 'Пропусков и опозданий сегодня нет.'
              : 'Пока без пропусков и опозданий.'
            : exceptions.map((square) => (
                <p key={square.lesson.id}>
                  {square.lesson.number}-й урок — {absenceWords(square.lesson)}
                </p>
              ))}
        </div>
      </div>
    </Section>
  );
}
