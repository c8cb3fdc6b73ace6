'use client';

import './lesson-grid.css';
import Link from 'next/link';
import { type KeyboardEvent, useState } from 'react';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { FillSign } from '#app/_ui/FillSign.tsx';
import { lessonHref, lessonTitle } from '#app/(staff)/control/lessonLink.ts';
import type { WallLesson, WallView } from '#lib/contract/wallView.ts';
import { isFilled, type LessonState, lessonState } from '#lib/domain/wall.ts';

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** «Уроки»: lesson × class. One stop of Tab; inside, the arrows walk from square to square. */
export function LessonGrid({
  view,
  deadlines,
  minute,
}: {
  view: WallView;
  deadlines: Map<number, number>;
  minute: number;
}) {
  const [at, setAt] = useState<number | null>(null);
  if (view.lessons.length === 0) {
    return (
      <EmptyState title="Сегодня уроков нет">
        Выходной, каникулы или в расписании на этот день ничего не стоит. Сводка появится в день, когда есть уроки.
      </EmptyState>
    );
  }
  const cells = new Map<string, WallLesson[]>();
  for (const lesson of view.lessons) {
    const key = `${lesson.classId}:${lesson.number}`;
    cells.set(key, [...(cells.get(key) ?? []), lesson]);
  }
  const numbers = view.lessons.map((lesson) => lesson.number);
  const first = Math.min(1, ...numbers);
  const rows = Array.from({ length: Math.max(...numbers) - first + 1 }, (_, index) => first + index);
  const stop = view.lessons.some((lesson) => lesson.id === at) ? at : view.lessons[0]?.id;
  const isEdge = (index: number) => view.classes[index]?.grade !== view.classes[index - 1]?.grade;
  const grades = [...new Set(view.classes.map((c) => c.grade))];

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the links inside, which are what takes focus
    <div className="pane" onKeyDown={moveFocus}>
      <table className="lessongrid">
        <thead>
          <tr>
            <td className="axis" />
            {grades.map((grade) => (
              <th
                key={grade}
                scope="colgroup"
                colSpan={view.classes.filter((c) => c.grade === grade).length}
                className="grade edge"
              >
                {grade}
              </th>
            ))}
          </tr>
          <tr>
            <th className="axis text-ink-3">урок</th>
            {view.classes.map((c, index) => (
              <th key={c.id} scope="col" className={isEdge(index) ? 'edge' : undefined}>
                {c.letter}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((number) => (
            <tr key={number}>
              <th scope="row" className="axis">
                {number}
              </th>
              {view.classes.map((c, index) => (
                <td key={c.id} className={isEdge(index) ? 'edge' : undefined}>
                  <div className="cell">
                    {cells.get(`${c.id}:${number}`)?.map((lesson) => {
                      const state = lessonState(lesson, deadlines.get(c.id) ?? null, minute);
                      const title = lessonTitle(lesson, `${c.grade}${c.letter}`, state);
                      return (
                        <Link
                          key={lesson.id}
                          href={lessonHref(lesson)}
                          prefetch={false}
                          title={title}
                          aria-label={title}
                          tabIndex={lesson.id === stop ? 0 : -1}
                          data-row={number}
                          data-column={index}
                          onFocus={() => setAt(lesson.id)}
                        >
                          <FillSign
                            state={state}
                            substitute={lesson.substitute}
                            ready={state === 'running' && isFilled(lesson)}
                            silent
                          />
                        </Link>
                      );
                    })}
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** To the nearest square in the arrow's direction; a hole in the timetable is stepped over. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  const step = STEPS[event.key];
  const from = event.target;
  if (!step || !(from instanceof HTMLElement)) return;
  const place = (link: HTMLElement) => [Number(link.dataset.row), Number(link.dataset.column)] as const;
  const [row, column] = place(from);
  const [down, right] = step;
  let nearest: { link: HTMLElement; distance: number } | null = null;
  for (const link of event.currentTarget.querySelectorAll<HTMLElement>('a[data-row]')) {
    const [r, c] = place(link);
    const ahead = down ? (r - row) * down : (c - column) * right;
    const aside = down ? c - column : r - row;
    if (ahead > 0 && aside === 0 && (!nearest || ahead < nearest.distance)) nearest = { link, distance: ahead };
  }
  if (!nearest) return;
  event.preventDefault();
  nearest.link.focus();
}

const LEGEND: { state: LessonState; label: string; substitute?: boolean }[] = [
  { state: 'filled', label: 'Заполнено' },
  { state: 'empty', label: 'Не заполнено' },
  { state: 'late', label: 'Просрочено' },
  { state: 'filled', label: 'Замена', substitute: true },
  { state: 'running', label: 'Идёт' },
  { state: 'next', label: 'Будет' },
  { state: 'cancelled', label: 'Отменён' },
];

export function GridLegend() {
  return (
    <div className="flex flex-none flex-wrap gap-x-3.5 pt-1 text-ink-2 text-small" aria-hidden="true">
      {LEGEND.map((entry) => (
        <span key={entry.label} className="inline-flex items-center gap-1.5">
          <FillSign state={entry.state} substitute={entry.substitute ?? false} silent />
          {entry.label}
        </span>
      ))}
    </div>
  );
}
