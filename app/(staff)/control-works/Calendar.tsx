import { useEffect, useRef, useState } from 'react';
import { EntryChip } from '#app/(staff)/control-works/EntryChip.tsx';
import {
  type Board,
  breachesAt,
  cellOf,
  type Day,
  fitOf,
  type Lesson,
  lessonIn,
  neighbour,
  type Row,
  type Shown,
} from '#app/(staff)/control-works/model.ts';
import type { Placing } from '#app/(staff)/control-works/usePlacing.ts';
import type { Asked } from '#app/(staff)/control-works/WorkDialog.tsx';
import { dayMonth, weekdayOf, weekdayShort } from '#lib/domain/time.ts';

/** Classes × days of a parallel, or lessons × days of a class. What is dragged shows on every cell whether it fits there. */
export function Calendar({
  board,
  placing,
  changed,
  onOpen,
  mayPlace,
}: {
  board: Board;
  placing: Placing;
  changed(key: string): boolean;
  onOpen(asked: Asked): void;
  mayPlace: boolean;
}) {
  const { view, cls, days, rows } = board;
  const [dragged, setDragged] = useState<Shown | null>(null);
  const entry = dragged && (board.shown.find((own) => own.key === dragged.key) ?? null);
  // A chip that was moved by keyboard is drawn in another cell: the keyboard goes along.
  const follow = useRef<string | null>(null);
  useEffect(() => {
    if (!follow.current) return;
    document.getElementById(follow.current)?.focus();
    follow.current = null;
  });
  function move(own: Shown, lesson: Lesson) {
    if (!own.plan || (lesson.date === own.date && lesson.number === own.number)) return;
    const { plan } = own;
    void placing.change(plan, { ...plan, date: lesson.date, number: lesson.number }, breachesAt(board, own, lesson));
  }
  return (
    <div className="cwscroll panel">
      <table className="cwgrid">
        <caption className="sr-only">
          {cls ? `Контрольные ${cls.label}: уроки и дни` : `Контрольные ${view.grade} классов: классы и дни`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{cls ? cls.label : `${view.grade} классы`}</th>
            {days.map((day) => (
              <th key={day.date} scope="col" className={dayClass(day, view.today)}>
                <span>{weekdayShort(day.date)}</span> {Number(day.date.slice(8))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {days.map((day) => (
                <Cell
                  key={day.date}
                  {...{ board, row, day, changed, onOpen, mayPlace }}
                  lesson={entry && day.date >= view.today ? lessonIn(board, entry, row, day.date) : null}
                  dragged={entry}
                  onDrag={setDragged}
                  onMove={move}
                  onStep={(own, by) => {
                    const lesson = neighbour(board, own, by);
                    if (!lesson) return;
                    follow.current = `work-${own.key}`;
                    move(own, lesson);
                  }}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function dayClass(day: Day, today: string): string {
  return [day.date === today && 'today', weekdayOf(day.date) === 1 && 'week', day.off && 'off']
    .filter(Boolean)
    .join(' ');
}

function Cell({
  board,
  row,
  day,
  lesson,
  dragged,
  changed,
  onOpen,
  mayPlace,
  onDrag,
  onMove,
  onStep,
}: {
  board: Board;
  row: Row;
  day: Day;
  /** Where the dragged work would stand here; null: it cannot. */
  lesson: Lesson | null;
  dragged: Shown | null;
  changed(key: string): boolean;
  onOpen(asked: Asked): void;
  mayPlace: boolean;
  onDrag(entry: Shown | null): void;
  onMove(entry: Shown, lesson: Lesson): void;
  onStep(entry: Shown, by: 1 | -1): void;
}) {
  const { view, cls } = board;
  const entries = cellOf(board, row, day);
  const breaches = dragged && lesson ? breachesAt(board, dragged, lesson) : [];
  const drop = dragged && lesson ? `drop ${fitOf(breaches)}` : '';
  const classId = cls ? cls.id : row.key;
  const own = view.lessons.some(
    (l) =>
      l.date === day.date &&
      l.classId === classId &&
      !l.cancelled &&
      (!cls || l.number === row.key) &&
      view.groups.some((group) => group.id === l.groupId && group.mine),
  );
  const empty = mayPlace && own && day.date >= view.today && entries.length === 0;
  return (
    <td
      className={`${dayClass(day, view.today)} ${drop}`}
      title={breaches[0]?.words ?? day.off ?? undefined}
      onDragOver={(event) => {
        if (lesson) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        if (dragged && lesson) onMove(dragged, lesson);
        onDrag(null);
      }}
    >
      {entries.map((entry) => (
        <EntryChip
          key={entry.key}
          board={board}
          entry={entry}
          fresh={changed(entry.key)}
          onOpen={() => onOpen({ key: entry.key, classId: entry.classId })}
          onStep={(by) => onStep(entry, by)}
          onDrag={onDrag}
        />
      ))}
      {empty && (
        <button
          type="button"
          className="cwadd"
          aria-label={`Поставить контрольную: ${row.label}, ${weekdayShort(day.date)} ${dayMonth(day.date)}`}
          onClick={() => onOpen({ key: null, classId, date: day.date, number: cls ? row.key : null })}
        >
          +
        </button>
      )}
    </td>
  );
}
