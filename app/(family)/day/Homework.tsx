'use client';

import Link from 'next/link';
import type { LiveView } from '#app/_live/useLive.ts';
import { useSeen } from '#app/_ui/useSeen.ts';
import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import type { DiaryView } from '#lib/contract/views.ts';
import { forDay, type HomeworkItem, homeworkOn, nextSchoolDay } from '#lib/domain/diary.ts';
import { mondayOf } from '#lib/domain/time.ts';

type Live = LiveView<DiaryView>;

/** «Домашнее задание на завтра» with the pupil's own «Сделано». A tick shows at once and goes when the link allows. */
export function Homework({
  view,
  pending,
  online,
  mayTick,
  send,
}: {
  view: DiaryView;
  pending: Live['pending'];
  online: boolean;
  mayTick: boolean;
  send: Live['send'];
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
          {given.map((item) => (
            <Task
              key={taskKey(item)}
              item={item}
              fresh={changed(taskKey(item))}
              waiting={tickOf(pending, item, studentId)}
              online={online}
              {...(mayTick
                ? {
                    onTick: (done: boolean) =>
                      send({ name: 'homework.tick', input: { studentId, lessonId: item.homework.fromId, done } }),
                  }
                : {})}
            />
          ))}
        </ul>
      )}
      {given.length > 0 && none.length > 0 ? (
        <p className="border-line border-t px-3 py-2 text-base text-ink-3">Не задано: {none.join(', ')}</p>
      ) : null}
    </Section>
  );
}

/** What the person has said of this task and the server has not yet heard; null when nothing waits. */
function tickOf(pending: Live['pending'], item: HomeworkItem, studentId: number): boolean | null {
  let done: boolean | null = null;
  for (const command of pending) {
    if (command.name !== 'homework.tick' || command.input.lessonId !== item.homework.fromId) continue;
    // One queue serves all children of the family; twins have the same lessons.
    if (command.input.studentId === studentId) done = command.input.done;
  }
  return done;
}

const taskKey = (item: HomeworkItem): string => `${item.lesson.id}:${item.homework.fromId}`;

function Task({
  item: { lesson, homework },
  fresh,
  waiting,
  online,
  onTick,
}: {
  item: HomeworkItem;
  fresh: boolean;
  waiting: boolean | null;
  online: boolean;
  onTick?: (done: boolean) => void;
}) {
  const done = waiting ?? homework.done;
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
          {waiting !== null && !online ? <span className="text-caption text-warn"> ждёт связи</span> : null}
        </span>
      </label>
    </li>
  );
}
