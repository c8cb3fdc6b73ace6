'use client';

import { useLive } from '#app/_live/useLive.ts';
import { Toast } from '#app/_ui/Toast.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { FamilyHead } from '#app/(family)/_parts/FamilyHead.tsx';
import { useTick } from '#app/(family)/_parts/useTick.ts';
import { Controls } from '#app/(family)/day/Controls.tsx';
import { Homework } from '#app/(family)/day/Homework.tsx';
import { NewMarks } from '#app/(family)/day/NewMarks.tsx';
import { NextLesson } from '#app/(family)/day/NextLesson.tsx';
import { Roll } from '#app/(family)/day/Roll.tsx';
import type { DiaryView } from '#lib/contract/diaryViews.ts';

/** «Сегодня»: what a family looks for, in the order it looks for it. */
export function Today({
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
  const todays = view.days.find((day) => day.date === view.today);
  return (
    <>
      <FamilyHead view={view} online={live.online} status={live.status} minute={minute} tz={tz} />
      <main className="mx-auto w-full max-w-[35rem] flex-1 px-3.5 pt-2 pb-5">
        <h1 className="sr-only">Сегодня</h1>
        <NextLesson view={view} minute={minute} />
        <NewMarks view={view} fresh={live.freshMarks} minute={minute} />
        <Homework view={view} pending={live.pending} online={live.online} onTick={mayTick ? tick : undefined} />
        <Controls view={view} />
        <Roll view={view} day={todays} minute={minute} />
      </main>
      <Toast message={message} onClose={dismiss} />
    </>
  );
}
