import * as z from 'zod/mini';
import type { AbsenceDocument, AttendanceCell, AttendanceGroup } from '#lib/contract/attendanceViews.ts';
import type { HomeworkVolumeView } from '#lib/contract/homeworkVolumeView.ts';
import type { PlanControlsBoard } from '#lib/contract/planControls.ts';
import { type PlanCellVersion, type PlanRemark, type PlanVersionRows, planField } from '#lib/contract/planLife.ts';
import { storable } from '#lib/contract/storable.ts';
import type { AbsenceReason, AttendanceCode } from '#lib/contract/viewParts.ts';
import type { AbsenceDay } from '#lib/domain/absenceCounts.ts';
import type { ClassPlanFields } from '#lib/domain/classPlan.ts';
import type { ParallelLesson } from '#lib/domain/homework.ts';
import type { HomeworkState } from '#lib/domain/lessons.ts';
import type { MarkKind } from '#lib/domain/markKind.ts';
import type { PeriodValue } from '#lib/domain/periodMarks.ts';
import { planRowId } from '#lib/domain/plans/rows.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';
import { isDay } from '#lib/domain/time.ts';
import { TIMETABLE_BY } from '#lib/domain/timetableWeek.ts';

/** What a page asks for when a person opens it: too much, or too rarely looked at, to be in the page's view. Every read has
 *  an input, an answer, and a query of its own with its own permission. */

const id = z.int().check(z.minimum(1), z.maximum(2147483647));
const day = z.string().check(z.refine(isDay));

export const readInputs = {
  /** «История изменений» of one cell: a student at a lesson, and one of its works. */
  'cell.history': z.strictObject({ lessonId: id, workId: id, studentId: id }),
  /** «История изменений» of one period mark. */
  'periodMark.history': z.strictObject({ groupId: id, studentId: id, periodId: id }),
  /** What helps to give homework at a lesson: coming lessons, one's last ones, the parallel groups. */
  'homework.ideas': z.strictObject({ lessonId: id }),
  /** What the other classes of a class's parallel plan in a month, to copy. */
  'classPlan.parallel': z.strictObject({ classId: id, month: z.string().check(z.regex(/^20\d{2}-(0[1-9]|1[0-2])$/)) }),
  /** Control works of a thematic plan, the schedule of its classes, and where the plan puts them. */
  'plan.controls': z.strictObject({ planId: id }),
  /** Filled lessons of a group of which no row of its plan is known. */
  'plan.unbound': z.strictObject({ planId: id, groupId: id }),
  /** Homework of the group's class for the coming days, to follow while one writes. */
  'homework.volume': z.strictObject({ groupId: id }),
  /** Control works and homework over their limits, and presence of thematic plans, for the wall. */
  'wall.limits': z.strictObject({}),
  /** One's own written and home works that nobody has marked within a week. */
  'day.unmarked': z.strictObject({}),
  /** Whom a change of a lesson concerns, and what is planned in it. */
  'lesson.affected': z.strictObject({ lessonId: id }),
  /** Where a lesson could be moved to on a day. */
  'lesson.slots': z.strictObject({ lessonId: id, date: z.string().check(z.refine(isDay)) }),
  /** Whose timetable: classes, teachers, rooms or students by the beginning of a name. */
  'timetable.find': z.strictObject({ by: z.enum(TIMETABLE_BY), text: storable(z.string().check(z.maxLength(60))) }),
  /** One's own addresses of calendars, without the addresses. */
  'calendar.feeds': z.strictObject({}),
  /** The registry of one student's missed lessons (000 Пр1.3). */
  'attendance.student': z.strictObject({ studentId: id, from: day, to: day }),
  /** A class over a period: days and lessons by reason of every student (001 3.3.2). */
  'attendance.report': z.strictObject({ classId: id, from: day, to: day }),
  /** The school's classes over one week (004 3б). */
  'attendance.week': z.strictObject({ monday: day }),
  /** The rows of a past version of a thematic plan. */
  'plan.version': z.strictObject({ planId: id, number: id }),
  /** «Кто написал»: how one cell of a plan stood in its versions. */
  'plan.cell': z.strictObject({ planId: id, rowId: planRowId, field: planField }),
  /** Remarks on a plan that are settled. */
  'plan.settled': z.strictObject({ planId: id }),
} as const;
export type ReadName = keyof typeof readInputs;
export type ReadInput<N extends ReadName> = z.infer<(typeof readInputs)[N]>;

/** One change of a cell, as its history shows it. `at` is school time, ISO; `why`: the author's own words. */
export type CellChange = { seq: number; at: string; by: string; why: string | null } & (
  | { what: 'mark'; number: number; before: number | null; after: number | null }
  | { what: 'comment'; number: number; before: string | null; after: string | null }
  | { what: 'kind'; number: number; before: MarkKind; after: MarkKind }
  | { what: 'absence'; before: AttendanceCode | null; after: AttendanceCode | null; minutes: number | null }
  | { what: 'reason'; before: AbsenceReason | null; after: AbsenceReason | null }
);

/** One change of a period mark. */
export type FinalChange = {
  seq: number;
  at: string;
  by: string;
  before: PeriodValue | null;
  after: PeriodValue | null;
  grounds: string | null;
};

/** A lesson of a parallel group that homework may be repeated in, with what is written there and its version. */
export type ParallelTarget = ParallelLesson & {
  homework: { state: HomeworkState; text: string | null } | null;
  v: number;
};
export type HomeworkIdeas = {
  coming: { id: number; date: string; number: number }[];
  /** One's own last different ones in this subject and grade, the newest first. */
  last: {
    lessonId: number;
    className: string;
    date: string;
    text: string;
    minutes: number | null;
    links: HomeworkLink[];
  }[];
  /** One's own groups of the same subject and grade, each with its lessons around this one's day. */
  parallels: { groupId: number; label: string; lessons: ParallelTarget[] }[];
};

/** `topic`: what is planned or written; null: nothing yet. `nextDay`: when the class has lessons next; null: not soon. */
export type LessonAffected = { students: number; parents: number; topic: string | null; nextDay: string | null };
/** Lessons of a day a lesson could be moved to, by number; `taken`: why not, in words; null: it is free. Times «HH:MM». */
export type LessonSlot = {
  number: number;
  starts: string;
  ends: string;
  taken: string | null;
  roomTaken: string | null;
};

/** A timetable to choose. `detail`: what tells two of one name apart. */
export type TimetableOption = { id: string; label: string; detail: string };
/** Options of one search at most: more are found by typing on. */
export const TIMETABLE_OPTIONS = 60;

/** `studentId` null: the person's own lessons. Times are school time, ISO. */
export type CalendarFeed = {
  studentId: number | null;
  active: boolean;
  issuedAt: string;
  /** When a calendar program last asked; to the hour. */
  readAt: string | null;
  v: number;
};
/** Period marks of a group that are still to be set; `by`: the last day for it. */
export type FinalsDue = {
  groupId: number;
  className: string;
  subject: string;
  /** «1 подгруппа» or ''. */
  name: string;
  periodId: number;
  /** «II четверть». */
  period: string;
  by: string;
  students: number;
  missing: number;
};
/** A work without a single mark a week after its lesson (003 П2 2.4, 004 2г); the oldest first. */
export type UnmarkedWork = {
  workId: number;
  lessonId: number;
  groupId: number;
  className: string;
  subject: string;
  /** «1 подгруппа» or ''. */
  name: string;
  type: string;
  date: string;
};

/** `v`: of what it passes, 0 when nothing was said of it. */
export type UnboundLesson = { id: number; date: string; number: number; topic: string; v: number };

/** What each read answers. Newest first where it is a list. */
export type ReadAnswers = {
  'cell.history': { changes: CellChange[] };
  'periodMark.history': { changes: FinalChange[] };
  'homework.ideas': HomeworkIdeas;
  'classPlan.parallel': { classes: { id: number; name: string; entries: ClassPlanFields[] }[] };
  'plan.controls': PlanControlsBoard;
  'plan.unbound': { lessons: UnboundLesson[] };
  'homework.volume': HomeworkVolumeView;
  /** Of the coming two weeks: control works and those over a limit, days of classes with homework and those over the norm. */
  'day.unmarked': { works: UnmarkedWork[]; finals: FinalsDue[] };
  'wall.limits': {
    controls: number;
    broken: number;
    days: number;
    much: number;
    /** Thematic plans: how many there are, subjects of grades that have none, those that wait to be approved. */
    plans: { all: number; missing: number; review: number };
  };
  'lesson.affected': LessonAffected;
  'lesson.slots': { slots: LessonSlot[]; dayOff: string | null };
  'timetable.find': { options: TimetableOption[] };
  'calendar.feeds': { feeds: CalendarFeed[] };
  'attendance.student': StudentAbsences;
  'attendance.report': ClassAbsences;
  'attendance.week': { classes: WeekClass[] };
  'plan.version': PlanVersionRows;
  'plan.cell': { versions: PlanCellVersion[] };
  'plan.settled': { remarks: PlanRemark[] };
};

/** Every lesson a student missed or was late for, with both authors; documents that touch the days asked for. */
export type StudentAbsences = {
  student: { id: number; name: string; className: string };
  groups: AttendanceGroup[];
  held: { date: string; lessons: number }[];
  rows: (Pick<AttendanceCell, 'lessonId' | 'groupId' | 'date' | 'code' | 'minutes' | 'by' | 'reason' | 'reasonBy'> & {
    number: number;
  })[];
  documents: AbsenceDocument[];
};
/** The students of a class with the days on which something was noted of them. */
export type ClassAbsences = { students: { id: number; name: string; to: string | null; days: AbsenceDay[] }[] };
/** Lessons missed in a class in a week, by reason, and how many of its students are concerned; `held`: lessons a student had,
 *  summed over its students. */
export type WeekClass = {
  id: number;
  grade: number;
  letter: string;
  students: number;
  held: number;
  ill: number;
  excused: number;
  unexcused: number;
  unreasoned: number;
  late: number;
  away: number;
};

/** The body of POST /api/read. */
export const readBody = z.strictObject({
  name: z.enum(Object.keys(readInputs) as [ReadName, ...ReadName[]]),
  input: z.unknown(),
});
/** Largest accepted body of POST /api/read, bytes. */
export const READ_BODY_LIMIT = 4 * 1024;
