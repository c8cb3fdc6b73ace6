import { notFound, type Refusal, refuse } from '#lib/contract/refusal.ts';
import { forecast, formatMean, type Thresholds } from '#lib/domain/averages.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';

/** Итоговые отметки: what may be set for a period, by whom it must be justified, and what «Выставить по среднему» proposes
 *  (001 3.2.7, 003 П6 4.8). Means are hundredths. */

export const PERIOD_VALUES = ['5', '4', '3', '2', '1', 'na', 'exempt', 'pass', 'fail'] as const;
export type PeriodValue = (typeof PERIOD_VALUES)[number];

/** Kinds of periods. The last three stand once in a school year: «Год», «Экзамен», «Итоговая». */
export const PERIOD_KINDS = ['quarter', 'half', 'year', 'exam', 'final'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** The mark as a number; null for «н/а» and the others that are in no average. */
export const numberOf = (value: string | null): number | null =>
  value && /^[1-5]$/.test(value) ? Number(value) : null;

/** The half rounds up, as in school: 3,5 is 4. */
export const roundMean = (mean: number): number => Math.floor((mean + 50) / 100);
/** The mean of whole marks, in hundredths; null without any. */
export const meanOfMarks = (values: readonly number[]): number | null =>
  values.length === 0
    ? null
    : Math.floor((200 * values.reduce((sum, v) => sum + v, 0) + values.length) / (2 * values.length));

/** What a period mark rests on: the mean that «Предварительно» is made of. */
export type Basis = { mean: number | null; preliminary: number | null };

/** Current marks for a quarter or a half-year; the marks of the periods for «Год»; year and exam for «Итоговая», rounded
 *  mathematically. An exam rests on nothing but itself. */
export function basisOf(
  kind: PeriodKind,
  parts: { mean: number | null; periods: readonly (string | null)[]; year: string | null; exam: string | null },
  thresholds: Thresholds,
): Basis {
  if (kind === 'quarter' || kind === 'half') return { mean: parts.mean, preliminary: forecast(parts.mean, thresholds) };
  if (kind === 'exam') return { mean: null, preliminary: null };
  const from = kind === 'year' ? parts.periods : [parts.year, parts.exam];
  const mean = meanOfMarks(from.map(numberOf).filter((value) => value !== null));
  return { mean, preliminary: mean === null ? null : roundMean(mean) };
}

/** Whether this mark must be justified in words. A mark by the school's own rule never needs it; an exam speaks for itself. */
export function needsGrounds(
  kind: PeriodKind,
  value: string | null,
  basis: Basis,
  rule: SchoolSettings['grounds'],
): boolean {
  const mark = numberOf(value);
  if (rule === 'never' || mark === null || kind === 'exam') return false;
  if (basis.mean === null || basis.preliminary === null) return true;
  if (mark === basis.preliminary) return false;
  return rule === 'rule' || Math.abs(mark - roundMean(basis.mean)) >= 1;
}

export type PeriodMarkFacts = {
  kind: PeriodKind;
  closed: boolean;
  starts: string;
  today: string;
  /** The student was in the group in that period. */
  member: boolean;
  grade: number;
  graded: boolean;
  withOne: boolean;
  basis: Basis;
  rule: SchoolSettings['grounds'];
  /** Not the group's teacher: a deputy, on the teacher's request. */
  onRequest: boolean;
};

/** Why this period mark may not be set; null when it may. `grounds` trimmed; null: none given. */
export function refusePeriodMark(
  facts: PeriodMarkFacts,
  value: PeriodValue | null,
  grounds: string | null,
): Refusal | null {
  if (!facts.member) return notFound();
  if (facts.closed)
    return refuse('closed', 'Период закрыт. Изменить итоговую отметку можно только после его открытия.');
  if (facts.today < facts.starts) return refuse('invalid', 'Период ещё не начался: итоговую отметку ставить рано.');
  const mark = numberOf(value);
  if (mark !== null && facts.grade === 1) return refuse('invalid', 'В 1 классе обучение безотметочное.');
  if (mark !== null && !facts.graded)
    return refuse('invalid', 'По этому предмету отметки не ставят: «зач» или «незач».');
  if (mark === 1 && !facts.withOne) return refuse('invalid', 'Отметку «1» в школе не ставят.');
  if (facts.onRequest && !grounds)
    return refuse('invalid', 'Итоговую ставит учитель. Вместо него — только по его просьбе: укажите причину.');
  if (!grounds && needsGrounds(facts.kind, value, facts.basis, facts.rule))
    return refuse('invalid', groundsHint(facts.basis));
  return null;
}

/** «Отметка расходится со средним баллом 3,60: укажите обоснование.» */
export const groundsHint = ({ mean }: Basis): string =>
  mean === null
    ? 'Отметок за период нет: укажите обоснование.'
    : `Отметка расходится со средним баллом ${formatMean(mean)}: укажите обоснование.`;

/** One student of «Выставить по среднему». */
export type Candidate = {
  studentId: number;
  basis: Basis;
  /** Marks that count; null where they are not counted (year, final). */
  count: number | null;
  set: string | null;
};
export type Proposal =
  | { studentId: number; give: PeriodValue; why: null }
  | { studentId: number; give: null; why: 'set' | 'none' | 'few' };

const isValue = (text: string): text is PeriodValue => PERIOD_VALUES.some((value) => value === text);

/** Who gets what, and who is left out and why: «set» has one already, «none» has no marks, «few» fewer than `least`. */
export function proposePeriodMarks(candidates: readonly Candidate[], least: number): Proposal[] {
  return candidates.map(({ studentId, basis, count, set }): Proposal => {
    if (set !== null) return { studentId, give: null, why: 'set' };
    const text = String(basis.preliminary);
    if (basis.preliminary === null || !isValue(text)) return { studentId, give: null, why: 'none' };
    if (count !== null && count < least) return { studentId, give: null, why: 'few' };
    return { studentId, give: text, why: null };
  });
}
