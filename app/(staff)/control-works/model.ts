import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import { type Breach, forbidden } from '#lib/domain/controlLimits.ts';
import { breachesOf, type ControlEntry, entriesOf, isLost, isMissed } from '#lib/domain/controlWorks.ts';
import { addDays, weekdayOf } from '#lib/domain/time.ts';

/** The calendar as it is drawn: which days, which rows, what stands in each cell and what is wrong with it. */

export type Lesson = ControlWorksView['lessons'][number];
export type Shown = ControlEntry & { breaches: Breach[]; missed: boolean; lost: boolean; mine: boolean };
export type Row = { key: number; label: string };
export type Day = { date: string; off: string | null };
export type Board = {
  view: ControlWorksView;
  /** One class: rows are lessons; none: rows are classes. */
  cls: ControlWorksView['classes'][number] | null;
  days: Day[];
  rows: Row[];
  /** Every assessment of the parallel's year. */
  all: ControlEntry[];
  /** Of the days shown, found by the search. */
  shown: Shown[];
  cells: ReadonlyMap<string, Shown[]>;
};

const keyOf = (row: number, date: string): string => `${row}:${date}`;
const tidy = (text: string): string => text.trim().toLowerCase().replaceAll('ё', 'е');

/** School days of the month: five days a week, and a Saturday on which somebody has a lesson. */
function daysOf(view: ControlWorksView): Day[] {
  const held = new Set(view.lessons.map((lesson) => lesson.date));
  const days: Day[] = [];
  for (let date = view.from; date <= view.to; date = addDays(date, 1)) {
    if (weekdayOf(date) > 5 && !held.has(date)) continue;
    const off = view.dayOffs.find((rest) => rest.starts <= date && date <= rest.ends)?.title ?? null;
    days.push({ date, off: held.has(date) ? null : (off ?? 'Уроков нет') });
  }
  return days;
}

export function boardOf(view: ControlWorksView, asked: { classId: number | null; search: string }): Board {
  const cls = view.classes.find((known) => known.id === asked.classId) ?? null;
  const all = entriesOf(view);
  const mine = new Set(view.groups.filter((group) => group.mine).map((group) => group.id));
  const wanted = tidy(asked.search);
  const shown = all
    .filter((entry) => view.from <= entry.date && entry.date <= view.to)
    .filter((entry) => cls === null || entry.classId === cls.id)
    .filter((entry) => wanted === '' || tidy(entry.subject).includes(wanted))
    .map((entry) => ({
      ...entry,
      breaches: breachesOf(view, entry, all),
      missed: isMissed(entry, view.today),
      lost: isLost(view, entry),
      mine: mine.has(entry.groupId),
    }));
  const numbers = cls
    ? [...new Set(view.lessons.filter((l) => l.classId === cls.id).map((l) => l.number))].sort((a, b) => a - b)
    : [];
  const rows = cls
    ? numbers.map((number) => ({ key: number, label: `${number} урок` }))
    : view.classes.map(({ id, label }) => ({ key: id, label }));
  const cells = new Map<string, Shown[]>();
  for (const entry of shown) {
    const row = cls ? (entry.number ?? numbers[0] ?? 0) : entry.classId;
    cells.set(keyOf(row, entry.date), [...(cells.get(keyOf(row, entry.date)) ?? []), entry]);
  }
  return { view, cls, days: daysOf(view), rows, all, shown, cells };
}

export const cellOf = (board: Board, row: Row, day: Day): Shown[] => board.cells.get(keyOf(row.key, day.date)) ?? [];

/** The lesson a work of this group stands at when it is put into a cell: in the calendar of a parallel the first of the day that
 *  breaks the fewest limits. */
export function lessonIn(board: Board, entry: ControlEntry, row: Row, date: string): Lesson | null {
  const { view, cls } = board;
  if (!cls && row.key !== entry.classId) return null;
  const lessons = view.lessons.filter(
    (lesson) =>
      lesson.groupId === entry.groupId &&
      lesson.date === date &&
      !lesson.cancelled &&
      (cls === null || lesson.number === row.key),
  );
  return lessons.toSorted((a, b) => breachesAt(board, entry, a).length - breachesAt(board, entry, b).length)[0] ?? null;
}

/** What would be broken if the work stood at this lesson. */
export const breachesAt = (board: Board, entry: ControlEntry, lesson: Lesson): Breach[] =>
  breachesOf(board.view, { ...entry, date: lesson.date, number: lesson.number }, board.all);

export type Fit = 'ok' | 'warn' | 'forbid';
export const fitOf = (breaches: readonly Breach[]): Fit =>
  breaches.length === 0 ? 'ok' : forbidden(breaches) ? 'forbid' : 'warn';

/** Whether a person may move it: a plan of his group that the journal does not hold yet. */
export const isMovable = (entry: Shown): boolean => entry.mine && entry.plan !== null && entry.works.length === 0;

/** The group's lesson before or after the work's own, among those shown and still to come. */
export function neighbour(board: Board, entry: ControlEntry, by: 1 | -1): Lesson | null {
  const place = (at: { date: string; number: number | null }) =>
    `${at.date}:${String(at.number ?? 0).padStart(2, '0')}`;
  const lessons = board.view.lessons.filter(
    (lesson) => lesson.groupId === entry.groupId && !lesson.cancelled && lesson.date >= board.view.today,
  );
  const own = place(entry);
  return (
    (by === 1 ? lessons.find((lesson) => place(lesson) > own) : lessons.findLast((lesson) => place(lesson) < own)) ??
    null
  );
}
