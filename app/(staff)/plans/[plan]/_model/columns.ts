import { PLAN_FIELD_LABELS, PLAN_TEXTS, type PlanField, type PlanText } from '#lib/domain/plans/rows.ts';

/** Columns of the grid: those of the plan, then the dates of each class. */

export type PlanColumn = {
  key: string;
  /** Null: dates of a class. */
  field: PlanField | null;
  groupId: number | null;
  label: string;
  title: string;
  /** As a grid track. */
  width: string;
  /** The least width, rem: what the grid's own width is summed of. */
  least: number;
};

/** Columns a teacher looks into seldom; the state of each is kept on this device. */
export const FIRST_HIDDEN: readonly PlanField[] = ['results', 'note', 'correction'];
/** Always shown: a row without its topic or its hours is not a row. */
export const ALWAYS: readonly PlanField[] = ['topic', 'hours'];

const TRACKS: Record<PlanField, { width: string; least: number }> = {
  topic: { width: 'minmax(14rem, 1fr)', least: 14 },
  hours: { width: '2.625rem', least: 2.625 },
  type: { width: '9rem', least: 9 },
  control: { width: '5rem', least: 5 },
  homework: { width: 'minmax(8rem, 10.25rem)', least: 8 },
  resources: { width: '2.75rem', least: 2.75 },
  results: { width: '12rem', least: 12 },
  note: { width: '9rem', least: 9 },
  correction: { width: '9rem', least: 9 },
};
const DATE = { width: '3.25rem', least: 3.25 };

export const CHOICES: readonly PlanField[] = ['type', 'control'];
export const isTextField = (field: PlanField): field is PlanText => PLAN_TEXTS.some((text) => text === field);

export function columnsOf(
  hidden: ReadonlySet<string>,
  groups: readonly { id: number; className: string; name: string }[],
): PlanColumn[] {
  const fields = (
    ['topic', 'hours', 'type', 'control', 'homework', 'resources', 'results', 'note', 'correction'] as const
  )
    .filter((field) => !hidden.has(field))
    .map((field) => ({
      key: field,
      field,
      groupId: null,
      label: PLAN_FIELD_LABELS[field],
      title:
        field === 'hours'
          ? 'Часы'
          : field === 'resources'
            ? 'Электронные образовательные ресурсы'
            : PLAN_FIELD_LABELS[field],
      ...TRACKS[field],
    }));
  const dates = groups
    .filter(({ id }) => !hidden.has(`dates${id}`))
    .map(({ id, className, name }) => ({
      key: `dates${id}`,
      field: null,
      groupId: id,
      label: className,
      title: [`Даты: ${className}`, name].filter(Boolean).join(', '),
      ...DATE,
    }));
  return [...fields, ...dates];
}

const NUMBER = 2.75;
export const tracksOf = (columns: readonly PlanColumn[]): string =>
  [`${NUMBER}rem`, ...columns.map((column) => column.width)].join(' ');
/** Narrower than this the grid scrolls sideways, rem. */
export const leastWidth = (columns: readonly PlanColumn[]): number =>
  NUMBER + columns.reduce((sum, column) => sum + column.least, 0);

const keyOf = (personId: number): string => `zvonok-plan-columns:${personId}`;
/** The columns this person has put away in this browser. */
export function keptHidden(personId: number): ReadonlySet<string> {
  const kept = localStorage.getItem(keyOf(personId));
  return new Set(kept === null ? FIRST_HIDDEN : kept.split(',').filter(Boolean));
}
export function keepHidden(personId: number, hidden: ReadonlySet<string>): void {
  localStorage.setItem(keyOf(personId), [...hidden].join(','));
}
