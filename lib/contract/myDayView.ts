import type { LessonChange } from '#lib/domain/lessonChange.ts';
import type { HomeworkState } from '#lib/domain/lessons.ts';
import type { LessonDraft } from '#lib/domain/plans/drafts.ts';

/** One lesson of a teacher's own: held by him, or by somebody else in his place. */
export type DayLesson = {
  id: number;
  groupId: number;
  classId: number;
  date: string;
  number: number;
  starts: string;
  ends: string;
  room: string;
  className: string;
  subject: string;
  /** «1 подгруппа» or ''. */
  name: string;
  cancelled: boolean;
  /** Its period is closed: nothing can be filled any more. */
  closed: boolean;
  /** «Замещаете: …»: whose lesson this person holds. */
  instead: string | null;
  /** «Замещает …»: who holds this person's lesson. */
  by: string | null;
  /** How it deviates from the timetable. */
  change: LessonChange | null;
  topic: boolean;
  homework: boolean;
  roll: boolean;
  /** Marks its control works demand, and those set. */
  due: number;
  done: number;
  /** Texts, of the chosen day only. `homeworkBy`: an ISO instant. */
  record: {
    topic: string | null;
    homework: { state: HomeworkState; text: string | null; dueDate: string | null } | null;
    homeworkBy: string;
    /** Offered from the plan while topic or homework is missing. */
    draft: LessonDraft | null;
  } | null;
};

/** «Мой день» of a teacher: `date` in full; of the other days, from the beginning of the month that is still being cleaned
 *  up to the next two weeks, what is filled. */
export type MyDayView = {
  view: 'myDay';
  /** Whose day it is. */
  personId: number;
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  date: string;
  /** How long after a class's last lesson homework is due, minutes. */
  homeworkMinutes: number;
  /** «Осенние каникулы», when the chosen day is one of them. */
  dayOff: string | null;
  lessons: DayLesson[];
  /** The classes this person is the homeroom teacher of, with what waits for him there. */
  homerooms: DayHomeroom[];
  /** Within how many days of the lesson a reason is due. */
  reasonDays: number;
  /** Plans of his groups that came back from review, by id. */
  returned: ReturnedPlan[];
};

export type ReturnedPlan = { planId: number; subject: string; grade: number; name: string; note: string };

/** Lessons missed without a reason, and reports of parents that wait for an answer. */
export type DayHomeroom = {
  classId: number;
  className: string;
  /** The first day whose reasons can still be set. */
  openFrom: string;
  unreasoned: { lessonId: number; studentId: number; date: string }[];
  notices: number[];
  /** What is planned with the class in this month and the next one, by id. */
  planned: { id: number; date: string }[];
  /** The first and the last day of the class's lessons. */
  study: { starts: string; ends: string };
};
