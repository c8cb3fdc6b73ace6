import { useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import type { ComingLesson } from '#lib/domain/homework.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';
import { Select } from './Select.tsx';

/** The due lesson as a list of the group's coming ones. Those of the period are known; the next period's are asked for
 *  when the list is opened. */
export function HomeworkDue({
  lessons,
  lesson,
  dueId,
  off,
  onChoose,
}: {
  lessons: readonly JournalLesson[];
  lesson: JournalLesson;
  /** Null: the next lesson. */
  dueId: number | null;
  off: boolean;
  onChoose(dueId: number | null): void;
}) {
  const [asked, setAsked] = useState<{ lessonId: number; coming: ComingLesson[] } | null>(null);
  const known = lessons
    .filter((l) => !l.cancelled && (l.date > lesson.date || (l.date === lesson.date && l.number > lesson.number)))
    .map(({ id, date }) => ({ id, date }));
  const coming = asked?.lessonId === lesson.id ? asked.coming : known;
  const own = lesson.homework?.dueId === dueId && lesson.homework?.dueDate ? lesson.homework : null;
  const stands = coming.find((l) => l.id === dueId);
  if (coming.length === 0 && !own?.dueDate) return <span className="text-ink-3">следующего урока ещё нет</span>;
  async function ask() {
    if (asked?.lessonId === lesson.id) return;
    const answer = await askRead('homework.ideas', { lessonId: lesson.id });
    if (answer.ok) setAsked({ lessonId: lesson.id, coming: answer.answer.coming });
  }
  const words = (date: string) => `к ${weekdayShort(date).toLowerCase()} ${dayMonth(date)}`;
  return (
    <Select
      className="chip"
      aria-label="К какому уроку"
      disabled={off}
      value={stands?.id ?? own?.dueId ?? coming[0]?.id ?? ''}
      onFocus={ask}
      onChange={(event) => {
        const id = Number(event.target.value);
        onChoose(id === coming[0]?.id ? null : id);
      }}
    >
      {!stands && own?.dueDate && own.dueId !== null && <option value={own.dueId}>{words(own.dueDate)}</option>}
      {coming.map((l) => (
        <option key={l.id} value={l.id}>
          {words(l.date)}
        </option>
      ))}
    </Select>
  );
}
