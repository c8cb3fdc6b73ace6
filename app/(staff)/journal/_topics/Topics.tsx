'use client';

import Link from 'next/link';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import { plural } from '#lib/domain/people.ts';
import { dayFull, timeIn } from '#lib/domain/time.ts';
import { isGap, matches } from '#lib/domain/topics.ts';
import { hasControl } from '../_model/cellFacts.ts';
import { lessonFields } from '../_model/lessonFields.ts';
import { type PackedJournal, unpackJournal } from '../_model/pack.ts';
import { journalTitle } from '../JournalHead.tsx';
import type { Viewer } from '../LiveJournal.tsx';
import { statusWords } from '../StatusLine.tsx';
import { TopicRow } from './TopicRow.tsx';
import '../journal.css';
import '../lesson.css';
import './topics.css';

/** «Темы и задания» of a period, as on the right-hand page of the paper register: typed down the column, live, printed. */
export function Topics({ packed, viewer, school }: { packed: PackedJournal; viewer: Viewer; school: string }) {
  const initial = useMemo(() => unpackJournal(packed, viewer.tz), [packed, viewer.tz]);
  const live = useLive(initial, { view: 'journal', groupId: initial.group.id }, viewer);
  const { view, pending } = live;
  const now = useClock(initial.now, live.now);
  const [search, setSearch] = useState('');
  const [gapsOnly, setGapsOnly] = useState(false);
  const wanted = useDeferredValue(search);
  const sent = useRef(live);
  sent.current = live;
  const send = useRef((command: Parameters<typeof live.send>[0]) => sent.current.send(command)).current;
  const held = view.lessons.filter((lesson) => !lesson.cancelled);
  const gaps = held.filter((lesson) => isGap(lesson, now));
  // A row that is being filled must not vanish under one's hands: it stays until the list is asked for anew.
  const [kept, setKept] = useState<ReadonlySet<number> | null>(null);
  const shown = view.lessons.filter(
    (lesson) => matches(lesson, wanted) && (!gapsOnly || isGap(lesson, now) || kept?.has(lesson.id)),
  );
  const { group, period, periods } = view;
  const { icon, text } = statusWords(live.status, viewer.tz);
  const hrefOf = (id: number, page: '' | '/topics') => `/journal/${group.id}${page}?period=${id}`;
  return (
    <main className="printed tpage">
      <div className="pagehead">
        <h1>{journalTitle(group)}</h1>
        <nav className="segmented" aria-label="Страница журнала">
          <Link href={hrefOf(period.id, '')} prefetch={false}>
            Отметки
          </Link>
          <Link href={hrefOf(period.id, '/topics')} prefetch={false} aria-current="page">
            Темы и задания
          </Link>
        </nav>
        <input
          type="search"
          className="field tsearch"
          placeholder="Найти в темах и заданиях"
          aria-label="Найти в темах и заданиях"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <label className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <input
            type="checkbox"
            className="checkbox"
            checked={gapsOnly}
            onChange={(event) => {
              setGapsOnly(event.target.checked);
              setKept(event.target.checked ? new Set(gaps.map((lesson) => lesson.id)) : null);
            }}
          />
          Только пустые{gaps.length > 0 && <span className="tag warn">{gaps.length}</span>}
        </label>
        <span className="ml-auto flex items-center gap-2">
          <nav className="segmented" aria-label="Период">
            {periods.map((other) => (
              <Link
                key={other.id}
                href={hrefOf(other.id, '/topics')}
                prefetch={false}
                aria-current={other.id === period.id ? 'true' : undefined}
                aria-label={other.label}
              >
                {other.id === period.id ? other.label : other.label.split(' ')[0]}
              </Link>
            ))}
          </nav>
          <button type="button" className="btn" onClick={() => window.print()}>
            Печать
          </button>
        </span>
      </div>
      <div className="tprinted" aria-hidden="true">
        <span>
          <b>{journalTitle(group)}</b>, {period.label}. {group.teachers.map(({ name }) => name).join(', ')}
        </span>
        <span>
          {school}. Распечатано из «Звонка» {dayFull(view.today)} {timeIn(new Date(now), viewer.tz)}
        </span>
      </div>
      <div className="tscroll">
        {shown.length === 0 ? (
          <Nothing lessons={view.lessons} gapsOnly={gapsOnly} />
        ) : (
          <table className="ttable">
            <thead>
              <tr>
                <th scope="col">Дата</th>
                <th scope="col">№</th>
                <th scope="col">Что пройдено на уроке</th>
                <th scope="col">Домашнее задание</th>
                <th scope="col">Вид занятия</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((lesson) => (
                <TopicRow
                  key={lesson.id}
                  lesson={lesson}
                  fields={lessonFields(lesson, pending)}
                  control={hasControl(view, lesson.id)}
                  rights={view.rights}
                  period={period}
                  now={now}
                  send={send}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <div className={`jstatus ${live.status.state}`}>
        <b role="status">
          <Icon name={icon} />
          {text}
        </b>
        <span>
          {held.length} {plural(held.length, 'урок', 'урока', 'уроков')}
          {gaps.length > 0 && `, пустых записей ${gaps.length}`}
        </span>
        <span className="keys">
          <span>
            <kbd className="jkbd">Enter</kbd> ниже по столбцу
          </span>
          <span>
            <kbd className="jkbd">Tab</kbd> следующее поле
          </span>
          <span>
            <kbd className="jkbd">Shift Enter</kbd> новая строка
          </span>
        </span>
      </div>
    </main>
  );
}

function Nothing({ lessons, gapsOnly }: { lessons: readonly JournalLesson[]; gapsOnly: boolean }) {
  if (lessons.length === 0)
    return (
      <EmptyState title="В этом периоде нет уроков">
        Уроки появляются из расписания. Выберите другой период или спросите заместителя директора о расписании.
      </EmptyState>
    );
  return gapsOnly ? (
    <EmptyState title="Пустых записей нет">Тема и задание внесены на всех прошедших уроках периода.</EmptyState>
  ) : (
    <EmptyState title="Ничего не нашлось">Попробуйте другое слово или число, например номер параграфа.</EmptyState>
  );
}
