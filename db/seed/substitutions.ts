import type { Lesson, Specialty, Teacher } from '#db/seed/model.ts';
import { SICK_TEACHER } from '#db/seed/story.ts';
import { addDays, weekdayOf } from '#lib/domain/time.ts';

export type Substitution = { lesson: Lesson; teacher: Teacher; reason: string; orderedAt: number };

const HOUR = 3_600_000;
/** Who is not asked to hold a lesson of physics. */
const UNFIT: readonly Specialty[] = ['primary', 'pe', 'arts', 'craftBoys', 'craftGirls'];

/** The long-sick teacher's lessons are held by others up to tomorrow, the best free one first: the same subject, then a
 *  teacher of the same class, then whoever has least that day. The last lesson of tomorrow is still nobody's. */
export function substitute(
  lessons: readonly Lesson[],
  teachers: readonly Teacher[],
  canonical: string,
  now: number,
): Substitution[] {
  const sick = teachers.find((teacher) => teacher.name.family === SICK_TEACHER.family);
  if (!sick) return [];
  const tomorrow = addDays(canonical, 1);
  const from = addDays(canonical, SICK_TEACHER.from);
  const needed = lessons.filter(
    (l) => l.group.teacher === sick && !l.cancelled && l.date >= from && l.date <= tomorrow,
  );
  const open = needed.filter((lesson) => lesson.date === tomorrow).at(-1);
  return needed.flatMap((lesson) => {
    const sameDay = lessons.filter((other) => other.date === lesson.date);
    const busy = new Set(sameDay.filter((l) => l.number === lesson.number).map((l) => l.group.teacher));
    const load = (teacher: Teacher) =>
      sameDay.filter((l) => l.group.teacher === teacher || l.substitute === teacher).length;
    const knows = (teacher: Teacher) => sameClass(lesson, teacher, lessons);
    const rank = (teacher: Teacher) =>
      (teacher.specialty === sick.specialty ? 0 : 40) +
      (knows(teacher) ? 0 : 20) +
      load(teacher) +
      teacher.index / 1000;
    const free = teachers.filter((t) => t !== sick && !UNFIT.includes(t.specialty) && !busy.has(t) && load(t) < 7);
    const [best] = free.sort((a, b) => rank(a) - rank(b));
    if (!best || lesson === open) return [];
    lesson.substitute = best;
    // Ordered on the afternoon of the school day before, tomorrow's this morning.
    const before = weekdayOf(lesson.date) === 1 ? 57 : 9;
    const orderedAt = lesson.date === from ? lesson.midnight + 7.5 * HOUR : lesson.midnight - before * HOUR;
    return [{ lesson, teacher: best, reason: 'больничный лист', orderedAt: Math.min(orderedAt, now - HOUR / 2) }];
  });
}

const classesOf = new WeakMap<Teacher, Set<number>>();
function sameClass(lesson: Lesson, teacher: Teacher, lessons: readonly Lesson[]): boolean {
  const known =
    classesOf.get(teacher) ?? new Set(lessons.filter((l) => l.group.teacher === teacher).map((l) => l.group.cls.id));
  classesOf.set(teacher, known);
  return known.has(lesson.group.cls.id);
}
