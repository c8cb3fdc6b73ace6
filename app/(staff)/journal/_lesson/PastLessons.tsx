import { FillSign } from '#app/_ui/FillSign.tsx';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { fieldState } from '../_model/filling.ts';

/** How many lessons back the panel looks. */
const SHOWN = 4;

/** «Что пройдено»: the right-hand page of the paper register. What is missing says so and leads there. */
export function PastLessons({
  lessons,
  before,
  now,
  onLesson,
}: {
  lessons: readonly JournalLesson[];
  before: JournalLesson;
  now: number;
  onLesson(lessonId: number): void;
}) {
  const index = lessons.findIndex((lesson) => lesson.id === before.id);
  const past = lessons
    .slice(0, Math.max(0, index))
    .filter((lesson) => !lesson.cancelled)
    .slice(-SHOWN)
    .reverse();
  if (past.length === 0) return <p className="mt-1 text-ink-3 text-small">Это первый урок периода.</p>;
  return (
    <ul className="jpast">
      {past.map((lesson) => (
        <li key={lesson.id}>
          <button type="button" onClick={() => onLesson(lesson.id)} aria-label={`Урок ${dayMonth(lesson.date)}`}>
            {dayMonth(lesson.date)}
          </button>
          <div>
            {lesson.topic ? (
              <div title={lesson.topic}>{lesson.topic}</div>
            ) : (
              <Missing lesson={lesson} now={now} text="Тема не внесена" />
            )}
            {lesson.homework ? (
              <div className="text-ink-3" title={lesson.homework.text ?? undefined}>
                {lesson.homework.state === 'none' ? 'Не задано' : lesson.homework.text}
              </div>
            ) : (
              <Missing lesson={lesson} now={now} text="Домашнее задание не внесено" />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Missing({ lesson, now, text }: { lesson: JournalLesson; now: number; text: string }) {
  return (
    <div className="flex items-center gap-1.5 text-warn">
      <FillSign state={fieldState(lesson, false, now)} silent />
      {text}
    </div>
  );
}
