import { peerColour } from '#app/_ui/vars.ts';
import type { Peer } from '../_model/peers.ts';

/** A text with the carets of colleagues in it. */
export function CaretText({ text, peers }: { text: string; peers: readonly Peer[] }) {
  const marks = peers
    .flatMap((peer) => (peer.caret ? [{ peer, at: Math.min(peer.caret.to, text.length) }] : []))
    .sort((a, b) => a.at - b.at);
  let from = 0;
  return (
    <>
      {marks.map(({ peer, at }) => {
        const part = text.slice(from, at);
        from = at;
        return (
          <span key={peer.clientId}>
            {part}
            <i className="pcaret" style={peerColour(peer.colour)} />
          </span>
        );
      })}
      {text.slice(from)}
    </>
  );
}
