import type { ApprovalKind, ApprovalState } from '#lib/domain/approvals.ts';
import type { Bell, BellRule, RungClass } from '#lib/domain/bells.ts';
import type { GroupKind } from '#lib/domain/groups.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';
import type { Slot } from '#lib/domain/timetable.ts';

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
