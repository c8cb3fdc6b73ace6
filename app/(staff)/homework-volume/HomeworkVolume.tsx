'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { DayCard } from '#app/(staff)/homework-volume/DayCard.tsx';
import type { HomeworkVolumeView } from '#lib/contract/homeworkVolumeView.ts';
import { type DayVolume, hoursText, isTooMuch, volumes } from '#lib/domain/homeworkVolume.ts';
import { plural } from '#lib/domain/people.ts';
import { addDays, daysBetween, monthName, rangeWords, weekdayOf, weekdayShort } from '#lib/domain/time.ts';
import './homeworkVolume.css';

const GRADES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;

/** «Домашние задания» of staff: how long each class's homework for a day takes, against the norm; a click tells of what. */
export function HomeworkVolume({
  initial,
  viewer,
  grade,
}: {
  initial: HomeworkVolumeView;
  viewer: { personId: number };
  grade: number | null;
}) {
  const live = useLive(initial, { view: 'homeworkVolume', groupId: null }, viewer);
  const { view } = live;
  const params = useSearchParams();
  const [classId = 0, date = ''] = (params.get('at') ?? '')
    .split(':')
    .map((part, at) => (at === 0 ? Number(part) : part)) as [number?, string?];
  const cells = useMemo(() => volumes(view), [view]);
  const month = daysBetween(view.from, view.to) > 7;
  const days = useMemo(() => daysOf(view), [view]);
  const much = [...cells.values()].filter(isTooMuch).length;
  const chosen = view.classes.find((cls) => cls.id === classId);
  function choose(id: number, day: string) {
    const url = new URL(window.location.href);
    url.searchParams.set('at', `${id}:${day}`);
    window.history.replaceState(null, '', url);
  }
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <Head view={view} month={month} grade={grade} own={view.classes.length === 1} online={live.online} />
      {view.items.length === 0 ? (
        <EmptyState title="Заданий на эти дни нет">
          На эти дни ничего не задано. Объём появится здесь, как только задание внесут.
        </EmptyState>
      ) : (
        <div className="hvbody">
          <p role="status" className={much > 0 ? 'text-bad' : 'text-ink-2'}>
            {much > 0
              ? `Много ДЗ: ${much} ${plural(much, 'день класса', 'дня классов', 'дней классов')} сверх нормы`
              : 'Все дни укладываются в норму'}
          </p>
          <div className="hvscroll panel">
            <table className="hvgrid">
              <caption className="sr-only">Объём домашних заданий: классы и дни, к которым задано</caption>
              <thead>
                <tr>
                  <th scope="col">Класс</th>
                  {days.map((day) => (
                    <th key={day} scope="col" className={day === view.today ? 'today' : ''}>
                      <span>{weekdayShort(day)}</span> {Number(day.slice(8))}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {view.classes.map((cls) => (
                  <tr key={cls.id}>
                    <th scope="row">{cls.label}</th>
                    {days.map((day) => (
                      <Cell
                        key={day}
                        label={`${cls.label}, ${weekdayShort(day)} ${Number(day.slice(8))}`}
                        volume={cells.get(`${cls.id}:${day}`)}
                        chosen={cls.id === classId && day === date}
                        short={month}
                        onChoose={() => choose(cls.id, day)}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {chosen && <DayCard view={view} label={chosen.label} date={date} volume={cells.get(`${classId}:${date}`)} />}
        </div>
      )}
    </main>
  );
}

/** Days of the span on which homework is due, and its school days. */
function daysOf(view: HomeworkVolumeView): string[] {
  const due = new Set(view.items.map((item) => item.date));
  const days: string[] = [];
  for (let day = view.from; day <= view.to; day = addDays(day, 1))
    if (weekdayOf(day) <= 5 || due.has(day)) days.push(day);
  return days;
}

/** Colour and words: nothing under the norm is loud, what is over it is named. */
function Cell({
  label,
  volume,
  chosen,
  short,
  onChoose,
}: {
  label: string;
  volume: DayVolume | undefined;
  chosen: boolean;
  short: boolean;
  onChoose(): void;
}) {
  if (!volume) return <td />;
  const much = isTooMuch(volume);
  const near = !much && volume.minutes * 5 > volume.norm * 4;
  const { minutes, norm } = volume;
  return (
    <td className={`${much ? 'much' : near ? 'near' : ''} ${chosen ? 'chosen' : ''}`}>
      <button
        type="button"
        aria-label={`${label}: ${hoursText(minutes)} из ${hoursText(norm)}${much ? ', много' : ''}`}
        aria-pressed={chosen}
        onClick={onChoose}
      >
        {short ? `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}` : hoursText(minutes)}
      </button>
    </td>
  );
}

function Head({
  view,
  month,
  grade,
  own,
  online,
}: {
  view: HomeworkVolumeView;
  month: boolean;
  grade: number | null;
  /** One class of one's own: nothing to choose among. */
  own: boolean;
  online: boolean;
}) {
  const hrefOf = (span: string, of: number | null = grade) =>
    `/homework-volume?${span}${of === null ? '' : `&grade=${of}`}`;
  const spanOf = (day: string) => (month ? `month=${day.slice(0, 7)}` : `week=${day}`);
  return (
    <div className="pagehead flex-wrap">
      <h1>Домашние задания</h1>
      <nav className="segmented" aria-label="Охват">
        <Link href={hrefOf(`week=${view.from}`)} prefetch={false} aria-current={month ? undefined : 'true'}>
          Неделя
        </Link>
        <Link
          href={hrefOf(`month=${view.from.slice(0, 7)}`)}
          prefetch={false}
          aria-current={month ? 'true' : undefined}
        >
          Месяц
        </Link>
      </nav>
      <nav className="segmented" aria-label="Дни">
        <Link href={hrefOf(spanOf(addDays(view.from, -1)))} prefetch={false} aria-label="Раньше">
          <Icon name="left" size="small" />
        </Link>
        <span className="min-w-36 justify-center">
          {month ? `${monthName(view.from)} ${view.from.slice(0, 4)}` : rangeWords(view.from, view.to)}
        </span>
        <Link href={hrefOf(spanOf(addDays(view.to, 1)))} prefetch={false} aria-label="Позже">
          <Icon name="right" size="small" />
        </Link>
      </nav>
      {!own || grade !== null ? (
        <nav className="segmented" aria-label="Параллель">
          <Link
            href={hrefOf(spanOf(view.from), null)}
            prefetch={false}
            aria-current={grade === null ? 'true' : undefined}
          >
            Все
          </Link>
          {GRADES.map((one) => (
            <Link
              key={one}
              href={hrefOf(spanOf(view.from), one)}
              prefetch={false}
              aria-current={grade === one ? 'true' : undefined}
            >
              {one}
            </Link>
          ))}
        </nav>
      ) : null}
      {!online && (
        <span className="tag warn" role="status">
          <Icon name="offline" size="small" />
          Нет связи, числа не обновляются
        </span>
      )}
      <button type="button" className="btn ml-auto" onClick={() => window.print()}>
        Печать
      </button>
    </div>
  );
}
