import { z } from 'zod/mini';
import { LESSON_KINDS } from '#lib/domain/lessons.ts';

/** Rows of a thematic plan (КТП, 001 3.2.1; the columns of the form are the school's usual ones). Sections are rows too. */

/** Columns that hold text two people may type into at once; in the document they are shared texts. */
export const PLAN_TEXTS = ['topic', 'homework', 'resources', 'results', 'note', 'correction'] as const;
export type PlanText = (typeof PLAN_TEXTS)[number];
/** Columns that hold one value; in the document the last one set stands. */
export const PLAN_VALUES = ['hours', 'type', 'control'] as const;
export type PlanValue = (typeof PLAN_VALUES)[number];
export type PlanField = PlanText | PlanValue;
export const PLAN_FIELDS: readonly PlanField[] = [
  'topic',
  'hours',
  'type',
  'control',
  'homework',
  'resources',
  'results',
  'note',
  'correction',
];
export const PLAN_FIELD_LABELS: Record<PlanField, string> = {
  topic: 'Тема урока',
  hours: 'Ч',
  type: 'Тип урока',
  control: 'Контроль',
  homework: 'Домашнее задание',
  resources: 'ЭОР',
  results: 'Планируемые результаты',
  note: 'Примечание',
  correction: 'Корректировка',
};

/** Rows of one plan: 34 weeks of 9 lessons and their sections lie well below. */
export const PLAN_ROWS = 1000;
/** Characters of one cell. */
export const PLAN_CELL = 4000;
/** A plan's document, bytes as Yjs packs it: what a browser can open and keep without a pause. */
export const PLAN_BYTES = 2 * 1024 * 1024;
/** Hours of one row: a plan may hold a practice of a week in a row. */
export const PLAN_HOURS = 40;
/** A row's id: made where the row is made, so that two people offline never make the same. */
export const planRowId = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,24}$/));

const text = z.string().check(z.maxLength(PLAN_CELL));
export const planRow = z.strictObject({
  id: planRowId,
  kind: z.enum(['section', 'lesson']),
  /** Where it stands: rows sort by it, then by id (lib/domain/plans/order.ts). */
  order: z.string().check(z.regex(/^[0-9A-Za-z]{1,500}$/)),
  topic: text,
  /** Whole lessons; a section's hours are the sum of its rows, and 0 here. */
  hours: z.int().check(z.minimum(0), z.maximum(PLAN_HOURS)),
  type: z.nullable(z.enum(LESSON_KINDS)),
  /** Work type of its control form (work_type.id): контрольная, практическая, лабораторная… */
  control: z.nullable(z.int().check(z.minimum(1))),
  homework: text,
  /** Digital resources: an address on each line, its name may stand before it. */
  resources: text,
  results: text,
  note: text,
  /** Why this row departs from the approved plan (003 П4 3.2.4и): the reason of a correction. */
  correction: text,
});
export type PlanRow = z.infer<typeof planRow>;
/** A row before it has a place and an id: what an import, last year's plan or a paste gives. */
export type PlanRowDraft = Omit<PlanRow, 'id' | 'order'>;

export const emptyPlanRow = (kind: PlanRow['kind'] = 'lesson'): PlanRowDraft => ({
  kind,
  topic: '',
  hours: kind === 'lesson' ? 1 : 0,
  type: null,
  control: null,
  homework: '',
  resources: '',
  results: '',
  note: '',
  correction: '',
});

/** The order of a plan: by `order`, and by id where two people put a row into the same place. Same on every copy. */
export const comparePlanRows = (a: Pick<PlanRow, 'order' | 'id'>, b: Pick<PlanRow, 'order' | 'id'>): number =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
