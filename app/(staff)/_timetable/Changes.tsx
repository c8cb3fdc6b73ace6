'use client';

import Link from 'next/link';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { useSeen } from '#app/_ui/useSeen.ts';
import type { ChangesView, DayChange } from '#lib/contract/timetableViews.ts';
import { roomWords } from '#lib/domain/diary.ts';
import { addDays, dayFull, dayIn, dayMonth, timeIn, weekdayName } from '#lib/domain/time.ts';
import { changeTags, isMoved, placeWords, subjectOf } from '#lib/domain/timetableWeek.ts';
import { TimetableHead, type TimetableTab } from './TimetableHead.tsx';
import './timetable.css';

/** «Изменения за день» (004 4а): what is held otherwise than the timetable says, with who changed it and when. */
export function Changes({
  initial,
  viewer,
  tabs,
}: {
  initial: ChangesView;
  viewer: { personId: number };
  tabs: readonly TimetableTab[];
}) {
  const live = useLive(initial, { view: 'changes', date: initial.date }, viewer);
  const { view } = live;
  const changed = useSeen(new Map(view.changes.map((change) => [String(change.id), change.changeV])));
  const hrefOf = (date: string) => `/timetable?by=changes&date=${date}`;
  const named = (date: string, text: string) => (
    <Link href={hrefOf(date)} prefetch={false} aria-current={date === view.date ? 'true' : undefined}>
      {text}
    </Link>
  );
  return (
    <main className="printed ttpage">
      <TimetableHead tabs={tabs} by="changes" online={live.online}>
        <span className="ml-auto flex flex-wrap items-center gap-2">
          <b className="whitespace-nowrap">
            {weekdayName(view.date)}, {dayFull(view.date)}
          </b>
          <nav className="segmented" aria-label="День">
            <Link href={hrefOf(addDays(view.date, -1))} prefetch={false} aria-label="Предыдущий день">
              <Icon name="left" size="small" />
            </Link>
            {named(view.today, 'Сегодня')}
            {named(addDays(view.today, 1), 'Завтра')}
            <Link href={hrefOf(addDays(view.date, 1))} prefetch={false} aria-label="Следующий день">
              <Icon name="right" size="small" />
            </Link>
          </nav>
        </span>
      </TimetableHead>
      {view.changes.length === 0 ? (
        <div className="panel mx-4">
          <EmptyState title={view.dayOff ?? 'Изменений нет'}>
            {view.dayOff
              ? 'В этот день уроков нет.'
              : 'Замен, переносов и отмен на этот день нет. Появятся — встанут здесь сами.'}
          </EmptyState>
        </div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keys
        <section className="panel ttscroll" tabIndex={0} aria-label="Изменения за день">
          <table className="ttchanges">
            <thead>
              <tr>
                {['Урок', 'Класс', 'По расписанию', 'Изменение', 'Кто изменил'].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.changes.map((change) => (
                <tr key={change.id} className={changed(String(change.id)) ? 'fresh' : undefined}>
                  <ChangeCells change={change} view={view} />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </main>
  );
}

function ChangeCells({ change, view }: { change: DayChange; view: ChangesView }) {
  const was = change.change?.was ?? { date: change.date, number: change.number, room: change.room };
  const here = change.date === view.date;
  const changedOn = change.at && dayIn(change.at, view.tz);
  return (
    <>
      <td>
        <b>{here ? change.number : was.number}</b>
        {here ? (
          <span className="text-ink-3">
            {' '}
            {change.starts}–{change.ends}
          </span>
        ) : null}
      </td>
      <td>
        {change.className}
        {change.name ? `, ${change.name}` : ''}
      </td>
      <td>
        {change.subject}, {change.teacher.name}
        <span className="text-ink-3">
          {' '}
          {[roomWords(was.room), ...(isMoved(change) ? [placeWords(was)] : [])].filter(Boolean).join(', ')}
        </span>
      </td>
      <td>
        {change.change === null && !change.cancelled ? <span className="tag">Возвращён по расписанию</span> : null}
        {here
          ? changeTags(change).map(({ text }) => (
              <span key={text} className="tag warn mr-1">
                {text}
              </span>
            ))
          : null}
        {nowWords(change, here)}
      </td>
      <td>
        {change.by}
        <span className="text-ink-3">
          {' '}
          {changedOn && changedOn !== view.today ? `${dayMonth(changedOn)} ` : ''}
          {change.at && timeIn(change.at, view.tz)}
        </span>
      </td>
    </>
  );
}

/** What holds now instead. */
function nowWords(change: DayChange, here: boolean): string {
  if (change.cancelled) return '';
  if (!here) return `Перенесён на ${placeWords(change)}`;
  const parts = [
    change.substitute?.name ?? '',
    change.change?.instead ? subjectOf(change) : '',
    change.change && change.change.was.room !== change.room ? roomWords(change.room) : '',
  ];
  return parts.filter(Boolean).join(', ');
}
