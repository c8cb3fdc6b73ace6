import type { SubstitutionLesson, SubstitutionsView, SubstitutionTeacher, TeacherAway } from '#lib/contract/views.ts';
import { capitalize, inSentence } from '#lib/domain/diary.ts';
import { isAwayAt } from '#lib/domain/teacherAbsence.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** What «Замены» says of a day: whose lessons need somebody, who is free for them and how well he fits. */

type Day = Pick<SubstitutionsView, 'date' | 'lessons' | 'absences' | 'teachers'>;

/** A teacher's week above this is too much: one and a half posts of 18 hours, hundredths. */
export const HEAVY_WEEK = 2700;

/** Who holds a lesson: the substitute, else the timetable's teacher; nobody when it is cancelled or left to the class. */
export function holderOf(lesson: SubstitutionLesson): number | null {
  if (lesson.cancelled) return null;
  if (lesson.substitute) return lesson.substitute.id;
  return lesson.change?.kind === 'self' ? null : lesson.teacher.id;
}

/** Real times, for bell sets differ: lesson 4 of grade 1 is not lesson 4 of grade 8. */
const together = (a: SubstitutionLesson, b: SubstitutionLesson): boolean =>
  Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt);

/** Lessons this person holds on the day. */
const heldBy = (day: Day, personId: number): SubstitutionLesson[] =>
  day.lessons.filter((l) => l.date === day.date && holderOf(l) === personId);
export const isAway = (absences: readonly TeacherAway[], personId: number, date: string, number: number): boolean =>
  absences.some((away) => away.teacher.id === personId && isAwayAt(away, date, number));

/** Gaps between the first and the last of these lessons. */
export function gapsIn(numbers: readonly number[]): number {
  if (numbers.length === 0) return 0;
  const own = new Set(numbers);
  return Math.max(...own) - Math.min(...own) + 1 - own.size;
}

export type Candidate = {
  teacher: SubstitutionTeacher;
  sameSubject: boolean;
  sameClass: boolean;
  /** Numbers of the lessons he holds that day. */
  busy: number[];
  /** Windows that day with this lesson, and how many of them it makes. */
  gaps: number;
  newGaps: number;
};

/** Whether somebody could hold a lesson: no lesson of his own or of another's at its time, not away, and not its own teacher. */
export function isFree(day: Day, personId: number, lesson: SubstitutionLesson): boolean {
  if (personId === lesson.teacher.id || isAway(day.absences, personId, day.date, lesson.number)) return false;
  return !heldBy(day, personId).some((own) => own.id !== lesson.id && together(own, lesson));
}

/** Free teachers, the best first: same subject, teaches in this class, fewer lessons that day, no new window; then the lighter
 *  week. Equal ones stand by name, as the view has them. */
export function freeTeachers(day: Day, lesson: SubstitutionLesson): Candidate[] {
  return day.teachers
    .filter((teacher) => isFree(day, teacher.id, lesson))
    .map((teacher): Candidate => {
      const own = heldBy(day, teacher.id).filter((l) => l.id !== lesson.id);
      const busy = [...new Set(own.map((l) => l.number))].sort((a, b) => a - b);
      const gaps = gapsIn([...busy, lesson.number]);
      return {
        teacher,
        sameSubject: teacher.subjectIds.includes(lesson.subjectId),
        sameClass: teacher.classIds.includes(lesson.classId),
        ...{ busy, gaps, newGaps: Math.max(0, gaps - gapsIn(busy)) },
      };
    })
    .sort(
      (a, b) =>
        Number(b.sameSubject) - Number(a.sameSubject) ||
        Number(b.sameClass) - Number(a.sameClass) ||
        a.busy.length - b.busy.length ||
        a.newGaps - b.newGaps ||
        a.teacher.hours - b.teacher.hours,
    );
}

/** Lessons that this one can be held together with: at the same time, held by somebody, not merged themselves. The other subgroup
 *  first, then the same subject of the grade, then the same subject. */
export function mergeTargets(day: Day, lesson: SubstitutionLesson): SubstitutionLesson[] {
  const rank = (other: SubstitutionLesson): number => {
    const [sameClass, sameSubject] = [other.classId === lesson.classId, other.subjectId === lesson.subjectId];
    if (sameClass) return sameSubject ? 0 : 2;
    if (!sameSubject) return 9;
    return other.grade === lesson.grade ? 1 : 3;
  };
  return day.lessons
    .filter((other) => other.id !== lesson.id && other.date === day.date && together(other, lesson))
    .filter((other) => {
      const holder = holderOf(other);
      if (holder === null || other.intoId !== null || holder === lesson.teacher.id) return false;
      return rank(other) < 9 && !isAway(day.absences, holder, day.date, other.number);
    })
    .sort((a, b) => rank(a) - rank(b));
}

/** Lessons of one absent teacher by the timetable of the day: what is to be covered, and what is settled. */
export type AwayTeacher = {
  id: number;
  name: string;
  absences: TeacherAway[];
  lessons: SubstitutionLesson[];
  settled: number;
};
const byTimetable = (l: SubstitutionLesson) => l.change?.was ?? { date: l.date, number: l.number, room: l.room };
/** The number a lesson has by the timetable. */
export const timetableNumber = (lesson: SubstitutionLesson): number => byTimetable(lesson).number;

/** Who is away on the day with the lessons this concerns, and whose lessons were changed without an absence; by name. */
export function awayTeachers(day: Day): AwayTeacher[] {
  const found = new Map<number, AwayTeacher>();
  const of = (person: { id: number; name: string }): AwayTeacher => {
    const known = found.get(person.id) ?? { ...person, absences: [], lessons: [], settled: 0 };
    found.set(person.id, known);
    return known;
  };
  for (const away of day.absences) of(away.teacher).absences.push(away);
  for (const lesson of day.lessons) {
    const was = byTimetable(lesson);
    if (was.date !== day.date) continue;
    if (!lesson.change && !isAway(day.absences, lesson.teacher.id, day.date, was.number)) continue;
    const teacher = of(lesson.teacher);
    teacher.lessons.push(lesson);
    if (lesson.change) teacher.settled += 1;
  }
  for (const teacher of found.values()) teacher.lessons.sort((a, b) => timetableNumber(a) - timetableNumber(b));
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'ru'));
}

export type SheetRow = {
  id: number;
  number: number;
  className: string;
  subject: string;
  words: string;
  room: string;
  /** Nobody has been found yet. */
  open: boolean;
};

/** «Юдин К. М.», «Осипова В. Л., химия вместо физики», «подгруппы вместе», «перенесён на 05.12, 3-й урок». */
export function changeWords(lesson: SubstitutionLesson, day: Pick<Day, 'date' | 'lessons'>): string {
  const { change, substitute } = lesson;
  if (!change) return 'не назначена';
  switch (change.kind) {
    case 'substitute':
      return [substitute?.name, change.instead && `${inSentence(change.instead)} вместо: ${inSentence(lesson.subject)}`]
        .filter(Boolean)
        .join(', ');
    case 'merge': {
      const into = day.lessons.find((other) => other.id === lesson.intoId);
      if (into && into.classId === lesson.classId && into.subjectId === lesson.subjectId)
        return `подгруппы вместе, ${substitute?.name ?? ''}`;
      return `вместе с ${into?.className ?? 'другим классом'}, ${substitute?.name ?? ''}`;
    }
    case 'move': {
      if (lesson.date === change.was.date && lesson.number === change.was.number) return 'другой кабинет';
      const [here, there] = lesson.date === day.date ? ['с', change.was] : ['на', lesson];
      const date = there.date === day.date ? '' : `${dayMonth(there.date)}, `;
      return `перенесён ${here} ${date}${there.number}-${here === 'с' ? 'го урока' : 'й урок'}`;
    }
    case 'cancel':
      return 'отменён';
    case 'self':
      return ['самостоятельная работа', substitute?.name].filter(Boolean).join(', ');
  }
}

/** «Изменения в расписании на …»: what differs from the timetable that day, and what nobody has been found for yet. */
export function sheetRows(day: Day): SheetRow[] {
  const open = new Set(
    day.lessons
      .filter((l) => !l.change && l.date === day.date && isAway(day.absences, l.teacher.id, day.date, l.number))
      .map((l) => l.id),
  );
  return day.lessons
    .filter((l) => l.change || open.has(l.id))
    .map((lesson) => ({
      id: lesson.id,
      number: lesson.date === day.date ? lesson.number : timetableNumber(lesson),
      className: lesson.className,
      subject: capitalize(lesson.name ? `${lesson.subject}, ${lesson.name}` : lesson.subject),
      words: changeWords(lesson, day),
      room: lesson.cancelled || lesson.date !== day.date ? '—' : lesson.room,
      open: open.has(lesson.id),
    }))
    .sort((a, b) => a.number - b.number || a.className.localeCompare(b.className, 'ru', { numeric: true }));
}

/** «8Б», «8Б, 1 подгруппа»: whose journal it is. */
export const homeOf = ({ className, name }: Pick<SubstitutionLesson, 'className' | 'name'>): string =>
  [className, name].filter(Boolean).join(', ');
