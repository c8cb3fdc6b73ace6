import { onlyRooms } from '#lib/domain/timetableImport/cellText.ts';
import type { DraftClass } from '#lib/domain/timetableImport/draft.ts';
import type { Grid } from '#lib/domain/timetableImport/grid.ts';
import {
  classesOf,
  isAside,
  isNothing,
  numberOf,
  oneLine,
  onlyPeople,
  startOf,
  weekdayOf,
} from '#lib/domain/timetableImport/labels.ts';

/** What the columns of a table mean, told by what stands in them: no column is known by its place. */

export type ColumnKind = 'empty' | 'day' | 'number' | 'time' | 'week' | 'room' | 'people' | 'class' | 'words';

const WEEK_WORD = /^(числ|знам|чет|чёт|неч|[12I]{1,2}\s?-?я?\s?нед)/i;
/** «1 нед.», «знаменатель»: the week a row is for; null when the words are something else. */
export function weekOf(text: string): 1 | 2 | null {
  const words = oneLine(text);
  if (!WEEK_WORD.test(words) || words.length > 20) return null;
  return /^(числ|неч|1|I\s|I-)/i.test(words) ? 1 : 2;
}

const HEADINGS =
  /^(дни?( недели)?|день|недел[яи]|уроки?|№( урока| п\/п)?|номер( урока)?|время|звонки|каб(инет)?\.?|ауд(итория)?\.?|предмет|дисциплина|учитель|преподаватель|педагог|класс(ы)?|группа)$/i;
/** The head of a column: it names what stands below and is no lesson. */
export const isHeading = (text: string): boolean => HEADINGS.test(oneLine(text).replace(/[.:]$/, ''));

/** A share of the filled places that decides for a column. */
const MOST = 0.6;

/** Tells a column between two rows by its contents. */
export function kindOf(grid: Grid, column: number, top: number, bottom: number): ColumnKind {
  const texts: string[] = [];
  for (let row = top; row <= bottom; row += 1) {
    if (!grid.owns(row, column)) continue;
    const text = grid.text(row, column);
    if (text !== '' && !isNothing(text) && !isHeading(text) && !isAside(text)) texts.push(text);
  }
  if (texts.length === 0) return 'empty';
  const share = (is: (text: string) => boolean) => texts.filter(is).length / texts.length;
  if (share((text) => weekdayOf(text) !== null) >= 0.5) return 'day';
  if (share((text) => startOf(text) !== null && numberOf(text) === null) >= MOST) return 'time';
  const numbers = texts.map(numberOf);
  if (numbers.filter((number) => number !== null).length / texts.length >= MOST && ascends(numbers)) return 'number';
  if (share((text) => weekOf(text) !== null) >= MOST) return 'week';
  if (share((text) => classesOf(text).length > 0) >= MOST) return 'class';
  if (share(onlyRooms) >= MOST) return 'room';
  if (share(onlyPeople) >= MOST) return 'people';
  return texts.some((text) => /\p{L}/u.test(text)) ? 'words' : 'room';
}

/** Numbers of lessons go up by one and begin anew; rooms do not. */
function ascends(numbers: (number | null)[]): boolean {
  const known = numbers.filter((number) => number !== null);
  let good = 0;
  for (let at = 1; at < known.length; at += 1) {
    const [before, now] = [known[at - 1] ?? 0, known[at] ?? 0];
    if (now - before === 1 || (now < before && now <= 2) || now === before) good += 1;
  }
  return known.length === 1 ? (known[0] ?? 99) <= 8 : good >= (known.length - 1) * MOST;
}

/** Letters of a day's name that stand one below the other, a cell each: the day as if it stood in the first of them. */
export function spelledDays(grid: Grid, column: number): Map<number, number> {
  const days = new Map<number, number>();
  let from = 0;
  let word = '';
  for (let row = 0; row <= grid.height; row += 1) {
    const text = row < grid.height && grid.owns(row, column) ? grid.text(row, column) : '';
    if (/^[А-ЯЁа-яё]$/.test(text)) {
      if (word === '') from = row;
      word += text;
      const day = word.length > 4 ? weekdayOf(word) : null;
      if (day !== null) {
        days.set(from, day);
        word = '';
      }
    } else word = '';
  }
  return days;
}

/** Classes of a header row's cell, its grade perhaps standing in the row above: «5 классы» over «А», «Б», «В». */
export function headerClasses(grid: Grid, row: number, column: number): DraftClass[] {
  const text = grid.text(row, column);
  const found = classesOf(text);
  if (found.length > 0) return found;
  const letter = /^["«]?([А-ЯЁA-Z])["»]?$/.exec(oneLine(text))?.[1];
  if (!letter || row === 0) return [];
  for (let left = column; left >= 0; left -= 1) {
    const above = oneLine(grid.text(row - 1, left));
    if (above === '') continue;
    const grade = /^(\d{1,2})\s?(?:-?[еыхx]{1,2})?\s?(?:класс(?:ы)?|кл\.?|параллель)?$/i.exec(above)?.[1];
    return grade ? classesOf(`${grade}${letter}`) : [];
  }
  return [];
}
