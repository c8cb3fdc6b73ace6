import {
  type Draft,
  type DraftNote,
  LESSON_LIMIT,
  NAME_LIMIT,
  NOTE_LIMIT,
  ROOM_LIMIT,
} from '#lib/domain/timetableImport/draft.ts';
import { type Grid, gridOf, type Sheet, transposed } from '#lib/domain/timetableImport/grid.ts';
import { classOf, weekdayOf } from '#lib/domain/timetableImport/labels.ts';
import { lessonsOf } from '#lib/domain/timetableImport/lessons.ts';
import { readList } from '#lib/domain/timetableImport/listReader.ts';
import { type Around, type Axis, titleClasses } from '#lib/domain/timetableImport/tableHeads.ts';
import { type RawCell, readTable, type TableRead } from '#lib/domain/timetableImport/tableReader.ts';

const AXES: readonly Axis[] = ['class', 'weekday', 'teacher'];

/** Reads sheets as a timetable. Nothing is known of where what stands: every way of reading is tried on every sheet, and the
 *  one that understands most is taken. `step` is told how many sheets are done. */
export function readSpreadsheet(sheets: readonly Sheet[], step: (done: number) => void = () => undefined): Draft {
  const cells: RawCell[] = [];
  const notes: DraftNote[] = [];
  const layout: string[] = [];
  for (const [at, sheet] of sheets.entries()) {
    const grid = gridOf(sheet);
    const best = readSheet(grid);
    if (!best) {
      if (grid.height > 0) layout.push(`«${sheet.name}»: расписание не найдено`);
    } else {
      layout.push(`«${sheet.name}»: ${best.words}`);
      cells.push(...best.cells);
      notes.push(...best.notes);
    }
    step(at + 1);
  }
  const byTime = numbersFromTimes(cells);
  const resolved = lessonsOf(cells);
  const lost = notes.filter((note) => note.lost).length;
  return {
    kind: 'spreadsheet',
    layout: byTime ? [...layout, 'Номера уроков взяты по порядку времени начала'] : layout,
    read: cells.length + lost,
    lessons: resolved.lessons.slice(0, LESSON_LIMIT).map((lesson) => ({
      ...lesson,
      subject: lesson.subject.slice(0, NAME_LIMIT),
      teacher: lesson.teacher.slice(0, NAME_LIMIT),
      room: lesson.room.slice(0, ROOM_LIMIT),
      part: lesson.part.slice(0, 60),
    })),
    notes: [...notes, ...resolved.notes].slice(0, NOTE_LIMIT),
  };
}

/** The reading that understands most of a sheet; null when none finds a lesson. */
function readSheet(grid: Grid): TableRead | null {
  const around = aroundOf(grid);
  const list = readList(grid, around);
  const tables = [grid, transposed(grid)].flatMap((way) => AXES.map((axis) => readTable(way, axis, around)));
  const readings = [...(list ? [list] : []), ...tables].filter((reading) => reading.cells.length > 0);
  const worth = ({ cells, notes }: TableRead) => cells.length - notes.filter((note) => note.lost).length / 2;
  return readings.sort((a, b) => worth(b) - worth(a))[0] ?? null;
}

/** Rows at the head of a sheet in which a title may name its class or its day. */
const TITLE_ROWS = 6;
function aroundOf(grid: Grid): Around {
  const named = classOf(grid.name);
  let classes = named && named.letter !== '' ? [named] : [];
  let weekday = weekdayOf(grid.name);
  for (let row = 0; row < Math.min(TITLE_ROWS, grid.height); row += 1)
    for (let column = 0; column < Math.min(grid.width, 12); column += 1) {
      if (!grid.owns(row, column)) continue;
      const text = grid.text(row, column);
      if (text === '' || text.length > 200) continue;
      if (classes.length === 0 && /\s/.test(text)) classes = titleClasses(text) ?? classes;
      if (weekday === null && /расписание|уроки/i.test(text)) weekday = dayInTitle(text);
    }
  if (classes.length === 0 && named) classes = [named];
  return { classes, weekday };
}
function dayInTitle(text: string): number | null {
  for (const word of text.split(/[\s,.:()]+/)) {
    const day =
      word.length > 4
        ? weekdayOf(
            word
              .replace(/среду/i, 'среда')
              .replace(/пятницу/i, 'пятница')
              .replace(/субботу/i, 'суббота'),
          )
        : null;
    if (day !== null) return day;
  }
  return null;
}

/** Where a file tells hours only, a lesson's number is its hour's place among all hours of the file. */
function numbersFromTimes(cells: RawCell[]): boolean {
  const times = [
    ...new Set(cells.flatMap((cell) => (cell.number === null && cell.starts ? [cell.starts] : []))),
  ].sort();
  for (const cell of cells) if (cell.number === null && cell.starts) cell.number = times.indexOf(cell.starts) + 1;
  return times.length > 0;
}
