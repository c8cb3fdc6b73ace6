'use client';

import { useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { CalendarDialog } from '#app/timetable/CalendarDialog.tsx';
import type { TimetableView } from '#lib/contract/timetableViews.ts';
import { rangeWords } from '#lib/domain/time.ts';
import { nowAndNext, PARITY_WORDS, shownDays } from '#lib/domain/timetableWeek.ts';
import { Pick } from './Pick.tsx';
import { TimetableHead, type TimetableTab } from './TimetableHead.tsx';
import { WeekGrid } from './WeekGrid.tsx';
import { WeekSwitch } from './WeekSwitch.tsx';
import './timetable.css';

/** «Расписание» of staff: the week of a class, a teacher, a room or a student, with its changes as they are made. */
export function Timetable({
  initial,
  viewer,
  tabs,
  journals,
  calendar,
}: {
  initial: TimetableView;
  viewer: { personId: number };
  tabs: readonly TimetableTab[];
  /** Journals that this person may open from a lesson. */
  journals: 'all' | readonly number[];
  /** Whose calendar to subscribe to: his school, when he has lessons of his own. */
  calendar: { schoolId: number } | null;
}) {
  const live = useLive(initial, { view: 'timetable', by: initial.by, id: initial.id, week: initial.week }, viewer);
  const { view } = live;
  const now = useClock(initial.now, live.now);
  const [subscribing, setSubscribing] = useState(false);
  const days = shownDays(view);
  const range = rangeWords(view.week, days.at(-1)?.date ?? view.week);
  const hrefOf = (week: string) => `/timetable?${new URLSearchParams({ by: view.by, id: view.id, week })}`;
  return (
    <main className="printed ttpage">
      <TimetableHead tabs={tabs} by={view.by} online={live.online}>
        <Pick by={view.by} title={view.title} week={view.week} />
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {view.parity === null ? null : <span className="tag">{PARITY_WORDS[view.parity]}</span>}
          <b className="whitespace-nowrap">{range}</b>
          <WeekSwitch week={view.week} today={view.today} hrefOf={hrefOf} />
          {calendar ? (
            <button type="button" className="btn" aria-haspopup="dialog" onClick={() => setSubscribing(true)}>
              Подписаться в календаре
            </button>
          ) : null}
          <button type="button" className="btn" onClick={() => window.print()}>
            Печать
          </button>
        </span>
      </TimetableHead>
      <p className="ttprinted" aria-hidden="true">
        <b>Расписание: {view.title}</b> <span>{range}</span>
      </p>
      {view.lessons.length > 0 ? (
        <WeekGrid view={view} days={days} marks={nowAndNext(view, now)} journals={journals} />
      ) : (
        <div className="panel mx-4">
          <EmptyState title="На этой неделе уроков нет">
            {view.days.find((day) => day.dayOff)?.dayOff ??
              'В расписании на эти дни ничего не стоит. Выберите другую неделю.'}
          </EmptyState>
        </div>
      )}
      {subscribing && calendar ? (
        <CalendarDialog
          studentId={null}
          schoolId={calendar.schoolId}
          live={live}
          tz={view.tz}
          onClose={() => setSubscribing(false)}
        />
      ) : null}
    </main>
  );
}
