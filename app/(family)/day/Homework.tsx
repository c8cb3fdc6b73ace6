'use client';

import Link from 'next/link';
import type { LiveView } from '#app/_live/useLive.ts';
import { useSeen } from '#app/_ui/useSeen.ts';
import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { DiaryView } from '#lib/contract/views.ts';
import { forDay, type HomeworkItem, homeworkOn, nextSchoolDay } from '#lib/domain/diary.ts';
import { mondayOf } from '#lib/domain/time.ts';

type Live = LiveView<DiaryView>;
/** `base`: the version of «Сделано» the person saw, his own unsent ticks counted in. */
export type Tick = CommandInput<'homework.tick'> & { base: number };

/** «Домашнее задание на завтра» with the pupil's own «Сделано». A tick shows at once and goes when the link allows. */
export function Homework({
  view,
  pending,
  online,
  onTick,
}: {
  view: DiaryView;
  pending: Live['pending'];
  online: boolean;
  /** Absent: this person may not tick. */
  onTick: ((tick: Tick) => void) | undefined;
}) {
  const day = nextSchoolDay(view);
  const { given, none } = day ? homeworkOn(day) : { given: [], none: [] };
  const changed = useSeen(new Map(given.map((item) => [taskKey(item), item.homework.v])));
  if (!day) {
    return (
      <Section title="Домашнее задание">
        <Reason>Следующего учебного дня в расписании ещё нет, поэтому и заданий к нему нет.</Reason>
      </Section>
    );
  }
  const studentId = view.student.id;
  return (
    <Section
      title={`Домашнее задание ${forDay(day.date, view.today)}`}
      aside={
        <Link href={`/diary?week=${mondayOf(day.date)}&child=${studentId}`} prefetch={false}>
          Все
        </Link>
      }
    >
      {given.length === 0 ? (
        <Reason>
          {none.length > 0
            ? 'На этот день ничего не задано.'
            : 'Учителя ещё ничего не записали. Задание появится здесь, как только его внесут.'}
        </Reason>
      ) : (
        <ul>
          {given.map((item) => {
            const { fromId, done, doneV } = item.homework;
            const own = ownTicks(pending, studentId, fromId);
            return (
              <Task
                key={taskKey(item)}
                item={item}
                fresh={changed(taskKey(item))}
                done={own.at(-1) ?? done}
                note={own.length > 0 && !online ? 'ждёт связи' : null}
                onTick={
                  onTick && ((next) => onTick({ studentId, lessonId: fromId, done: next, base: doneV + own.length }))
                }
              />
            );
          })}
        </ul>
      )}
      {given.length > 0 && none.length > 0 ? (
        <p className="border-line border-t px-3 py-2 text-base text-ink-3">Не задано: {none.join(', ')}</p>
      ) : null}
    </Section>
  );
}

/** What the person has said of this task and the server has not yet heard, oldest first. One queue serves all children of
 *  the family, and twins have the same lessons. */
const ownTicks = (pending: Live['pending'], studentId: number, lessonId: number): boolean[] =>
  pending.flatMap((command) =>
    command.name === 'homework.tick' && command.input.studentId === studentId && command.input.lessonId === lessonId
      ? [command.input.done]
      : [],
  );

const taskKey = (item: HomeworkItem): string => `${item.lesson.id}:${item.homework.fromId}`;

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
    </li>
  );
}
