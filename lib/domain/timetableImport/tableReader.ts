import { onlyRooms, splitRooms } from '#lib/domain/timetableImport/cellText.ts';
import type { DraftClass, DraftNote } from '#lib/domain/timetableImport/draft.ts';
import type { Grid } from '#lib/domain/timetableImport/grid.ts';
import {
  classesOf,
  isAside,
  isNothing,
  oneLine,
  onlyPeople,
  startOf,
  weekdayOf,
} from '#lib/domain/timetableImport/labels.ts';
import { rowNumbers } from '#lib/domain/timetableImport/rowNumbers.ts';
import { type ColumnKind, isHeading, kindOf, spelledDays, weekOf } from '#lib/domain/timetableImport/tableColumns.ts';
import {
  type Around,
  type Axis,
  headerRows,
  type Label,
  type Titles,
  titleRows,
} from '#lib/domain/timetableImport/tableHeads.ts';

/** A cell of a table with all that its row, its column and its sheet say of it. */
export type RawCell = {
  place: string;
  classes: DraftClass[];
  /** Where one class has several columns of its own: which of them, and of how many. */
  lane: number;
  lanes: number;
  weekday: number;
  number: number | null;
  starts: string | null;
  parity: 0 | 1 | 2;
  text: string;
  rooms: string[];
  people: string[];
  doubt: string | null;
};
export type TableRead = { cells: RawCell[]; notes: DraftNote[]; words: string };
type Block = { header: number; bottom: number; labels: Label[] };

/** Reads a table whose columns are headed by classes, weekdays or teachers. */
export function readTable(grid: Grid, axis: Axis, around: Around): TableRead {
  const headers = headerRows(grid, axis);
  const titles = titleRows(grid, new Set(headers.map((header) => header.row)));
  const cells: RawCell[] = [];
  const notes: DraftNote[] = [];
  const kinds = new Set<string>();
  for (const [at, { row, labels }] of headers.entries()) {
    const block = { header: row, bottom: (headers[at + 1]?.row ?? grid.height) - 1, labels };
    readBlock(grid, axis, block, around, titles, { cells, notes, kinds });
  }
  return {
    cells,
    notes,
    words: wordsOf(
      axis,
      headers.flatMap((header) => header.labels),
      kinds,
    ),
  };
}

type Sink = { cells: RawCell[]; notes: DraftNote[]; kinds: Set<string> };

function readBlock(grid: Grid, axis: Axis, block: Block, around: Around, titles: Titles, sink: Sink): void {
  const { header, bottom, labels } = block;
  const top = header + 1;
  if (top > bottom) return;
  const kinds: ColumnKind[] = [];
  for (let column = 0; column < grid.width; column += 1) kinds.push(kindOf(grid, column, top, bottom));
  const columnsOf = (kind: ColumnKind) => kinds.flatMap((own, column) => (own === kind ? [column] : []));
  for (const kind of ['day', 'number', 'time', 'room', 'people', 'week'] as const)
    if (kinds.includes(kind)) sink.kinds.add(kind);
  const firstLabel = labels[0]?.column ?? 0;
  const days = daysOf(grid, block, columnsOf('day'), firstLabel, titles, around);
  const numbers = rowNumbers(grid, top, bottom, columnsOf('number'));
  const times = columnsOf('time');
  const rowClasses = axis === 'class' ? null : classColumn(grid, block, columnsOf('class'), titles, around);

  for (const label of labels) {
    const lanes = lanesOf(grid, label, kinds, axis, top, bottom);
    for (const [lane, column] of lanes.entries()) {
      const rightOf = (kind: ColumnKind) => beside(kinds, kind, column, lanes, label);
      const roomColumn = rightOf('room');
      const peopleColumn = rightOf('people');
      for (let row = top; row <= bottom; row += 1) {
        if (!grid.owns(row, column) || grid.text(row, column) === '') continue;
        const text = grid.text(row, column);
        const place = `${grid.name}, ${grid.address(row, column)}`;
        if (isNothing(text) || isHeading(text)) continue;
        const span = grid.span(row, column);
        const across = labels.filter((other) => other.column > label.right && other.column <= span.right);
        const weekday = axis === 'weekday' ? label.weekday : days(row);
        const own = axis === 'class' ? [label, ...across].flatMap((one) => one.classes) : (rowClasses?.(row) ?? []);
        const roomText = roomColumn === null ? '' : grid.text(row, roomColumn);
        const peopleText = peopleColumn === null ? '' : grid.text(row, peopleColumn);
        if (axis !== 'teacher' && attach(sink.cells, grid, row, column, text)) continue;
        const whole = lanes.length < 2 || (span.left <= (lanes[0] ?? 0) && span.right >= (lanes.at(-1) ?? 0));
        for (let line = row; line <= Math.min(span.bottom, bottom); line += 1) {
          const { number, doubt } = numbers(line, column);
          if (line > row && (number === null || number === numbers(line - 1, column).number)) continue;
          const starts = number === null ? startIn(grid, times, line, column) : null;
          const reason =
            number === null && starts === null
              ? isAside(text)
                ? 'подпись или примечание'
                : 'нет номера урока'
              : weekday === null
                ? 'не найден день недели'
                : axis !== 'teacher' && own.length === 0
                  ? 'не найден класс'
                  : null;
          if (reason !== null || weekday === null) {
            sink.notes.push({ place, text: oneLine(text).slice(0, 120), reason: reason ?? '', lost: true });
            continue;
          }
          sink.cells.push({
            place,
            classes: axis === 'teacher' ? [] : own,
            lane: whole ? 0 : lane,
            lanes: whole ? 1 : lanes.length,
            weekday,
            number,
            starts,
            parity: weekIn(grid, columnsOf('week'), line, column),
            text,
            rooms: roomText !== '' && onlyRooms(roomText) ? splitRooms(roomText) : [],
            people: [...(peopleText !== '' ? [oneLine(peopleText)] : []), ...(label.teacher ? [label.teacher] : [])],
            doubt,
          });
        }
      }
    }
  }
}

/** A teacher or a room that stands alone under a lesson belongs to it. */
function attach(cells: RawCell[], grid: Grid, row: number, column: number, text: string): boolean {
  const alone = onlyPeople(text) || onlyRooms(text);
  if (!alone || row === 0) return false;
  for (let above = row - 1; above >= Math.max(0, row - 2); above -= 1) {
    const place = `${grid.name}, ${grid.address(grid.span(above, column).top, grid.span(above, column).left)}`;
    const lessons = cells.filter((cell) => cell.place === place);
    for (const cell of lessons) {
      if (onlyRooms(text)) cell.rooms.push(...splitRooms(text));
      else cell.people.push(oneLine(text));
    }
    if (lessons.length > 0) return true;
  }
  return false;
}

/** The columns of lessons under one label: more than one when a class is divided side by side. */
function lanesOf(grid: Grid, label: Label, kinds: ColumnKind[], axis: Axis, top: number, bottom: number): number[] {
  const lanes: number[] = [];
  for (let column = label.column; column <= label.right; column += 1) {
    const kind = kinds[column];
    const cells = axis === 'teacher' ? kind === 'class' || kind === 'words' || kind === 'room' : kind === 'words';
    if (!cells) continue;
    let filled = false;
    for (let row = top; row <= bottom && !filled; row += 1)
      filled = grid.owns(row, column) && grid.text(row, column) !== '';
    if (filled) lanes.push(column);
  }
  // A weekday over a number column and lessons of classes below it is headed by the classes, not by the day.
  return lanes;
}

/** The next column of a kind to the right of a lesson's, before the next lesson's. */
function beside(kinds: ColumnKind[], kind: ColumnKind, column: number, lanes: number[], label: Label): number | null {
  const end = lanes.find((lane) => lane > column) ?? label.right + 1;
  for (let next = column + 1; next < end; next += 1) if (kinds[next] === kind) return next;
  // One room column for two lanes stands behind both.
  for (let next = end; next <= label.right; next += 1) if (kinds[next] === kind && lanes.length > 1) return next;
  return null;
}

function startIn(grid: Grid, columns: number[], row: number, column: number): string | null {
  const near = columns.filter((own) => own < column).at(-1) ?? columns[0];
  return near === undefined ? null : startOf(grid.text(row, near));
}
function weekIn(grid: Grid, columns: number[], row: number, column: number): 0 | 1 | 2 {
  const near = columns.filter((own) => own < column).at(-1) ?? columns[0];
  return near === undefined ? 0 : (weekOf(grid.text(row, near)) ?? 0);
}

/** The weekday of each row: of the day column, from one label to the next; else of a title, of the head's corner, of the sheet. */
function daysOf(
  grid: Grid,
  block: Block,
  columns: number[],
  firstLabel: number,
  titles: Titles,
  around: Around,
): (row: number) => number | null {
  const { header, bottom } = block;
  let corner: number | null = null;
  for (let column = 0; column < grid.width && corner === null; column += 1)
    corner = weekdayOf(grid.text(header, column));
  const found: (number | null)[] = [];
  const spelled = new Map<number, number>();
  for (let column = 0; column < Math.max(1, firstLabel); column += 1)
    for (const [row, day] of spelledDays(grid, column)) spelled.set(row, day);
  let current = spelled.size > 0 || columns.length > 0 ? null : corner;
  for (let row = header + 1; row <= bottom; row += 1) {
    for (const column of columns) current = weekdayOf(grid.text(row, column)) ?? current;
    current = spelled.get(row) ?? current;
    const titled = titles.weekday[row] ?? null;
    const before = titles.weekday[row - 1] ?? null;
    if (titled !== null && titled !== before) current = titled;
    found[row] = current;
  }
  return (row) => found[row] ?? titles.weekday[row] ?? corner ?? around.weekday;
}

/** The class of each row where the columns are headed by something else. */
function classColumn(
  grid: Grid,
  block: Block,
  columns: number[],
  titles: Titles,
  around: Around,
): (row: number) => DraftClass[] {
  const found: DraftClass[][] = [];
  let current: DraftClass[] = [];
  for (let row = block.header + 1; row <= block.bottom; row += 1) {
    for (const column of columns) {
      const here = classesOf(grid.text(row, column));
      if (here.length > 0) current = here;
    }
    found[row] = current;
  }
  return (row) => {
    const own = found[row] ?? [];
    return own.length > 0 ? own : (titles.classes[row] ?? around.classes);
  };
}

const AXIS_WORDS: Record<Axis, string> = { class: 'классы', weekday: 'дни недели', teacher: 'учителя' };
function wordsOf(axis: Axis, labels: Label[], kinds: ReadonlySet<string>): string {
  const heads = axis === 'class' ? [...new Set(labels.flatMap((label) => label.classes.map((one) => one.name)))] : [];
  const said = [
    `в столбцах ${AXIS_WORDS[axis]}${heads.length > 0 ? ` (${heads.slice(0, 12).join(', ')}${heads.length > 12 ? '…' : ''})` : ''}`,
  ];
  if (axis !== 'weekday') said.push(kinds.has('day') ? 'дни — в своём столбце' : 'дни — в заголовках');
  said.push(
    kinds.has('number') ? 'уроки — по номерам' : kinds.has('time') ? 'уроки — по времени начала' : 'номеров уроков нет',
  );
  if (kinds.has('room')) said.push('кабинеты — рядом с уроком');
  if (kinds.has('people')) said.push('учителя — рядом с уроком');
  return said.join('; ');
}
