import { lessonMinutes } from '#db/seed/bells.ts';
import type { SchoolDay } from '#db/seed/calendar.ts';
import type { Building, Group, Ids, Lesson, Place } from '#db/seed/model.ts';
import { randomOf } from '#db/seed/random.ts';

/** Lessons of the whole year from the week's timetable: days off left out, half-hour loads by the parity of the week. */

const MINUTE = 60_000;
/** Grade 1 has three lessons a day in September and October; Monday's talk comes on top. */
export const easesIn = (grade: number, weekday: number, number: number): boolean =>
  grade === 1 && number > (weekday === 1 ? 4 : 3);

/** How many of the first days of the year belong to the first quarter: then grade 1 goes over to full days. */
export type YearDays = { days: readonly SchoolDay[]; firstGrade: ReadonlySet<string>; easedUntil: string };

/** Days of a year for lessons and for timetable_slot: a parity of 0 is every week. */
export const holdsIn = (place: Place, day: SchoolDay): boolean =>
  place.parity === 0 || place.parity === (day.week % 2) + 1;

/** Makes every lesson of a building in order of days, and hangs each on its group. */
export function holdLessons(ids: Ids, places: readonly Place[], year: YearDays, building: Building): Lesson[] {
  const byDay = [1, 2, 3, 4, 5].map((weekday) =>
    places
      .filter((place) => place.weekday === weekday)
      .sort((a, b) => a.group.cls.index - b.group.cls.index || a.number - b.number || a.group.id - b.group.id),
  );
  const lessons: Lesson[] = [];
  year.days.forEach((day, at) => {
    const last = new Map<number, number>();
    const held = (byDay[day.weekday - 1] ?? []).filter((place) => {
      const { grade, index } = place.group.cls;
      if (!holdsIn(place, day)) return false;
      if (grade === 1 && !year.firstGrade.has(day.date)) return false;
      if (day.date <= year.easedUntil && easesIn(grade, day.weekday, place.number)) return false;
      last.set(index, Math.max(last.get(index) ?? 0, place.number));
      return true;
    });
    for (const place of held) {
      const lesson = newLesson(ids, place.group, day, at, place, last.get(place.group.cls.index) === place.number);
      place.group.lessons.push(lesson);
      lessons.push(lesson);
    }
  });
  cancelSome(lessons, building);
  for (const group of new Set(lessons.map((lesson) => lesson.group))) linkHomework(group);
  return lessons;
}

function newLesson(ids: Ids, group: Group, day: SchoolDay, at: number, place: Place, last: boolean): Lesson {
  const minutes = lessonMinutes(group.cls.grade, place.number);
  return {
    id: ids.next('lesson'),
    group,
    date: day.date,
    day: at,
    number: place.number,
    midnight: day.midnight,
    starts: day.midnight + minutes.starts * MINUTE,
    ends: day.midnight + minutes.ends * MINUTE,
    room: place.room,
    cancelled: false,
    last,
    substitute: null,
    works: [],
    plan: null,
    title: '',
    topic: null,
    kind: null,
    homeworkState: null,
    homework: null,
    homeworkMinutes: null,
    homeworkAt: null,
    homeworkDue: null,
    ict: [],
    rollAt: null,
    due: 0,
    done: 0,
  };
}

/** A few last lessons of the day are called off: frost, a burst pipe, a teacher sent home ill. */
function cancelSome(lessons: readonly Lesson[], building: Building): void {
  const random = randomOf('cancelled', building.seed);
  for (const lesson of lessons)
    if (lesson.last && lesson.group.sub === 0 && random.chance(0.003)) lesson.cancelled = true;
}

/** Homework is due at the group's next lesson that is held. */
function linkHomework(group: Group): void {
  let next: Lesson | null = null;
  for (const lesson of [...group.lessons].reverse()) {
    lesson.homeworkDue = next;
    if (!lesson.cancelled) next = lesson;
  }
}
