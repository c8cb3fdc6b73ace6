import type * as Y from 'yjs';
import { readDocument, watchCells } from '#db/plans/document.ts';
import type { CellAuthors, PlanViewRow } from '#lib/contract/planView.ts';
import { type PlanTotals, planTotals } from '#lib/domain/plans/hours.ts';
import { PLAN_FIELDS, type PlanField, type PlanRow } from '#lib/domain/plans/rows.ts';

/** From a document to rows: what of them is otherwise, and who changed it. */

/** Who typed last into each cell since rows were read; the key «*» stands for a row that is new or put anew. */
export type Touched = Map<string, Map<PlanField | '*', [personId: number, at: string]>>;

/** Applies what `apply` applies and notes which cells it touched, as `who`'s. */
export function applyAs(doc: Y.Doc, touched: Touched, who: [personId: number, at: string], apply: () => void): void {
  const unwatch = watchCells(doc, (row, field) => {
    const cells = touched.get(row) ?? new Map();
    touched.set(row, cells.set(field ?? '*', who));
  });
  try {
    apply();
  } finally {
    unwatch();
  }
}

export type Projected = {
  /** All that stand, by id, as they are from now on. */
  all: Map<string, PlanViewRow>;
  /** Of them those with another content or place in the order; what only moved along is in `places`. */
  rows: PlanViewRow[];
  before: PlanViewRow[];
  removed: string[];
  /** Rows whose position alone is another. */
  places: [id: string, position: number][];
  totals: PlanTotals;
};

/** The rows of a document against those that were read before: all of it, or (a document that was held since) of what was touched.
 *  `who`: of cells nobody is known to have touched; `types`: the school's work types, a control form that is none of them is none. */
export function projectRows(
  doc: Y.Doc,
  { rows: old, whole }: { rows: ReadonlyMap<string, PlanViewRow>; whole: boolean },
  touched: Touched,
  who: [personId: number, at: string],
  types: readonly number[],
): Projected {
  const known = (id: string) => (whole || touched.has(id) ? undefined : old.get(id));
  const standing = readDocument(doc, known).map((row) =>
    row.control === null || types.includes(row.control) ? row : { ...row, control: null },
  );
  const all = new Map<string, PlanViewRow>();
  const out: Projected = { all, rows: [], before: [], removed: [], places: [], totals: planTotals(standing) };
  standing.forEach((row, at) => {
    const was = old.get(row.id);
    const position = at + 1;
    const fields = PLAN_FIELDS.filter((field) => (was ? was[field] !== row[field] : isFilled(row, field)));
    const same = was && fields.length === 0 && was.order === row.order && was.kind === row.kind;
    const next: PlanViewRow = {
      ...row,
      position,
      authors: fields.length === 0 ? (was?.authors ?? {}) : authorsOf(was, fields, touched.get(row.id), who),
    };
    all.set(row.id, next);
    if (!same) {
      out.rows.push(next);
      if (was) out.before.push(was);
    } else if (was.position !== position) out.places.push([row.id, position]);
  });
  for (const [id, was] of old)
    if (!all.has(id)) {
      out.removed.push(id);
      out.before.push(was);
    }
  return out;
}

/** A new row's empty cells are nobody's. */
const isFilled = (row: PlanRow, field: PlanField): boolean =>
  row[field] !== '' && row[field] !== null && (field !== 'hours' || row.kind === 'lesson');

function authorsOf(
  was: PlanViewRow | undefined,
  fields: readonly PlanField[],
  cells: ReadonlyMap<PlanField | '*', [number, string]> | undefined,
  who: [personId: number, at: string],
): CellAuthors {
  const authors: CellAuthors = { ...was?.authors };
  for (const field of fields) authors[field] = cells?.get(field) ?? cells?.get('*') ?? who;
  return authors;
}
