import type { Block } from '#lib/domain/planImport/blocks.ts';
import type { PlanRowDraft } from '#lib/domain/plans/rows.ts';

/** What a reading of a source gives: rows of a plan, and of every row of the source what became of it. */

export type Fate = 'lesson' | 'section' | 'joined' | 'total' | 'head' | 'title' | 'other' | 'out';
export const FATE_LABELS: Record<Fate, string> = {
  lesson: 'урок',
  section: 'раздел',
  joined: 'продолжение',
  total: 'итог',
  head: 'заголовок',
  title: 'вне таблицы',
  other: 'другая таблица',
  out: 'не перенесена',
};
/** A row of the source. `rows`: places in the plan's rows that it became. */
export type SourceLine = {
  place: string;
  cells: string[];
  fate: Fate;
  why: string;
  rows: number[];
  doubts: string[];
};
export type RecognisedRow = PlanRowDraft & { dates: string[]; facts: string[] };
export type Recognised = {
  blocks: Block[];
  chosen: string[];
  rows: RecognisedRow[];
  lines: SourceLine[];
  notes: string[];
  counts: Record<Fate, number> & { read: number; doubts: number };
  hours: number;
  /** Hours that the source's own total tells, if it has one. */
  stated: number | null;
  dates: { read: number; odd: number };
};

export const sectionRow = (topic: string): RecognisedRow => ({
  ...{ kind: 'section', topic, hours: 0, type: null, control: null },
  ...{ homework: '', resources: '', results: '', note: '', correction: '', dates: [], facts: [] },
});
