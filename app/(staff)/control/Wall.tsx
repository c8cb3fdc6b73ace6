'use client';

import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { AbsencePane } from '#app/(staff)/control/AbsencePane.tsx';
import { Figures } from '#app/(staff)/control/Figures.tsx';
import { FillingTable } from '#app/(staff)/control/FillingTable.tsx';
import { HomeworkPane } from '#app/(staff)/control/HomeworkPane.tsx';
import { LagPane } from '#app/(staff)/control/LagPane.tsx';
import { GridLegend, LessonGrid } from '#app/(staff)/control/LessonGrid.tsx';
import { WallHead } from '#app/(staff)/control/WallHead.tsx';
import { useWallLimits, WallLimits, WallPlans } from '#app/(staff)/control/WallLimits.tsx';
import { wallRows } from '#app/(staff)/control/wallRows.ts';
import type { WallView } from '#lib/contract/wallView.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { deadlinesOf, scopedWall, type TrendPoint, tally, trend } from '#lib/domain/wall.ts';
import './wall.css';

// The charts' library is the larger half of this page's script; numbers and squares do not wait for it.
const GradeBars = dynamic(() => import('#app/(staff)/control/GradeBars.tsx').then((m) => m.GradeBars), { ssr: false });
const TrendChart = dynamic(() => import('#app/(staff)/control/TrendChart.tsx').then((m) => m.TrendChart), {
  ssr: false,
});

const SCOPES = [
  { value: 'own', label: 'Мои параллели' },
  { value: 'all', label: 'Вся школа' },
] as const;
const TABLES = [
  { value: 'teacher', label: 'По учителям' },
  { value: 'class', label: 'По классам' },
] as const;

/** A choice that stays in the address, so that a link and a reload show the same; nothing is fetched for it. */
function setParam(name: string, value: string) {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.history.replaceState(null, '', url);
}

export function Wall({ initial, viewer, tz }: { initial: WallView; viewer: { personId: number }; tz: string }) {
  const live = useLive(initial, { view: 'wall' }, viewer);
  const minute = useClock(initial.now, live.now);
  const params = useSearchParams();
  const supervises = initial.ownGrades.length > 0;
  const own = supervises && params.get('scope') === 'own';
  // Who answers for the whole school sees classes first: no names by default.
  const by = (params.get('by') ?? (supervises ? 'teacher' : 'class')) === 'teacher' ? 'teacher' : 'class';
  const whole = live.view;
  const view = useMemo(() => scopedWall(whole, own), [whole, own]);
  const counts = useMemo(() => wallRows(view, minute), [view, minute]);
  const points = useMemo(
    () => trend(whole.days, whole.today, tally(whole.lessons, deadlinesOf(whole), minute)),
    [whole, minute],
  );
  const limits = useWallLimits(minute);
  return (
    <main className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <WallHead view={view} minute={minute} tz={tz} online={live.online} plans={<WallPlans limits={limits} />}>
        {supervises ? (
          <SegmentedControl
            label="Охват"
            options={SCOPES}
            value={own ? 'own' : 'all'}
            onChange={(v) => setParam('scope', v)}
          />
        ) : null}
      </WallHead>
      <div className="wall">
        <Figures view={view} sum={counts.all} />
        <section className="panel col-[1/7]">
          <h2>
            Заполнение по параллелям <span className="aside">пусто</span>
          </h2>
          <div className="pane">
            <GradeBars rows={counts.grades} all={counts.all} />
          </div>
        </section>
        <section className="panel wide col-[7/19]">
          <h2>
            Уроки
            <span className="aside">
              {view.classes.length} {plural(view.classes.length, 'класс', 'класса', 'классов')}, нажмите на урок —
              откроется журнал
            </span>
          </h2>
          <LessonGrid view={view} deadlines={counts.deadlines} minute={minute} />
          <GridLegend />
        </section>
        <section className="panel col-[19/-1]">
          <h2>
            Домашние задания
            <WallLimits limits={limits} />
          </h2>
          <HomeworkPane view={view} minute={minute} tz={tz} names={by === 'teacher'} />
        </section>
        <section className="panel col-[1/7]">
          <h2>
            Отсутствуют сегодня <span className="aside">учеников</span>
          </h2>
          <AbsencePane view={view} />
        </section>
        <section className="panel wide col-[7/17]">
          <h2>
            Заполнение
            <span className="off-tv ml-auto font-normal">
              <SegmentedControl label="Таблица" options={TABLES} value={by} onChange={(v) => setParam('by', v)} />
            </span>
            <span className="aside on-tv">по классам</span>
          </h2>
          {by === 'teacher' ? (
            <div className="off-tv contents">
              <FillingTable nameLabel="Учитель" rows={counts.teachers} />
            </div>
          ) : null}
          <div className={by === 'teacher' ? 'on-tv contents' : 'contents'}>
            <FillingTable nameLabel="Класс" rows={counts.classes} />
          </div>
        </section>
        <section className="panel col-[17/-1]">
          <h2>
            Заполнение за три недели, %{own ? <span className="font-normal text-ink-3">вся школа</span> : null}
            <span className="aside flex gap-3">
              <Key label="темы" stroke="var(--accent)" />
              <Key label="ДЗ" stroke="var(--neutral-fill)" dash="4 2.5" />
            </span>
          </h2>
          {points.length > 1 ? (
            <div className="chart min-h-0 flex-1" role="img" aria-label={trendWords(points)}>
              <TrendChart points={points} />
            </div>
          ) : (
            <p className="text-ink-2">Линия появится, когда пройдут хотя бы два учебных дня.</p>
          )}
          <LagPane view={view} />
        </section>
      </div>
    </main>
  );
}

function Key({ label, stroke, dash }: { label: string; stroke: string; dash?: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <svg width="14" height="6" aria-hidden="true">
        <line x1="0" x2="14" y1="3" y2="3" stroke={stroke} strokeWidth="2" strokeDasharray={dash} />
      </svg>
      {label}
    </span>
  );
}

/** The lines in words: where they began and where they stand. */
function trendWords(points: TrendPoint[]): string {
  const say = (point: TrendPoint | undefined) =>
    point ? `${dayMonth(point.date)}: темы ${point.topic ?? 0} %, домашние задания ${point.homework ?? 0} %` : '';
  return `Заполнение за три недели. ${say(points[0])}; ${say(points.at(-1))}.`;
}
