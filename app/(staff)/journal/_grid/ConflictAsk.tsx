import { sideText, type Trouble } from '../_model/paint.ts';
import { Anchored } from './Anchored.tsx';

/** Where «Пробел» on a disputed cell leads. */
export const askId = (cell: string): string => `ask-${cell}`;

/** «4 — вы / 5 — Гусева»: two people set one field at the same time. Asks without stopping the work in other cells. */
export function ConflictAsk({
  cell,
  trouble,
  other,
  onSettle,
}: {
  cell: string;
  trouble: Trouble;
  other: string | null;
  onSettle(keep: 'mine' | 'theirs'): void;
}) {
  const mine = sideText(trouble.command);
  const theirs = sideText(trouble.theirs);
  return (
    <Anchored cell={cell} side="left">
      <div id={askId(cell)} role="dialog" aria-label="Одновременное изменение" className="pop jask">
        <span>Одновременно:</span>
        <button
          type="button"
          className="btn tiny"
          aria-label={`Оставить моё: ${mine}`}
          onClick={() => onSettle('mine')}
        >
          {mine} — вы
        </button>
        <button type="button" className="btn tiny" aria-label={`Принять: ${theirs}`} onClick={() => onSettle('theirs')}>
          {theirs} — {other ?? 'коллега'}
        </button>
      </div>
    </Anchored>
  );
}
