'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import type { MyDayView } from '#lib/contract/myDayView.ts';
import { currentIndex, dayHref, endOf, lessonsOn, startOf } from '#lib/domain/myDay.ts';
import { dayKey } from '#lib/domain/myDayKeys.ts';
import { addDays, dayFull, dayMonth, timeIn, weekdayName, weekdayShort } from '#lib/domain/time.ts';
import { DayLessons } from './DayLessons.tsx';
import { NextDay } from './NextDay.tsx';
import { ToDo } from './ToDo.tsx';
import { Week } from './Week.tsx';
import './day.css';

/** «Мой день»: the lessons of a day with what each still lacks, what is due, and one key to the cell. */
export function MyDay({ initial, viewer }: { initial: MyDayView; viewer: { personId: number } }) {
  const live = useLive(initial, { view: 'myDay' }, viewer);
  const { view } = live;
  const now = useClock(initial.now, live.now);
  const router = useRouter();
  const lessons = lessonsOn(view, view.date);
  const running = lessonsOn(view, view.today).find(
    (l) => !l.cancelled && startOf(l, view.tz) <= now && now < endOf(l, view.tz),
  );
  const [chosenId, setChosen] = useState<number | null>(null);
  const found = lessons.findIndex((lesson) => lesson.id === chosenId);
  const at = found === -1 ? currentIndex(lessons, view.tz, now) : found;
  const chosen = lessons[at];
  const list = useRef<HTMLOListElement>(null);
  // The list is ready for the first key, on a fresh page and on another day.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day is another list
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.focus({ preventScroll: true });
  }, [view.date]);
  const hrefOfDay = (date: string) => (date === view.today ? '/day' : `/day?date=${date}`);

  function onKey(event: KeyboardEvent<HTMLElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A focused link has its own Enter.
    const own = event.target instanceof HTMLAnchorElement && event.key === 'Enter';
    const action = own ? null : dayKey(event.key, event.code);
    if (!action) return;
    event.preventDefault();
    if (action.do === 'move') setChosen(lessons[Math.max(0, Math.min(lessons.length - 1, at + action.by))]?.id ?? null);
    else if (action.do === 'day') router.push(hrefOfDay(addDays(view.date, action.by)));
    else if (chosen) router.push(dayHref(chosen, action.field));
  }
  const same = view.date === view.today;
  return (
    <main className="dpage" onKeyDown={onKey}>
      <div className="pagehead">
        <h1>Мой день</h1>
        <span className="text-ink-2">
          {weekdayName(view.date)}, {dayFull(view.date)}
          {same && `, ${timeIn(new Date(now), view.tz)}`}
        </span>
        {same && running && (
          <span className="tag accent" role="status">
            Идёт {running.number}-й урок, до звонка {Math.max(1, Math.ceil((endOf(running, view.tz) - now) / 60_000))}{' '}
            мин
          </span>
        )}
        {!live.online && (
          <span className="tag warn" role="status">
            <Icon name="offline" size="small" />
            Нет связи, отметки о заполнении не обновляются
          </span>
        )}
        <span className="ml-auto flex items-center gap-2">
          <nav className="segmented" aria-label="День">
            <Link href={hrefOfDay(addDays(view.date, -1))} prefetch={false} aria-label="Предыдущий день">
              <Icon name="left" size="small" />
            </Link>
            <Link href="/day" prefetch={false} aria-current={same ? 'date' : undefined}>
              Сегодня
            </Link>
            <Link href={hrefOfDay(addDays(view.date, 1))} prefetch={false} aria-label="Следующий день">
              <Icon name="right" size="small" />
            </Link>
          </nav>
          {chosen && (
            <Link className="btn primary" href={dayHref(chosen)} prefetch={false}>
              Открыть журнал {chosen.className}
              <kbd className="dkbd">Enter</kbd>
            </Link>
          )}
        </span>
      </div>
      <div className="dcols">
        <div className="dleft">
          <Week view={view} now={now} hrefOf={hrefOfDay} />
          <DayLessons view={view} lessons={lessons} at={at} now={now} list={list} onChoose={setChosen} />
        </div>
        <div className="dright">
          <ToDo view={view} now={now} />
          <NextDay view={view} label={(date) => (date === addDays(view.today, 1) ? 'Завтра, ' : '') + heading(date)} />
          {view.homerooms.map((own) => (
            <Link key={own.classId} className="dlog" href={`/plans/class?class=${own.classId}`} prefetch={false}>
              План внеурочных занятий, {own.className}
            </Link>
          ))}
          <Link className="dlog" href="/substitutions/log" prefetch={false}>
            Мои пропущенные и замещённые уроки
          </Link>
        </div>
      </div>
    </main>
  );
}

const heading = (date: string): string => `${weekdayShort(date)} ${dayMonth(date)}`;
