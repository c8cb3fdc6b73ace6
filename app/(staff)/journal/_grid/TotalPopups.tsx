import type { JournalView } from '#lib/contract/journalView.ts';
import { FinalsDialog } from '../_bulk/FinalsDialog.tsx';
import type { Columns } from '../_model/columns.ts';
import type { PaintedRow } from '../_model/rows.ts';
import { type TotalColumn, totalId } from '../_model/totals.ts';
import type { TotalsDesk } from '../_model/useTotals.ts';
import { Anchored } from './Anchored.tsx';
import { ExplainCard } from './ExplainCard.tsx';
import { FinalCard } from './FinalCard.tsx';

type Props = {
  view: JournalView;
  rows: readonly PaintedRow[];
  columns: Columns;
  totals: readonly TotalColumn[];
  desk: TotalsDesk;
  tz: string;
  /** The focus goes back to the sheet. */
  onClose(): void;
};

/** What stands beside the totals: an explanation, the card of a period mark, the hint under one that refused a key; and
 *  «Выставить по среднему» over all. */
export function TotalPopups(props: Props) {
  const { view, rows, desk } = props;
  return (
    <>
      <Beside {...props} />
      {desk.proposed && (
        <FinalsDialog
          {...{ view, rows }}
          column={desk.proposed}
          onApply={desk.apply}
          onClose={() => desk.propose(null)}
        />
      )}
    </>
  );
}

function Beside({ view, rows, columns, totals, desk, tz, onClose }: Props) {
  const { card, hint } = desk;
  const at = card ?? hint;
  const painted = at && rows[at.row];
  const column = at && totals[at.col];
  if (!at || !painted || !column) return null;
  const cell = totalId(painted.row.student.id, column.key);
  const close = () => {
    desk.closeCard();
    onClose();
  };
  if (!card)
    return hint ? (
      <Anchored cell={cell} side="left">
        <p role="alert" className="pop jhint">
          {hint.text}
        </p>
      </Anchored>
    ) : null;
  if (!desk.takes(column) && column.kind !== 'before')
    return <ExplainCard key={cell} {...{ cell, view, painted, columns }} onClose={close} />;
  const mean = totals.findIndex(({ kind }) => kind === 'mean');
  return (
    <FinalCard
      key={`${cell}:${card.value}`}
      {...{ cell, view, painted, column, desk, tz }}
      onPropose={desk.propose}
      at={card}
      asked={card.value}
      onExplain={() => desk.pick({ row: card.row, col: mean })}
      onClose={close}
    />
  );
}
