'use client';

import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Toast } from '#app/_ui/Toast.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { useSeen } from '#app/_ui/useSeen.ts';
import { FamilyHead } from '#app/(family)/_parts/FamilyHead.tsx';
import { Section } from '#app/(family)/_parts/Section.tsx';
import { Tasks, taskKey } from '#app/(family)/_parts/Tasks.tsx';
import { useTick } from '#app/(family)/_parts/useTick.ts';
import type { DiaryView } from '#lib/contract/diaryViews.ts';
import { forDay, type HomeworkItem, homeworkOn } from '#lib/domain/diary.ts';
import './homework.css';

/** «Домашние задания»: what is due from today on, by the day it is due, as a list to tick off. */
export function HomeworkList({
  initial,
  viewer,
  tz,
  mayTick,
}: {
  initial: DiaryView;
  viewer: { personId: number };
  tz: string;
  mayTick: boolean;
}) {
  const live = useLive(initial, { view: 'diary', studentId: initial.student.id }, viewer);
  const { view } = live;
  const minute = useClock(initial.now, live.now);
  const { tick, message, dismiss } = useTick(live);
  const days = view.days
    .map((day) => ({ date: day.date, ...homeworkOn(day) }))
    .filter((day) => day.given.length + day.none.length > 0);
  const all = days.flatMap((day) => day.given);
  const changed = useSeen(new Map(all.map((item) => [taskKey(item), item.homework.v])));
  return (
    <>
      <FamilyHead view={view} online={live.online} status={live.status} minute={minute} tz={tz} />
      <main className="mx-auto w-full max-w-[35rem] flex-1 px-3.5 pt-2 pb-5">
        <h1 className="sr-only">Домашние задания</h1>
        {days.length === 0 ? (
          <EmptyState title="Заданий пока нет">
            На ближайшие две недели учителя ещё ничего не задали. Задание появится здесь, как только его внесут.
          </EmptyState>
        ) : (
          days.map(({ date, given, none }) => (
            <Section key={date} title={capital(forDay(date, view.today))} aside={leftWords(given)}>
              {given.length > 0 ? (
                <Tasks
                  items={given}
                  studentId={view.student.id}
                  pending={live.pending}
                  online={live.online}
                  changed={changed}
                  onTick={mayTick ? tick : undefined}
                />
              ) : null}
              {none.length > 0 ? (
                <p className="border-line border-t px-3 py-2 text-base text-ink-3 first:border-t-0">
                  Не задано: {none.join(', ')}
                </p>
              ) : null}
            </Section>
          ))
        )}
        {days.length > 0 && (
          <button type="button" className="btn touch hwprint mt-3" onClick={() => window.print()}>
            Распечатать задания
          </button>
        )}
      </main>
      <Toast message={message} onClose={dismiss} />
    </>
  );
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
/** «сделано 2 из 5». */
function leftWords(given: readonly HomeworkItem[]): string {
  const done = given.filter((item) => item.homework.done).length;
  return given.length === 0 ? '' : `сделано ${done} из ${given.length}`;
}
