import { useCallback, useEffect, useMemo } from 'react';
import * as Y from 'yjs';
import type { PeersByRow } from '../_grid/cellFacts.ts';
import type { CellRef } from '../_state/lifeActions.ts';
import { textOf } from '../document.ts';
import { isTextField } from './columns.ts';
import { type Peer, peopleOf, usePeers } from './peers.ts';
import type { Editing } from './usePlanDesk.ts';
import type { PlanDocument } from './usePlanDocument.ts';

/** Colleagues in the plan; and they see where this person is. `cell`: under his cursor. */
export function usePresence(
  opened: PlanDocument['opened'],
  personId: number,
  cell: CellRef | null,
  editing: Editing | null,
) {
  const peers = usePeers(opened?.link ?? null, opened?.doc ?? null, personId);
  const people = useMemo(() => peopleOf(peers), [peers]);
  const byRow = useMemo((): PeersByRow => {
    const places = new Map<string, Peer[]>();
    for (const peer of peers)
      if (peer.cell && peer.mayWrite) places.set(peer.cell.row, [...(places.get(peer.cell.row) ?? []), peer]);
    return places;
  }, [peers]);
  useEffect(() => {
    opened?.link.awareness.setLocalStateField('cell', cell && { row: cell.rowId, field: cell.field });
  }, [opened, cell]);
  const onCaret = useCallback(
    (range: { from: number; to: number } | null) => {
      if (!opened) return;
      const text = editing && isTextField(editing.field) ? textOf(opened.doc, editing.rowId, editing.field) : null;
      const at = (index: number) =>
        text && Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
      opened.link.awareness.setLocalStateField(
        'caret',
        text && range ? { anchor: at(range.from), head: at(range.to) } : null,
      );
    },
    [opened, editing],
  );
  return { peers, people, byRow, onCaret };
}
