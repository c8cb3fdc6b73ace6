import type { DraftClass } from '#lib/domain/timetableImport/draft.ts';

/** What a cell's words mean: a class, a weekday, the number or the hour of a lesson. No place in the file is known here. */

/** One line without non-breaking and doubled spaces, soft hyphens and the like. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .trim();
export const oneLine = (text: string): string => tidy(text).replace(/\s+/g, ' ');

/** Names asked about lately: a week names one subject a hundred times. */
const keys = new Map<string, string>();
const KEYS_KEPT = 5000;
/** How names are compared: letters and digits only, without case, ё as е. */
export function nameKey(text: string): string {
  const known = keys.get(text);
  if (known !== undefined) return known;
  const key = oneLine(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim();
  if (keys.size >= KEYS_KEPT) keys.clear();
  keys.set(text, key);
  return key;
}

const LOOK_ALIKES: Record<string, string> = {
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  T: 'Т',
  X: 'Х',
};
/** Latin letters that look like Russian ones: a class «5A» is «5А» whatever the keyboard was. */
export const cyrillic = (text: string): string =>
  text.replace(/[ABCEHKMOPTX]/g, (letter) => LOOK_ALIKES[letter] ?? letter);

const QUOTES = /["'«»“”„‟’‘`]/g;
const CLASS =
  /^(\d{1,2})\s?[-–—.]?\s?([А-ЯЁA-Zа-яё]{1,2})?(?![А-ЯЁа-яёA-Za-z])\s?(кл(?:асс)?\.?(?![а-яё]))?\s?(?:[-–—,:]?\s?\(?\s?([А-ЯЁа-яё][А-ЯЁа-яё .,/-]{1,40}?)\s?\)?)?$/;

/** A class out of a header's words; null when it is none. A bare «5 класс» is a class without a letter: a small school's. */
export function classOf(text: string): DraftClass | null {
  const bare = oneLine(text.replace(QUOTES, '')).replace(/^(?:класс|кл\.?)\s+(?=\d)/i, '');
  if (bare.length > 60) return null;
  const found = CLASS.exec(bare);
  if (!found) return null;
  const [, digits, letters = '', word, half = ''] = found;
  const grade = Number(digits);
  if (grade < 1 || grade > 12 || (letters === '' && !word)) return null;
  // «5 кл» must not become a class with the letters «кл», nor «2 ур» one.
  if (/^(кл|ур|гр|пг|нед|й|я|е)$/.test(letters)) return letters === 'кл' ? classOf(`${grade} класс ${half}`) : null;
  const letter = cyrillic(letters.toUpperCase());
  return { name: `${grade}${letter}`, grade, letter, half: half.replace(/[.\s]+$/, '').replace(/^класс\s+/i, '') };
}

/** Classes that one header names: «5А, 5Б», «10А+10Б». Empty when any part is none. */
export function classesOf(text: string): DraftClass[] {
  const whole = classOf(text);
  if (whole) return [whole];
  const parts = oneLine(text.replace(QUOTES, '')).split(/\s?[,;+/&]\s?|\s+и\s+/);
  const found = parts.map((part) => classOf(part));
  return parts.length > 1 && found.every((one) => one !== null) ? found : [];
}

const DAYS: readonly [RegExp, number][] = [
  [/^(понедельник|пон|пн|monday|mon)$/, 1],
  [/^(вторник|втр|вт|tuesday|tue)$/, 2],
  [/^(среда|срд|ср|wednesday|wed)$/, 3],
  [/^(четверг|чтв|чт|thursday|thu)$/, 4],
  [/^(пятница|птн|пт|friday|fri)$/, 5],
  [/^(суббота|суб|сб|saturday|sat)$/, 6],
  [/^(воскресенье|вск|вс|sunday|sun)$/, 7],
];
/** 1 Monday … 7 Sunday, written anyhow: «ПН», «П О Н Е Д Е Л Ь Н И К», «Среда, 4 сентября»; null when it is none. */
export function weekdayOf(text: string): number | null {
  const words = oneLine(text).toLowerCase().replaceAll('ё', 'е');
  if (words === '' || words.length > 40) return null;
  const dense = words.replace(/[^а-яa-z]/g, '');
  const first = /^[а-яa-z]+/.exec(words)?.[0] ?? '';
  // A day with its date is a day; a sentence that begins with a day's name is none.
  const dated = /^[а-яa-z]+[.,\s(]+\d{1,2}[.\s]/.test(`${words} `) ? first : '';
  for (const [pattern, day] of DAYS) if (pattern.test(dense) || (dated !== '' && pattern.test(dated))) return day;
  return null;
}

const ROMAN: Record<string, number> = { I: 1, II: 2, III: 3, IV: 4, V: 5, VI: 6, VII: 7, VIII: 8, IX: 9, X: 10 };
const LARGEST_NUMBER = 15;
const TIME = /(?<!\d)([01]?\d|2[0-3])\s?[:.\-⁻]\s?([0-5]\d)(?!\d)/;
const RANGE = new RegExp(`${TIME.source}\\s?(?:[-–—]|до|\\s)\\s?(?:в\\s)?${TIME.source}`);

/** The hour a lesson begins, «08:30», out of «8.30 – 9.15» or «08:30»; null when the words tell none. */
export function startOf(text: string): string | null {
  const words = oneLine(text);
  const found = RANGE.exec(words) ?? (/^\s*\d{1,2}:\d{2}(:00)?\s*$/.test(words) ? TIME.exec(words) : null);
  if (!found) return null;
  return `${String(found[1]).padStart(2, '0')}:${found[2]}`;
}

/** The number of a lesson: «3», «3.», «3 урок», «III», «3-й»; null when the words are something else. */
export function numberOf(text: string): number | null {
  const words = oneLine(text.replace(RANGE, ' ')).replace(/[()]/g, '').trim();
  const roman = ROMAN[words.toUpperCase().replaceAll('Х', 'X')];
  if (roman) return roman;
  const found = /^(?:№\s?|урок\s?№?\s?)?(\d{1,2})(?:\.0)?[.)]?(?:\s?-?(?:й|ый|ой))?(?:\s?ур(?:ок|\.)?)?$/i.exec(words);
  if (!found) return null;
  const number = Number(found[1]);
  return number <= LARGEST_NUMBER ? number : null;
}

const INITIALS = '[А-ЯЁ]\\.\\s?(?:[А-ЯЁ]\\.?)?(?![а-яё])';
const SURNAME = '[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?';
const PATRONYMIC = '[А-ЯЁ][а-яё]+(?:вна|вич|ична|ьич|[\\s-](?:оглы|кызы|улы))';
const PERSON = `(?:${SURNAME}(?:\\s(?:оглы|кызы))?\\s${INITIALS}|${INITIALS}\\s?${SURNAME}|${SURNAME}\\s[А-ЯЁ][а-яё]+\\s${PATRONYMIC})`;
const PERSONS = new RegExp(PERSON, 'gu');
const ONLY_PERSONS = new RegExp(`^\\s*${PERSON}(?:\\s*[,;/\\n]?\\s*${PERSON})*\\s*$`, 'u');

/** People named in a text, and the text without them. */
export function takePeople(text: string): { people: string[]; rest: string } {
  const people = text.match(PERSONS)?.map((person) => oneLine(person)) ?? [];
  return { people, rest: text.replace(PERSONS, ' ') };
}
/** Whether the words are nothing but names of people: «Иванова И. И.», «Иванова И.И./Ким Е.А.». */
export const onlyPeople = (text: string): boolean => ONLY_PERSONS.test(oneLine(text));

/** Words at the foot and the head of a sheet that are no lesson. */
export const isAside = (text: string): boolean =>
  /^(директор|утвержд|согласован|заместитель|зам\.|завуч|составил|составитель|примечани|расписание|приказ|протокол|м\.\s?п\.|исп\.|дата|подпись|введено|приложение|\*)/i.test(
    oneLine(text),
  ) || /_{4,}/.test(text);
/** A cell that says that there is no lesson. */
export const isNothing = (text: string): boolean =>
  /^[\s\-–—_.x×хX*]*$/.test(text) || /^(окно|нет|выходной|каникулы)$/i.test(oneLine(text));
