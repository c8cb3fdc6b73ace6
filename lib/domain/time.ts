/** School days and instants. A day is an ISO date in the school's zone, an instant is an ISO string or a Date;
 *  00:30 in Kamchatka is still yesterday in Moscow, so nothing here reads the machine's own zone. */

const formats = new Map<string, Intl.DateTimeFormat>();
function formatIn(tz: string): Intl.DateTimeFormat {
  let format = formats.get(tz);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: tz,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(tz, format);
  }
  return format;
}
function partsIn(instant: Date | string, tz: string): { day: string; time: string; seconds: string } {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatIn(tz).formatToParts(new Date(instant))) parts[type] = value;
  return {
    day: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
    seconds: `${parts['second']}`,
  };
}

/** The day of an instant in a zone: «2026-12-02». */
export const dayIn = (instant: Date | string, tz: string): string => partsIn(instant, tz).day;
/** The time of day of an instant in a zone: «13:18». */
export const timeIn = (instant: Date | string, tz: string): string => partsIn(instant, tz).time;
/** «13:18:04», for the status line. */
export const secondsIn = (instant: Date | string, tz: string): string => {
  const { time, seconds } = partsIn(instant, tz);
  return `${time}:${seconds}`;
};

/** The instant at which the clocks of a zone show this day and time. In a gap of summer time: the instant after it. */
export function instantIn(day: string, time: string, tz: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    const shown = partsIn(new Date(guess), tz);
    guess += wanted - Date.parse(`${shown.day}T${shown.time}:00Z`);
  }
  return new Date(guess);
}

/** Whole days added to a day. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
/** Days from `a` to `b`: negative when `b` is earlier. */
export const daysBetween = (a: string, b: string): number =>
  Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000);
/** Minutes added to an instant. */
export const addMinutes = (instant: Date | string, minutes: number): Date =>
  new Date(new Date(instant).getTime() + minutes * 60_000);
/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day));

export const WEEKDAYS_SHORT = ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'] as const;
export const WEEKDAYS = ['Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница', 'Суббота', 'Воскресенье'] as const;
export const MONTHS = [
  'Январь',
  'Февраль',
  'Март',
  'Апрель',
  'Май',
  'Июнь',
  'Июль',
  'Август',
  'Сентябрь',
  'Октябрь',
  'Ноябрь',
  'Декабрь',
] as const;
const MONTHS_OF = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
] as const;

/** Whether a text is a day that exists: «2026-12-02». */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
}

/** «Ср». */
export const weekdayShort = (day: string): string => WEEKDAYS_SHORT[weekdayOf(day) - 1] ?? '';
/** «Среда». */
export const weekdayName = (day: string): string => WEEKDAYS[weekdayOf(day) - 1] ?? '';
/** «02.12». */
export const dayMonth = (day: string): string => `${day.slice(8, 10)}.${day.slice(5, 7)}`;
/** «02.12.2026». */
export const dayFull = (day: string): string => `${dayMonth(day)}.${day.slice(0, 4)}`;
/** «2 декабря». */
export const dayWords = (day: string): string =>
  `${Number(day.slice(8, 10))} ${MONTHS_OF[Number(day.slice(5, 7)) - 1] ?? ''}`;
/** «Декабрь». */
export const monthName = (day: string): string => MONTHS[Number(day.slice(5, 7)) - 1] ?? '';
/** «23–27 ноября», «30 ноября – 4 декабря». */
export function rangeWords(from: string, to: string): string {
  return from.slice(0, 7) === to.slice(0, 7)
    ? `${Number(from.slice(8, 10))}–${dayWords(to)}`
    : `${dayWords(from)} – ${dayWords(to)}`;
}
