import type { PlansView, PlanView } from '#lib/contract/planView.ts';
import type { ChangesView, TimetableView } from '#lib/contract/timetableViews.ts';
import type {
  CaseStatus,
  CaseStep,
  DocumentKind,
  Expected,
  NoticeKind,
  NoticeStatus,
  Range,
} from '#lib/domain/absences.ts';
import type { ApprovalKind, ApprovalState } from '#lib/domain/approvals.ts';
import type { Bell, BellRule, RungClass } from '#lib/domain/bells.ts';
import type { ClassPlanEntry } from '#lib/domain/classPlan.ts';
import type { ControlHeld, ControlPlan } from '#lib/domain/controlWorks.ts';
import type { OffFor } from '#lib/domain/dayOff.ts';
import type { FileRef } from '#lib/domain/files.ts';
import type { GroupKind } from '#lib/domain/groups.ts';
import type { LessonChange } from '#lib/domain/lessonChange.ts';
import type { HomeworkState, Ict, LessonKind } from '#lib/domain/lessons.ts';
import type { MarkKind, WorkKind } from '#lib/domain/markKind.ts';
import type { PeriodKind, PeriodValue } from '#lib/domain/periodMarks.ts';
import type { LessonDraft, LessonPass } from '#lib/domain/plans/drafts.ts';
import type { ProgrammeSection } from '#lib/domain/plans/programme.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';
import type { SchoolSettings, SettingField } from '#lib/domain/settings.ts';
import type { TeacherAbsenceReason } from '#lib/domain/teacherAbsence.ts';
import type { Slot } from '#lib/domain/timetable.ts';

/** Read models: what one screen shows, read in one snapshot together with the school's `seq`. Dates are ISO days,
 *  times «HH:MM» in the school's zone, `now` an ISO instant of school time, weights hundredths. */

export type PeriodRef = { id: number; label: string; starts: string; ends: string; closed: boolean };
/** `archived`: no longer offered, still shown where it was used. */
export type WorkTypeRef = {
  id: number;
  name: string;
  short: string;
  weight: number;
  control: boolean;
  written: boolean;
  sort: number;
  archived: boolean;
  v: number;
};
export type AttendanceCode = 'absent' | 'late' | 'remote' | 'exempt';
export type AbsenceReason = 'excused' | 'unexcused' | 'ill';

export type JournalStudent = {
  id: number;
  name: string;
  from: string;
  to: string | null;
  orderIn: string;
  orderOut: string | null;
};
export type JournalLesson = {
  id: number;
  date: string;
  number: number;
  starts: string;
  ends: string;
  /** ISO instants of school time on the running day, for «идёт»; '' on other days. */
  startsAt: string;
  endsAt: string;
  room: string;
  cancelled: boolean;
  /** «Замещает …» when somebody else holds it. */
  substitute: string | null;
  /** The version of where it stands and who holds it. */
  changeV: number;
  topic: string | null;
  topicV: number;
  /** Offered from the plan while topic or homework is missing; null: the plan has nothing for it. */
  draft: LessonDraft | null;
  /** What was said of it and its plan; null: nothing. */
  pass: LessonPass | null;
  kind: LessonKind | null;
  kindV: number;
  homework: JournalHomework | null;
  homeworkV: number;
  files: FileRef[];
  /** When homework must be entered at the latest: an hour after the class's last lesson of the day (003 П2 2.2). */
  homeworkBy: string;
  ict: Ict[];
  ictV: number;
  roll: boolean;
  rollV: number;
};
export type JournalHomework = {
  state: HomeworkState;
  text: string | null;
  minutes: number | null;
  dueId: number | null;
  dueDate: string | null;
  links: HomeworkLink[];
};
export type JournalWork = {
  id: number;
  lessonId: number;
  number: number;
  typeId: number;
  name: string | null;
  weight: number | null;
  v: number;
};
export type JournalMark = {
  workId: number;
  studentId: number;
  number: number;
  value: number | null;
  v: number;
  /** Its own type, weight and counting; what it counts by is lib/domain/markKind.ts' to say. */
  kind: MarkKind;
  kindV: number;
  comment: string | null;
  commentV: number;
};
/** Итоговая of one student. `grounds` and `by`: обоснование, and who set it. */
export type JournalFinal = {
  periodId: number;
  studentId: number;
  value: PeriodValue | null;
  grounds: string | null;
  by: string;
  v: number;
};
export type JournalPeriod = PeriodRef & { kind: PeriodKind };
export type JournalAttendance = {
  lessonId: number;
  studentId: number;
  code: AttendanceCode | null;
  minutes: number | null;
  v: number;
  /** Null also when the viewer may not see it. */
  reason: AbsenceReason | null;
  reasonV: number;
};

/** Журнал of one group over one period. Students, lessons and works are sorted as shown; marks and attendance by ids. */
export type JournalView = {
  view: 'journal';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  group: {
    id: number;
    classId: number;
    className: string;
    grade: number;
    subjectId: number;
    subject: string;
    /** «1 подгруппа» or ''. */
    name: string;
    kind: GroupKind;
    graded: boolean;
    hours: number;
    teachers: { id: number; name: string }[];
    homeroom: string | null;
  };
  /** Other journals this person may open, for the switcher. */
  groups: { id: number; label: string; kind: GroupKind }[];
  /** Students of the class who are taught this subject apart, at home or in the family, and their journal when this
   *  person may open it (001 3.2.5). */
  separate: { studentName: string; kind: GroupKind; groupId: number | null }[];
  /** `reasons`: may see why a student was absent; `write` per lesson is decided by can() on the server too. */
  rights: {
    write: boolean;
    reasons: boolean;
    setReasons: boolean;
    lessonIds: number[] | null;
    /** Period marks: as the group's teacher, or «request»: on his request, with a reason. */
    finals: 'own' | 'request' | null;
  };
  period: JournalPeriod;
  periods: JournalPeriod[];
  /** «Год», and in grades 9 and 11 «Экзамен» and «Итоговая». */
  stages: JournalPeriod[];
  students: JournalStudent[];
  lessons: JournalLesson[];
  works: JournalWork[];
  marks: JournalMark[];
  attendance: JournalAttendance[];
  /** Who is not expected: a document or a report of the parents says so. Why is not told here. */
  expected: Expected[];
  notes: { workId: number; studentId: number; note: string | null; v: number }[];
  /** Period marks of the school year, all periods and stages. */
  finals: JournalFinal[];
  workTypes: WorkTypeRef[];
  /** Control works of the schedule in this period. */
  plans: ControlPlan[];
  /** The plan this group follows. `v`: of its drafts; `seq`: the update of its document their texts were read at. */
  plan: { id: number; v: number; seq: number } | null;
  /** What the school has decided. */
  rules: SchoolSettings;
};

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

/** «Настройки»: what the school decides for itself. `v`: the version of each field. */
export type SettingsView = {
  view: 'settings';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  mayWrite: boolean;
  settings: SchoolSettings;
  v: Record<SettingField, number>;
  /** Subjects of the school, for «сколько обычно занимает задание». */
  subjects: { id: number; name: string }[];
  workTypes: WorkTypeRef[];
};

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

/** «План внеурочных занятий с классом»: a class's school year. Entries by day, then id. */
export type ClassPlanView = {
  view: 'classPlan';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  school: string;
  class: { id: number; name: string };
  /** Its homeroom teacher now, for the print. */
  homeroom: string | null;
  /** Classes whose plans this person may open. */
  classes: { id: number; name: string }[];
  mayWrite: boolean;
  /** The school year, in which entries may stand, and the days from the first lesson to the last, whose months are asked for. */
  year: { starts: string; ends: string };
  study: { starts: string; ends: string };
  /** Days on which the class has no lessons. */
  dayOffs: { starts: string; ends: string; title: string }[];
  entries: ClassPlanEntry[];
};

/** A version of the timetable, or a draft of one. `last`: the newest in force, the one that «Вернуть прежнее» takes back. */
export type TimetableVersion = {
  id: number;
  title: string;
  starts: string;
  state: 'draft' | 'current' | 'withdrawn';
  last: boolean;
  by: string | null;
  at: string;
  /** Who put it into force and when; null: nobody yet, or before the school kept versions. */
  enforced: { by: string; at: string } | null;
  v: number;
};
export type BellSetRef = { id: number; name: string; bells: Bell[]; v: number };
export type TimetableClass = RungClass & { letter: string; shift: number };
export type GivenApproval = { orderNo: string; orderOn: string; note: string | null; by: string; at: string };
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

export type BellRuleRef = BellRule & { v: number };
/** «Редактор расписания» before a draft is opened: versions, bells, approvals (003 П4 3.2.1). */
export type TimetableOfficeView = {
  view: 'timetableOffice';
  seq: number;
  now: string;
  today: string;
  tz: string;
  mayWrite: boolean;
  mayApprove: boolean;
  /** `lastDay`: the last day of lessons. */
  year: { id: number; label: string; starts: string; ends: string; lastDay: string } | null;
  versions: TimetableVersion[];
  bellSets: BellSetRef[];
  bellRules: BellRuleRef[];
  classes: TimetableClass[];
  approvals: { kind: ApprovalKind; due: string; state: ApprovalState; last: GivenApproval | null }[];
};

export type DraftGroup = {
  id: number;
  classId: number;
  subjectId: number;
  subject: string;
  short: string;
  /** «1 подгруппа» or ''. */
  name: string;
  kind: GroupKind;
  mixed: boolean;
  /** Hundredths of an hour a week, by the load. */
  hours: number;
  teacherId: number | null;
  /** All who hold the group on the draft's day, and may write in its journal. */
  teacherIds: number[];
  /** Of the curriculum: counts for the ceilings. */
  counted: boolean;
};
/** `gone` places are kept: undo puts one back under its id. */
export type DraftSlot = Slot & { gone: boolean; v: number };

/** A draft of the timetable: the school's week with everything that tells what stands in whose way. */
export type DraftView = {
  view: 'draft';
  seq: number;
  now: string;
  today: string;
  tz: string;
  mayWrite: boolean;
  version: { id: number; title: string; starts: string; state: TimetableVersion['state']; v: number };
  /** Whether a broken ceiling keeps a draft from force. */
  ceilings: SchoolSettings['ceilings'];
  classes: TimetableClass[];
  groups: DraftGroup[];
  /** Учебный план: class, subject, hundredths of an hour a week. */
  curriculum: [classId: number, subjectId: number, hours: number][];
  teachers: { id: number; name: string }[];
  /** Groups that have a student in common, each pair once, the smaller id first. */
  meets: [number, number][];
  bellSets: BellSetRef[];
  bellRules: BellRuleRef[];
  slots: DraftSlot[];
};
/** «Контрольные работы» of a parallel: the year's plans and works, and the lessons of the days shown. */
export type ControlWorksView = {
  view: 'controlWorks';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  grade: number;
  /** Parallels with control works, for the switcher. */
  grades: number[];
  year: { starts: string; ends: string };
  /** The days shown, both included. */
  from: string;
  to: string;
  classes: {
    id: number;
    label: string;
    periods: { label: string; starts: string; ends: string; half: boolean }[];
  }[];
  /** Graded groups of those classes, by subject. `mine`: this person may place works in it. */
  groups: {
    id: number;
    classId: number;
    subjectId: number;
    subject: string;
    short: string;
    /** «1 подгруппа» or ''. */
    name: string;
    hours: number;
    teachers: string[];
    mine: boolean;
  }[];
  /** Lessons of the classes on the days shown, those without marks too: the first and the last are told by them. */
  lessons: { id: number; classId: number; groupId: number; date: string; number: number; cancelled: boolean }[];
  dayOffs: { starts: string; ends: string; title: string }[];
  plans: ControlPlan[];
  works: ControlHeld[];
  workTypes: WorkTypeRef[];
  rules: SchoolSettings;
};

/** Homework that is due on the days shown, by class: what the day's volume is summed from. */
export type HomeworkVolumeView = {
  view: 'homeworkVolume';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  from: string;
  to: string;
  classes: { id: number; grade: number; label: string }[];
  /** Groups whose homework counts. `part`: a subgroup, of which the longest of a subject counts. */
  groups: { id: number; classId: number; subjectId: number; subject: string; part: boolean; teacher: string }[];
  dayOffs: (OffFor & { starts: string; ends: string; title: string })[];
  items: VolumeItem[];
  rules: SchoolSettings;
};
/** `minutes` null: the teacher gave none, the subject's usual length counts. */
export type VolumeItem = {
  /** The lesson that gave it, and the day and lesson it is due at. */
  lessonId: number;
  groupId: number;
  dueId: number;
  date: string;
  minutes: number | null;
  v: number;
};

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

export type View = (
  | AttendanceView
  | AbsencesView
  | JournalView
  | DiaryView
  | MarksView
  | ResultsView
  | WallView
  | SettingsView
  | MyDayView
  | TimetableView
  | ChangesView
  | TimetableOfficeView
  | DraftView
  | ControlWorksView
  | HomeworkVolumeView
  | SubstitutionsView
  | ClassPlanView
  | ProgrammeView
  | PlanView
  | PlansView
) & {
  /** An event said something that this view cannot know the whole of: it is read anew. */
  stale?: true;
};

/** How many days ahead a family sees control works. */
export const CONTROLS_AHEAD = 14;
/** How many days back a diary's list of new marks reaches. */
export const RECENT_DAYS = 7;
