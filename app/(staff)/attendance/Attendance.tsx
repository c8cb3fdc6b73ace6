'use client';

import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { UndoToast } from '#app/_ui/UndoToast.tsx';
import { useToast } from '#app/_ui/useToast.ts';
import { showInAddress } from '#app/(staff)/attendance/address.ts';
import { Cases } from '#app/(staff)/attendance/Cases.tsx';
import { DayGrid } from '#app/(staff)/attendance/DayGrid.tsx';
import { Papers } from '#app/(staff)/attendance/Papers.tsx';
import { Report } from '#app/(staff)/attendance/Report.tsx';
import { Unreasoned } from '#app/(staff)/attendance/Unreasoned.tsx';
import { useReasons } from '#app/(staff)/attendance/useReasons.ts';
import { Week } from '#app/(staff)/attendance/Week.tsx';
import { statusWords } from '#app/(staff)/journal/StatusLine.tsx';
import type { AttendanceView } from '#lib/contract/attendanceViews.ts';
import { unreasonedDays } from '#lib/domain/attendanceDay.ts';
import { addDays, dayFull, weekdayName } from '#lib/domain/time.ts';
import './attendance.css';
import './day-grid.css';
import './lists.css';

const TABS = ['day', 'unreasoned', 'papers', 'cases', 'report', 'week'] as const;
type Tab = (typeof TABS)[number];

/** «Журнал дня»: the absences of one class, live; reasons, documents, reports of parents, work on truancy, reports. */
export function Attendance({
  initial,
  viewer,
  mayCompare,
}: {
  initial: AttendanceView;
  viewer: { personId: number };
  mayCompare: boolean;
}) {
  const live = useLive(initial, { view: 'attendance', classId: initial.class.id }, viewer);
  const { view } = live;
  const router = useRouter();
  const params = useSearchParams();
  const asked = params.get('tab');
  const tab = TABS.find((known) => known === asked && (known !== 'week' || mayCompare)) ?? 'day';
  const { toast, offer, closeToast } = useToast();
  const reasons = useReasons(live, offer);
  const missing = useMemo(() => unreasonedDays(view), [view]);
  const sent = view.notices.filter((notice) => notice.status === 'sent').length;
  const open = view.cases.filter((record) => record.status !== 'closed').length;
  const hrefOf = useCallback(
    (classId: number, date: string) => {
      const query = new URLSearchParams({ class: String(classId) });
      if (date !== view.today) query.set('date', date);
      if (tab !== 'day') query.set('tab', tab);
      return `/attendance?${query}`;
    },
    [view.today, tab],
  );
  const goDay = useCallback(
    (date: string) => router.push(hrefOf(view.class.id, date)),
    [router, hrefOf, view.class.id],
  );
  const status = statusWords(live.status, view.tz);
  const overdue = missing.filter((day) => day.overdue).length;
  const tabs: [Tab, string, number][] = [
    ['day', 'День', 0],
    ['unreasoned', 'Пропуски без причины', missing.length],
    ['papers', 'Документы', sent],
    ['cases', 'Работа с пропусками', open],
    ['report', 'Отчёт за период', 0],
    ...(mayCompare ? ([['week', 'Неделя школы', 0]] as [Tab, string, number][]) : []),
  ];
  return (
    <main className="apage">
      <div className="pagehead ahead">
        <h1>Журнал дня</h1>
        {view.classes.length > 1 ? (
          <label className="inline-flex items-center gap-2">
            <span className="sr-only">Класс</span>
            <select
              className="field w-20"
              value={view.class.id}
              onChange={(event) => router.push(hrefOf(Number(event.target.value), view.date))}
            >
              {view.classes.map((c) => (
                <option key={c.id} value={c.id}>
                  {c.name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <b className="text-body">{view.class.name}</b>
        )}
        {tab === 'day' && (
          <>
            <span className="adate text-ink-2">
              {weekdayName(view.date)}, {dayFull(view.date)}
            </span>
            <nav className="segmented ml-auto noprint" aria-label="День">
              <Link href={hrefOf(view.class.id, addDays(view.date, -1))} prefetch={false} aria-label="Предыдущий день">
                <Icon name="left" size="small" />
              </Link>
              <Link
                href={hrefOf(view.class.id, view.today)}
                prefetch={false}
                aria-current={view.date === view.today ? 'date' : undefined}
              >
                Сегодня
              </Link>
              <Link href={hrefOf(view.class.id, addDays(view.date, 1))} prefetch={false} aria-label="Следующий день">
                <Icon name="right" size="small" />
              </Link>
            </nav>
          </>
        )}
        <button
          type="button"
          className={`btn noprint${tab === 'day' ? '' : ' ml-auto'}`}
          onClick={() => window.print()}
        >
          Печать
        </button>
      </div>
      <nav className="atabs noprint" aria-label="Разделы журнала дня">
        {tabs.map(([key, label, count]) => (
          <button
            key={key}
            type="button"
            aria-current={key === tab ? 'page' : undefined}
            onClick={() => showInAddress({ tab: key === 'day' ? null : key, student: null })}
          >
            {label}
            {count > 0 && (
              <span className={`tag ${key === 'unreasoned' && overdue > 0 ? 'bad' : 'warn'}`}>{count}</span>
            )}
          </button>
        ))}
      </nav>
      {tab === 'day' && <DayGrid live={live} reasons={reasons} goDay={goDay} say={offer} />}
      {tab === 'unreasoned' && <Unreasoned view={view} days={missing} reasons={reasons} />}
      {tab === 'papers' && <Papers live={live} say={offer} />}
      {tab === 'cases' && <Cases live={live} say={offer} />}
      {tab === 'report' && <Report view={view} studentId={Number(params.get('student')) || null} />}
      {tab === 'week' && <Week today={view.today} />}
      <div className={`astatus noprint ${live.status.state}`}>
        <b role="status">
          <Icon name={status.icon} size="small" />
          {status.text}
        </b>
        {live.status.state === 'refused' && (
          <button type="button" className="link underline" onClick={live.dismissRefusal}>
            Понятно
          </button>
        )}
        {!view.mayWrite && <span>Вы смотрите: причины указывают классный руководитель и заместитель директора.</span>}
      </div>
      <UndoToast toast={toast} onClose={closeToast} />
    </main>
  );
}
