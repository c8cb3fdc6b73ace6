import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';
import { forgetPlanCopies, type PlanCopy, planCopyName, strandedCopies } from '#app/_live/keptPlans.ts';
import { PLAN_FIELD_LABELS, PLAN_TEXTS, type PlanRow } from '#lib/domain/plans/rows.ts';
import { readRows } from '../document.ts';

/** Changes that can no longer be merged: the plan's document is another one now (a restored backup), or the server did not
 *  take them. Their texts are shown, to be typed again by hand. */

export type StrandedText = { id: string; where: string; text: string };

/** Cells whose text here differs from what the server has. */
export function unsentTexts(mine: readonly PlanRow[], theirs: readonly PlanRow[]): StrandedText[] {
  const known = new Map(theirs.map((row) => [row.id, row]));
  return mine.flatMap((row) => {
    const there = known.get(row.id);
    return PLAN_TEXTS.filter((field) => row[field].trim() !== '' && row[field] !== there?.[field]).map((field) => ({
      id: `${row.id}:${field}`,
      where: `${row.kind === 'section' ? 'Раздел' : PLAN_FIELD_LABELS[field]}${field === 'topic' ? '' : ` · ${row.topic}`}`,
      text: row[field],
    }));
  });
}

/** What lies on this device in copies of an earlier document of the plan. A copy stays until its texts have been seen and let
 *  go: a reload in between loses none of them. One that holds nothing of its own goes at once. */
export async function strandedTexts(copy: PlanCopy, theirs: readonly PlanRow[]): Promise<StrandedText[]> {
  const texts: StrandedText[] = [];
  for (const old of strandedCopies(copy)) {
    const doc = new Y.Doc();
    const kept = new IndexeddbPersistence(planCopyName(old), doc);
    await kept.whenSynced;
    const own = unsentTexts(readRows(doc), theirs);
    await kept.destroy();
    doc.destroy();
    if (own.length === 0) dropCopy(old);
    texts.push(...own);
  }
  return texts;
}
export function dropStranded(copy: PlanCopy): void {
  for (const old of strandedCopies(copy)) dropCopy(old);
}
const dropCopy = (copy: PlanCopy): void =>
  forgetPlanCopies((other) => planCopyName(other) === planCopyName(copy), { unsentToo: true });
