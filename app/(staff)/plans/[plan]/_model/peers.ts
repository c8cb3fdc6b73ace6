import { useEffect, useState } from 'react';
import * as Y from 'yjs';
import * as z from 'zod/mini';
import { PLAN_FIELDS, type PlanField } from '#lib/domain/plans/rows.ts';
import { textOf } from '../document.ts';
import { isTextField } from './columns.ts';
import type { PlanLink } from './planLink.ts';

/** Who else is in the plan, and where. The person is filled in by the server; the rest is what his browser says. */

const isField = (text: string): text is PlanField => PLAN_FIELDS.some((field) => field === text);
const spoken = z.object({
  user: z.object({ id: z.int(), name: z.string(), colour: z.int(), mayWrite: z.boolean() }),
  cell: z.optional(z.nullable(z.object({ row: z.string(), field: z.string() }))),
  caret: z.optional(z.nullable(z.object({ anchor: z.unknown(), head: z.unknown() }))),
});
const relative = z.object({ tname: z.optional(z.nullable(z.string())), type: z.optional(z.unknown()) });

export type Peer = {
  clientId: number;
  personId: number;
  name: string;
  initials: string;
  /** 1…8. */
  colour: number;
  mayWrite: boolean;
  cell: { row: string; field: PlanField } | null;
  /** Where he types, in the text of his cell as it is here now. */
  caret: { at: number; to: number } | null;
};
const COLOURS = 8;

const initialsOf = (name: string): string => {
  const [family = '', given = ''] = name.split(' ');
  return `${given.slice(0, 1)}${family.slice(0, 1)}`;
};

function positionOf(doc: Y.Doc, text: Y.Text, value: unknown): number | null {
  if (!relative.safeParse(value).success) return null;
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(value), doc);
    return found && found.type === text ? found.index : null;
  } catch {
    // What another browser sends is not ours to trust: a caret that cannot be read is not drawn.
    return null;
  }
}

function readPeers(link: PlanLink, doc: Y.Doc, self: number): Peer[] {
  const peers: Peer[] = [];
  for (const [clientId, state] of link.awareness.getStates()) {
    if (clientId === doc.clientID) continue;
    const parsed = spoken.safeParse(state);
    // Another tab of one's own is nobody to show.
    if (!parsed.success || parsed.data.user.id === self) continue;
    const { user, cell, caret } = parsed.data;
    const place = cell && isField(cell.field) ? { row: cell.row, field: cell.field } : null;
    const text = place && isTextField(place.field) ? textOf(doc, place.row, place.field) : null;
    const at = text && caret ? positionOf(doc, text, caret.anchor) : null;
    const to = text && caret ? positionOf(doc, text, caret.head) : null;
    peers.push({
      clientId,
      personId: user.id,
      name: user.name,
      initials: initialsOf(user.name),
      colour: ((((user.colour - 1) % COLOURS) + COLOURS) % COLOURS) + 1,
      mayWrite: user.mayWrite,
      cell: place,
      caret: at !== null && to !== null ? { at: Math.min(at, to), to: Math.max(at, to) } : null,
    });
  }
  return peers.sort((a, b) => a.clientId - b.clientId);
}

/** Peers as of now: on their moves and on every change of the texts their carets stand in. */
export function usePeers(link: PlanLink | null, doc: Y.Doc | null, self: number): readonly Peer[] {
  const [peers, setPeers] = useState<readonly Peer[]>([]);
  useEffect(() => {
    if (!link || !doc) return;
    let told = '';
    const read = () => {
      const next = readPeers(link, doc, self);
      const words = JSON.stringify(next);
      if (words === told) return;
      told = words;
      setPeers(next);
    };
    read();
    link.awareness.on('change', read);
    doc.on('afterTransaction', read);
    return () => {
      link.awareness.off('change', read);
      doc.off('afterTransaction', read);
    };
  }, [link, doc, self]);
  return peers;
}

/** Each colleague once, writers first, for the head and the status line. */
export function peopleOf(peers: readonly Peer[]): Peer[] {
  const people = new Map<number, Peer>();
  for (const peer of peers) {
    const known = people.get(peer.personId);
    if (!known || (!known.cell && peer.cell)) people.set(peer.personId, peer);
  }
  return [...people.values()].sort((a, b) => Number(b.mayWrite) - Number(a.mayWrite));
}
