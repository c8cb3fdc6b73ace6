import type { Profile } from '#db/seed/curriculum.ts';
import type { Name, Sex } from '#db/seed/names.ts';
import type { SubjectKey } from '#db/seed/subjects.ts';
import type { WorkTypeKey } from '#db/seed/workTypes.ts';
import type { GroupKind } from '#lib/domain/groups.ts';
import type { HomeworkState, Ict, LessonKind } from '#lib/domain/lessons.ts';

/** What the parts of the seed hand to one another before it becomes rows. Ids are explicit: equal input, equal rows. */

/** Next ids by table. They run on over schools and buildings, as the identity sequences do. */
export type Ids = { next(table: string): number; last(): [table: string, id: number][] };

export function countIds(): Ids {
  const counters = new Map<string, number>();
  return {
    next(table) {
      const id = (counters.get(table) ?? 0) + 1;
      counters.set(table, id);
      return id;
    },
    last: () => [...counters],
  };
}

/** A school has one building with the 35 classes of the story, or more of the same for benches. `seed` is different in each. */
export type Building = { number: number; seed: number };

export type Specialty =
  | 'primary'
  | 'eng'
  | 'rus'
  | 'math'
  | 'hist'
  | 'geo'
  | 'bio'
  | 'chem'
  | 'phys'
  | 'inf'
  | 'craftBoys'
  | 'craftGirls'
  | 'arts'
  | 'pe'
  | 'safe';

export type Person = { id: number; name: Name; sex: Sex };
export type Teacher = Person & { index: number; specialty: Specialty; room: string; hours: number };

export type Student = Person & {
  classIndex: number;
  /** First and last day in the class; `to` null: still there. */
  from: string;
  to: string | null;
  orderIn: string;
  orderOut: string | null;
  form: 'full' | 'home';
};
export type Guardian = Person & { children: { student: Student; relation: string }[]; paper: boolean };

export type SchoolClass = {
  id: number;
  /** Place within its building, the same in each. */
  index: number;
  grade: number;
  letter: string;
  /** «8Б». */
  label: string;
  profile: Profile;
  size: number;
  room: string;
  homeroom: Teacher;
  students: Student[];
};

/** A subject of a class or of its subgroup (`sub` 1, 2; 0 is the whole class). */
export type Group = {
  id: number;
  cls: SchoolClass;
  subject: SubjectKey;
  sub: 0 | 1 | 2;
  name: string;
  kind: GroupKind;
  /** Students of several classes; `cls` is the leading one. */
  mixed: boolean;
  /** Hundredths of an hour a week. */
  hours: number;
  teacher: Teacher;
  /** A second teacher who may write too. */
  second: Teacher | null;
  members: Student[];
  lessons: Lesson[];
};

/** One weekly place in the timetable. Parity 0 each week, 1 the first, third… week of the year, 2 the others. */
export type Place = { group: Group; weekday: number; number: number; parity: 0 | 1 | 2; room: string };

export type Work = { id: number; number: number; type: WorkTypeKey; name: string | null };
export type Lesson = {
  id: number;
  group: Group;
  date: string;
  /** Place of the day among the school's days, for attendance. */
  day: number;
  number: number;
  /** Instants, ms: 00:00 of the day in the school's zone, the bells. */
  midnight: number;
  starts: number;
  ends: number;
  room: string;
  cancelled: boolean;
  /** Last lesson of the class on that day, for deadlines and control works. */
  last: boolean;
  substitute: Teacher | null;
  works: Work[];
  /** A control work of the schedule, still to come: no work of the journal yet. */
  plan: { id: number; type: WorkTypeKey; level: 'school' | 'region' | 'federal' } | null;
  /** What is taught at it; `topic` is what has been entered of it by now. */
  title: string;
  topic: string | null;
  kind: LessonKind | null;
  homeworkState: HomeworkState | null;
  homework: string | null;
  homeworkMinutes: number | null;
  homeworkAt: number | null;
  homeworkDue: Lesson | null;
  ict: Ict[];
  rollAt: number | null;
  due: number;
  done: number;
};
