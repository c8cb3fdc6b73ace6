import { plural } from '#lib/domain/people.ts';

/** «Выполнение программы» (001 3.4.4, 003 П6 2.6): what of the year's programme a group was due to pass and has passed, why the two
 *  differ, and how it is made up for. All counts are lessons or hours between two days; nothing behind today is counted. */

export type FulfilmentFacts = {
  /** Due: by the days frozen when the plan was approved, else by the timetable, cancelled lessons included. */
  due: number;
  /** The same before the first of the days: where in the plan they begin. */
  dueBefore: number;
  /** Lessons with a topic. */
  held: number;
  /** Hours of the plan that lessons passed; a filled lesson of which no row is known passed one. */
  passed: number;
  /** Lessons up to today without a topic: taken to pass one hour each as soon as they have one. */
  unfilled: number;
  /** Lessons that are over and have no topic. */
  empty: number;
  cancelled: number;
  lost: number;
  repeated: number;
  /** Hours won by lessons that passed more than one. */
  merged: number;
  substituted: number;
  /** Of them with another subject. */
  otherSubject: number;
};
export const WORK_KINDS = ['control', 'practical', 'laboratory'] as const;
export type FulfilmentWork = (typeof WORK_KINDS)[number];
export const WORK_LABELS: Record<FulfilmentWork, string> = {
  control: 'Контрольные',
  practical: 'Практические',
  laboratory: 'Лабораторные',
};
export type PlanFact = { plan: number; fact: number };

export type FulfilmentRow = {
  groupId: number;
  classId: number;
  grade: number;
  className: string;
  /** «1 подгруппа» or ''. */
  name: string;
  subjectId: number;
  subject: string;
  teachers: string[];
  planId: number | null;
  /** Hours by the учебный план in these days' period, and by the КТП; null: the group has no plan. */
  curriculum: number;
  planned: number | null;
  facts: FulfilmentFacts;
  works: Record<FulfilmentWork, PlanFact>;
  /** Hours of the plan that are left (lessons filled without a known row have passed theirs) and lessons that are left for them;
   *  null: no plan. */
  rest: number | null;
  open: number | null;
  /** What teachers wrote of lost and repeated lessons. */
  reasons: string[];
};

/** Positive: behind; negative: ahead. Lessons that nobody has filled yet are not a lag of the programme: they are told apart. */
export const lagOf = ({ due, passed, unfilled }: FulfilmentFacts): number => due - passed - unfilled;

/** Passed of what was due, whole per cent; null: nothing was due yet. */
export const percentOf = ({ due, passed }: Pick<FulfilmentFacts, 'due' | 'passed'>): number | null =>
  due > 0 ? Math.round((passed * 100) / due) : null;

/** Which kind of work a work type is for the report; null: none of the three. */
export function workKindOf(type: { name: string; control: boolean }): FulfilmentWork | null {
  if (type.control) return 'control';
  if (/лаборатор/i.test(type.name)) return 'laboratory';
  return /практич/i.test(type.name) ? 'practical' : null;
}

/** Works of a kind that were due: those whose hour of the plan lies within the hours due. `controls`: control forms of the plan
 *  with the hour each ends at. */
export function worksDue(
  controls: readonly (readonly [hour: number, typeId: number])[],
  kinds: ReadonlyMap<number, FulfilmentWork>,
  { due, dueBefore }: Pick<FulfilmentFacts, 'due' | 'dueBefore'>,
): Record<FulfilmentWork, number> {
  const counts = { control: 0, practical: 0, laboratory: 0 };
  for (const [hour, typeId] of controls) {
    const kind = kinds.get(typeId);
    if (kind && hour > dueBefore && hour <= dueBefore + due) counts[kind] += 1;
  }
  return counts;
}

const lessons = (count: number): string => `${count} ${plural(count, 'урок', 'урока', 'уроков')}`;

/** Why the group is where it is, in words: what was counted, then what its teachers wrote. Empty: nothing to explain. */
export function reasonWords({ facts, reasons }: Pick<FulfilmentRow, 'facts' | 'reasons'>): string {
  const parts = [
    facts.cancelled > 0 && `отменено ${lessons(facts.cancelled)}`,
    facts.lost > 0 && `без темы плана ${lessons(facts.lost)}`,
    facts.repeated > 0 && `на повторение ${lessons(facts.repeated)}`,
    facts.otherSubject > 0 && `замещено другим предметом ${lessons(facts.otherSubject)}`,
    facts.empty > 0 && `не заполнено ${lessons(facts.empty)}`,
    ...reasons,
  ];
  return parts.filter(Boolean).join('; ');
}

/** How it is made up for: hours won by merging topics, and whether what is left of the plan fits into what is left of the year. */
export function makeUpWords({ facts, rest, open }: Pick<FulfilmentRow, 'facts' | 'rest' | 'open'>): string {
  if (rest === null || open === null) return 'КТП не внесён';
  const short = rest - open;
  const parts = [
    facts.merged > 0 && `уплотнение: объединены темы, ${facts.merged} ч`,
    short > 0
      ? `до конца года ${rest} ч плана на ${lessons(open)}: не хватит ${short} ч, нужна корректировка КТП`
      : lagOf(facts) > 0 && `за счёт резерва: ${rest} ч плана на ${lessons(open)} до конца года`,
  ];
  return parts.filter(Boolean).join('; ');
}

export type FulfilmentTotal = {
  key: string;
  label: string;
  groups: number;
  curriculum: number;
  planned: number;
  due: number;
  held: number;
  passed: number;
  behind: number;
  works: Record<FulfilmentWork, PlanFact>;
};
/** Sums by subject or by grade, in the order of the rows; the last is of all. */
export function totalsOf(rows: readonly FulfilmentRow[], by: 'subject' | 'grade'): FulfilmentTotal[] {
  const totals = new Map<string, FulfilmentTotal>();
  const blank = (key: string, label: string): FulfilmentTotal => ({
    ...{ key, label, groups: 0, curriculum: 0, planned: 0, due: 0, held: 0, passed: 0, behind: 0 },
    works: { control: { plan: 0, fact: 0 }, practical: { plan: 0, fact: 0 }, laboratory: { plan: 0, fact: 0 } },
  });
  const whole = blank('all', 'Всего');
  for (const row of rows) {
    const key = by === 'subject' ? String(row.subjectId) : String(row.grade);
    const own = totals.get(key) ?? blank(key, by === 'subject' ? row.subject : `${row.grade} классы`);
    totals.set(key, own);
    for (const total of [own, whole]) {
      total.groups += 1;
      total.curriculum += row.curriculum;
      total.planned += row.planned ?? 0;
      total.due += row.facts.due;
      total.held += row.facts.held;
      total.passed += row.facts.passed;
      total.behind += lagOf(row.facts) > 0 ? 1 : 0;
      for (const kind of WORK_KINDS) {
        total.works[kind].plan += row.works[kind].plan;
        total.works[kind].fact += row.works[kind].fact;
      }
    }
  }
  const parts = [...totals.values()].sort((a, b) =>
    by === 'subject' ? a.label.localeCompare(b.label, 'ru') : Number(a.key) - Number(b.key),
  );
  return [...parts, whole];
}

export const FULFILMENT_SORTS = ['class', 'subject', 'teacher', 'lag'] as const;
export type FulfilmentSort = (typeof FULFILMENT_SORTS)[number];
export type FulfilmentFilter = {
  grade: number | null;
  subjectId: number | null;
  /** Words of a teacher's, a class's or a subject's name. */
  words: string;
  /** Only groups that are behind, lack a plan or cannot finish it. */
  behind: boolean;
  sort: FulfilmentSort;
};

/** What needs a look: behind, without a plan, or a plan that does not fit into the year. */
export const isBehind = (row: FulfilmentRow): boolean =>
  row.planId === null || lagOf(row.facts) > 0 || (row.rest !== null && row.open !== null && row.rest > row.open);

/** The rows asked for, in the order asked for; rows come by class and subject. */
export function chosenRows(rows: readonly FulfilmentRow[], filter: FulfilmentFilter): FulfilmentRow[] {
  const words = filter.words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = rows.filter((row) => {
    const text = [row.className, row.subject, row.name, ...row.teachers].join(' ').toLowerCase();
    return (
      (filter.grade === null || row.grade === filter.grade) &&
      (filter.subjectId === null || row.subjectId === filter.subjectId) &&
      (!filter.behind || isBehind(row)) &&
      words.every((word) => text.includes(word))
    );
  });
  const compare: Record<FulfilmentSort, (a: FulfilmentRow, b: FulfilmentRow) => number> = {
    class: () => 0,
    subject: (a, b) => a.subject.localeCompare(b.subject, 'ru'),
    teacher: (a, b) => (a.teachers[0] ?? '').localeCompare(b.teachers[0] ?? '', 'ru'),
    lag: (a, b) => lagOf(b.facts) - lagOf(a.facts),
  };
  return chosen.sort(compare[filter.sort]);
}
