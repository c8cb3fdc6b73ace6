import { type DragEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import type { By, Words } from '#app/(staff)/timetable/edit/_draft/subject.ts';
import { WeekCell } from '#app/(staff)/timetable/edit/_draft/WeekCell.tsx';
import type { DraftSlot } from '#lib/contract/draftViews.ts';
import { timeOf } from '#lib/domain/bells.ts';
import { type At, isAt, type Landing } from '#lib/domain/draftMoves.ts';
import { WEEKDAYS } from '#lib/domain/time.ts';
import type { Conflict, Times } from '#lib/domain/timetable.ts';

export type GridProps = {
  label: string;
  by: By;
  days: number;
  numbers: number;
  slots: readonly DraftSlot[];
  conflicts: ReadonlyMap<number, Conflict<DraftSlot>[]>;
  words: Words;
  times: (at: At) => Times | null;
  cursor: At;
  carriedIds: ReadonlySet<number>;
  /** What each cell would say to the lesson in the hand; null: the hand is empty. */
  landing: ((at: At) => Landing<DraftSlot>) | null;
  fresh: ReadonlySet<number>;
  mayWrite: boolean;
  onCursor(at: At): void;
  onKey(event: KeyboardEvent, at: At): void;
  onPick(at: At, slot: DraftSlot): void;
  onDrop(at: At): void;
  onLetGo(): void;
  onOpen(at: At): void;
};

/** A week: weekdays across, lesson numbers down. One cell has the focus; arrows move it. */
export function WeekGrid(props: GridProps) {
  const { label, days, numbers, cursor, times } = props;
  const cells = useRef(new Map<string, HTMLElement>());
  const moved = useRef(false);
  useEffect(() => {
    // The first render must not steal the focus from the page.
    if (moved.current) cells.current.get(`${cursor.weekday}:${cursor.number}`)?.focus();
    moved.current = true;
  }, [cursor]);
  const weekdays = Array.from({ length: days }, (_, at) => at + 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's own pattern: a table whose cells the arrow keys walk
    <table className="weekgrid" role="grid" aria-label={label}>
      <thead>
        <tr>
          <th scope="col" className="weeknumber">
            <span className="sr-only">Урок</span>
          </th>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {WEEKDAYS[weekday - 1]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: numbers }, (_, at) => at + 1).map((number) => {
          const bell = weekdays.map((weekday) => times({ weekday, number })).find((one) => one !== null);
          return (
            <tr key={number}>
              <th scope="row" className="weeknumber">
                <b>{number}</b>
                {bell && <small>{timeOf(bell.starts)}</small>}
              </th>
              {weekdays.map((weekday) => {
                const here = { weekday, number };
                return (
                  <WeekCell
                    key={weekday}
                    {...props}
                    at={here}
                    focused={isAt(cursor, here)}
                    landed={props.landing?.(here) ?? null}
                    hold={(element) => {
                      if (element) cells.current.set(`${weekday}:${number}`, element);
                    }}
                    onDragOver={(event: DragEvent) => {
                      if (props.landing) event.preventDefault();
                    }}
                  />
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
