import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import { isNumericMark } from '#lib/domain/cells.ts';
import { type Candidate, type Proposal, proposePeriodMarks } from '#lib/domain/periodMarks.ts';
import { minMarksFor } from '#lib/domain/settings.ts';
import type { PaintedRow } from './rows.ts';
import { basisFor, finalIn, type TotalColumn } from './totals.ts';

/** One line of «Выставить по среднему». */
export type ProposalLine = { name: string; mean: number | null; count: number | null; proposal: Proposal };
export type Proposals = { lines: ProposalLine[]; least: number };

/** Who would get what: the listed students of the group, the empty ones only. `few`: those below the norm too. */
export function proposalsFor(
  view: JournalView,
  rows: readonly PaintedRow[],
  column: TotalColumn,
  few: boolean,
): Proposals {
  const { period } = column;
  const listed = rows.filter(({ row }) => !row.gone);
  const current = period?.kind === 'quarter' || period?.kind === 'half';
  const least = current ? minMarksFor(view.rules, view.group.hours, period.kind) : 0;
  const candidates = listed.map((painted): Candidate => {
    const finalOf = (id: number) => finalIn(id, painted.source.finals, painted.source.pending);
    const parts = { mean: painted.row.mean, thresholds: view.rules.thresholds, finalOf };
    return {
      studentId: painted.row.student.id,
      basis: basisFor(column, parts),
      count: current ? countOf(painted) : null,
      set: finalOf(period?.id ?? 0).value,
    };
  });
  const proposals = proposePeriodMarks(candidates, few ? 0 : least);
  const lines = proposals.flatMap((proposal, i): ProposalLine[] => {
    const [painted, candidate] = [listed[i], candidates[i]];
    if (!painted || !candidate) return [];
    return [{ name: painted.row.student.name, mean: candidate.basis.mean, count: candidate.count, proposal }];
  });
  return { lines, least };
}

const countOf = ({ content }: PaintedRow): number => {
  let count = 0;
  for (const cell of content)
    for (const [nth, value] of cell.marks.entries())
      if (isNumericMark(value) && cell.kinds[nth]?.counted !== false) count += 1;
  return count;
};

export const proposalCommands = (
  view: JournalView,
  periodId: number,
  lines: readonly ProposalLine[],
  grounds: string | null,
): NewCommand[] =>
  lines.flatMap(({ proposal: { studentId, give } }): NewCommand[] =>
    give === null
      ? []
      : [{ name: 'periodMark.set', input: { groupId: view.group.id, studentId, periodId, value: give, grounds } }],
  );
