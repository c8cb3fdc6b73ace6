import type { LessonChange } from '#lib/domain/lessonChange.ts';
import type { TeacherAbsenceReason } from '#lib/domain/teacherAbsence.ts';

/** A lesson of the day that substitutions are made for: held on it, or by the timetable on it. */
export type SubstitutionLesson = {
  id: number;
  groupId: number;
  classId: number;
  className: string;
  grade: number;
  subjectId: number;
  subject: string;
  /** «1 подгруппа» or ''. */
  name: string;
  date: string;
  number: number;
  /** ISO instants. */
  startsAt: string;
  endsAt: string;
  room: string;
  teacher: { id: number; name: string };
  cancelled: boolean;
  /** Who holds it instead. */
  substitute: { id: number; name: string } | null;
  change: LessonChange | null;
  /** The lesson it is held together with. */
  intoId: number | null;
  v: number;
};

/** Somebody who teaches: what, in which classes, how much by the timetable (hundredths of an hour a week). */
export type SubstitutionTeacher = {
  id: number;
  name: string;
  subjectIds: number[];
  classIds: number[];
  hours: number;
};

export type TeacherAway = {
  id: number;
  teacher: { id: number; name: string };
  from: string;
  to: string;
  numbers: number[] | null;
  reason: TeacherAbsenceReason;
  orderNo: string | null;
  orderOn: string | null;
  v: number;
};

/** «Замены» of one day. Lessons by number, class, id; absences of that day by id; teachers by name. */
export type SubstitutionsView = {
  view: 'substitutions';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  date: string;
  mayWrite: boolean;
  /** «Осенние каникулы», when the day is one of them for the whole school. */
  dayOff: string | null;
  lessons: SubstitutionLesson[];
  absences: TeacherAway[];
  teachers: SubstitutionTeacher[];
  subjects: { id: number; name: string }[];
};
