'use client';

import { useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { useSeen } from '#app/_ui/useSeen.ts';
import { FamilyHead } from '#app/(family)/_parts/FamilyHead.tsx';
import { DaySection } from '#app/(family)/timetable/DaySection.tsx';
import { WeekHead } from '#app/(family)/timetable/WeekHead.tsx';
import { CalendarDialog } from '#app/timetable/CalendarDialog.tsx';
import type { TimetableView } from '#lib/contract/timetableViews.ts';
import { nowAndNext, openDays, PARITY_WORDS, shownDays } from '#lib/domain/timetableWeek.ts';
import './timetable.css';

/** «Расписание» of a family: the child's week with changes as they are made (003 П6 3.2). Today is open, the other days are a
 *  tap away; on paper all are. */
export function FamilyTimetable({
  initial,
  viewer,
  calendar,
}: {
  initial: TimetableView;
  viewer: { personId: number };
  /** The child's school, when this person may subscribe. */
  calendar: { schoolId: number } | null;
}) {
  const key = { view: 'timetable', by: 'student', id: initial.id, week: initial.week } as const;
  const live = useLive(initial, key, viewer);
  const { view } = live;
  const minute = useClock(initial.now, live.now);
  const [subscribing, setSubscribing] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => openDays(initial, minute));
  const changed = useSeen(new Map(view.lessons.map((lesson) => [String(lesson.id), lesson.changeV])));
  const days = shownDays(view);
  const { family } = view;
  if (!family) return null;
  const toggle = (date: string) => {
    const next = new Set(open);
    if (!next.delete(date)) next.add(date);
    setOpen(next);
  };
  return (
    <>
      <FamilyHead view={family} online={live.online} status={live.status} minute={minute} tz={view.tz} />
      <main className="ftpage mx-auto w-full max-w-[35rem] flex-1 pb-5 md:border-line md:border-x">
        <h1 className="sr-only">Расписание</h1>
        <p className="ftprinted" aria-hidden="true">
          <b>
            Расписание: {family.student.name}, {family.student.className}
          </b>
        </p>
        <WeekHead view={view} studentId={family.student.id} last={days.at(-1)?.date ?? view.week} />
        {view.lessons.length > 0 ? (
          days.map((day) => (
            <DaySection
              key={day.date}
              day={day}
              view={view}
              open={open.has(day.date)}
              marks={nowAndNext(view, minute)}
              changed={changed}
              onToggle={() => toggle(day.date)}
            />
          ))
        ) : (
          <EmptyState title="На этой неделе уроков нет">
            {view.days.find((day) => day.dayOff)?.dayOff ??
              'В расписании на эти дни ничего не стоит. Выберите другую неделю.'}
          </EmptyState>
        )}
        <div className="ftactions flex flex-wrap items-center gap-2 px-3.5 pt-4">
          {calendar ? (
            <button type="button" className="btn touch" aria-haspopup="dialog" onClick={() => setSubscribing(true)}>
              Подписаться в календаре
            </button>
          ) : null}
          <button type="button" className="btn quiet touch" onClick={() => window.print()}>
            Печать
          </button>
          {view.parity === null ? null : <span className="text-base text-ink-3">{PARITY_WORDS[view.parity]}</span>}
        </div>
      </main>
      {subscribing && calendar ? (
        <CalendarDialog
          studentId={family.student.id}
          schoolId={calendar.schoolId}
          live={live}
          tz={view.tz}
          onClose={() => setSubscribing(false)}
        />
      ) : null}
    </>
  );
}
