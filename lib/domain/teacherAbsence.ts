import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import { dayFull, dayMonth, daysBetween } from '#lib/domain/time.ts';

/** Why a teacher is away (журнал учёта пропущенных и замещённых уроков: больничный, командировка, курсы, отпуск б/с, адм.). */
export const ABSENCE_REASONS = ['sick', 'trip', 'courses', 'unpaid', 'admin', 'dayoff'] as const;
export type TeacherAbsenceReason = (typeof ABSENCE_REASONS)[number];
export const TEACHER_REASON_LABELS: Record<TeacherAbsenceReason, string> = {
  sick: 'больничный',
  trip: 'командировка',
  courses: 'курсы',
  unpaid: 'отпуск б/с',
  admin: 'адм.',
  dayoff: 'отгул',
};

/** The last lesson of a day that may have a number. */
export const LAST_NUMBER = 12;
/** Longer than a school year is a typing error. */
const LONGEST_DAYS = 366;

/** From … to, both included; `numbers` null: whole days, else these lessons of each of them. */
export type AwayTime = { from: string; to: string; numbers: readonly number[] | null };
export const isAwayAt = (away: AwayTime, date: string, number: number): boolean =>
  away.from <= date && date <= away.to && (away.numbers === null || away.numbers.includes(number));
const overlaps = (a: AwayTime, b: AwayTime): boolean =>
  a.from <= b.to &&
  b.from <= a.to &&
  (a.numbers === null || b.numbers === null || a.numbers.some((n) => b.numbers?.includes(n)));

/** «02–09.12», «03.12»; years only when they differ. */
export function awayDays({ from, to }: Pick<AwayTime, 'from' | 'to'>): string {
  if (from === to) return dayMonth(from);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${from.slice(8, 10)}–${dayMonth(to)}`;
  return from.slice(0, 4) === to.slice(0, 4) ? `${dayMonth(from)}–${dayMonth(to)}` : `${dayFull(from)}–${dayFull(to)}`;
}
/** «6-й урок», «1–3-й уроки», «1, 3-й уроки»; '' for whole days. */
export function awayNumbers(numbers: readonly number[] | null): string {
  const [first] = numbers ?? [];
  if (!numbers || first === undefined) return '';
  if (numbers.length === 1) return `${first}-й урок`;
  const last = numbers.at(-1) ?? first;
  const list = last - first === numbers.length - 1 && numbers.length > 2 ? `${first}–${last}` : numbers.join(', ');
  return `${list}-й уроки`;
}
/** «больничный, 02–09.12», «отгул, 6-й урок». */
export function awayWords(away: AwayTime & { reason: TeacherAbsenceReason }): string {
  const numbers = awayNumbers(away.numbers);
  const when = numbers && away.from === away.to ? numbers : [awayDays(away), numbers].filter(Boolean).join(', ');
  return `${TEACHER_REASON_LABELS[away.reason]}, ${when}`;
}

export type AbsenceOrder = { orderNo: string | null; orderOn: string | null };
/** As it is kept: numbers once and in order, no empty order. */
export function tidyAway<A extends AwayTime & AbsenceOrder>(input: A): A & { numbers: number[] | null } {
  const numbers = input.numbers ? [...new Set(input.numbers)].sort((a, b) => a - b) : null;
  return { ...input, numbers, orderNo: input.orderNo?.trim() || null };
}

/** Why an absence may not be written down so; null when it may. `others`: the teacher's other absences. */
export function refuseAway(
  away: AwayTime,
  others: readonly (AwayTime & { reason: TeacherAbsenceReason })[],
): Refusal | null {
  if (away.from > away.to) return refuse('invalid', 'Последний день раньше первого: поменяйте даты местами.');
  if (daysBetween(away.from, away.to) >= LONGEST_DAYS)
    return refuse('invalid', 'Отсутствие длиннее года: проверьте даты.');
  if (away.numbers?.length === 0) return refuse('invalid', 'Отметьте хотя бы один урок или выберите весь день.');
  const other = others.find((one) => overlaps(away, one));
  return other ? refuse('invalid', `На эти дни уже записано: ${awayWords(other)}. Измените ту запись.`) : null;
}
