import { oneLine, onlyPeople, takePeople, tidy } from '#lib/domain/timetableImport/labels.ts';

/** What one cell says: «Алгебра 305», «Англ. яз. 426/436», «1 нед. Музыка / 2 нед. ИЗО», «Информатика\nКим Е.А.\nкаб. 12». */

export type Said = { subject: string; part: string; parity: 0 | 1 | 2; rooms: string[]; people: string[] };
export type CellWords = { said: Said[]; doubt: string | null };

const HALL =
  '(?:(?:малый|большой|мал\\.|бол\\.)\\s?)?(?:сп\\.?\\s?зал|спорт\\.?\\s?зал|спортивный зал|с\\/з|акт\\.?\\s?зал|актовый зал|тренаж[её]рный зал|бассейн|стадион|мастерск[а-я]*|библиотек[а-я]*|зал)(?:\\s?№?\\s?\\d{1,2})?';
const DOOR = '(?:\\d{1,4}\\s?-?[а-яa-z]?(?![а-яёa-z])|[а-яa-z]-?\\d{1,4})';
const ONE_ROOM = `(?:${HALL}|(?:каб\\.?|кабинет|к\\.|ауд\\.?|аудитория|№)\\s?№?\\s?${DOOR}|${DOOR})`;
const ROOMS = `${ONE_ROOM}(?:\\s?[/,;+\\n]\\s?${ONE_ROOM})*`;
const ONLY_ROOMS = new RegExp(`^[(\\[]?\\s?(?:каб\\.?\\s?)?${ROOMS}\\s?[)\\]]?$`, 'iu');
/** At the end of a text, or in brackets, or behind «каб.»: a bare number in the middle of a name is the name's. */
const ENDING_ROOMS = new RegExp(`(?:^|[\\s,(\\[–—-])\\(?\\s?(?:каб\\.?\\s?)?(${ROOMS})\\s?[)\\]]?\\s?$`, 'iu');
const NAMED_ROOM = new RegExp(`(?:каб\\.?|кабинет|ауд\\.?)\\s?№?\\s?(${DOOR}(?:\\s?[/,]\\s?${DOOR})*)`, 'iu');

/** «Сп. зал 2» and «Сп.зал 2» are one room; «каб. 12» is «12». */
export const tidyRoom = (text: string): string =>
  oneLine(text)
    .replace(/^(?:каб\.?|кабинет|к\.|ауд\.?|аудитория|№)\s?№?\s?(?=[\dа-яa-z])/i, '')
    .replace(/\.\s+(?=[а-яё])/gi, '.')
    .replace(/(\d)\s?-?\s?([а-яa-z])$/i, '$1$2');
export const splitRooms = (text: string): string[] =>
  oneLine(
    text
      .replace(/\n/g, '/')
      .replace(/[()[\]]/g, ' ')
      .replace(/с\/з/gi, 'спортзал'),
  )
    .split(/\s?[/,;+]\s?/)
    .map(tidyRoom)
    .filter((room) => room !== '');
/** Whether the words are nothing but rooms. A lone small number is one too: the caller knows a number column from a room column. */
export const onlyRooms = (text: string): boolean => ONLY_ROOMS.test(oneLine(text));

const WEEK: readonly [RegExp, 1 | 2][] = [
  [/(?<![а-яё\d])(?:нечёт|нечет)(?:н[а-яё]*|\.)?(?:\s?нед[а-яё]*\.?)?/iu, 1],
  [/(?<![а-яё\d])(?:чёт|чет)(?:н[а-яё]*|\.)?(?:\s?нед[а-яё]*\.?)?(?![а-яё])/iu, 2],
  [/(?<![а-яё\d])числ(?:ит[а-яё]*|\.)?(?![а-яё])/iu, 1],
  [/(?<![а-яё\d])знам(?:ен[а-яё]*|\.)?(?![а-яё])/iu, 2],
  [/(?<![\p{L}\d])(?:1|I)\s?-?(?:я|ая)?\s?нед[а-яё]*\.?/iu, 1],
  [/(?<![\p{L}\d])(?:2|II)\s?-?(?:я|ая)?\s?нед[а-яё]*\.?/iu, 2],
];
const HALF_HOUR = /\(?(?<![\d,.])0[.,]5\s?(?:ч(?:ас[а-я]*)?\.?)?\)?/iu;
const GROUP = /(?<!\d)(\d)\s?-?(?:я|ая|ой)?\s?(?:п\s?\/\s?г(?:р)?|подгр(?:уппа)?|гр(?:уппа)?)(?![а-яё])\.?/iu;
const GROUP_AFTER = /(?:подгр(?:уппа)?|гр(?:уппа)?|п\s?\/\s?г)\.?\s?№?\s?(\d)(?!\d)/iu;
const SEX = /\(?(?<![а-яё])(мальчики|девочки|юноши|девушки|мал\.|мальч\.|дев\.|м\.?|д\.?)\)?$/iu;
const SEXES: [RegExp, string][] = [
  [/^(мал|м)/i, 'мальчики'],
  [/^(девоч|дев\.|д)/i, 'девочки'],
  [/^юн/i, 'юноши'],
];
const sexOf = (word: string): string =>
  /^девуш/i.test(word) ? 'девушки' : (SEXES.find(([p]) => p.test(word))?.[1] ?? word);

/** A slash that divides two lessons, kept apart from those of «п/г», «с/з», «426/436» and of names of one subject. */
const shield = (text: string): string => text.replace(/п\s?\/\s?г/gi, 'подгр').replace(/с\/з/gi, 'спортзал');
const hasLetters = (text: string): boolean => /\p{L}{2}/u.test(text.replace(new RegExp(ROOMS, 'giu'), ' '));

/** Reads a cell. `said` is empty when there is no lesson in it: names or rooms alone come back as one without a subject. */
export function readCell(raw: string): CellWords {
  const text = shield(tidy(raw));
  const pieces = piecesOf(text).map(readPiece);
  const half = HALF_HOUR.test(text);
  let doubt: string | null = null;
  const named = pieces.filter((piece) => piece.subject !== '');
  // What stands without a subject beside one belongs to it: «Алгебра / 305», a teacher on the next line.
  const said = named.length > 0 ? joinLoose(pieces) : pieces;
  if (half && said.every((one) => one.parity === 0)) {
    if (said.length === 2) for (const [at, one] of said.entries()) one.parity = at === 0 ? 1 : 2;
    else {
      for (const one of said) one.parity = 1;
      doubt = 'не сказано, в какие недели: взяты нечётные';
    }
  } else if (said.length === 2 && said.some((one) => one.parity !== 0)) {
    const [first, second] = said;
    if (first && second && first.parity !== 0 && second.parity === 0) second.parity = first.parity === 1 ? 2 : 1;
    else if (first && second && first.parity === 0) first.parity = second.parity === 1 ? 2 : 1;
  }
  return { said, doubt };
}

/** Lessons of a cell: lines that begin anew with a week or a group, and sides of a slash that both have words. */
function piecesOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const begins = (line: string) => GROUP.test(line) || WEEK.some(([pattern]) => pattern.test(line));
  const blocks: string[] = [];
  for (const line of lines) {
    const previous = blocks.at(-1);
    const words = hasLetters(takePeople(line).rest) && !onlyRooms(line);
    const before = previous !== undefined && hasLetters(takePeople(previous).rest) && !onlyRooms(previous);
    if (previous === undefined || (words && before && begins(line))) blocks.push(line);
    else blocks[blocks.length - 1] = `${previous}\n${line}`;
  }
  return blocks.flatMap((block) => {
    const sides = block.split(/\s?\/{1,2}\s?|\s?\|\s?/);
    if (sides.length < 2 || onlyRooms(block) || onlyPeople(block)) return [block];
    const bare = sides.map((side) => takePeople(side).rest);
    return sides.length <= 4 && bare.every(hasLetters) ? sides : [block];
  });
}

function readPiece(piece: string): Said {
  let { people, rest } = takePeople(piece);
  let parity: 0 | 1 | 2 = 0;
  for (const [pattern, week] of WEEK)
    if (pattern.test(rest)) {
      parity = week;
      rest = rest.replace(pattern, ' ');
      break;
    }
  rest = rest.replace(HALF_HOUR, ' ');
  let part = '';
  const group = GROUP.exec(rest) ?? GROUP_AFTER.exec(rest);
  if (group) {
    part = group[1] ?? '';
    rest = rest.replace(group[0], ' ');
  }
  const rooms: string[] = [];
  const lines = rest.split('\n').filter((line) => {
    if (line.trim() === '' || !onlyRooms(line)) return line.trim() !== '';
    rooms.push(...splitRooms(line));
    return false;
  });
  rest = oneLine(lines.join(' ')).replace(/^[\s,;:.–—-]+|[\s,;:–—-]+$/g, '');
  const named = rooms.length === 0 ? NAMED_ROOM.exec(rest) : null;
  const ending = rooms.length === 0 && !named ? ENDING_ROOMS.exec(rest) : null;
  const found = named ?? ending;
  if (found) {
    rooms.push(...splitRooms(found[1] ?? ''));
    rest = rest.replace(found[0], ' ');
  }
  rest = rest.replace(/\(\s*\)|\[\s*\]/g, ' ').trim();
  const sex = SEX.exec(rest);
  if (
    sex &&
    rest.length > sex[0].length + 2 &&
    (part === '' || part.length === 1) &&
    /[\s(]/.test(rest[sex.index - 1] ?? sex[0][0] ?? '')
  ) {
    part = sexOf(sex[1] ?? '');
    rest = rest.slice(0, sex.index);
  }
  const subject = oneLine(rest)
    .replace(/^[\s,;:.–—/(-]+|[\s,;:–—/(-]+$/g, '')
    .replace(/^[«"](.+)[»"]$/, '$1');
  return { subject: /\p{L}/u.test(subject) ? subject : '', part, parity, rooms, people };
}

/** Rooms and people without a subject go to the lesson before them. */
function joinLoose(pieces: Said[]): Said[] {
  const joined: Said[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.subject === '' && last) {
      last.rooms.push(...piece.rooms);
      last.people.push(...piece.people);
    } else joined.push(piece);
  }
  return joined.filter((piece) => piece.subject !== '');
}
