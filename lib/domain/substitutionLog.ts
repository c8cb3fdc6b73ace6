import { idNumber } from '#lib/domain/ids.ts';
import { CHANGE_KINDS, CHANGE_LABELS, type ChangeKind } from '#lib/domain/lessonChange.ts';
import type { PayCode } from '#lib/domain/payCodes.ts';
import { addDays, isDay } from '#lib/domain/time.ts';

/** Журнал учёта пропущенных и замещённых уроков (003 П4 3.2.4б, 003 П2 3.3). */

/** `missed`: its teacher was away and nothing was arranged. */
export type LogKind = ChangeKind | 'missed';
export const LOG_KINDS: readonly LogKind[] = [...CHANGE_KINDS, 'missed'];
export const LOG_KIND_LABELS: Record<LogKind, string> = { ...CHANGE_LABELS, missed: 'не замещён' };

/** What became of it. A lesson is held when it is recorded, not when it was ordered (003 П2 2.1). */
export type LogFact = 'held' | 'ahead' | 'unrecorded' | 'cancelled';
export const LOG_FACT_LABELS: Record<LogFact, string> = {
  held: 'проведён',
  ahead: 'предстоит',
  unrecorded: 'нет записи',
  cancelled: 'не проводился',
};
export function factOf(lesson: { cancelled: boolean; recorded: boolean; endsAt: string }, now: number): LogFact {
  if (lesson.cancelled) return 'cancelled';
  if (lesson.recorded) return 'held';
  return Date.parse(lesson.endsAt) > now ? 'ahead' : 'unrecorded';
}

/** One row: a lesson that was not held as the timetable says. Dates are ISO days, hours hundredths. */
export type LogRow = {
  lessonId: number;
  date: string;
  number: number;
  className: string;
  subject: string;
  /** Who holds it by the timetable, and why not. */
  teacher: { id: number; name: string };
  reason: string;
  /** Who held it instead. */
  substitute: { id: number; name: string } | null;
  /** What was taught: subject, and the topic once it is recorded. */
  taught: string;
  kind: LogKind;
  /** «на 05.12, 3-й урок», «с 8В»: where it went, with whom it was joined. */
  detail: string;
  hours: number;
  /** Null, with no hours: another one's pay, which the reader is not told. */
  paid: boolean | null;
  payCode: PayCode | null;
  orderNo: string | null;
  orderOn: string | null;
  fact: LogFact;
  /** Null: there is nothing to pay and no row to change. */
  v: number | null;
};

export type PayTotal = {
  id: number;
  name: string;
  lessons: number;
  hours: Partial<Record<PayCode, number>>;
  all: number;
};
/** Hundredths of an hour; null where there is nobody to pay, or it is not told. */
export const rowHours = ({ substitute, paid, hours }: Pick<LogRow, 'substitute' | 'paid' | 'hours'>): number | null =>
  substitute === null || paid === null ? null : hours;

/** Hours to pay by substitute: held lessons only. By name. */
export function payTotals(rows: readonly LogRow[]): PayTotal[] {
  const totals = new Map<number, PayTotal>();
  for (const { substitute, paid, payCode, hours, fact } of rows) {
    if (!substitute || !paid || payCode === null || fact !== 'held') continue;
    const own = totals.get(substitute.id) ?? { ...substitute, lessons: 0, hours: {}, all: 0 };
    own.lessons += 1;
    own.hours[payCode] = (own.hours[payCode] ?? 0) + hours;
    own.all += hours;
    totals.set(substitute.id, own);
  }
  return [...totals.values()].sort((a, b) => a.name.localeCompare(b.name, 'ru'));
}

/** What a link to the log asks for. */
export type LogAsked = { month: string; who: number | null; kind: LogKind | null };
export function parseLogAsked(
  query: { month?: string | undefined; who?: string | undefined; kind?: string | undefined },
  today: string,
): LogAsked {
  const month = query.month && /^20\d\d-\d\d$/.test(query.month) && isDay(`${query.month}-01`) ? query.month : null;
  return {
    month: month ?? today.slice(0, 7),
    who: idNumber(query.who),
    kind: LOG_KINDS.find((kind) => kind === query.kind) ?? null,
  };
}
/** The log as one person may read it. */
export type SubstitutionLog = {
  today: string;
  mayWrite: boolean;
  /** Everybody's rows, or one's own only. */
  whole: boolean;
  asked: LogAsked;
  rows: LogRow[];
  /** Who stands in the month's rows, for the filter. */
  people: { id: number; name: string }[];
};

/** First and last day of a month «2026-12». */
export function monthDays(month: string): { from: string; to: string } {
  const next = addDays(`${month}-28`, 4).slice(0, 7);
  return { from: `${month}-01`, to: addDays(`${next}-01`, -1) };
}
export const monthBy = (month: string, by: 1 | -1): string =>
  by === 1 ? addDays(`${month}-28`, 4).slice(0, 7) : addDays(`${month}-01`, -1).slice(0, 7);

/** «1,5», «1». */
export const hoursWords = (hundredths: number): string => String(hundredths / 100).replace('.', ',');
