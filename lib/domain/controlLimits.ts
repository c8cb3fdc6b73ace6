import { daysBetween } from '#lib/domain/time.ts';

/** The limits of control works. Recommendations of the ministry and of Рособрнадзор of 06.08.2021 (СК-228/03, 01-169/08-01) and
 *  the quarter's limit of 004 2а, 2д. Each is a setting of the school: warn, forbid, off. */

export const CONTROL_RULES = ['perDay', 'gap', 'share', 'edge', 'quarter'] as const;
export type ControlRule = (typeof CONTROL_RULES)[number];
export const RULE_MODES = ['warn', 'forbid', 'off'] as const;
export type RuleMode = (typeof RULE_MODES)[number];
export type ControlModes = Record<ControlRule, RuleMode>;

/** Школьный, региональный, федеральный (ВПР). */
export const CONTROL_LEVELS = ['school', 'region', 'federal'] as const;
export type ControlLevel = (typeof CONTROL_LEVELS)[number];

/** «Не чаще 1 раза в 2,5 недели», days from one work to the next. */
const GAP_DAYS = 18;
/** A lesson, minutes: a work of 60 takes two hours of the subject. */
const LESSON_MINUTES = 45;
/** Study weeks of a year. */
const WEEKS = 34;
/** Subjects of up to one hour a week may write in the first and the last lesson, hundredths. */
const RARE_HOURS = 100;
/** An assessment takes at least this long: shorter ones are no control works. */
export const LEAST_MINUTES = 30;

/** A control work of a class as the limits look at it. `who` and `subject`: who is told to stand in the way. */
export type PlacedControl = {
  key: string;
  classId: number;
  groupId: number;
  /** Written by a subgroup: the other one of the subject is other children. */
  part: boolean;
  subjectId: number;
  subject: string;
  date: string;
  number: number | null;
  minutes: number;
  level: ControlLevel;
  who: string;
};
/** What the limits know of a class and a subject on the day of a work. */
export type ControlFacts = {
  className: string;
  /** Of the subject, hundredths of an hour a week. */
  hours: number;
  /** The class's period of that day; `half`: grades 10–11 count by half-years, double (rulings). */
  period: { label: string; starts: string; ends: string; half: boolean } | null;
  /** The class's first and last lesson of that day, as they are held. */
  edges: { first: number; last: number } | null;
};
/** A broken limit: which, how the school takes it, in words, and the works in the way. */
export type Breach = { rule: ControlRule; mode: 'warn' | 'forbid'; words: string; keys: string[] };

/** Whether some student writes both. */
const meets = (a: PlacedControl, b: PlacedControl): boolean =>
  a.key !== b.key &&
  a.classId === b.classId &&
  !(a.subjectId === b.subjectId && a.groupId !== b.groupId && a.part && b.part);

/** Subjects with two control works a quarter; the others have one (004 2а, 2д). */
export const isCore = (subject: string): boolean => /матем|алгебр|геометр|вероятност|русск/i.test(subject);
/** Control works of a subject in a quarter, or in a half-year (`half`), at most (004 2а, 2д). */
export const mostControls = (subject: string, half: boolean): number => (isCore(subject) ? 2 : 1) * (half ? 2 : 1);
const hoursOf = (work: PlacedControl): number => Math.max(1, Math.ceil(work.minutes / LESSON_MINUTES));
const dayMonth = (date: string): string => `${date.slice(8, 10)}.${date.slice(5, 7)}`;

/** Every limit that `work` breaks among the class's other works, those that forbid first. Pure: the calendar asks it while
 *  something is dragged, the command asks it again behind the lock. */
export function controlBreaches(
  work: PlacedControl,
  others: readonly PlacedControl[],
  facts: ControlFacts,
  modes: ControlModes,
): Breach[] {
  const near = others.filter((other) => meets(work, other));
  const same = near.filter((other) => other.subjectId === work.subjectId);
  const found: Breach[] = [];
  const say = (rule: ControlRule, keys: readonly PlacedControl[], words: string) => {
    const mode = modes[rule];
    if (mode !== 'off') found.push({ rule, mode, words, keys: keys.map((other) => other.key) });
  };

  const day = near.filter((other) => other.date === work.date);
  if (day.length > 0) {
    const who = day.map((other) => `${other.subject}${other.who ? `, ${other.who}` : ''}`).join('; ');
    say('perDay', day, `${dayMonth(work.date)} у ${facts.className} больше одной контрольной в день: ${who}`);
  }
  const close = same.filter(
    (other) => other.date !== work.date && Math.abs(daysBetween(other.date, work.date)) < GAP_DAYS,
  );
  if (close.length > 0) {
    const dates = close.map((other) => dayMonth(other.date)).join(', ');
    say('gap', close, `По предмету уже есть ${dates}: контрольные не чаще раза в 2,5 недели`);
  }
  const year = [work, ...same].filter((other) => other.level !== 'federal');
  const taken = year.reduce((sum, other) => sum + hoursOf(other), 0);
  if (work.level !== 'federal' && taken * 1000 > facts.hours * WEEKS) {
    const all = Math.round((facts.hours * WEEKS) / 100);
    say('share', year.slice(1), `За год ${taken} ч из ${all}: больше 10 % часов предмета`);
  }
  const { edges } = facts;
  if (edges && work.number !== null && facts.hours > RARE_HOURS) {
    if (work.number === edges.first)
      say('edge', [], `${work.number}-й урок у класса первый: контрольную на нём не ставят`);
    else if (work.number === edges.last)
      say('edge', [], `${work.number}-й урок у класса последний: контрольную на нём не ставят`);
  }
  const { period } = facts;
  if (period) {
    const most = mostControls(work.subject, period.half);
    const within = same.filter((other) => other.date >= period.starts && other.date <= period.ends);
    if (within.length + 1 > most)
      say('quarter', within, `${period.label}: по предмету уже ${within.length}, положено не больше ${most}`);
  }
  return found.sort((a, b) => Number(b.mode === 'forbid') - Number(a.mode === 'forbid'));
}

/** The breach that refuses the work; null when it may be placed. */
export const forbidden = (breaches: readonly Breach[]): Breach | null =>
  breaches.find((breach) => breach.mode === 'forbid') ?? null;

/** Where each limit comes from. */
export const RULE_SOURCES: Record<ControlRule, string> = {
  perDay: 'письмо Минпросвещения и Рособрнадзора 06.08.2021',
  gap: 'письмо Минпросвещения и Рособрнадзора 06.08.2021',
  share: 'письмо Минпросвещения и Рособрнадзора 06.08.2021',
  edge: 'письмо Минпросвещения и Рособрнадзора 06.08.2021',
  quarter: 'порядок школы, п. 2а и 2д',
};
