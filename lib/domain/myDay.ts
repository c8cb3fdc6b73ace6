import type { DayLesson, MyDayView } from '#lib/contract/myDayView.ts';
import { addDays, daysBetween, instantIn, mondayOf } from '#lib/domain/time.ts';
import type { FillField, LessonState } from '#lib/domain/wall.ts';

/** What «Мой день» says of a teacher's lessons: what is filled, what is missing, until when. `now` is in ms. */

/** The journals of a month are cleaned up until this day of the next one («до 8 числа»). */
const CLEAN_UP_DAY = 8;
/** Marks of a written work are due within 7 days (003 П4 3.2.4в, 004 2г). */
export const WRITTEN_DAYS = 7;

/** How far ahead the day looks for what comes next, and how far back a substituted lesson concerns its substitute. */
export const DAY_AHEAD = 14;
export const SUBSTITUTED_DAYS = 7;

const firstOf = (day: string): string => `${day.slice(0, 7)}-01`;
const dayOfMonth = (day: string): number => Number(day.slice(8, 10));

/** From which day gaps are looked for: the month that is still being cleaned up, else the running one. */
export const gapsFrom = (today: string): string =>
  dayOfMonth(today) <= CLEAN_UP_DAY ? firstOf(addDays(firstOf(today), -1)) : firstOf(today);

/** The 8th until which they should be filled. */
export function gapsBy(today: string): string {
  const month = dayOfMonth(today) <= CLEAN_UP_DAY ? firstOf(today) : firstOf(addDays(firstOf(today), 31));
  return `${month.slice(0, 8)}0${CLEAN_UP_DAY}`;
}

/** Whether a day is among those that «Мой день» shows of one's own lessons: the month that is cleaned up, two weeks ahead, and
 *  the week of the chosen day. */
export function isShown({ today, date }: Pick<MyDayView, 'today' | 'date'>, day: string): boolean {
  const monday = mondayOf(date);
  return (gapsFrom(today) <= day && day <= addDays(today, DAY_AHEAD)) || (monday <= day && day <= addDays(monday, 6));
}

/** Whether this person is to fill the lesson's record: his own, or one he substitutes while he may write in it. */
export const isToFill = (lesson: DayLesson, today: string): boolean =>
  !lesson.cancelled && !lesson.closed && lesson.by === null && (lesson.instead === null || lesson.date === today);

/** What the record of a lesson lacks, in the order a lesson goes: roll, topic, homework. */
export function missingFields(lesson: DayLesson): ('roll' | 'topic' | 'homework')[] {
  const missing: ('roll' | 'topic' | 'homework')[] = [];
  if (!lesson.roll) missing.push('roll');
  if (!lesson.topic) missing.push('topic');
  if (!lesson.homework) missing.push('homework');
  return missing;
}
export const isComplete = (lesson: DayLesson): boolean => missingFields(lesson).length === 0;

export const startOf = (lesson: DayLesson, tz: string): number => instantIn(lesson.date, lesson.starts, tz).getTime();
export const endOf = (lesson: DayLesson, tz: string): number => instantIn(lesson.date, lesson.ends, tz).getTime();

/** How a lesson's bar looks: «идёт» while it runs; late once its homework was due. */
export function dayState(lesson: DayLesson, tz: string, now: number): LessonState {
  if (lesson.cancelled) return 'cancelled';
  if (now < startOf(lesson, tz)) return 'next';
  if (now < endOf(lesson, tz)) return 'running';
  if (isComplete(lesson)) return 'filled';
  const by = lesson.record ? Date.parse(lesson.record.homeworkBy) : endOf(lesson, tz);
  return now < by ? 'empty' : 'late';
}

/** The sign of one field: nothing is missing before the lesson has begun. */
export function fieldState(lesson: DayLesson, done: boolean, tz: string, now: number): LessonState {
  if (done) return 'filled';
  const state = dayState(lesson, tz, now);
  return state === 'running' ? 'empty' : state;
}

/** The lessons of one day. */
export const lessonsOn = (view: Pick<MyDayView, 'lessons'>, date: string): DayLesson[] =>
  view.lessons.filter((lesson) => lesson.date === date);

/** The lesson to stand on: the one that runs, else the next one, else the last. */
export function currentIndex(lessons: readonly DayLesson[], tz: string, now: number): number {
  const held = lessons.findIndex((lesson) => !lesson.cancelled && now < endOf(lesson, tz));
  return held === -1 ? Math.max(0, lessons.length - 1) : held;
}

export type Gap = { field: 'roll' | 'topic' | 'homework'; lessons: DayLesson[] };
/** Gaps of the days before today, by field; the oldest lesson first. */
export function gapsOf({ lessons, today }: Pick<MyDayView, 'lessons' | 'today'>): Gap[] {
  const from = gapsFrom(today);
  const past = lessons.filter((lesson) => lesson.date >= from && lesson.date < today && isToFill(lesson, today));
  return (['topic', 'roll', 'homework'] as const)
    .map((field) => ({ field, lessons: past.filter((lesson) => !lesson[field]) }))
    .filter((gap) => gap.lessons.length > 0);
}

export type MarksDue = { lesson: DayLesson; missing: number; by: string; overdue: boolean };
/** Control works that still want marks (001 3.2.4), the most urgent first. A substitute has them for the same 7 days. */
export function marksDue({ lessons, today }: Pick<MyDayView, 'lessons' | 'today'>): MarksDue[] {
  return lessons
    .filter((l) => l.due > l.done && l.date <= today && !l.cancelled && !l.closed && l.by === null)
    .filter((l) => l.instead === null || daysBetween(l.date, today) <= WRITTEN_DAYS)
    .map((lesson) => {
      const by = addDays(lesson.date, WRITTEN_DAYS);
      return { lesson, missing: lesson.due - lesson.done, by, overdue: today > by };
    });
}

export type WeekDay = { date: string; lessons: DayLesson[] };
/** Monday to Saturday of the chosen day's week; Saturday and Sunday only when there is a lesson or it is chosen. */
export function weekOf(view: Pick<MyDayView, 'lessons' | 'date'>): WeekDay[] {
  const monday = mondayOf(view.date);
  return [0, 1, 2, 3, 4, 5, 6]
    .map((n) => addDays(monday, n))
    .map((date) => ({ date, lessons: lessonsOn(view, date).filter((lesson) => !lesson.cancelled) }))
    .filter((day, n) => n < 5 || day.lessons.length > 0 || day.date === view.date);
}

/** The first later day with lessons: «Завтра». */
export function nextDay(view: Pick<MyDayView, 'lessons'>, after: string): WeekDay | null {
  const lesson = view.lessons.find((l) => l.date > after && !l.cancelled);
  return lesson ? { date: lesson.date, lessons: lessonsOn(view, lesson.date) } : null;
}

/** Where a lesson opens: at the field, or at the first one that lacks something. Marks open «Ввод работы». */
export function dayHref(lesson: DayLesson, field?: FillField): string {
  const at = `/journal/${lesson.groupId}?lesson=${lesson.id}`;
  if (field === 'marks') return `${at}&entry=marks`;
  const first = field ?? missingFields(lesson)[0];
  return first ? `${at}&field=${first}` : at;
}

/** «8Б, алгебра», «8Б, английский язык, 1 подгруппа». */
export const lessonWords = ({ className, subject, name }: Pick<DayLesson, 'className' | 'subject' | 'name'>): string =>
  [className, subject.slice(0, 1).toLowerCase() + subject.slice(1), name].filter(Boolean).join(', ');
