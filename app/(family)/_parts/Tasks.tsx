'use client';

import type { LiveView } from '#app/_live/useLive.ts';
import { TaskLinks } from '#app/(family)/_parts/TaskLinks.tsx';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { DiaryView } from '#lib/contract/diaryViews.ts';
import type { HomeworkItem } from '#lib/domain/diary.ts';

/** `base`: the version of «Сделано» the person saw, his own unsent ticks counted in. */
export type Tick = CommandInput<'homework.tick'> & { base: number };
export type Pending = LiveView<DiaryView>['pending'];

/** Homework with the pupil's own «Сделано». A tick shows at once and goes when the link allows. */
export function Tasks({
  items,
  studentId,
  pending,
  online,
  changed,
  onTick,
}: {
  items: readonly HomeworkItem[];
  studentId: number;
  pending: Pending;
  online: boolean;
  /** Whether a task has come or changed since the screen was opened, by {@link taskKey}. */
  changed: (key: string) => boolean;
  /** Absent: this person may not tick. */
  onTick: ((tick: Tick) => void) | undefined;
}) {
  return (
    <ul>
      {items.map((item) => {
        const { fromId, done, doneV } = item.homework;
        const own = ownTicks(pending, studentId, fromId);
        return (
          <Task
            key={taskKey(item)}
            item={item}
            fresh={changed(taskKey(item))}
            done={own.at(-1) ?? done}
            note={own.length > 0 && !online ? 'ждёт связи' : null}
            onTick={onTick && ((next) => onTick({ studentId, lessonId: fromId, done: next, base: doneV + own.length }))}
          />
        );
      })}
    </ul>
  );
}

/** What the person has said of this task and the server has not yet heard, oldest first. One queue serves all children of
 *  the family, and twins have the same lessons. */
const ownTicks = (pending: Pending, studentId: number, lessonId: number): boolean[] =>
  pending.flatMap((command) =>
    command.name === 'homework.tick' && command.input.studentId === studentId && command.input.lessonId === lessonId
      ? [command.input.done]
      : [],
  );

export const taskKey = (item: HomeworkItem): string => `${item.lesson.id}:${item.homework.fromId}`;

function Task({
  item: { lesson, homework },
  fresh,
  done,
  note,
  onTick,
}: {
  item: HomeworkItem;
  fresh: boolean;
  done: boolean;
  note: string | null;
  onTick: ((done: boolean) => void) | undefined;
}) {
  return (
    <li className={`border-line border-t first:border-t-0 ${fresh ? 'fresh' : ''}`}>
      <label className="grid min-h-row-touch grid-cols-[1.25rem_minmax(0,1fr)] items-start gap-2.5 px-3 py-2.5">
        <input
          type="checkbox"
          className="checkbox large mt-0.5"
          aria-label={`Сделано: ${lesson.subject}`}
          checked={done}
          disabled={!onTick}
          onChange={(event) => onTick?.(event.target.checked)}
        />
        <span className={`whitespace-pre-line break-words ${done ? 'text-ink-3' : ''}`}>
          <span className="font-medium">{lesson.subject}</span> {homework.text}
          {homework.minutes ? (
            <span className="whitespace-nowrap text-caption text-ink-3"> ≈ {homework.minutes} мин</span>
          ) : null}
          {note ? <span className="text-caption text-warn"> {note}</span> : null}
        </span>
      </label>
      <TaskLinks links={homework.links} files={homework.files} look="list" />
    </li>
  );
}
