import type { DiaryDay, DiaryHomework, DiaryLesson, DiaryMark, DiaryView } from '#lib/contract/diaryViews.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { formatWeight } from '#lib/domain/averages.ts';
import { changeSaid } from '#lib/domain/lessonChange.ts';
import { pointDue } from '#lib/domain/markKind.ts';
import { attendanceText, attendanceWords, POINT } from '#lib/domain/marks.ts';
import { addDays, dayMonth, daysBetween, mondayOf, weekdayName } from '#lib/domain/time.ts';

/** What the family's screens say about a day. `now` is in ms of school time. */

export type LessonAhead = { lesson: DiaryLesson; date: string };
/** The lesson that goes on, and the next one that will be held, be it on a later day. `minutes` to its start, whole. */
export function lessonsAround(
  days: readonly DiaryDay[],
  now: number,
): { running: DiaryLesson | null; next: (LessonAhead & { minutes: number }) | null } {
  let running: DiaryLesson | null = null;
  for (const { date, lessons } of days) {
    for (const lesson of lessons) {
      if (lesson.cancelled) continue;
      const starts = Date.parse(lesson.startsAt);
      if (now < starts) return { running, next: { lesson, date, minutes: Math.ceil((starts - now) / 60_000) } };
      if (now < Date.parse(lesson.endsAt)) running = lesson;
    }
  }
  return { running, next: null };
}

/** How a lesson of a day deviates from the timetable, in a word and in a sentence. */
export const saidOf = (lesson: DiaryLesson, date: string): { tag: string; words: string } | null =>
  changeSaid({ ...lesson, date, substituted: lesson.substitute !== null });

/** «Изменения в расписании»: lessons that deviate and are not over yet. */
export const changesAhead = (days: readonly DiaryDay[], now: number): LessonAhead[] =>
  days.flatMap(({ date, lessons }) =>
    lessons
      .filter(
        (lesson) =>
          (lesson.cancelled || lesson.substitute !== null || lesson.change !== null) && now < Date.parse(lesson.endsAt),
      )
      .map((lesson) => ({ lesson, date })),
  );

/** A line of «Изменения в расписании»: `on`: the day to look at. */
export type ChangeLine = { id: number; date: string; number: number; subject: string; words: string; on: string };
/** The lines of «Сегодня», by day and lesson: lessons that deviate where they stand, and those that have left these days. */
export function changeLines(view: Pick<DiaryView, 'days' | 'moved' | 'subjects' | 'today'>, now: number): ChangeLine[] {
  const stays = changesAhead(view.days, now).map(({ lesson, date }) => ({
    ...{ id: lesson.id, date, number: lesson.number, subject: lesson.subject, on: date },
    words: saidOf(lesson, date)?.words ?? '',
  }));
  const leaves = view.moved
    .filter(({ was }) => was.date >= view.today)
    .map(({ id, groupId, was, date, number }) => ({
      ...{ id, date: was.date, number: was.number, on: date },
      subject: view.subjects.find((one) => one.groupId === groupId)?.subject ?? '',
      words: `перенесён на ${dayMonth(date)}, ${number}-й урок`,
    }));
  return [...stays, ...leaves].sort((a, b) => (a.date === b.date ? a.number - b.number : a.date < b.date ? -1 : 1));
}

/** The first school day after today among the days of the view: homework is done for it. */
export const nextSchoolDay = (view: Pick<DiaryView, 'days' | 'today'>): DiaryDay | null =>
  view.days.find((day) => day.date > view.today && day.lessons.some((lesson) => !lesson.cancelled)) ?? null;

export type HomeworkItem = { lesson: DiaryLesson; homework: DiaryHomework };
/** Homework due on a day: what is to be done, and the subjects whose teachers said «Не задано». Homework due at a
 *  cancelled lesson stays: the lesson is cancelled, the task is not. */
export function homeworkOn(day: DiaryDay): { given: HomeworkItem[]; none: string[] } {
  const items = day.lessons.flatMap((lesson) => lesson.homework.map((homework) => ({ lesson, homework })));
  return {
    given: items.filter((item) => item.homework.state === 'given'),
    none: [...new Set(items.filter((item) => item.homework.state === 'none').map((item) => item.lesson.subject))],
  };
}

export type RollSquare = {
  lesson: DiaryLesson;
  tone: 'ahead' | 'cancelled' | 'present' | 'late' | 'excused' | 'absent';
  /** «О», «Н» …, or the lesson's number. */
  text: string;
};
/** «Посещаемость»: a square for each lesson of a day. «Н» by nobody's word is presence as far as a family can see. */
export function rollOf(day: DiaryDay, now: number): RollSquare[] {
  return day.lessons.map((lesson) => {
    const text = attendanceText(lesson.absence);
    if (text) return { lesson, text, tone: toneOf(lesson) };
    if (lesson.cancelled) return { lesson, text: String(lesson.number), tone: 'cancelled' };
    const tone = now < Date.parse(lesson.endsAt) ? 'ahead' : 'present';
    return { lesson, text: String(lesson.number), tone };
  });
}
function toneOf({ absence }: DiaryLesson): RollSquare['tone'] {
  if (absence.code === 'late') return 'late';
  if (absence.code === 'absent') return absence.reason === 'excused' || absence.reason === 'ill' ? 'excused' : 'absent';
  return 'excused';
}

/** «опоздание, 5 мин»; null when the student was simply there. */
export function absenceWords({ absence }: DiaryLesson): string | null {
  const words = attendanceWords(absence);
  return words && absence.minutes !== null ? `${words}, ${absence.minutes} мин` : words;
}

/** «За что»: «Контрольная «Тепловые явления», вес 2». An ordinary weight is not said. */
export function reasonOf(mark: DiaryMark, types: readonly WorkTypeRef[]): string {
  const type = types.find((t) => t.id === mark.typeId)?.name ?? 'Работа';
  const name = mark.workName ? ` «${mark.workName}»` : '';
  const weight = mark.weight === 100 ? '' : `, вес ${formatWeight(mark.weight)}`;
  return `${type}${name}${weight}`;
}

/** What a family must know of a mark that counts in no average: «Точка: сдать до 09.12», «Не учитывается в среднем». */
export function uncountedWords(
  { value, kind, date }: Pick<DiaryMark, 'value' | 'kind' | 'date'>,
  pointDays: number,
  today: string,
): string | null {
  if (value !== POINT) return kind.counted ? null : 'Не учитывается в среднем балле.';
  const due = pointDue(kind, date, pointDays);
  const term = due < today ? `срок прошёл ${dayMonth(due)}` : `сдать до ${dayMonth(due)}`;
  return `Точка: учитель ждёт работу, ${term}. В средний балл не входит.`;
}

/** A day as people say it near today: «сегодня», «завтра», «вчера», else «понедельник, 07.12». */
export function dayNear(date: string, today: string): string {
  const distance = daysBetween(today, date);
  if (distance === 0) return 'сегодня';
  if (distance === 1) return 'завтра';
  if (distance === -1) return 'вчера';
  return `${weekdayName(date).toLowerCase()}, ${dayMonth(date)}`;
}

/** A subject inside a sentence: «физика», but «ИЗО». */
export const inSentence = (subject: string): string =>
  /^[А-ЯЁA-Z][а-яёa-z]/.test(subject) ? subject.slice(0, 1).toLowerCase() + subject.slice(1) : subject;

/** A text as a sentence begins. */
export const capitalize = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** «каб. 214», but «спортзал». */
export const roomWords = (room: string): string => (/^\d/.test(room) ? `каб. ${room}` : room);

/** The accusative after «на»: «на завтра», «на понедельник, 07.12», «на среду, 02.12». */
export function forDay(date: string, today: string): string {
  return `на ${dayNear(date, today).replace(/^(сред|пятниц|суббот)а/, '$1у')}`;
}

/** The Monday a link's «?week=» asks for; null when it is no day at all. */
export function parseWeek(text: string | undefined): string | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const parsed = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text ? null : mondayOf(text);
}
export const weekBefore = (monday: string): string => addDays(monday, -7);
export const weekAfter = (monday: string): string => addDays(monday, 7);

/** «Ближайшие контрольные»: the schedule's and the journals' as one, by day. A lesson that was cancelled has none. */
export type ComingControl = {
  key: string;
  groupId: number;
  date: string;
  subject: string;
  typeId: number;
  name: string | null;
};
export function comingControls(view: Pick<DiaryView, 'plans' | 'controls' | 'subjects' | 'today'>): ComingControl[] {
  const subjects = new Map(view.subjects.map(({ groupId, subject }) => [groupId, subject]));
  const found = new Map<string, ComingControl>();
  for (const { groupId, date, typeId, name } of [...view.controls.filter((work) => !work.cancelled), ...view.plans]) {
    const key = `${groupId}:${date}`;
    const old = found.get(key);
    const subject = subjects.get(groupId) ?? '';
    found.set(key, old ? { ...old, name: old.name ?? name } : { key, groupId, date, subject, typeId, name });
  }
  return [...found.values()].sort((a, b) =>
    a.date !== b.date ? (a.date < b.date ? -1 : 1) : a.subject.localeCompare(b.subject, 'ru'),
  );
}
