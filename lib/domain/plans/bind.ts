import { hoursLeft, hoursPassed } from '#lib/domain/plans/assign.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** «Связать проведённые уроки с темами плана»: a plan that begins in the middle of the year meets lessons that are filled already.
 *  Which row each of them has passed is proposed by its topic and its place, and decided by the teacher. */

/** A filled lesson of which no row is known; in the order of time. */
export type HeldLesson = { id: number; topic: string };
/** An hour of the plan that no lesson has passed; in the plan's order. A row of two hours comes twice. */
export type FreeHour = { row: string; topic: string };
/** `same`: the topic is the row's; `similar`: nearly; `order`: it stands where the row stands between others. */
export type BindHow = 'same' | 'similar' | 'order';
export type Binding = { lessonId: number; row: string | null; how: BindHow | null };

/** Topics that share fewer of their letters in threes are other topics, of 1. */
const ALIKE = 0.5;

const plain = (text: string): string =>
  text
    .toLocaleLowerCase('ru')
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
function threes(text: string): Set<string> {
  const padded = ` ${text} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)));
}
type Print = { text: string; threes: Set<string> };
const printOf = (topic: string): Print => {
  const text = plain(topic);
  return { text, threes: threes(text) };
};
/** How alike two topics are, 0 to 1 (Dice); less than half is not alike at all. */
function alike(a: Print, b: Print): number {
  if (a.text === '' || b.text === '') return 0;
  if (a.text === b.text) return 1;
  let common = 0;
  for (const three of a.threes) if (b.threes.has(three)) common += 1;
  const share = (2 * common) / (a.threes.size + b.threes.size);
  return share >= ALIKE ? share : 0;
}

/** A row for each lesson, no hour twice. First the pairs by topic that keep both orders and are alike most of all; then the same
 *  topics out of order; then, between two pairs, and behind the last, lesson by lesson what is left. */
export function bindLessons(lessons: readonly HeldLesson[], hours: readonly FreeHour[]): Binding[] {
  const own = lessons.map(({ topic }) => printOf(topic));
  const rows = hours.map(({ topic }) => printOf(topic));
  const found: (number | null)[] = lessons.map(() => null);
  const how: (BindHow | null)[] = lessons.map(() => null);
  const used = new Set<number>();
  const bind = (lesson: number, hour: number, as: BindHow): void => {
    found[lesson] = hour;
    how[lesson] = as;
    used.add(hour);
  };
  for (const [lesson, hour, likeness] of inBothOrders(own, rows))
    bind(lesson, hour, likeness === 1 ? 'same' : 'similar');
  const anchors = found.flatMap((hour, lesson) => (hour === null ? [] : [{ lesson, hour }]));
  for (const [lesson, print] of own.entries()) {
    if (found[lesson] !== null) continue;
    const hour = rows.findIndex((row, at) => !used.has(at) && row.text !== '' && row.text === print.text);
    if (hour >= 0) bind(lesson, hour, 'same');
  }
  let before = { lesson: -1, hour: -1 };
  for (const next of [...anchors, null]) {
    const until = next ?? { lesson: lessons.length, hour: hours.length };
    const left = between(before.lesson, until.lesson).filter((lesson) => found[lesson] === null);
    const free = between(before.hour, until.hour).filter((hour) => !used.has(hour));
    // Between two pairs only as many as there are lessons: else nobody knows which of them was left out.
    if (next === null || left.length === free.length)
      for (const [at, lesson] of left.entries()) {
        const hour = free[at];
        if (hour !== undefined) bind(lesson, hour, 'order');
      }
    before = until;
  }
  return lessons.map(({ id }, at) => {
    const hour = found[at];
    return { lessonId: id, row: hour == null ? null : (hours[hour]?.row ?? null), how: how[at] ?? null };
  });
}
/** The same over the hours of a plan that no bound lesson has passed: of each of its rows a lesson passes one. */
export function proposeRows(
  plan: readonly Pick<PlanRow, 'id' | 'kind' | 'topic' | 'hours'>[],
  bound: readonly { rows: readonly string[] }[],
  lessons: readonly HeldLesson[],
): Binding[] {
  const rows = plan.filter(({ kind }) => kind === 'lesson');
  const topics = new Map(rows.map(({ id, topic }) => [id, topic]));
  const passed = hoursPassed(
    bound.map((lesson) => ({ cancelled: false, passed: lesson.rows.map((row) => ({ row, hours: 1 })) })),
  );
  return bindLessons(
    lessons,
    hoursLeft(rows, passed).map(({ row }) => ({ row, topic: topics.get(row) ?? '' })),
  );
}
const between = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from - 1) }, (_, n) => from + 1 + n);

/** Pairs in both orders with the greatest sum of likeness, of equal ones the earliest hours. */
function inBothOrders(
  own: readonly Print[],
  rows: readonly Print[],
): [lesson: number, hour: number, likeness: number][] {
  const wide = rows.length + 1;
  const best = new Float64Array((own.length + 1) * wide);
  const scores = new Float64Array(own.length * rows.length);
  const at = (lesson: number, hour: number): number => best[lesson * wide + hour] ?? 0;
  for (let i = own.length - 1; i >= 0; i -= 1)
    for (let j = rows.length - 1; j >= 0; j -= 1) {
      const [a, b] = [own[i], rows[j]];
      const score = a && b ? alike(a, b) : 0;
      scores[i * rows.length + j] = score;
      best[i * wide + j] = Math.max(at(i + 1, j), at(i, j + 1), score > 0 ? score + at(i + 1, j + 1) : 0);
    }
  const pairs: [number, number, number][] = [];
  let [i, j] = [0, 0];
  while (i < own.length && j < rows.length) {
    const score = scores[i * rows.length + j] ?? 0;
    if (score > 0 && at(i, j) === score + at(i + 1, j + 1)) {
      pairs.push([i, j, score]);
      i += 1;
      j += 1;
    } else if (at(i, j) === at(i + 1, j)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Lessons of one act: more than a group has in a year. */
export const BOUND_LESSONS = 400;
type Standing = { held: boolean; cancelled: boolean; how: string | null; decided: boolean };
/** Why a lesson cannot be bound to these rows of its group's plan, or freed of them; null: it can. The record itself stays as it is,
 *  so a closed period does not stand in the way. `known`: rows of the plan. */
export function bindProblem(
  lesson: Standing | undefined,
  rows: readonly string[],
  known: ReadonlySet<string>,
): string | null {
  if (!lesson?.held || lesson.cancelled) return 'Связать с планом можно только проведённые уроки группы.';
  if (lesson.decided && lesson.how !== null) return 'Об одном из уроков уже решил учитель: обновите список.';
  return rows.every((row) => known.has(row)) ? null : 'Одной из строк в плане больше нет: обновите список.';
}
