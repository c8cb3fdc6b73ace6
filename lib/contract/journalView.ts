import type { AbsenceReason, AttendanceCode, PeriodRef, WorkTypeRef } from '#lib/contract/viewParts.ts';
import type { Expected } from '#lib/domain/absences.ts';
import type { ControlPlan } from '#lib/domain/controlWorks.ts';
import type { FileRef } from '#lib/domain/files.ts';
import type { GroupKind } from '#lib/domain/groups.ts';
import type { HomeworkState, Ict, LessonKind } from '#lib/domain/lessons.ts';
import type { MarkKind } from '#lib/domain/markKind.ts';
import type { PeriodKind, PeriodValue } from '#lib/domain/periodMarks.ts';
import type { LessonDraft, LessonPass } from '#lib/domain/plans/drafts.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';

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
