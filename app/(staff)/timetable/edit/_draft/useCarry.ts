import { type KeyboardEvent, useMemo, useState } from 'react';
import type { Draft } from '#app/(staff)/timetable/edit/_draft/useDraft.ts';
import type { DraftSlot } from '#lib/contract/draftViews.ts';
import { type At, type Carried, isAt, type Landing, landingOf } from '#lib/domain/draftMoves.ts';
import type { DraftFacts } from '#lib/domain/draftWeek.ts';
import type { Week } from '#lib/domain/timetable.ts';

type Hand = Carried<DraftSlot> & { key: string | null };
type Given = {
  facts: DraftFacts;
  week: Week<DraftSlot>;
  draft: Draft;
  shown: readonly DraftSlot[];
  isShown: (slot: DraftSlot) => boolean;
  days: number;
  numbers: number;
  mayWrite: boolean;
};

/** The hand over the week: the cursor, what is carried, and what the keys do with it. */
export function useCarry({ facts, week, draft, shown, isShown, days, numbers, mayWrite }: Given) {
  const [cursor, setCursor] = useState<At>({ weekday: 1, number: 1 });
  const [hand, setHand] = useState<Hand | null>(null);
  const [opened, setOpened] = useState<At | null>(null);
  // Each cell is asked once for a lesson in the hand, however often the grid is drawn.
  const landing = useMemo(() => {
    if (!hand) return null;
    const known = new Map<string, Landing<DraftSlot>>();
    return (at: At): Landing<DraftSlot> => {
      const key = `${at.weekday}:${at.number}`;
      const found = known.get(key) ?? landingOf(facts, week, hand, at, isShown);
      known.set(key, found);
      return found;
    };
  }, [hand, facts, week, isShown]);
  const here = (at: At) => shown.filter((slot) => isAt(slot, at) && slot.id > 0);
  const pick = (pieces: readonly DraftSlot[], from: At | null, key: string | null = null) => {
    if (mayWrite && pieces.length > 0) setHand({ pieces, from, key });
  };
  function drop(at: At): void {
    if (!hand || !landing) return;
    setCursor(at);
    setHand(null);
    if (hand.from && isAt(hand.from, at)) return;
    draft.put(landing(at).moved);
  }
  function step(event: KeyboardEvent, at: At): boolean {
    const by: Record<string, At> = {
      ArrowUp: { weekday: at.weekday, number: at.number - 1 },
      ArrowDown: { weekday: at.weekday, number: at.number + 1 },
      ArrowLeft: { weekday: at.weekday - 1, number: at.number },
      ArrowRight: { weekday: at.weekday + 1, number: at.number },
      Home: { weekday: 1, number: at.number },
      End: { weekday: days, number: at.number },
    };
    const to = by[event.key];
    if (!to) return false;
    const clamp = (value: number, most: number) => Math.min(most, Math.max(1, value));
    setCursor({ weekday: clamp(to.weekday, days), number: clamp(to.number, numbers) });
    return true;
  }
  function act(event: KeyboardEvent, at: At): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case 'Enter':
        if (hand) drop(at);
        else pick(here(at), at);
        return true;
      case 'Escape':
        setHand(null);
        return true;
      case ' ':
        if (here(at).length > 0) setOpened(at);
        return true;
      case 'Delete':
      case 'Backspace':
        if (mayWrite && here(at).length > 0) draft.remove(here(at));
        return true;
      default:
        return step(event, at);
    }
  }
  return {
    cursor,
    hand,
    landing,
    opened,
    setCursor,
    setOpened,
    pick,
    /** A card drawn by the mouse takes along what stands with it: the other subgroup of the same subject. */
    pickCard(at: At, slot: DraftSlot): void {
      const subject = facts.groups.find((group) => group.id === slot.groupId)?.subject;
      const together = here(at).filter(
        (other) =>
          other.id === slot.id ||
          (other.parity === slot.parity &&
            facts.groups.find((group) => group.id === other.groupId)?.subject === subject),
      );
      pick(together, at);
    },
    letGo: () => setHand(null),
    drop,
    onKey(event: KeyboardEvent, at: At): void {
      if (act(event, at)) event.preventDefault();
    },
  };
}
