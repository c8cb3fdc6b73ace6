import type { PlanThread } from '#lib/contract/planLife.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { LESSON_KIND_LABELS, LESSON_KINDS, type LessonKind } from '#lib/domain/lessons.ts';
import type { PlanField, PlanRow } from '#lib/domain/plans/rows.ts';
import { dayWords } from '#lib/domain/time.ts';
import type { Peer } from '../_model/peers.ts';
import type { CellKey } from '../_remarks/places.ts';
import type { RowMarks } from '../_versions/rowMarks.ts';
import type { Choice } from './ValueEditors.tsx';

/** When a group passes a row. */
export type RowDate = {
  /** School day. */
  date: string;
  /** Filled: a fact. */
  held: boolean;
  /** Later than the plan had it. */
  late: boolean;
  /** Everything about it in words. */
  words: string;
};
export type RowDates = ReadonlyMap<string, ReadonlyMap<number, RowDate>>;

/** What stands in and round the cells besides the rows themselves. Same for every row, so that a row is drawn anew only when
 *  something of its own changes. */
export type CellFacts = {
  types: ReadonlyMap<number, WorkTypeRef>;
  dates: RowDates;
  /** «14 октября – 11 ноября» of each section, over all classes. */
  spans: ReadonlyMap<string, string>;
  today: string;
  threads: ReadonlyMap<CellKey, PlanThread[]>;
  marks: RowMarks;
  /** What is looked for, lower case; ''. */
  wanted: string;
};
export const NO_FACTS: CellFacts = {
  types: new Map(),
  dates: new Map(),
  spans: new Map(),
  today: '',
  threads: new Map(),
  marks: new Map(),
  wanted: '',
};
export type PeersByRow = ReadonlyMap<string, readonly Peer[]>;

/** The design's words are short: the column is. */
const SHORT: Record<LessonKind, string> = {
  new: 'изучение нового',
  practice: 'закрепление',
  combined: 'комбинированный',
  review: 'обобщение',
  control: 'контроль',
  laboratory: 'лабораторная',
  practical: 'практическая',
  excursion: 'экскурсия',
  extra: 'внеурочное',
};
export const kindWord = (kind: LessonKind | null): string => (kind === null ? '' : SHORT[kind]);

export const TYPE_CHOICES: readonly Choice[] = [
  { value: '', label: '—' },
  ...LESSON_KINDS.map((kind) => ({ value: kind, label: LESSON_KIND_LABELS[kind] })),
];
export const controlChoices = (types: Iterable<WorkTypeRef>, chosen: number | null): Choice[] => [
  { value: '', label: '—' },
  ...[...types]
    .filter((type) => !type.archived || type.id === chosen)
    .map((type) => ({ value: String(type.id), label: type.name })),
];

/** The value of a chosen line, or of the next line that begins with a letter. */
export function chosenValue(field: 'type' | 'control', value: string): Partial<Pick<PlanRow, 'type' | 'control'>> {
  if (field === 'type') return { type: LESSON_KINDS.find((kind) => kind === value) ?? null };
  return { control: value === '' ? null : Number(value) };
}
export function nextByLetter(choices: readonly Choice[], current: string, letter: string): string | null {
  const matching = choices.filter(({ label }) => label.toLowerCase().startsWith(letter));
  const at = matching.findIndex(({ value }) => value === current);
  return (matching[at + 1] ?? matching[0])?.value ?? null;
}

export function cellWord(row: PlanRow, field: PlanField, types: ReadonlyMap<number, WorkTypeRef>): string {
  if (field === 'hours') return row.kind === 'section' ? '' : String(row.hours);
  if (field === 'type') return kindWord(row.type);
  if (field === 'control') return row.control === null ? '' : (types.get(row.control)?.short ?? '');
  return row[field];
}
/** What is suggested for a cell that holds no text, as short as the cell has it. */
export function suggestedWord(field: PlanField, text: string, types: ReadonlyMap<number, WorkTypeRef>): string {
  if (field === 'hours') return `${text} ч`;
  if (field === 'type') return kindWord(LESSON_KINDS.find((kind) => kind === text) ?? null) || '—';
  return types.get(Number(text))?.short ?? '—';
}
/** For the clipboard: whole words, which a paste reads again. */
export function copiedWord(row: PlanRow, field: PlanField, types: ReadonlyMap<number, WorkTypeRef>): string {
  if (field === 'type') return row.type === null ? '' : LESSON_KIND_LABELS[row.type];
  if (field === 'control') return row.control === null ? '' : (types.get(row.control)?.name ?? '');
  return cellWord(row, field, types);
}
export const planCellId = (rowId: string, key: string): string => `p-${rowId}-${key}`;

/** From the first to the last day of each section's lessons, over all classes. */
export function spansOf(rows: readonly Pick<PlanRow, 'id' | 'kind'>[], dates: RowDates): ReadonlyMap<string, string> {
  const spans = new Map<string, string>();
  if (dates.size === 0) return spans;
  let section: string | null = null;
  let [first, last] = ['', ''];
  const close = () => {
    if (section !== null && first !== '')
      spans.set(section, first === last ? dayWords(first) : `${dayWords(first)} – ${dayWords(last)}`);
  };
  for (const { id, kind } of rows) {
    if (kind === 'section') {
      close();
      section = id;
      [first, last] = ['', ''];
      continue;
    }
    for (const { date } of dates.get(id)?.values() ?? []) {
      if (first === '' || date < first) first = date;
      if (date > last) last = date;
    }
  }
  close();
  return spans;
}
