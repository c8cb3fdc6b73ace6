import type { HomeworkVolumeView, VolumeItem } from '#lib/contract/homeworkVolumeView.ts';
import { concerns, type OffFor } from '#lib/domain/dayOff.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';
import { addDays, weekdayOf } from '#lib/domain/time.ts';

/** The volume of homework a class has for a day (004 3в), against the sanitary norm. */

/** «2 ч 10 мин», «2,5 ч» is said as «2 ч 30 мин»: minutes are what teachers give. */
export function hoursText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} мин`;
  return minutes % 60 === 0 ? `${hours} ч` : `${hours} ч ${minutes % 60} мин`;
}

/** Rows of the norm by grade: 1, 2–3, 4–5, 6–8, 9–11. */
export const NORM_BANDS = ['1 класс', '2–3 классы', '4–5 классы', '6–8 классы', '9–11 классы'] as const;
const bandOf = (grade: number): 0 | 1 | 2 | 3 | 4 =>
  grade <= 1 ? 0 : grade <= 3 ? 1 : grade <= 5 ? 2 : grade <= 8 ? 3 : 4;

type Off = OffFor & { starts: string; ends: string };
/** Whether the day before was free for the class: Monday, and the day after holidays. */
export function isAfterRest(date: string, cls: { id: number; grade: number }, offs: readonly Off[]): boolean {
  const before = addDays(date, -1);
  if (weekdayOf(before) === 7) return true;
  return offs.some((off) => off.starts <= before && before <= off.ends && concerns(off, cls));
}

/** Most minutes of homework a class may have for a day. */
export function normOf(
  rules: Pick<SchoolSettings, 'homeworkNorms' | 'homeworkRest'>,
  grade: number,
  afterRest: boolean,
): number {
  const norm = rules.homeworkNorms[bandOf(grade)];
  const { on, percent, minutes } = rules.homeworkRest;
  return on && afterRest ? Math.min(Math.floor((norm * percent) / 100), minutes) : norm;
}

/** What a homework counts for when its teacher gave no minutes. */
export const usualMinutes = (rules: Pick<SchoolSettings, 'homeworkUsual'>, subjectId: number): number =>
  rules.homeworkUsual.subjects.find((own) => own.subjectId === subjectId)?.minutes ?? rules.homeworkUsual.minutes;

type Group = HomeworkVolumeView['groups'][number];
/** `guessed`: some of the minutes are the subject's usual ones. */
export type SubjectVolume = { subject: string; minutes: number; guessed: boolean; lessonId: number; groupId: number };
export type DayVolume = { minutes: number; norm: number; subjects: SubjectVolume[] };

type Source = Pick<HomeworkVolumeView, 'groups' | 'items' | 'rules' | 'dayOffs' | 'classes'>;

/** One class's homework for one day. A student is in one subgroup of a subject: the longer one counts, not both. */
export function dayVolume(view: Source, classId: number, date: string, without?: number): DayVolume {
  const cls = view.classes.find((known) => known.id === classId);
  const groups = new Map(view.groups.filter((group) => group.classId === classId).map((group) => [group.id, group]));
  const due = view.items.filter((item) => item.date === date && groups.has(item.groupId) && item.lessonId !== without);
  return sumDay(due, groups, view, cls ?? { id: classId, grade: 0 }, date);
}

function sumDay(
  items: readonly VolumeItem[],
  groups: ReadonlyMap<number, Group>,
  view: Source,
  cls: { id: number; grade: number },
  date: string,
): DayVolume {
  const byGroup = new Map<number, SubjectVolume & { subjectId: number; part: boolean }>();
  for (const item of items) {
    const group = groups.get(item.groupId);
    if (!group) continue;
    const old = byGroup.get(group.id);
    const minutes = item.minutes ?? usualMinutes(view.rules, group.subjectId);
    byGroup.set(group.id, {
      ...{ subject: group.subject, subjectId: group.subjectId, part: group.part, groupId: group.id },
      lessonId: old?.lessonId ?? item.lessonId,
      minutes: (old?.minutes ?? 0) + minutes,
      guessed: (old?.guessed ?? false) || item.minutes === null,
    });
  }
  const subjects: SubjectVolume[] = [];
  const longest = new Map<number, SubjectVolume>();
  for (const { subjectId, part, ...volume } of byGroup.values()) {
    if (!part) subjects.push(volume);
    else if ((longest.get(subjectId)?.minutes ?? -1) < volume.minutes) longest.set(subjectId, volume);
  }
  subjects.push(...longest.values());
  subjects.sort((a, b) => b.minutes - a.minutes || a.subject.localeCompare(b.subject, 'ru'));
  return {
    minutes: subjects.reduce((sum, subject) => sum + subject.minutes, 0),
    norm: normOf(view.rules, cls.grade, isAfterRest(date, cls, view.dayOffs)),
    subjects,
  };
}

/** Every class and day at once, by «class:date». */
export function volumes(view: Source): Map<string, DayVolume> {
  const groups = new Map(view.groups.map((group) => [group.id, group]));
  const classes = new Map(view.classes.map((cls) => [cls.id, cls]));
  const cells = new Map<string, VolumeItem[]>();
  for (const item of view.items) {
    const group = groups.get(item.groupId);
    if (!group) continue;
    const key = `${group.classId}:${item.date}`;
    const cell = cells.get(key);
    if (cell) cell.push(item);
    else cells.set(key, [item]);
  }
  return new Map(
    [...cells].map(([key, items]) => {
      const [classId = 0] = key.split(':').map(Number);
      return [
        key,
        sumDay(items, groups, view, classes.get(classId) ?? { id: classId, grade: 0 }, key.slice(key.indexOf(':') + 1)),
      ];
    }),
  );
}

/** «Много ДЗ». */
export const isTooMuch = (volume: Pick<DayVolume, 'minutes' | 'norm'>): boolean => volume.minutes > volume.norm;
