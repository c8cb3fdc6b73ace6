import { splitRooms } from '#lib/domain/timetableImport/cellText.ts';
import type { DraftNote } from '#lib/domain/timetableImport/draft.ts';
import type { Grid } from '#lib/domain/timetableImport/grid.ts';
import { classesOf, numberOf, oneLine, startOf, weekdayOf } from '#lib/domain/timetableImport/labels.ts';
import { weekOf } from '#lib/domain/timetableImport/tableColumns.ts';
import type { Around } from '#lib/domain/timetableImport/tableHeads.ts';
import type { RawCell, TableRead } from '#lib/domain/timetableImport/tableReader.ts';

/** A list, a row a lesson: what journals and timetable programs write as CSV. Columns are known by their heads. */

const FIELDS = {
  class: /^класс(ы)?$/i,
  day: /^(день( недели)?|дн)$/i,
  number: /^(№|№ ?урока|номер( урока)?|урок)$/i,
  time: /^(время|начало|время начала)$/i,
  subject: /^(предмет|дисциплина|название|наименование( предмета)?)$/i,
  teacher: /^(учитель|преподаватель|педагог|фио( учителя| педагога)?)$/i,
  room: /^(кабинет|каб|аудитория|помещение)$/i,
  group: /^(группа|подгруппа|часть класса)$/i,
  week: /^(неделя|ч[её]тность)$/i,
} as const;
type Field = keyof typeof FIELDS;

export function readList(grid: Grid, around: Around): TableRead | null {
  const header = findHeader(grid);
  if (!header) return null;
  const { row: top, columns } = header;
  const cells: RawCell[] = [];
  const notes: DraftNote[] = [];
  let last: Partial<Record<Field, string>> = {};
  for (let row = top + 1; row < grid.height; row += 1) {
    const at = (field: Field): string => {
      const column = columns.get(field);
      return column === undefined ? '' : oneLine(grid.text(row, column));
    };
    const subject = at('subject');
    // A list may name class and day once, above the rows they hold for.
    last = { class: at('class') || last.class || '', day: at('day') || last.day || '' };
    if (subject === '') continue;
    const place = `${grid.name}, ${grid.address(row, columns.get('subject') ?? 0)}`;
    const classes = last.class ? classesOf(last.class) : around.classes;
    const weekday = weekdayOf(last.day ?? '') ?? dayNumber(last.day ?? '') ?? around.weekday;
    const number = numberOf(at('number'));
    const starts = number === null ? startOf(at('time') || at('number')) : null;
    const lost = (reason: string) => notes.push({ place, text: subject.slice(0, 120), reason, lost: true });
    if (classes.length === 0) lost(last.class ? `не понят класс «${last.class}»` : 'не найден класс');
    else if (weekday === null) lost('не найден день недели');
    else if (number === null && starts === null) lost('нет номера урока');
    else {
      const group = at('group');
      const text =
        group && !/^(весь класс|класс|все|-)$/i.test(group)
          ? `${subject} (${/^\d$/.test(group) ? `${group} подгр` : group})`
          : subject;
      const week = weekOf(at('week')) ?? (/^[12]$/.test(at('week')) ? Number(at('week')) : 0);
      const people = at('teacher') ? [at('teacher')] : [];
      cells.push({
        ...{ place, classes, lane: 0, lanes: 1, weekday, number, starts, people, doubt: null, text },
        parity: week === 1 ? 1 : week === 2 ? 2 : 0,
        rooms: at('room') ? splitRooms(at('room')) : [],
      });
    }
  }
  return { cells, notes, words: 'список, урок в строке' };
}
const dayNumber = (text: string): number | null => (/^[1-7]$/.test(text) ? Number(text) : null);

function findHeader(grid: Grid): { row: number; columns: Map<Field, number> } | null {
  for (let row = 0; row < Math.min(grid.height, 30); row += 1) {
    const columns = new Map<Field, number>();
    for (let column = 0; column < grid.width; column += 1) {
      const text = oneLine(grid.text(row, column)).replace(/[.:*]+$/, '');
      for (const [field, pattern] of Object.entries(FIELDS) as [Field, RegExp][])
        if (!columns.has(field) && pattern.test(text)) columns.set(field, column);
    }
    const when = columns.has('number') || columns.has('time');
    if (columns.has('subject') && when && columns.size >= 3) return { row, columns };
  }
  return null;
}
