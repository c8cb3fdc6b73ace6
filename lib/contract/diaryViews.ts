import type { AbsenceReason, AttendanceCode, PeriodRef, WorkTypeRef } from '#lib/contract/viewParts.ts';
import type { ControlHeld, ControlPlan } from '#lib/domain/controlWorks.ts';
import type { FileRef } from '#lib/domain/files.ts';
import type { LessonChange } from '#lib/domain/lessonChange.ts';
import type { HomeworkState } from '#lib/domain/lessons.ts';
import type { MarkKind, WorkKind } from '#lib/domain/markKind.ts';
import type { ProgrammeSection } from '#lib/domain/plans/programme.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';

export type DiaryMark = {
  workId: number;
  number: number;
  lessonId: number;
  groupId: number;
  subject: string;
  date: string;
  value: number;
  /** «исправлено 3 → 4». */
  previous: number | null;
  setAt: string;
  v: number;
  /** Type and weight the mark counts by, and whether it counts. */
  typeId: number;
  weight: number;
  counted: boolean;
  /** What that comes from: the mark's own field and its work. */
  kind: MarkKind;
  kindV: number;
  work: WorkKind;
  workName: string | null;
  comment: string | null;
  commentV: number;
};

export type DiaryHomework = {
  /** The lesson it was given at. */
  fromId: number;
  state: HomeworkState;
  text: string | null;
  minutes: number | null;
  links: HomeworkLink[];
  files: FileRef[];
  v: number;
  done: boolean;
  doneV: number;
};

export type DiaryLesson = {
  id: number;
  groupId: number;
  number: number;
  starts: string;
  ends: string;
  startsAt: string;
  endsAt: string;
  subject: string;
  room: string;
  cancelled: boolean;
  substitute: string | null;
  /** How it deviates from the timetable, and the version of that. */
  change: LessonChange | null;
  changeV: number;
  topic: string | null;
  topicV: number;
  /** What is due at this lesson. */
  homework: DiaryHomework[];
  /** What this lesson gave, wherever it is due. */
  given: { state: HomeworkState; text: string | null; dueDate: string | null } | null;
  givenV: number;
  marks: DiaryMark[];
  absence: {
    code: AttendanceCode | null;
    minutes: number | null;
    v: number;
    reason: AbsenceReason | null;
    reasonV: number;
  };
};

export type DiaryDay = { date: string; dayOff: string | null; lessons: DiaryLesson[] };

/** A lesson of one of the days that was moved to a day that is not shown. `was`: by the timetable. */
export type DiaryMoved = {
  id: number;
  groupId: number;
  was: { date: string; number: number };
  date: string;
  number: number;
  v: number;
};

/** Дневник of one student: the days from … to, and the newest marks whatever their day. */
export type DiaryView = {
  view: 'diary';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  from: string;
  to: string;
  student: { id: number; name: string; given: string; className: string };
  /** Every child of this family, for the switcher. */
  children: { id: number; given: string; className: string }[];
  /** Subjects of the student's groups, so that an event can be shown without asking. */
  subjects: { groupId: number; subject: string }[];
  days: DiaryDay[];
  /** By the day and number they had. */
  moved: DiaryMoved[];
  /** Newest first, set within the last `RECENT_DAYS` days. */
  recent: DiaryMark[];
  workTypes: WorkTypeRef[];
  /** «Ближайшие контрольные»: the schedule's and the journals', from today on, {@link CONTROLS_AHEAD} days. */
  plans: ControlPlan[];
  controls: ControlHeld[];
  /** Days from the lesson until a «точка» is due. */
  pointDays: number;
};

/** A period as a family chooses it: periods of past school years are told apart by `year`, «2026/27». */
export type FamilyPeriod = PeriodRef & { yearId: number; year: string };

/** A subject of one student; several groups when he changed his subgroup. */
export type SubjectRef = { id: number; name: string; groupIds: number[] };

/** One correction: what stood there, what stands there since. Who made it is the school's own matter. */
export type MarkChange = { from: number; to: number; at: string };

/** `history`: corrections since the mark was first set, oldest first; empty for most. */
export type StudentMark = DiaryMark & { history: MarkChange[] };

export type MarksSubject = SubjectRef & {
  /** Lessons of the subject after today in the period: how many marks can still be earned. */
  ahead: number;
};

/** Отметки of one student over one period, all subjects. Subjects by name, marks by day. */
export type MarksView = {
  view: 'marks';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  student: DiaryView['student'] & { grade: number };
  children: DiaryView['children'];
  period: FamilyPeriod;
  /** Those that have begun. */
  periods: FamilyPeriod[];
  subjects: MarksSubject[];
  marks: StudentMark[];
  /** Topics of the period's lessons, by lesson: «за что». */
  topics: { lessonId: number; topic: string | null; v: number }[];
  /** «Выставлено» of the period. */
  periodMarks: FamilyFinal[];
  workTypes: WorkTypeRef[];
  thresholds: [number, number, number];
  /** Days from the lesson until a «точка» is due. */
  pointDays: number;
};

/** «Программа» of one student: how far his groups are in the year's programme (000 П2.5). Subjects by name. */
export type ProgrammeView = {
  view: 'programme';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  student: DiaryView['student'];
  children: DiaryView['children'];
  /** `plan` null: the group follows none yet. Hours. */
  subjects: (SubjectRef & { plan: { id: number; groupId: number; total: number; passed: number } | null })[];
  /** The school shows families the topics of lessons to come. */
  programmeAhead: boolean;
  /** The subject that was opened. Topics newest first; `ahead` null: not shown. */
  chosen: {
    subjectId: number;
    sections: ProgrammeSection[];
    passed: { lessonId: number; date: string; topic: string }[];
    ahead: { date: string; topic: string }[] | null;
  } | null;
};

/** A period mark; null: taken back. */
export type FamilyFinal = { groupId: number; periodId: number; value: string | null; setAt: string; v: number };

/** A mark as a sheet needs it. */
export type SheetMark = Pick<
  DiaryMark,
  'workId' | 'number' | 'groupId' | 'date' | 'value' | 'v' | 'typeId' | 'weight' | 'counted' | 'kind' | 'kindV' | 'work'
>;

/** Итоги of one student over one school year: period marks, and what they come from. */
export type ResultsView = {
  view: 'results';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  student: DiaryView['student'] & { grade: number };
  children: DiaryView['children'];
  year: { id: number; label: string; starts: string; ends: string };
  years: { id: number; label: string }[];
  /** Columns of the table, in their order. */
  periods: FamilyPeriod[];
  /** «Год», «Экзамен», «Итоговая»: columns as soon as there is a mark for them. */
  stages: FamilyPeriod[];
  subjects: SubjectRef[];
  marks: SheetMark[];
  /** Lessons with a word on attendance; `absent` false: late, or taken back. */
  missed: { lessonId: number; groupId: number; date: string; absent: boolean; v: number }[];
  periodMarks: FamilyFinal[];
  workTypes: WorkTypeRef[];
  thresholds: [number, number, number];
};

/** How many days ahead a family sees control works. */
export const CONTROLS_AHEAD = 14;

/** How many days back a diary's list of new marks reaches. */
export const RECENT_DAYS = 7;
