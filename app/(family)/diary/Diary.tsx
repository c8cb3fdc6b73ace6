'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { FamilyHead } from '#app/(family)/_parts/FamilyHead.tsx';
import { DiaryDayTable } from '#app/(family)/diary/DiaryDayTable.tsx';
import { MarkSheet } from '#app/(family)/diary/MarkSheet.tsx';
import type { DiaryDay, DiaryView } from '#lib/contract/diaryViews.ts';
import { weekAfter, weekBefore } from '#lib/domain/diary.ts';
import { mondayOf, rangeWords, weekdayShort } from '#lib/domain/time.ts';

/** «Дневник»: a week as in the paper one. */
export function Diary({ initial, viewer, tz }: { initial: DiaryView; viewer: { personId: number }; tz: string }) {
  const live = useLive(initial, { view: 'diary', studentId: initial.student.id }, viewer);
  const { view } = live;
  const minute = useClock(initial.now, live.now);
  const [open, setOpen] = useState<number | null>(null);
  const opened = view.days.flatMap((day) => day.lessons).find((lesson) => lesson.id === open);
  // A Saturday without lessons is no school day: the five-day week ends on Friday, as on paper.
  const days = view.days.filter((day) => day.lessons.length > 0 || day.dayOff !== null);
  const lessons = days.some((day) => day.lessons.length > 0);
  return (
    <>
      <FamilyHead view={view} online={live.online} status={live.status} minute={minute} tz={tz} />
      <main className="mx-auto w-full max-w-[35rem] flex-1 pb-5 md:border-line md:border-x">
        <h1 className="sr-only">Дневник</h1>
        <div className="sticky top-0 z-10">
          <WeekHead view={view} last={days.at(-1)?.date ?? view.to} />
          {lessons ? <DayStrip days={days} today={view.today} /> : null}
        </div>
        {lessons ? (
          days.map((day) => (
            <DiaryDayTable key={day.date} day={day} view={view} fresh={live.freshMarks} onOpenMarks={setOpen} />
          ))
        ) : (
          <EmptyState title="На этой неделе уроков нет">
            {days[0]?.dayOff ?? 'В расписании на эти дни ничего не стоит. Выберите другую неделю.'}
          </EmptyState>
        )}
      </main>
      {opened && opened.marks.length > 0 ? (
        <MarkSheet
          lesson={opened}
          studentId={view.student.id}
          types={view.workTypes}
          pointDays={view.pointDays}
          today={view.today}
          tz={tz}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

/** The days of the week under the thumb: one tap to the day, however long the week is. */
function DayStrip({ days, today }: { days: readonly DiaryDay[]; today: string }) {
  return (
    <nav aria-label="Дни недели" className="grid auto-cols-fr grid-flow-col border-line-2 border-b bg-surface">
      {days.map(({ date, lessons }) => {
        const marks = lessons.flatMap((lesson) => lesson.marks).length;
        return (
          <a
            key={date}
            href={`#day-${date}`}
            className={`flex h-9 items-center justify-center gap-1 text-base hover:bg-hover hover:no-underline ${date === today ? 'font-semibold text-accent' : 'text-ink-2'}`}
            aria-current={date === today ? 'date' : undefined}
          >
            {weekdayShort(date)} {Number(date.slice(8, 10))}
            {marks > 0 ? (
              <>
                <i className="size-1.5 rounded-full bg-accent" aria-hidden="true" />
                <span className="sr-only">, есть отметки</span>
              </>
            ) : null}
          </a>
        );
      })}
    </nav>
  );
}

function WeekHead({ view, last }: { view: DiaryView; last: string }) {
  const hrefOf = (monday: string) => `/diary?week=${monday}&child=${view.student.id}`;
  const thisWeek = mondayOf(view.today);
  const arrow = 'flex h-11 items-center justify-center text-ink-2 hover:bg-hover';
  return (
    <nav
      aria-label="Недели"
      className="grid h-[2.875rem] grid-cols-[2.75rem_1fr_2.75rem] items-center border-line-2 border-b bg-surface text-center"
    >
      <Link className={arrow} href={hrefOf(weekBefore(view.from))} prefetch={false} aria-label="Прошлая неделя">
        <Icon name="left" />
      </Link>
      <span className="leading-tight">
        <b>{rangeWords(view.from, last)}</b>
        {view.from === thisWeek ? null : (
          <Link className="block text-small" href={hrefOf(thisWeek)} prefetch={false}>
            К этой неделе
          </Link>
        )}
      </span>
      <Link className={arrow} href={hrefOf(weekAfter(view.from))} prefetch={false} aria-label="Следующая неделя">
        <Icon name="right" />
      </Link>
    </nav>
  );
}
