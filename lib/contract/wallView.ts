export type WallLesson = {
  id: number;
  groupId: number;
  classId: number;
  number: number;
  subject: string;
  teacherId: number;
  startsAt: string;
  endsAt: string;
  cancelled: boolean;
  /** Somebody else holds it. */
  substitute: boolean;
  /** Beside the class (a club, an elective, a pupil at home): homework waits for no such lesson. */
  beside: boolean;
  graded: boolean;
  topic: boolean;
  homework: boolean;
  roll: boolean;
  due: number;
  done: number;
};

export type WallDay = {
  date: string;
  lessons: number;
  topic: number;
  homework: number;
  roll: number;
  due: number;
  done: number;
};

/** `name`: as in plan.paced. */
export type WallLag = { groupId: number; classId: number; planId: number; subject: string; name: string; lag: number };

/** Контроль: сегодня. Lessons of the day with their filling; `days` are the counters of the last school days. */
export type WallView = {
  view: 'wall';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  classes: { id: number; grade: number; letter: string; students: number }[];
  teachers: { id: number; name: string }[];
  /** Grades this deputy supervises, for «Мои параллели». */
  ownGrades: number[];
  lessons: WallLesson[];
  /** When homework of a class's day is due: ISO instants. */
  homeworkBy: { classId: number; at: string }[];
  /** How long after the last lesson that is, minutes. */
  homeworkMinutes: number;
  /** Today's absences by cell; `reasoned` without saying which reason. A reason stays when «Н» is taken back: absent false. */
  absences: {
    lessonId: number;
    studentId: number;
    classId: number;
    absent: boolean;
    reasoned: boolean;
    late: boolean;
  }[];
  /** Students who were away on the school days right before today, and on how many of them in a row: three and more. */
  away: { studentId: number; classId: number; days: number }[];
  days: WallDay[];
  remarksOverdue: number;
  /** Groups that are behind their plans, the furthest first; hours as of today. */
  lags: WallLag[];
};
