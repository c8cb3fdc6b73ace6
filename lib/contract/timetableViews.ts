import type { LessonChange } from '#lib/domain/lessonChange.ts';
import type { TimetableBy } from '#lib/domain/timetableWeek.ts';

/** What the timetable's screens show. Dates are ISO days, times «HH:MM» in the school's zone, `now` an ISO instant of school
 *  time. The lessons are facts: where and when they are held now, beside what stood by the timetable. */

export type PersonRef = { id: number; name: string };

export type TimetableLesson = {
  id: number;
  groupId: number;
  date: string;
  number: number;
  starts: string;
  ends: string;
  /** The group's own; `change.instead` names what is taught in its place. */
  subject: string;
  /** «8Б»; a group of several classes goes by its own name. */
  className: string;
  /** «1 подгруппа» or ''. */
  name: string;
  room: string;
  cancelled: boolean;
  /** Who holds it by the timetable. */
  teacher: PersonRef;
  /** Who holds it instead. */
  substitute: PersonRef | null;
  /** How it departs from the timetable, and the version of that. */
  change: LessonChange | null;
  changeV: number;
};

/** A group whose lessons may come into the week: enough to show one that an event moves here. */
export type TimetableGroup = Pick<TimetableLesson, 'groupId' | 'subject' | 'className' | 'name'>;

export type TimetableDay = { date: string; dayOff: string | null };

/** Расписание of a class, a teacher, a room or a student for one week. Lessons by day, number and id: those of the week, and
 *  those that the timetable had in it and that are held elsewhere. */
export type TimetableView = {
  view: 'timetable';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  by: TimetableBy;
  /** The class's, teacher's or student's number as a text, or the room. */
  id: string;
  /** «8Б», «Орлова Е. В.», «каб. 214», «Ковалёв Михаил, 8Б». */
  title: string;
  /** Its Monday. */
  week: string;
  /** Monday to Saturday. */
  days: TimetableDay[];
  lessons: TimetableLesson[];
  groups: TimetableGroup[];
  /** «Нечётная неделя»: when its weeks differ. */
  parity: 1 | 2 | null;
  /** A family's: whose it is and its other children. */
  family: { student: { id: number; name: string; given: string; className: string }; children: FamilyChild[] } | null;
};
export type FamilyChild = { id: number; given: string; className: string };

/** One change of a day, with who made it and when; without a `change`, it was taken back. */
export type DayChange = TimetableLesson & { at: string | null; by: string };
/** «Изменения за день»: lessons that are held on this day otherwise than the timetable says, or are not held. */
export type ChangesView = {
  view: 'changes';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  date: string;
  dayOff: string | null;
  changes: DayChange[];
};
