import {
  FULFILMENT_SORTS,
  type FulfilmentFilter,
  type FulfilmentRow,
  lagOf,
  makeUpWords,
  percentOf,
  reasonWords,
  totalsOf,
  WORK_KINDS,
  WORK_LABELS,
} from '#lib/domain/plans/fulfilment.ts';

/** «Выполнение программы» as a table to take away: the same for CSV, which the browser makes, and for a workbook. */

export const REPORT_VIEWS = ['groups', 'subject', 'grade'] as const;
export type ReportView = (typeof REPORT_VIEWS)[number];

/** What of the report an address asks for. `get`: a parameter by its name. */
export function askedReport(get: (name: string) => string | null): { filter: FulfilmentFilter; by: ReportView } {
  const number = (name: string) => Number(get(name)) || null;
  return {
    filter: {
      ...{ grade: number('grade'), subjectId: number('subject'), words: get('q') ?? '', behind: get('behind') === '1' },
      sort: FULFILMENT_SORTS.find((sort) => sort === get('sort')) ?? 'class',
    },
    by: REPORT_VIEWS.find((view) => view === get('by')) ?? 'groups',
  };
}

export type FulfilmentSheet = { head: string[]; rows: (string | number)[][] };
const workHeads = WORK_KINDS.flatMap((kind) => [`${WORK_LABELS[kind]}: план`, `${WORK_LABELS[kind]}: факт`]);

/** The rows that were chosen, or their sums. */
export const fulfilmentSheet = (rows: readonly FulfilmentRow[], by: ReportView): FulfilmentSheet =>
  by === 'groups' ? groupSheet(rows) : totalSheet(rows, by);

const groupSheet = (rows: readonly FulfilmentRow[]): FulfilmentSheet => ({
  head: [
    ...['Класс', 'Предмет', 'Учитель', 'Часов по учебному плану', 'Часов по КТП', 'Положено', 'Проведено уроков'],
    ...['Пройдено часов', 'Выполнено, %', 'Отставание, ч', ...workHeads, 'Отменено', 'Замещено', 'Причина'],
    'Как восполняется',
  ],
  rows: rows.map((row) => [
    ...[row.className, row.name ? `${row.subject}, ${row.name}` : row.subject, row.teachers.join(', ')],
    ...[row.curriculum, row.planned ?? '', row.facts.due, row.facts.held, row.facts.passed],
    ...[percentOf(row.facts) ?? '', lagOf(row.facts)],
    ...WORK_KINDS.flatMap((kind) => [row.works[kind].plan, row.works[kind].fact]),
    ...[row.facts.cancelled, row.facts.substituted, reasonWords(row), makeUpWords(row)],
  ]),
});

const totalSheet = (rows: readonly FulfilmentRow[], by: 'subject' | 'grade'): FulfilmentSheet => ({
  head: [
    ...[by === 'subject' ? 'Предмет' : 'Параллель', 'Групп', 'Часов по учебному плану', 'Часов по КТП', 'Положено'],
    ...['Проведено уроков', 'Пройдено часов', 'Выполнено, %', 'Отстают', ...workHeads],
  ],
  rows: totalsOf(rows, by).map((total) => [
    ...[total.label, total.groups, total.curriculum, total.planned, total.due, total.held, total.passed],
    ...[percentOf(total) ?? '', total.behind],
    ...WORK_KINDS.flatMap((kind) => [total.works[kind].plan, total.works[kind].fact]),
  ]),
});
