import type { DraftClass } from '#lib/domain/timetableImport/draft.ts';
import type { Grid } from '#lib/domain/timetableImport/grid.ts';
import { classesOf, oneLine, onlyPeople, weekdayOf } from '#lib/domain/timetableImport/labels.ts';
import { headerClasses, isHeading } from '#lib/domain/timetableImport/tableColumns.ts';

/** Heads of a table and titles between its rows: what they say of the columns and rows they stand over. */

/** What the head of a table runs over. */
export type Axis = 'class' | 'weekday' | 'teacher';
/** What the sheet's own name or title says of everything on it. */
export type Around = { classes: DraftClass[]; weekday: number | null };

export type Label = {
  column: number;
  right: number;
  classes: DraftClass[];
  weekday: number | null;
  teacher: string;
  text: string;
};

export function headerRows(grid: Grid, axis: Axis): { row: number; labels: Label[] }[] {
  const found: { row: number; labels: Label[] }[] = [];
  for (let row = 0; row < grid.height; row += 1) {
    const labels: Label[] = [];
    let others = 0;
    for (let column = 0; column < grid.width; column += 1) {
      if (!grid.owns(row, column)) continue;
      const text = grid.text(row, column);
      if (text === '') continue;
      const label = labelOf(grid, axis, row, column);
      if (label) labels.push(label);
      else if (/\p{L}{2}/u.test(text) && !isHeading(text) && weekdayOf(text) === null) others += 1;
    }
    const distinct = new Set(labels.map((label) => label.text)).size;
    // A lone weekday is a row's or a title's; a lone teacher stands under his lesson.
    if (labels.length === 0 || labels.length < others || distinct < (axis === 'class' ? 1 : 2)) continue;
    // A grade over its letters: the letters' row is the header.
    if (axis === 'class' && labels.every((label) => label.classes.every((one) => one.letter === ''))) {
      const below = row + 1 < grid.height ? lettersBelow(grid, row + 1) : 0;
      if (below > 0) continue;
    }
    // The rest of a header that fills two rows of one merged cell is no header anew.
    if (labels.every((label) => !grid.owns(row, label.column))) continue;
    found.push({ row, labels });
  }
  for (const { labels } of found)
    for (const [at, label] of labels.entries()) label.right = (labels[at + 1]?.column ?? grid.width) - 1;
  return found;
}
const lettersBelow = (grid: Grid, row: number): number => {
  let count = 0;
  for (let column = 0; column < grid.width; column += 1)
    if (grid.owns(row, column) && headerClasses(grid, row, column).some((one) => one.letter !== '')) count += 1;
  return count;
};

function labelOf(grid: Grid, axis: Axis, row: number, column: number): Label | null {
  const text = oneLine(grid.text(row, column));
  const label = { column, right: column, classes: [], weekday: null, teacher: '', text };
  if (axis === 'class') {
    const classes = headerClasses(grid, row, column);
    return classes.length > 0 ? { ...label, classes, text: classes.map((one) => one.name + one.half).join() } : null;
  }
  if (axis === 'weekday') {
    const weekday = weekdayOf(text);
    return weekday === null ? null : { ...label, weekday, text: String(weekday) };
  }
  const person = text.replace(/\(.*\)$/, '').trim();
  return onlyPeople(person) ? { ...label, teacher: text } : null;
}

export type Titles = { weekday: (number | null)[]; classes: (DraftClass[] | null)[] };
/** A row that holds one label and nothing else says it of all rows below: «Понедельник», «5А класс». */
export function titleRows(grid: Grid, headers: ReadonlySet<number>): Titles {
  const titles: Titles = { weekday: [], classes: [] };
  let weekday: number | null = null;
  let classes: DraftClass[] | null = null;
  for (let row = 0; row < grid.height; row += 1) {
    const texts: string[] = [];
    for (let column = 0; column < grid.width && texts.length < 2; column += 1)
      if (grid.owns(row, column) && grid.text(row, column) !== '') texts.push(grid.text(row, column));
    const [only] = texts;
    const merged = only !== undefined && texts.length === 1;
    if (merged && weekdayOf(only) !== null && !headers.has(row)) weekday = weekdayOf(only);
    if (merged && !headers.has(row)) classes = titleClasses(only) ?? classes;
    titles.weekday.push(weekday);
    titles.classes.push(classes);
  }
  return titles;
}
/** Classes that a title names among other words: «Расписание уроков 5 «А» класса на 2026/27 учебный год». */
export function titleClasses(text: string): DraftClass[] | null {
  const whole = classesOf(text);
  if (whole.length > 0) return whole;
  const found =
    /(?<!\d)(\d{1,2})\s?[-–]?\s?["«]?([А-ЯЁ])["»]?\s+класс/u.exec(text) ??
    /класс[а-я]*:?\s+(\d{1,2})\s?[-–]?\s?["«]?([А-ЯЁ])(?![а-яё])/iu.exec(text);
  return found ? classesOf(`${found[1]}${found[2]}`) : null;
}
