import type {
  SubstitutionLesson,
  SubstitutionsView,
  SubstitutionTeacher,
  TeacherAway,
} from '#lib/contract/substitutionsView.ts';
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

/** Whether a lesson of the day has nobody to hold it: its teacher is away, or whoever was found for it, or whom it was moved to. */
export function lacksHolder(day: Pick<Day, 'date' | 'absences'>, lesson: SubstitutionLesson): boolean {
  const holder = holderOf(lesson);
  return lesson.date === day.date && holder !== null && isAway(day.absences, holder, day.date, lesson.number);
}

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
  /** Teaches in this grade, and at this level of school, as far as the day's lessons tell a class's grade. */
  sameGrade: boolean;
  sameLevel: boolean;
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

/** Primary, basic and upper school (273-ФЗ ст. 66): a teacher of one seldom knows the subject of another. */
const levelOf = (grade: number): number => (grade <= 4 ? 1 : grade <= 9 ? 2 : 3);

/** Free teachers, the best first: same subject, teaches in this class, in this grade, at this level of school, fewer lessons that
 *  day, no new window; then the lighter week. Equal ones stand by name, as the view has them. */
export function freeTeachers(day: Day, lesson: SubstitutionLesson): Candidate[] {
  const grades = new Map(day.lessons.map((l) => [l.classId, l.grade]));
  return day.teachers
    .filter((teacher) => isFree(day, teacher.id, lesson))
    .map((teacher): Candidate => {
      const own = heldBy(day, teacher.id).filter((l) => l.id !== lesson.id);
      const busy = [...new Set(own.map((l) => l.number))].sort((a, b) => a - b);
      const gaps = gapsIn([...busy, lesson.number]);
      const taught = teacher.classIds.flatMap((id) => grades.get(id) ?? []);
      return {
        teacher,
        sameSubject: teacher.subjectIds.includes(lesson.subjectId),
        sameClass: teacher.classIds.includes(lesson.classId),
        sameGrade: taught.includes(lesson.grade),
        sameLevel: taught.some((grade) => levelOf(grade) === levelOf(lesson.grade)),
        ...{ busy, gaps, newGaps: Math.max(0, gaps - gapsIn(busy)) },
      };
    })
    .sort(
      (a, b) =>
        Number(b.sameSubject) - Number(a.sameSubject) ||
        Number(b.sameClass) - Number(a.sameClass) ||
        Number(b.sameGrade) - Number(a.sameGrade) ||
        Number(b.sameLevel) - Number(a.sameLevel) ||
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

/** Lessons of the day that concern one teacher: his own that are to be covered or were changed, and others' that were given to
 *  him before he was away. */
export type AwayTeacher = {
  id: number;
  name: string;
  absences: TeacherAway[];
  lessons: SubstitutionLesson[];
  settled: number;
};
/** The number a lesson has by the timetable. */
export const timetableNumber = (lesson: SubstitutionLesson): number => lesson.change?.was.number ?? lesson.number;
/** The number a lesson goes by on the day: where it stands, or where it stood before it was moved to another day. */
export const numberOn = (day: Pick<Day, 'date'>, lesson: SubstitutionLesson): number =>
  lesson.date === day.date ? lesson.number : timetableNumber(lesson);

/** Who is away on the day with the lessons this concerns, and whose lessons were changed without an absence; by name. A lesson
 *  whose substitute is away stands under both teachers, and is settled for neither. */
export function awayTeachers(day: Day): AwayTeacher[] {
  const found = new Map<number, AwayTeacher>();
  const of = (person: { id: number; name: string }): AwayTeacher => {
    const known = found.get(person.id) ?? { ...person, absences: [], lessons: [], settled: 0 };
    found.set(person.id, known);
    return known;
  };
  for (const away of day.absences) of(away.teacher).absences.push(away);
  for (const lesson of day.lessons) {
    const lacks = lacksHolder(day, lesson);
    const whose = new Set(lacks || lesson.change ? [of(lesson.teacher)] : []);
    if (lacks && lesson.substitute) whose.add(of(lesson.substitute));
    for (const teacher of whose) {
      teacher.lessons.push(lesson);
      if (!lacks) teacher.settled += 1;
    }
  }
  for (const teacher of found.values()) teacher.lessons.sort((a, b) => numberOn(day, a) - numberOn(day, b));
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

/** «Бережная Л. Г. отсутствует»: of a lesson that has lost its holder. */
export const absentWords = ({ substitute, teacher }: SubstitutionLesson): string =>
  `${(substitute ?? teacher).name} отсутствует`;
/** What is said of a lesson that nobody holds: «не назначена», «Бережная Л. Г. отсутствует: не назначена». */
export function openWords(lesson: SubstitutionLesson, day: Pick<Day, 'date' | 'lessons'>): string {
  if (!lesson.change) return 'не назначена';
  const gone = `${absentWords(lesson)}: не назначена`;
  return lesson.change.kind === 'move' ? `${changeWords(lesson, day)}; ${gone}` : gone;
}

/** «Изменения в расписании на …»: what differs from the timetable that day, and what nobody has been found for yet. */
export function sheetRows(day: Day): SheetRow[] {
  const open = new Set(day.lessons.filter((l) => lacksHolder(day, l)).map((l) => l.id));
  return day.lessons
    .filter((l) => l.change || open.has(l.id))
    .map((lesson) => ({
      id: lesson.id,
      number: numberOn(day, lesson),
      className: lesson.className,
      subject: capitalize(lesson.name ? `${lesson.subject}, ${lesson.name}` : lesson.subject),
      words: open.has(lesson.id) ? openWords(lesson, day) : changeWords(lesson, day),
      room: lesson.cancelled || lesson.date !== day.date ? '—' : lesson.room,
      open: open.has(lesson.id),
    }))
    .sort((a, b) => a.number - b.number || a.className.localeCompare(b.className, 'ru', { numeric: true }));
}

/** «8Б», «8Б, 1 подгруппа»: whose journal it is. */
export const homeOf = ({ className, name }: Pick<SubstitutionLesson, 'className' | 'name'>): string =>
  [className, name].filter(Boolean).join(', ');

/** Teachers that typed letters may mean: the one of that name or surname, else all whose name begins so. */
export function teachersNamed<T extends { name: string }>(teachers: readonly T[], typed: string): T[] {
  const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();
  const text = plain(typed);
  if (text === '') return [];
  const begin = teachers.filter(({ name }) => plain(name).startsWith(text));
  const exact = begin.filter(({ name }) => plain(name) === text);
  if (exact.length > 0) return exact;
  const surname = begin.filter(({ name }) => plain(name).split(' ')[0] === text);
  return surname.length > 0 ? surname : begin;
}

/** Changes of the day that were made while this absence stood: they stay when it turns out that there was none. */
export const madeFor = (day: Pick<Day, 'date' | 'lessons'>, away: TeacherAway): SubstitutionLesson[] =>
  day.lessons.filter(
    ({ teacher, change }) =>
      teacher.id === away.teacher.id && change?.was.date === day.date && isAwayAt(away, day.date, change.was.number),
  );
