import type { TimetableLesson, TimetableView } from '#lib/contract/timetableViews.ts';
import { roomWords } from '#lib/domain/diary.ts';
import { addDays, dayMonth, instantIn, isDay, mondayOf, weekdayShort } from '#lib/domain/time.ts';

/** A week of the timetable as it is shown: what stands where, what has changed, what goes on now. */

export const TIMETABLE_BY = ['class', 'teacher', 'room', 'student'] as const;
export type TimetableBy = (typeof TIMETABLE_BY)[number];

/** The Monday that an address asks for; days of other centuries are nobody's. */
export const weekOf = (text: string | undefined, today: string): string =>
  mondayOf(text?.startsWith('20') && isDay(text) ? text : today);
export const daysOf = (week: string): string[] => [0, 1, 2, 3, 4, 5].map((n) => addDays(week, n));

/** One lesson in one place of the week. `left`: the place the timetable gave it, that it has been moved away from. */
export type Placed = { lesson: TimetableLesson; left: boolean };

export const isMoved = ({ change, date, number }: TimetableLesson): boolean =>
  change !== null && (change.was.date !== date || change.was.number !== number);
const hasOtherRoom = ({ change, room }: TimetableLesson): boolean => change !== null && change.was.room !== room;
/** What is taught. */
export const subjectOf = ({ subject, change }: TimetableLesson): string => change?.instead ?? subject;

/** What stands at a number of a day, subgroups side by side in the order of their names. A moved lesson stands where it is
 *  held and, crossed out, where the timetable has it. */
export function placedAt(view: Pick<TimetableView, 'lessons' | 'by' | 'id'>, date: string, number: number): Placed[] {
  return view.lessons
    .flatMap((lesson): Placed[] => {
      const here = lesson.date === date && lesson.number === number && standsHere(view, lesson);
      const was = lesson.change?.was;
      const left = was?.date === date && was.number === number && leftHere(view, lesson);
      return [...(here ? [{ lesson, left: false }] : []), ...(left ? [{ lesson, left: true }] : [])];
    })
    .sort((a, b) => a.lesson.name.localeCompare(b.lesson.name, 'ru') || a.lesson.id - b.lesson.id);
}
/** In a teacher's own week: his lesson that somebody else holds. */
export const isTakenOver = ({ by, id }: Pick<TimetableView, 'by' | 'id'>, lesson: TimetableLesson): boolean =>
  by === 'teacher' && lesson.substitute !== null && String(lesson.substitute.id) !== id;
/** A room shows a lesson where it is held in it, a lesson that has left the room where it was. */
const standsHere = ({ by, id }: Pick<TimetableView, 'by' | 'id'>, lesson: TimetableLesson): boolean =>
  by !== 'room' || lesson.room === id;
function leftHere({ by, id }: Pick<TimetableView, 'by' | 'id'>, lesson: TimetableLesson): boolean {
  if (by === 'room') return lesson.change?.was.room === id && (isMoved(lesson) || lesson.room !== id);
  return isMoved(lesson);
}

/** Whether a lesson stands in this week: where it is held, or where the timetable has it. */
export function belongsTo(view: Pick<TimetableView, 'by' | 'id' | 'days'>, lesson: TimetableLesson): boolean {
  const held = isIn(view, lesson.date);
  const was = lesson.change?.was;
  const planned = was !== undefined && isIn(view, was.date);
  if (view.by === 'teacher') {
    const [own, instead] = [lesson.teacher.id, lesson.substitute?.id].map((id) => String(id) === view.id);
    return (held || planned) && (own === true || instead === true);
  }
  if (view.by === 'room') return (held && lesson.room === view.id) || (planned && was?.room === view.id);
  return held || planned;
}

type Week = Pick<TimetableView, 'lessons' | 'days'>;
const isIn = ({ days }: Pick<TimetableView, 'days'>, day: string): boolean => days.some(({ date }) => date === day);

/** Numbers that any day of the week uses, without gaps: a window is an empty line. */
export function numbersOf(view: Week): number[] {
  const used = view.lessons.flatMap((lesson) => [
    ...(isIn(view, lesson.date) ? [lesson.number] : []),
    ...(lesson.change && isMoved(lesson) && isIn(view, lesson.change.was.date) ? [lesson.change.was.number] : []),
  ]);
  if (used.length === 0) return [];
  const [first, last] = [Math.min(1, ...used), Math.max(...used)];
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

/** The time that most lessons of a number have: it stands at the line, others say theirs. */
export function timeOfNumber(view: Week, number: number): { starts: string; ends: string } | null {
  const counts = new Map<string, number>();
  for (const { date, number: own, starts, ends } of view.lessons)
    if (own === number && isIn(view, date)) counts.set(`${starts}–${ends}`, (counts.get(`${starts}–${ends}`) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const [starts, ends] = most?.[0].split('–') ?? [];
  return starts && ends ? { starts, ends } : null;
}

/** Days with something in them. Saturday is shown when it has lessons or the week is a six-day one. */
export const shownDays = (view: Pick<TimetableView, 'days' | 'lessons'>): TimetableView['days'] =>
  view.days.filter(
    ({ date }, at) =>
      at < 5 || view.lessons.some((l) => l.date === date || (l.change?.was.date === date && isMoved(l))),
  );

/** The lesson that goes on and the next one of today. `now`: ms of school time. */
export function nowAndNext(
  view: Pick<TimetableView, 'lessons' | 'today' | 'tz' | 'by' | 'id'>,
  now: number,
): { running: Set<number>; next: Set<number> } {
  const today = view.lessons.filter(
    (l) => l.date === view.today && !l.cancelled && standsHere(view, l) && !isTakenOver(view, l),
  );
  const at = (time: string) => instantIn(view.today, time, view.tz).getTime();
  const running = new Set(today.filter((l) => at(l.starts) <= now && now < at(l.ends)).map((l) => l.id));
  const ahead = today.filter((l) => now < at(l.starts));
  const first = Math.min(...ahead.map((l) => at(l.starts)));
  return { running, next: new Set(ahead.filter((l) => at(l.starts) === first).map((l) => l.id)) };
}

export type ChangeTag = { text: string; detail: string | null };
/** What is said of a change, calmly and with what stood by the timetable. Empty: as the timetable says. */
export function changeTags(lesson: TimetableLesson): ChangeTag[] {
  const { change, cancelled, substitute, teacher } = lesson;
  if (cancelled) return [{ text: 'Отменён', detail: null }];
  if (!change) return [];
  const tags: ChangeTag[] = [];
  if (isMoved(lesson)) tags.push({ text: 'Перенос', detail: `с ${placeWords(change.was)}` });
  if (change.kind === 'merge') tags.push({ text: 'Объединение', detail: `вместо: ${teacher.name}` });
  else if (change.kind === 'self')
    tags.push({ text: 'Самостоятельная работа', detail: substitute ? null : `учитель: ${teacher.name}` });
  else if (substitute) tags.push({ text: 'Замена', detail: `вместо: ${teacher.name}` });
  if (change.instead !== null) tags.push({ text: 'Другой предмет', detail: `вместо: ${lesson.subject}` });
  if (hasOtherRoom(lesson) && !isMoved(lesson))
    tags.push({ text: 'Другой кабинет', detail: `вместо: ${roomWords(change.was.room)}` });
  return tags;
}
/** «02.12 (ср), 4-й урок». */
export const placeWords = ({ date, number }: { date: string; number: number }): string =>
  `${dayMonth(date)} (${weekdayShort(date).toLowerCase()}), ${number}-й урок`;
/** Who stands before the class; '' when it works on its own. */
export const holderOf = ({ substitute, teacher, change }: TimetableLesson): string =>
  substitute ? substitute.name : change?.kind === 'self' ? '' : teacher.name;

export const PARITY_WORDS = { 1: 'Нечётная неделя', 2: 'Чётная неделя' } as const;
/** «каб. 214», «8Б». */
export const titleOf = (by: TimetableBy, name: string): string => (by === 'room' ? roomWords(name) : name);

/** A day of a week as a list: its places in order, how many lessons are held and when, how many have changed. */
export function dayOf(
  view: Pick<TimetableView, 'lessons' | 'days' | 'by' | 'id'>,
  date: string,
): { places: Placed[]; held: number; starts: string; ends: string; changes: number } {
  const places = numbersOf(view).flatMap((number) => placedAt(view, date, number));
  const held = places.filter(({ lesson, left }) => !left && !lesson.cancelled).map(({ lesson }) => lesson);
  const changed = places.filter(({ lesson, left }) => left || changeTags(lesson).length > 0);
  return {
    places,
    // Subgroups of one number are one lesson of the day.
    held: new Set(held.map((lesson) => lesson.number)).size,
    starts: held.map((lesson) => lesson.starts).sort()[0] ?? '',
    ends:
      held
        .map((lesson) => lesson.ends)
        .sort()
        .at(-1) ?? '',
    changes: new Set(changed.map(({ lesson }) => lesson.id)).size,
  };
}

/** What a family sees first: today and what is left of it; when it is over, the next school day too; in another week all
 *  days. `now`: ms of school time. */
export function openDays(view: TimetableView, now: number): Set<string> {
  if (mondayOf(view.today) !== view.week) return new Set(view.days.map(({ date }) => date));
  const { held, ends } = dayOf(view, view.today);
  const over = held === 0 || instantIn(view.today, ends, view.tz).getTime() <= now;
  const next = over ? view.days.find(({ date }) => date > view.today && dayOf(view, date).held > 0) : undefined;
  return new Set([view.today, ...(next ? [next.date] : [])]);
}
