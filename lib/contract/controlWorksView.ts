import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import type { ControlHeld, ControlPlan } from '#lib/domain/controlWorks.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';

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
