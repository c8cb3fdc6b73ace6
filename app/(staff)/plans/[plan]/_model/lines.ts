import { lessonNumbers, sectionsOf } from '#lib/domain/plans/outline.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** What the grid draws: sections with their sums, and the lessons of those that are open. */

export type Line = {
  row: PlanRow;
  /** In the plan, over hidden rows too. */
  index: number;
  number: number | null;
  /** Of a section: its hours, and how many lessons stand in it. */
  section: { hours: number; lessons: number; open: boolean } | null;
};

export function linesOf(rows: readonly PlanRow[], closed: ReadonlySet<string>): Line[] {
  const numbers = lessonNumbers(rows);
  const lines: Line[] = [];
  for (const { at, from, to, hours, lessons } of sectionsOf(rows)) {
    const head = at === null ? undefined : rows[at];
    const open = !head || !closed.has(head.id);
    if (head && at !== null) lines.push({ row: head, index: at, number: null, section: { hours, lessons, open } });
    if (!open) continue;
    for (let i = from; i < to; i += 1) {
      const row = rows[i];
      if (row) lines.push({ row, index: i, number: numbers[i] ?? null, section: null });
    }
  }
  return lines;
}
