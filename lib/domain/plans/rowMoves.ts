import { ordersBetween } from '#lib/domain/plans/order.ts';
import { sectionEnd } from '#lib/domain/plans/outline.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

/** Moving rows and whole sections: new order keys of the moved rows alone, so that two people who move at once neither
 *  double nor lose a row. */

type Placed = Pick<PlanRow, 'id' | 'order' | 'kind'>;
/** Neighbouring rows: from, up to and with `to`. */
export type Block = { from: number; to: number };

/** What moves when these rows are taken: a section row takes the lessons under it along. */
export function blockOf(rows: readonly Placed[], { from, to }: Block): Block {
  return rows[to]?.kind === 'section' ? { from, to: sectionEnd(rows, to) - 1 } : { from, to };
}

/** Before which row a block stands after one step; null: it is at the edge. A section steps over a section. */
export function stepTarget(rows: readonly Placed[], block: Block, direction: 'up' | 'down'): number | null {
  const whole = rows[block.from]?.kind === 'section';
  if (direction === 'up') {
    if (block.from === 0) return null;
    if (!whole) return block.from - 1;
    for (let at = block.from - 1; at > 0; at -= 1) if (rows[at]?.kind === 'section') return at;
    return 0;
  }
  if (block.to >= rows.length - 1) return null;
  return whole ? sectionEnd(rows, block.to + 1) : block.to + 2;
}

/** New order keys for the block's rows when it is put before the row that now stands at `target` (rows.length: the end). */
export function moveBlock(
  rows: readonly Placed[],
  block: Block,
  target: number,
  random: () => number,
): Map<string, string> {
  const moved = new Map<string, string>();
  if (target >= block.from && target <= block.to + 1) return moved;
  const taken = rows.slice(block.from, block.to + 1);
  const keys = ordersBetween(rows[target - 1]?.order ?? null, rows[target]?.order ?? null, taken.length, random);
  taken.forEach((row, i) => {
    const key = keys[i];
    if (key !== undefined) moved.set(row.id, key);
  });
  return moved;
}
