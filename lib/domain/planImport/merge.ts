import { headKey } from '#lib/domain/planImport/columns.ts';
import { PLAN_ROWS, PLAN_TEXTS, type PlanRow, type PlanRowDraft } from '#lib/domain/plans/rows.ts';

/** How the rows of an import meet those that are there. */
export const IMPORT_MODES = ['replace', 'append', 'fill'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];
export const IMPORT_MODE_LABELS: Record<ImportMode, string> = {
  replace: 'Заменить',
  append: 'Добавить в конец',
  fill: 'Заполнить пустое',
};

export type PlanMerge = {
  /** Ids of rows that go. */
  removed: string[];
  /** In order, behind the last row that stays. */
  added: PlanRowDraft[];
  changed: { id: string; change: Partial<PlanRowDraft> }[];
  /** Lessons of the import that are there already, held, and stay as they are. */
  met: number;
  /** Mode fill: lessons of the import for which the plan has no row. */
  over: number;
};

/** `rows` in the plan's order; `held`: rows that lessons have passed, which nothing replaces. */
export function mergePlan(
  rows: readonly PlanRow[],
  held: ReadonlySet<string>,
  drafts: readonly PlanRowDraft[],
  mode: ImportMode,
): PlanMerge {
  if (mode === 'append') return { removed: [], added: [...drafts], changed: [], met: 0, over: 0 };
  return mode === 'replace' ? replaced(rows, held, drafts) : filled(rows, drafts);
}

/** Held lessons stay, with the sections they stand in; of the import only what they are not goes behind them. */
function replaced(rows: readonly PlanRow[], held: ReadonlySet<string>, drafts: readonly PlanRowDraft[]): PlanMerge {
  const kept = new Set<string>();
  let section: string | null = null;
  for (const row of rows) {
    if (row.kind === 'section') section = row.id;
    else if (held.has(row.id)) {
      kept.add(row.id);
      if (section !== null) kept.add(section);
    }
  }
  const there = new Map<string, number>();
  for (const row of rows)
    if (row.kind === 'lesson' && kept.has(row.id))
      there.set(headKey(row.topic), (there.get(headKey(row.topic)) ?? 0) + 1);
  const lastSection = rows.filter((row) => row.kind === 'section' && kept.has(row.id)).at(-1);
  const added: PlanRowDraft[] = [];
  let met = 0;
  let title: PlanRowDraft | null = null;
  let lessons = 0;
  const putTitle = (): void => {
    const goesOn = added.length === 0 && title !== null && headKey(title.topic) === headKey(lastSection?.topic ?? '');
    if (title && !goesOn) added.push(title);
    title = null;
  };
  for (const draft of drafts) {
    if (draft.kind === 'section') {
      // A section of nothing but held lessons stands there already; an empty one is wanted empty.
      if (title && lessons === 0) putTitle();
      title = draft;
      lessons = 0;
      continue;
    }
    lessons += 1;
    const key = headKey(draft.topic);
    const left = there.get(key) ?? 0;
    if (left > 0) {
      there.set(key, left - 1);
      met += 1;
      continue;
    }
    putTitle();
    added.push(draft);
  }
  if (title && lessons === 0) putTitle();
  return { removed: rows.filter((row) => !kept.has(row.id)).map((row) => row.id), added, changed: [], met, over: 0 };
}

/** Lesson by lesson in order: what is empty in the plan is taken from the import, what is written stays. */
function filled(rows: readonly PlanRow[], drafts: readonly PlanRowDraft[]): PlanMerge {
  const lessons = rows.filter((row) => row.kind === 'lesson');
  const given = drafts.filter((draft) => draft.kind === 'lesson');
  const changed = lessons.flatMap((row, at) => {
    const draft = given[at];
    if (!draft) return [];
    const change: Partial<PlanRowDraft> = {};
    for (const field of PLAN_TEXTS) if (row[field].trim() === '' && draft[field] !== '') change[field] = draft[field];
    if (row.type === null && draft.type !== null) change.type = draft.type;
    if (row.control === null && draft.control !== null) change.control = draft.control;
    return Object.keys(change).length > 0 ? [{ id: row.id, change }] : [];
  });
  return { removed: [], added: [], changed, met: 0, over: Math.max(0, given.length - lessons.length) };
}

/** Why the plan would not hold it; null: it would. */
export function mergeProblem(rows: readonly PlanRow[], { removed, added, changed }: PlanMerge): string | null {
  if (removed.length + added.length + changed.length === 0)
    return 'Менять нечего: всё, что есть в источнике, в плане уже стоит.';
  const size = rows.length - removed.length + added.length;
  return size > PLAN_ROWS ? `Получится ${size} строк, а в плане может быть не больше ${PLAN_ROWS}.` : null;
}
