import type { PlansView } from '#lib/contract/planView.ts';
import { mostControls } from '#lib/domain/controlLimits.ts';
import { periodOfHour } from '#lib/domain/plans/hours.ts';
import type { PlanState } from '#lib/domain/plans/life.ts';
import { dayIn } from '#lib/domain/time.ts';

/** The base of plans as its readers look for what is missing: presence, state, hours, control works, terms (001 3.4.4, 004 2а). */

type Plan = PlansView['plans'][number];
type Group = PlansView['groups'][number];

/** What a line of the list can be asked for. */
export const PLAN_CHECKS = [
  'missing',
  'draft',
  'review',
  'changed',
  'hours',
  'controls',
  'schedule',
  'remarks',
  'overdue',
  'lag',
] as const;
export type PlanCheck = (typeof PLAN_CHECKS)[number];

/** A plan, or groups of a subject and grade that have none (`plan` null). */
export type PlanLine = {
  key: string;
  plan: Plan | null;
  subjectId: number;
  subject: string;
  grade: number;
  name: string;
  state: PlanState | 'missing';
  groups: Group[];
  /** All who write it, in the order of the groups. */
  authors: string[];
  mine: boolean;
  /** Hours of the plan; null: there is none. */
  hours: number | null;
  /** Hours of the year by the curriculum; groups of one plan may differ. */
  due: { least: number; most: number } | null;
  /** «8В — 2 ч»: groups that are behind the plan, the furthest first. */
  lags: string[];
  /** Sentences: control works over the limits of 004 2а. */
  breaches: string[];
  /** «8В — 1 из 3»: groups whose schedule is behind the plan after its day (004 2а). */
  unscheduled: string[];
  remarks: number;
  /** When it was approved last, a day. */
  approvedOn: string | null;
  checks: PlanCheck[];
};

/** The day by which plans of a school year are due. `due`: month and day. */
export const planDueOn = (due: string, year: { starts: string }): string => {
  const first = Number(year.starts.slice(0, 4));
  return `${due < year.starts.slice(5) ? first + 1 : first}-${due}`;
};

/** Control works of a plan over the quarter's limit (R037), passed in order in the hours of its groups; each sentence once. */
function controlsOver(plan: Plan, groups: readonly Group[], view: PlansView): string[] {
  if (view.rules.controlQuarter === 'off') return [];
  const control = new Set(view.workTypes.filter((type) => type.control).map((type) => type.id));
  const works = plan.totals.controls.filter(([, typeId]) => control.has(typeId));
  const said = new Set<string>();
  for (const due of duesOf(view, groups)) {
    const counts = new Map<number, number>();
    for (const [hour] of works) {
      const period = periodOfHour(hour, due.periods);
      if (period) counts.set(period.id, (counts.get(period.id) ?? 0) + 1);
    }
    for (const period of due.periods) {
      const count = counts.get(period.id) ?? 0;
      const most = mostControls(plan.subject, period.half);
      if (count > most) said.add(`${period.label}: контрольных ${count}, положено не больше ${most}`);
    }
  }
  return [...said];
}

/** Groups whose control works still ahead do not all stand in the schedule, with how many of how many; the schedule of the year
 *  is made by the same day as the plans (004 2а). Works whose hour a group has passed are the journal's and no schedule's. */
export function unscheduled(plan: Plan, groups: readonly Group[], view: PlansView): string[] {
  if (!isOver(view)) return [];
  const control = new Set(view.workTypes.filter((type) => type.control).map((type) => type.id));
  return groups.flatMap((group) => {
    const ahead = plan.totals.controls.filter(([hour, typeId]) => control.has(typeId) && hour > group.passed).length;
    return group.scheduled !== null && group.scheduled < ahead
      ? [`${groupWords(group)} — ${group.scheduled} из ${ahead}`]
      : [];
  });
}

/** What the curriculum gives these groups, each different one once. */
const duesOf = (view: PlansView, groups: readonly Group[]): PlansView['dues'] =>
  [...new Set(groups.map((group) => group.due))].flatMap((at) => view.dues[at] ?? []);
/** Hours of the year by the curriculum; null: of no groups. */
function yearsOf(view: PlansView, groups: readonly Group[]): PlanLine['due'] {
  const years = duesOf(view, groups).map((due) => due.year);
  return years.length > 0 ? { least: Math.min(...years), most: Math.max(...years) } : null;
}

/** All lines of the list: plans in their order, and what has no plan where its subject and grade would stand. */
export function planLines(view: PlansView): PlanLine[] {
  const byId = new Map(view.groups.map((group) => [group.id, group]));
  const planned = new Set(view.plans.flatMap((plan) => plan.groupIds));
  const lines = view.plans.map((plan) => lineOf(view, plan, groupsOf(plan, byId)));
  const without = new Map<string, Group[]>();
  for (const group of view.groups) {
    if (planned.has(group.id)) continue;
    const key = `${group.subjectId}:${group.grade}`;
    without.set(key, [...(without.get(key) ?? []), group]);
  }
  for (const [key, groups] of without) {
    const [first] = groups;
    if (first) lines.push(missingLine(view, key, first, groups));
  }
  return lines.sort(bySubject);
}
const groupsOf = (plan: Plan, byId: ReadonlyMap<number, Group>): Group[] =>
  plan.groupIds.flatMap((id) => byId.get(id) ?? []);

const collator = new Intl.Collator('ru');
const bySubject = (a: PlanLine, b: PlanLine): number =>
  collator.compare(a.subject, b.subject) ||
  a.grade - b.grade ||
  Number(a.plan === null) - Number(b.plan === null) ||
  collator.compare(a.name, b.name) ||
  (a.plan?.id ?? 0) - (b.plan?.id ?? 0);

function lineOf(view: PlansView, plan: Plan, groups: Group[]): PlanLine {
  const breaches = controlsOver(plan, groups, view);
  const behind = unscheduled(plan, groups, view);
  const due = yearsOf(view, groups);
  const approvedOn = plan.approvedAt && dayIn(plan.approvedAt, view.tz);
  const checks: PlanCheck[] = [];
  if (plan.state !== 'approved') checks.push(plan.state);
  if (due && (plan.totals.hours !== due.least || plan.totals.hours !== due.most)) checks.push('hours');
  if (breaches.length > 0) checks.push('controls');
  if (behind.length > 0) checks.push('schedule');
  if (plan.remarks > 0) checks.push('remarks');
  if (plan.approved === 0 && isOver(view)) checks.push('overdue');
  const lags = lagsOf(groups);
  if (lags.length > 0) checks.push('lag');
  return {
    ...{
      key: `p${plan.id}`,
      plan,
      subjectId: plan.subjectId,
      subject: plan.subject,
      grade: plan.grade,
      name: plan.name,
    },
    ...{ state: plan.state, groups, authors: authorsOf(view, plan), mine: plan.mine, hours: plan.totals.hours, due },
    ...{ breaches, unscheduled: behind, lags, remarks: plan.remarks, approvedOn, checks },
  };
}

function missingLine(view: PlansView, key: string, first: Group, groups: Group[]): PlanLine {
  return {
    ...{ key: `m${key}`, plan: null, subjectId: first.subjectId, subject: first.subject, grade: first.grade, name: '' },
    ...{ state: 'missing', groups, authors: namesOf(groups), mine: groups.some((group) => group.mine), hours: null },
    due: yearsOf(view, groups),
    ...{
      breaches: [],
      unscheduled: [],
      lags: [],
      remarks: 0,
      approvedOn: null,
      checks: isOver(view) ? ['missing', 'overdue'] : ['missing'],
    },
  };
}

const lagsOf = (groups: readonly Group[]): string[] =>
  groups
    .filter((group) => (group.lag ?? 0) > 0)
    .sort((a, b) => (b.lag ?? 0) - (a.lag ?? 0))
    .map((group) => `${groupWords(group)} — ${group.lag} ч`);
const groupWords = ({ className, name }: Group): string => [className, name].filter(Boolean).join(' ');

const isOver = (view: PlansView): boolean => view.today > planDueOn(view.rules.planDue, view.year);
/** Everybody with load in the subject and grade writes the plan, whichever groups it serves. */
const authorsOf = (view: PlansView, plan: Plan): string[] =>
  namesOf(view.groups.filter((group) => group.subjectId === plan.subjectId && group.grade === plan.grade));
const namesOf = (groups: readonly Group[]): string[] => [
  ...new Set(groups.flatMap((group) => group.teachers.map((teacher) => teacher.name))),
];

/** How many lines have each of the checks. */
export function countChecks(lines: readonly PlanLine[]): Record<PlanCheck, number> {
  const counts = { missing: 0, draft: 0, review: 0, changed: 0, hours: 0, controls: 0, schedule: 0, remarks: 0 };
  const all = { ...counts, overdue: 0, lag: 0 };
  for (const line of lines) for (const check of line.checks) all[check] += 1;
  return all;
}

export const PLAN_SORTS = ['subject', 'grade', 'state', 'hours', 'approved'] as const;
export type PlanSort = (typeof PLAN_SORTS)[number];
export type PlanFilter = {
  text: string;
  check: PlanCheck | null;
  subjectId: number | null;
  grade: number | null;
  mine: boolean;
  sort: PlanSort;
  down: boolean;
};

const plain = (text: string): string => text.toLocaleLowerCase('ru').replaceAll('ё', 'е');
const STATES: readonly PlanLine['state'][] = ['missing', 'draft', 'review', 'changed', 'approved'];
const orders: { [S in PlanSort]: (a: PlanLine, b: PlanLine) => number } = {
  subject: bySubject,
  grade: (a, b) => a.grade - b.grade,
  state: (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state),
  // How far the hours are from the curriculum, the farthest first.
  hours: (a, b) => awayOf(b) - awayOf(a),
  approved: (a, b) => (a.approvedOn ?? '').localeCompare(b.approvedOn ?? ''),
};
const awayOf = ({ hours, due }: PlanLine): number =>
  hours === null || !due ? 0 : Math.max(Math.abs(due.least - hours), Math.abs(hours - due.most));

/** The lines that were asked for, in the order asked for. Every word of the text is looked for in subject, class, name, author. */
export function chosenLines(lines: readonly PlanLine[], filter: PlanFilter): PlanLine[] {
  const words = plain(filter.text).split(/\s+/).filter(Boolean);
  const holds = (line: PlanLine): boolean => {
    if (filter.check && !line.checks.includes(filter.check)) return false;
    if (filter.subjectId !== null && line.subjectId !== filter.subjectId) return false;
    if (filter.grade !== null && line.grade !== filter.grade) return false;
    if (filter.mine && !line.mine) return false;
    const classes = line.groups.map((group) => `${group.className} ${group.name}`);
    const text = plain([line.subject, `${line.grade} класс`, line.name, ...classes, ...line.authors].join(' '));
    return words.every((word) => text.includes(word));
  };
  const sign = filter.down ? -1 : 1;
  return lines.filter(holds).sort((a, b) => sign * orders[filter.sort](a, b) || bySubject(a, b));
}
