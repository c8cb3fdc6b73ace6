import type { ClassPlanEntry } from '#lib/domain/classPlan.ts';

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
