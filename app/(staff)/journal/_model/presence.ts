import { useMemo, useRef } from 'react';
import type { PresencePerson } from '#lib/contract/socket.ts';

/** A colleague in this journal. `colour` 1…8: given out in the order of arrival, then again, always beside the name. */
export type Peer = { personId: number; name: string; initials: string; colour: number; cell: PresencePerson['cell'] };
const COLOURS = 8;

/** «Гусева М. А.» → «МГ», given name first, as on one's own avatar. */
function initialsOf(name: string): string {
  const [family = '', given = ''] = name.split(' ');
  return `${given.slice(0, 1)}${family.slice(0, 1)}`;
}

/** Colours must not change while people come and go, so they are remembered for as long as the page lives. */
export function usePeers(people: readonly PresencePerson[]): Peer[] {
  const colours = useRef(new Map<number, number>());
  const kept = useRef(new Map<string, Peer>());
  return useMemo(
    () =>
      people.map((person) => {
        const known = colours.current.get(person.personId) ?? (colours.current.size % COLOURS) + 1;
        colours.current.set(person.personId, known);
        const { clientId, personId, name, cell } = person;
        const old = kept.current.get(clientId);
        if (old && old.name === name && old.cell?.workId === cell?.workId && old.cell?.studentId === cell?.studentId)
          return old;
        const peer: Peer = { personId, name, initials: initialsOf(name), colour: known, cell };
        kept.current.set(clientId, peer);
        return peer;
      }),
    [people],
  );
}
