import type { Ids, Lesson, Specialty, Teacher } from '#db/seed/model.ts';
import { AWAY_TOMORROW, DEMO_CLASSES, ORDERING_DEPUTY, SICK_TEACHER } from '#db/seed/story.ts';
import type { ChangeKind } from '#lib/domain/lessonChange.ts';
import type { TeacherAbsenceReason } from '#lib/domain/teacherAbsence.ts';
import { addDays, weekdayOf } from '#lib/domain/time.ts';

export type Absence = {
  id: number;
  teacher: Teacher;
  from: string;
  to: string;
  numbers: number[] | null;
  reason: TeacherAbsenceReason;
  orderNo: string | null;
  orderOn: string | null;
  by: Teacher;
  at: number;
};
export type Substitution = {
  lesson: Lesson;
  kind: ChangeKind;
  /** Who holds it instead. */
  teacher: Teacher | null;
  into: Lesson | null;
  absence: Absence | null;
  wasRoom: string;
  orderedAt: number;
};
export type DayChanges = { absences: Absence[]; substitutions: Substitution[] };

const HOUR = 3_600_000;
/** Who is not asked to hold a lesson of another's subject. */
const UNFIT: readonly Specialty[] = ['primary', 'pe', 'arts', 'craftBoys', 'craftGirls'];

/** Lessons that were called off stand in the log too. */
export const calledOff = (lessons: readonly Lesson[], now: number): Substitution[] =>
  lessons
    .filter((lesson) => lesson.cancelled)
    .map((lesson) => ({
      ...{ lesson, kind: 'cancel' as const, teacher: null, into: null, absence: null },
      wasRoom: lesson.room,
      orderedAt: Math.min(lesson.midnight - 9 * HOUR, now - HOUR),
    }));

/** Who is away, and what was made of it. The long-sick teacher's lessons are held by others up to tomorrow; the last of tomorrow is
 *  still nobody's. Tomorrow a second one is on courses, with her subgroups joined to the others where they can be, and a third
 *  has an hour off that nobody has seen to. */
export function substitute(
  ids: Ids,
  lessons: readonly Lesson[],
  teachers: readonly Teacher[],
  canonical: string,
  now: number,
): DayChanges {
  const byName = (family: string) => teachers.find((teacher) => teacher.name.family === family);
  const [sick, by] = [byName(SICK_TEACHER.family), byName(ORDERING_DEPUTY)];
  if (!sick || !by) return { absences: [], substitutions: [] };
  const tomorrow = addDays(canonical, 1);
  const from = addDays(canonical, SICK_TEACHER.from);
  const absences: Absence[] = [
    {
      ...{
        id: ids.next('teacher_absence'),
        teacher: sick,
        from,
        to: addDays(canonical, SICK_TEACHER.to),
        numbers: null,
      },
      ...{ reason: 'sick', orderNo: '118-к', orderOn: from, by, at: now - 16 * 24 * HOUR },
    },
  ];
  const heldBy = (teacher: Teacher) =>
    lessons
      .filter((l) => l.date === tomorrow && l.group.teacher === teacher && !l.cancelled)
      .sort((a, b) => a.number - b.number);
  for (const { family, reason, last, orderNo } of AWAY_TOMORROW) {
    const teacher = byName(family);
    if (!teacher) continue;
    const numbers = last
      ? heldBy(teacher)
          .map((lesson) => lesson.number)
          .slice(-1)
      : null;
    absences.push({
      ...{ id: ids.next('teacher_absence'), teacher, from: tomorrow, to: tomorrow, numbers, reason, orderNo },
      ...{ orderOn: orderNo && canonical, by, at: now - 2 * HOUR },
    });
  }
  const away = new Set(absences.filter((one) => one.numbers === null).map((one) => one.teacher));
  const find = (lesson: Lesson): Teacher | null => bestFree(lesson, lessons, teachers, away);
  const [sickness, courses] = absences;
  const substitutions: Substitution[] = [];
  const needed = lessons.filter(
    (l) => l.group.teacher === sick && !l.cancelled && l.date >= from && l.date <= tomorrow,
  );
  const open = needed.filter((lesson) => lesson.date === tomorrow).at(-1);
  for (const lesson of needed) {
    const teacher = lesson === open ? null : find(lesson);
    if (!teacher) continue;
    lesson.substitute = teacher;
    // Ordered on the afternoon of the school day before, tomorrow's this morning.
    const before = weekdayOf(lesson.date) === 1 ? 57 : 9;
    const ordered = lesson.date === from ? lesson.midnight + 7.5 * HOUR : lesson.midnight - before * HOUR;
    substitutions.push({
      ...{ lesson, kind: 'substitute', teacher, into: null, absence: sickness ?? null },
      wasRoom: lesson.room,
      orderedAt: Math.min(ordered, now - HOUR / 2),
    });
  }
  for (const lesson of courses ? heldBy(courses.teacher) : []) {
    if (DEMO_CLASSES.includes(lesson.group.cls.label)) continue;
    const into = lessons.find(
      (other) =>
        other.date === lesson.date &&
        other.number === lesson.number &&
        other.group.cls === lesson.group.cls &&
        other.group.subject === lesson.group.subject &&
        other !== lesson &&
        !away.has(other.group.teacher),
    );
    const teacher = into ? into.group.teacher : find(lesson);
    if (!teacher) continue;
    lesson.substitute = teacher;
    substitutions.push({
      ...{ lesson, kind: into ? 'merge' : 'substitute', teacher, into: into ?? null },
      ...{ absence: courses ?? null, wasRoom: lesson.room, orderedAt: now - HOUR },
    });
    if (into) lesson.room = into.room;
  }
  return { absences, substitutions };
}

/** The best free one first: the same subject, then a teacher of the same class, then whoever has least that day. */
function bestFree(
  lesson: Lesson,
  lessons: readonly Lesson[],
  teachers: readonly Teacher[],
  away: ReadonlySet<Teacher>,
): Teacher | null {
  const own = lesson.group.teacher;
  const sameDay = lessons.filter((other) => other.date === lesson.date);
  const busy = new Set(
    sameDay.filter((l) => l.number === lesson.number).flatMap((l) => [l.group.teacher, l.substitute]),
  );
  const load = (teacher: Teacher) =>
    sameDay.filter((l) => l.group.teacher === teacher || l.substitute === teacher).length;
  const rank = (teacher: Teacher) =>
    (teacher.specialty === own.specialty ? 0 : 40) +
    (sameClass(lesson, teacher, lessons) ? 0 : 20) +
    load(teacher) +
    teacher.index / 1000;
  const free = teachers.filter((t) => !away.has(t) && !UNFIT.includes(t.specialty) && !busy.has(t) && load(t) < 7);
  return free.sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

const classesOf = new WeakMap<Teacher, Set<number>>();
function sameClass(lesson: Lesson, teacher: Teacher, lessons: readonly Lesson[]): boolean {
  const known =
    classesOf.get(teacher) ?? new Set(lessons.filter((l) => l.group.teacher === teacher).map((l) => l.group.cls.id));
  classesOf.set(teacher, known);
  return known.has(lesson.group.cls.id);
}
