import { statedHours } from '#lib/domain/planImport/words.ts';
import type { PlanRowDraft } from '#lib/domain/plans/rows.ts';

const word = (topic: string): string => /^\p{L}+/u.exec(topic)?.[0]?.toLowerCase() ?? '';

/** Sections whose name tells other hours than their rows hold. A «Раздел» holds the «Тема»s that follow it, so it ends at the
 *  next of its own word. */
export function sectionSums(rows: readonly PlanRowDraft[]): { at: number; doubt: string }[] {
  return rows.flatMap((row, at) => {
    const stated = row.kind === 'section' ? statedHours(row.topic) : null;
    if (stated === null) return [];
    let inner = 0;
    let whole = 0;
    let within = true;
    for (const next of rows.slice(at + 1)) {
      if (next.kind === 'section') {
        within = false;
        if (word(next.topic) === word(row.topic)) break;
      }
      whole += next.hours;
      if (within) inner += next.hours;
    }
    if (stated === inner || stated === whole) return [];
    return [{ at, doubt: `В названии ${stated} ч, по строкам ${inner === 0 ? whole : inner} ч.` }];
  });
}
