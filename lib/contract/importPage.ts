import type { LeftOut, PlannedName } from '#lib/domain/timetableImport/plan.ts';
import type { Changes, ClassWeek, PreviewConflict } from '#lib/domain/timetableImport/preview.ts';

/** What the pages of imports show. They follow no event: whoever decides reads anew. */

export type ImportState = 'draft' | 'applied' | 'reverted';
export type ImportLine = {
  id: number;
  fileName: string;
  /** School time, ISO. */
  at: string;
  by: string;
  state: ImportState;
  starts: string | null;
};
export type ImportListView = { tz: string; imports: ImportLine[] };

export type Option = { id: number; label: string };
/** A name of the file with its own version, for deciding on it. */
export type NameLine = PlannedName & { v: number; label: string | null };
export type ImportView = {
  id: number;
  fileName: string;
  at: string;
  by: string;
  tz: string;
  today: string;
  state: ImportState;
  /** The version of all choices together: what «Применить» is based on. */
  v: number;
  from: string;
  lastDay: string | null;
  layout: string[];
  counts: { read: number; lessons: number; mapped: number; out: number };
  /** All that is undecided or was decided by a person or anew; what was found by itself is only counted. */
  names: NameLine[];
  found: { class: number; subject: number; teacher: number; group: number };
  options: { class: Option[]; subject: Option[]; teacher: Option[]; group: Option[] };
  made: { subjects: string[]; staff: string[]; groups: string[]; teachers: string[] };
  out: { lines: LeftOut[]; reasons: { reason: string; count: number }[] };
  doubts: LeftOut[];
  conflicts: { lines: PreviewConflict[]; hard: number; rooms: number };
  classes: { id: number; label: string; changes: Changes }[];
  stays: number;
  week: ClassWeek | null;
};
