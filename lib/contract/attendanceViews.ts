import type { DiaryView, FamilyPeriod } from '#lib/contract/diaryViews.ts';
import type { AbsenceReason, AttendanceCode, PeriodRef } from '#lib/contract/viewParts.ts';
import type { CaseStatus, CaseStep, DocumentKind, NoticeKind, NoticeStatus, Range } from '#lib/domain/absences.ts';

/** A student at a lesson, with both authors: who wrote «Н» or «О», and who set the reason. */
export type AttendanceCell = {
  lessonId: number;
  groupId: number;
  date: string;
  studentId: number;
  code: AttendanceCode | null;
  minutes: number | null;
  v: number;
  by: string | null;
  reason: AbsenceReason | null;
  reasonV: number;
  reasonBy: string | null;
};

export type AbsenceDocument = Range & {
  id: number;
  studentId: number;
  kind: DocumentKind;
  number: string | null;
  issuedOn: string | null;
  reason: 'excused' | 'ill';
  noticeId: number | null;
  active: boolean;
  /** Who entered it; null for families. */
  by: string | null;
  v: number;
};

export type AbsenceNotice = {
  id: number;
  studentId: number;
  kind: NoticeKind;
  text: string | null;
  starts: string;
  ends: string;
  status: NoticeStatus;
  answer: string | null;
  from: string;
  sentAt: string;
  v: number;
};

export type AbsenceCase = {
  studentId: number;
  openedOn: string;
  status: CaseStatus;
  notes: { number: number; step: CaseStep; text: string | null; by: string; at: string }[];
  v: number;
};

/** A group as attendance names it. `beside`: a club or an elective, beside the class's timetable. */
export type AttendanceGroup = { groupId: number; subject: string; name: string; beside: boolean };

/** «Журнал дня» of one class: its students at all lessons of `date`, what waits for the homeroom teacher, documents, reports
 *  of parents, case records. Cells: those of `date`, and of other days the absences without a reason. */
export type AttendanceView = {
  view: 'attendance';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  date: string;
  dayOff: string | null;
  class: { id: number; name: string };
  /** Classes whose day this person may open. */
  classes: { id: number; name: string }[];
  /** May set reasons, keep documents and cases; and «Н», «О» of the class's own lessons. */
  mayWrite: boolean;
  /** By name; those who have left stand where they would. */
  students: { id: number; name: string; from: string; to: string | null }[];
  groups: AttendanceGroup[];
  lessons: {
    id: number;
    groupId: number;
    number: number;
    starts: string;
    ends: string;
    room: string;
    cancelled: boolean;
    /** Of lessons beside the class it is nobody's here to take: always false. */
    roll: boolean;
    rollV: number;
    members: number[];
  }[];
  cells: AttendanceCell[];
  documents: AbsenceDocument[];
  notices: AbsenceNotice[];
  cases: AbsenceCase[];
  /** The class's periods and the year, for reports. */
  periods: PeriodRef[];
  /** The first day whose reasons can still be set: periods before it are closed. */
  openFrom: string;
  /** Within how many days of the lesson a reason is due. */
  reasonDays: number;
};

/** «Посещаемость» of one student for his family: every missed lesson of a period, documents and reports. */
export type AbsencesView = {
  view: 'absences';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  student: DiaryView['student'];
  children: DiaryView['children'];
  period: FamilyPeriod;
  /** Those that have begun. */
  periods: FamilyPeriod[];
  groups: AttendanceGroup[];
  /** Lessons of the class (subgroup) by day, up to today. */
  held: { date: string; lessons: number }[];
  /** By day and lesson; a row whose «Н» was taken back has no code. */
  rows: {
    lessonId: number;
    groupId: number;
    date: string;
    code: AttendanceCode | null;
    minutes: number | null;
    v: number;
    reason: AbsenceReason | null;
    reasonV: number;
  }[];
  documents: AbsenceDocument[];
  notices: AbsenceNotice[];
  /** A parent reports an absence; a pupil does not. */
  mayReport: boolean;
};
