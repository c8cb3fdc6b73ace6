import { LESSON_KIND_LABELS, LESSON_KINDS, type LessonKind } from '#lib/domain/lessons.ts';
import { headKey, SECTION_START } from '#lib/domain/planImport/columns.ts';
import { oneLine } from '#lib/domain/planImport/source.ts';
import { PLAN_HOURS } from '#lib/domain/plans/rows.ts';

/** What the words of a cell mean: the number of a lesson, hours, dates, a section, a total, a kind of lesson. */

/** «1», «12.», «1.2», «2/1», «Lesson 3», «Урок 5»: one lesson; «1,2», «24–26»: as many as it names. Null: no number. */
export function lessonNumbers(text: string): { count: number; first: number | null; last: number | null } | null {
  const bare = oneLine(text)
    .replace(/^(?:урок|занятие|lesson|№)\s*№?\s*/i, '')
    .replace(/[.)]+$/, '')
    .trim();
  const one = /^(\d{1,3})$/.exec(bare);
  if (one) return { count: 1, first: Number(one[1]), last: Number(one[1]) };
  if (/^\d{1,3}\s*[/(]\s*\d{1,3}\)?$/.test(bare) || /^\d{1,3}(?:\.\d{1,3}){1,3}$/.test(bare))
    return { count: 1, first: null, last: null };
  if (!/^\d{1,3}(?:\s*[-–—,;\s]\s*\d{1,3})+$/.test(bare)) return null;
  const named: number[] = [];
  for (const part of bare.split(/\s*[,;]\s*|(?<=\d)\s+(?=\d)/)) {
    const [from = 0, to = from] = part.split(/\s*[-–—]\s*/).map(Number);
    if (to < from || to - from >= PLAN_HOURS) return null;
    for (let number = from; number <= to; number += 1) named.push(number);
  }
  if (named.length > PLAN_HOURS || named.some((number, at) => at > 0 && number <= (named[at - 1] ?? 0))) return null;
  return { count: named.length, first: named[0] ?? null, last: named.at(-1) ?? null };
}

/** Hours of a cell: «3», «3 ч», «1 ч.», «2 год», «1+1». `odd`: what was written is not what is kept. Null: no hours. */
export function hoursOf(text: string): { hours: number; odd: boolean } | null {
  const bare = oneLine(text)
    .toLowerCase()
    .replace(/\s*(?:ч(?:ас(?:а|ов|ы)?)?|год(?:ин[аи]?)?|г|h|hours?|урок(?:а|ов)?|сағат)\.?$/u, '')
    .trim();
  const sum = /^\d{1,2}(?:\s*\+\s*\d{1,2})+$/.test(bare)
    ? bare.split('+').reduce((all, part) => all + Number(part), 0)
    : null;
  const plain = /^(\d{1,3})(?:[.,](\d+))?$/.exec(bare);
  const exact = sum ?? (plain ? Number(`${plain[1]}.${plain[2] ?? 0}`) : null);
  if (exact === null) return null;
  const hours = Math.min(PLAN_HOURS, Math.ceil(exact));
  return { hours, odd: hours !== exact };
}
/** The hours a section or a title tells in brackets at its end: «Тема 1. Дроби (10 ч.)». May be more than a row holds. */
export function statedHours(text: string): number | null {
  const found = /\(\s*(\d{1,3})\s*(?:ч|час\p{L}*|год\p{L}*|г|ур\p{L}*|h|hours?)(?!\p{L})[^)]*\)?\s*\.?$/iu.exec(
    oneLine(text),
  );
  return found ? Number(found[1]) : null;
}
/** A number of hours of a total: the last number of its row or of its words. */
export const totalHours = (text: string): number | null => {
  const found = /(\d{1,4})(?:[.,]0+)?\s*(?:ч\p{L}*\.?|год\p{L}*\.?)?\s*\.?$/iu.exec(oneLine(text));
  return found ? Number(found[1]) : null;
};

const MONTHS = 'январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр'.split(' ');
const MONTH = /(?:январ|феврал|март|апрел|ма[йя](?!\p{L})|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}*/iu;
const two = (text: string): string => text.padStart(2, '0');

/** Dates of a cell as «02.09» or «02.09.2013»; a slip of the finger («26..09.13», «0310.13») is read, a month or a week is
 *  taken as said. `odd`: something in it is no date. */
export function datesOf(text: string): { dates: string[]; odd: boolean } {
  const dates: string[] = [];
  let rest = oneLine(text);
  const take = (pattern: RegExp, of: (found: string[]) => [day: string, month: string, year: string]): void => {
    rest = rest.replace(pattern, (...found: unknown[]) => {
      const [day, month, year] = of(found.slice(0, 4).map((part) => (typeof part === 'string' ? part : '')));
      if (Number(day) < 1 || Number(day) > 31 || Number(month) < 1 || Number(month) > 12) return String(found[0]);
      dates.push([two(day), two(month), year.length === 2 ? `20${year}` : year].filter(Boolean).join('.'));
      return ' ';
    });
  };
  take(/(\d{4})-(\d{2})-(\d{2})(?!\d)/g, ([, year = '', month = '', day = '']) => [day, month, year]);
  take(/(?<!\d)(\d{2})(\d{2})[.,/]+(\d{4}|\d{2})(?![.\d])/g, ([, day = '', month = '', year = '']) => [
    day,
    month,
    year,
  ]);
  take(
    /(?<!\d)(\d{1,2})\s*[.,/]+\s*(\d{1,2})(?:\s*[.,/]+\s*(\d{4}|\d{2})(?![.,/]?\d))?/g,
    ([, d = '', m = '', y = '']) => [d, m, y],
  );
  take(
    new RegExp(`(?<!\\d)(\\d{1,2})\\s+(${MONTH.source})(?:\\s+(\\d{4}))?`, 'giu'),
    ([, day = '', month = '', year = '']) => [
      day,
      String(MONTHS.findIndex((begin) => month.toLowerCase().startsWith(begin)) + 1),
      year,
    ],
  );
  if (dates.length === 0) {
    const said = rest.match(MONTH)?.[0] ?? /\d{1,2}\s*-?\p{L}{0,2}\s*(?:нед|тижд)\p{L}*/iu.exec(rest)?.[0];
    if (said) return { dates: [rest.trim()], odd: false };
  }
  // What is left may name the class or the weekday; a figure that is left is a date nobody could read.
  const left = rest
    .replace(/(?<![\d.])\d{1,2}\s*[-«"]?\s*\p{L}\p{L}?(?!\p{L})/gu, ' ')
    .replace(/г(?:ода?)?\.?/giu, ' ');
  return { dates, odd: /\d/.test(left) };
}

/** «I четверть», «2 полугодие», «Первый триместр». */
export const PERIOD =
  /^(?:(?:[ivі]{1,3}|[1-4]|перв\p{L}*|втор\p{L}*|трет\p{L}*|четв[её]рт\p{L}*)\s*[-–]?\s*(?:\p{L}{1,2}\s+)?)(?:четверть|полугодие|триместр|семестр|чверть)(?!\p{L})|^(?:четверть|полугодие|триместр)\s*[ivі\d]/iu;
export const isSection = (text: string): boolean => SECTION_START.test(oneLine(text)) || PERIOD.test(oneLine(text));
/** «Итого по разделу», «ОБЩЕЕ КОЛИЧЕСТВО ЧАСОВ ПО ПРОГРАММЕ», «Всего: 68». */
export const isTotal = (text: string): boolean =>
  /^(?:итого|усього|разом|total|общее\s+(?:количество|число|кол-во))(?!\p{L})/iu.test(oneLine(text)) ||
  /^(?:всего|всього)(?:\s*[:–—-]|\s+(?:за|по|час|урок|ч\.|\d)|\s*$)/iu.test(oneLine(text));
/** A total that a converter has glued to the last topic. */
export const GLUED_TOTAL = /\s*ОБЩЕЕ КОЛИЧЕСТВО (?:УРОКОВ|ЧАСОВ)[\s\S]*$/u;

/** A section and its first topic in one cell: «Раздел I. Повторение (1 час). Почему нам необходимо знать язык?». */
export function sectionInTopic(text: string): { section: string; topic: string } | null {
  const [first = '', ...others] = text.split('\n');
  if (others.length > 0 && SECTION_START.test(first)) return { section: first, topic: others.join('\n').trim() };
  const found = /^(.{3,200}?\(\s*\d{1,3}\s*(?:ч|час\p{L}*|год\p{L}*)\.?\s*\))[.:;\s]+(\S[\s\S]*)$/iu.exec(text);
  return found?.[1] && found[2] && SECTION_START.test(found[1]) ? { section: found[1], topic: found[2] } : null;
}

/** Kinds of lessons by the words teachers use; the school's own labels first. */
const KIND_WORDS: readonly (readonly [LessonKind, RegExp])[] = [
  ['laboratory', /лаборатор/],
  ['practical', /практическ|практикум/],
  ['excursion', /экскурс/],
  ['combined', /комбинир|смешан|^ку$|^комб/],
  ['control', /контрол|проверк|зачет|диктант|^укз?$|^кз$|^ук$/],
  ['review', /обобщ|систематиз|повтор|рефлекси|^уосз$|^осз$|^уопз$/],
  ['practice', /закреп|применен|совершенств|навык|отработ|тренир|развити\S* умен|^уз$|^зим$|^упзу$/],
  ['new', /нов|изучен|открыт|ознаком|усвоен|вводн|лекци|^уинм$|^инм$|^у?онз$|^уоиз$/],
  ['extra', /внеуроч/],
];
const KIND_BY_LABEL = new Map(LESSON_KINDS.map((kind) => [headKey(LESSON_KIND_LABELS[kind]), kind]));
export function lessonKindOf(text: string): LessonKind | null {
  const key = headKey(text);
  if (key === '') return null;
  return KIND_BY_LABEL.get(key) ?? KIND_WORDS.find(([, words]) => words.test(key))?.[0] ?? null;
}
