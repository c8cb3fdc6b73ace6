import type { PlanRemark, PlanVersionHead } from '#lib/contract/planLife.ts';
import type { PersonRef } from '#lib/contract/timetableViews.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import type { PlanChanges } from '#lib/domain/plans/compare.ts';
import type { DueHours, PlanTotals } from '#lib/domain/plans/hours.ts';
import type { PlanState } from '#lib/domain/plans/life.ts';
import type { Pace } from '#lib/domain/plans/pace.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';

/** What the screens of thematic plans show. Times are school time, ISO. */

/** Field → who changed it last and when. */
export type CellAuthors = Record<string, [personId: number, at: string]>;
/** `position`: 1, 2, 3… over sections and lessons together. */
export type PlanViewRow = PlanRow & { position: number; authors: CellAuthors };

/** A plan without its rows. `v`: of its state. */
export type PlanHead = {
  id: number;
  subjectId: number;
  subject: string;
  grade: number;
  /** Tells two plans of one subject and grade apart; ''. */
  name: string;
  state: PlanState;
  /** The last approved version; 0: none yet. */
  approved: number;
  approvedAt: string | null;
  /** Why it was returned. */
  note: string | null;
  totals: PlanTotals;
  v: number;
};

/** A group with its load by the curriculum. */
export type PlanGroup = {
  id: number;
  classId: number;
  /** «8Б»; a group of several classes goes by its own name. */
  className: string;
  /** «1 подгруппа» or ''. */
  name: string;
  teachers: PersonRef[];
  /** Hundredths of an hour a week. */
  weekly: number;
  /** Hours of the year, and of its periods in their order. */
  due: { year: number; periods: DueHours[] };
};

/** One plan: the first paint of its editor, and the whole of it for those who read. */
export type PlanView = {
  view: 'plan';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  plan: PlanHead & {
    /** Of the document: a browser's copy of another one is never merged into this. */
    generation: string;
    /** Up to which update of the document `rows` were read. */
    seq: number;
  };
  /** All who write it: load in that subject and grade. By name. */
  authors: PersonRef[];
  /** Whose names stand at cells. */
  people: PersonRef[];
  may: { write: boolean; create: boolean; comment: boolean; approve: boolean };
  /** In the plan's order. */
  rows: PlanViewRow[];
  /** By class and name. */
  groups: PlanGroup[];
  workTypes: WorkTypeRef[];
  /** What departs from the approved version; null: none is approved yet. */
  changes: PlanChanges | null;
  /** In the order of their numbers; of mere sittings the last ones. */
  versions: PlanVersionHead[];
  /** The open ones with their answers, in the order they were made. */
  remarks: PlanRemark[];
  /** Of each group: its lessons of the year in order, and which rows they pass. */
  dates: { groupId: number; lessons: PlanDate[] }[];
  /** Of each group that has lessons: how far it is. */
  pace: ({ groupId: number } & Pace)[];
};

/** A lesson as the plan dates by it. `how`: «draft» not filled yet, «rows» filled or decided, «free» filled with no row known. */
export type PlanDate = {
  lessonId: number;
  date: string;
  number: number;
  /** Its topic is confirmed. */
  held: boolean;
  how: 'draft' | 'rows' | 'repeat' | 'lost' | 'cancelled' | 'free';
  rows: string[];
  reason: string | null;
};

/** «КТП»: all plans of the year, and the groups that have none. */
export type PlansView = {
  view: 'plans';
  seq: number;
  now: string;
  today: string;
  /** The school's IANA zone. */
  tz: string;
  year: { id: number; starts: string; ends: string };
  /** By subject, grade, name. */
  plans: (PlanHead & {
    groupIds: number[];
    /** Up to which update of the document `totals` were read. */
    seq: number;
    /** Open comments and suggestions. */
    remarks: number;
    mine: boolean;
  })[];
  /** Groups that need a plan or have one, by class, subject, name. */
  groups: (Omit<PlanGroup, 'due'> & {
    /** Its place in `dues`. */
    due: number;
    grade: number;
    subjectId: number;
    subject: string;
    /** This person may make a plan for it. */
    mayCreate: boolean;
    /** This person teaches it. */
    mine: boolean;
    /** Hours behind its plan, negative: ahead; null: it follows none. */
    lag: number | null;
    /** Hours of its plan behind it, those of lessons with no known row among them. */
    passed: number;
    /** Control works that the schedule holds for it from today on; null: none are written there (no marks). */
    scheduled: number | null;
  })[];
  /** Hours of the year and its periods: groups with equal hours and days share them. */
  dues: PlanGroup['due'][];
  /** Plans of the year before, to begin with. By subject, grade, name. */
  earlier: { id: number; subjectId: number; subject: string; grade: number; name: string; hours: number }[];
  workTypes: WorkTypeRef[];
  rules: SchoolSettings;
};
