import { positionsOf } from '#lib/domain/plans/planFind.ts';
import type { Peer } from '../_model/peers.ts';
import { CaretText } from './CaretText.tsx';

/** The text of a cell at rest: with colleagues' carets when they type in it, with what is looked for marked. */
export function CellText({ text, peers, wanted }: { text: string; peers: readonly Peer[]; wanted: string }) {
  if (peers.some((peer) => peer.caret)) return <CaretText text={text} peers={peers} />;
  const found = wanted === '' ? [] : positionsOf(text, wanted);
  if (found.length === 0) return text;
  let from = 0;
  return (
    <>
      {found.map((at) => {
        const before = text.slice(from, at);
        from = at + wanted.length;
        return (
          <span key={at}>
            {before}
            <mark>{text.slice(at, from)}</mark>
          </span>
        );
      })}
      {text.slice(from)}
    </>
  );
}
