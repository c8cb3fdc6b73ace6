import Link from 'next/link';
import { Icon } from '#app/_ui/Icon.tsx';
import type { DiaryLesson, DiaryView } from '#lib/contract/diaryViews.ts';
import { changeLines, dayNear, inSentence, type LessonAhead, lessonsAround, roomWords } from '#lib/domain/diary.ts';
import { mondayOf } from '#lib/domain/time.ts';

/** «через 19 мин», «через 1 ч 5 мин». */
const inMinutes = (minutes: number): string =>
  minutes < 60
    ? `через ${minutes} мин`
    : `через ${Math.floor(minutes / 60)} ч${minutes % 60 ? ` ${minutes % 60} мин` : ''}`;
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The card on top: which lesson is on, which is next, and what has changed in the timetable. */
export function NextLesson({ view, minute }: { view: DiaryView; minute: number }) {
  const { running, next } = lessonsAround(view.days, minute);
  const dayOff = view.days.find((day) => day.date === view.today)?.dayOff ?? null;
  const changes = changeLines(view, minute);
  return (
    <section aria-label="Следующий урок" className="overflow-hidden rounded-card border border-line bg-surface">
      {running ? (
        <p className="border-line border-b px-3 py-1.5 text-base text-ink-2">
          Идёт {running.number}-й урок, {inSentence(running.subject)}, до {running.ends}
        </p>
      ) : null}
      {next ? (
        <Ahead lesson={next.lesson} when={whenOf(next, view.today)} reason={dayOff} />
      ) : (
        <p className="px-3 py-2.5 text-ink-2">
          {dayOff ? `${dayOff}. ` : running ? 'Это последний урок на сегодня. ' : 'Уроки на сегодня закончились. '}
          Ближайшие уроки в расписании ещё не видны.
        </p>
      )}
      {changes.map(({ id, date, number, subject, words, on }) => (
        <Link
          key={id}
          href={`/diary?week=${mondayOf(on)}&child=${view.student.id}`}
          prefetch={false}
          className="flex min-h-row-touch items-center gap-3 border-line border-t px-3 py-1.5 text-base text-warn"
        >
          <span className="grow">
            {capital(dayNear(date, view.today))} {number}-й урок, {inSentence(subject)}: {words}
          </span>
          <Icon name="right" />
        </Link>
      ))}
    </section>
  );
}

function whenOf(next: LessonAhead & { minutes: number }, today: string): string {
  if (next.date === today) return `Следующий урок, ${inMinutes(next.minutes)}`;
  return `Следующий урок ${dayNear(next.date, today)}`;
}

function Ahead({ lesson, when, reason }: { lesson: DiaryLesson; when: string; reason: string | null }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 px-3 py-2.5">
      <span className="text-caption text-ink-3">{reason ? `${reason}. ${when}` : when}</span>
      <span className="text-caption text-ink-3">{roomWords(lesson.room)}</span>
      <span className="font-semibold text-title">
        {lesson.number}. {lesson.subject}
      </span>
      <span className="text-ink-2">
        {lesson.starts}–{lesson.ends}
      </span>
    </div>
  );
}
