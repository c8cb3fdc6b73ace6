import type { TimetableLesson } from '#lib/contract/timetableViews.ts';
import { roomWords } from '#lib/domain/diary.ts';
import { changeTags, holderOf, placeWords, subjectOf } from '#lib/domain/timetableWeek.ts';

/** One lesson of a child's day: number, time, subject, who and where; a change with what stood by the timetable. */
export function FamilyLesson({
  lesson,
  left,
  state,
  fresh,
}: {
  lesson: TimetableLesson;
  /** It has been moved away from this place. */
  left: boolean;
  state: 'running' | 'next' | null;
  fresh: boolean;
}) {
  const off = left || lesson.cancelled;
  const tags = left ? [] : changeTags(lesson);
  return (
    <li
      className={`grid grid-cols-[1.25rem_5.75rem_minmax(0,1fr)_auto] items-baseline gap-x-2 border-line border-b px-3.5 py-2 ${state === 'running' ? 'bg-accent-soft' : ''} ${fresh ? 'fresh' : ''}`}
      aria-current={state === 'running' ? 'time' : undefined}
    >
      <span className="text-ink-3 text-small">
        {left ? (lesson.change?.was.number ?? lesson.number) : lesson.number}
      </span>
      <span className={`text-base ${state === 'running' ? 'font-semibold text-accent' : 'text-ink-2'}`}>
        {left ? '' : `${lesson.starts}–${lesson.ends}`}
      </span>
      <span className={`min-w-0 [overflow-wrap:anywhere] ${off ? 'text-ink-3 line-through' : 'font-medium'}`}>
        {left ? lesson.subject : subjectOf(lesson)}
      </span>
      <span className="text-base text-ink-2">{off ? '' : roomWords(lesson.room)}</span>
      <span className="col-span-2 col-start-3 text-base text-ink-2">
        {off ? null : [lesson.name, holderOf(lesson)].filter(Boolean).join(', ')}
        {state === 'running' ? <span className="block text-accent">Идёт сейчас</span> : null}
        {state === 'next' ? <span className="block text-accent">Следующий урок</span> : null}
        {left ? <span className="text-warn">Перенесён на {placeWords(lesson)}</span> : null}
        {tags.map(({ text, detail }) => (
          <span key={text} className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-warn">
            <span className="tag warn">{text}</span>
            {detail}
          </span>
        ))}
      </span>
    </li>
  );
}
