import { useMemo, useRef, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { withSlots } from '#lib/contract/applyDraft.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { DraftSlot, DraftView } from '#lib/contract/draftViews.ts';

/** Places as they were before one step of one's own; null: it stood nowhere. */
type Step = { id: number; before: DraftSlot | null }[];
export type Draft = {
  /** Places that stand, one's own unsent changes included. Ids below zero: not saved yet. */
  slots: DraftSlot[];
  put(slots: readonly DraftSlot[]): void;
  remove(slots: readonly DraftSlot[]): void;
  undo(): void;
  canUndo: boolean;
  /** What a step of undo or an edit could not do. */
  notice: string | null;
  dismiss(): void;
};

/** First id of places that wait for the server's. */
const WAITING = -1000;
const stands = (slot: DraftSlot): boolean => !slot.gone;
const placeOf = ({ groupId, weekday, number, parity, room, teacherId }: DraftSlot) => ({
  ...{ groupId, weekday, number, parity, room, teacherId },
});

/** One's own hand in a draft: edits are painted at once, sent in order, and undone step by step. */
export function useDraft(live: LiveView<DraftView>): Draft {
  const { view, pending } = live;
  const versionId = view.version.id;
  const [steps, setSteps] = useState<Step[]>([]);
  const [notice, setNotice] = useState<string | null>(null);
  const all = useMemo(() => {
    let slots: DraftSlot[] = view.slots;
    let fresh = WAITING;
    for (const command of pending) {
      if (command.name !== 'draft.edit' || command.input.versionId !== versionId) continue;
      const put = command.input.changes.flatMap(({ slotId, v, to }): DraftSlot[] => {
        if (slotId === null) {
          fresh -= 1;
          return to ? [{ ...to, id: fresh, gone: false, v: 1 }] : [];
        }
        const old = slots.find((slot) => slot.id === slotId);
        if (!old || old.v > v) return [];
        return [to ? { ...to, id: slotId, gone: false, v: v + 1 } : { ...old, gone: true, v: v + 1 }];
      });
      slots = withSlots(slots, put);
    }
    return slots;
  }, [view.slots, pending, versionId]);
  const latest = useRef(all);
  latest.current = all;
  const slots = useMemo(() => all.filter(stands), [all]);

  async function send(
    changed: readonly { slot: DraftSlot; to: DraftSlot | null }[],
    own: boolean,
  ): Promise<CommandAnswer | null> {
    // A place that the server has not numbered yet cannot be asked about: the next try finds it numbered.
    const known = changed.filter(({ slot }) => slot.id > WAITING || slot.v === 0);
    if (known.length === 0) return null;
    const before = new Map(
      known.map(({ slot }) => [slot.id, latest.current.find((old) => old.id === slot.id) ?? null]),
    );
    const changes = known.map(({ slot, to }) => ({
      slotId: slot.v === 0 ? null : slot.id,
      v: slot.v,
      to: to && placeOf(to),
    }));
    const answer = await live.send({ name: 'draft.edit', input: { versionId, changes } });
    if (!answer.ok) {
      setNotice(answer.message);
      live.closeOutcomes((outcome) => outcome.command.name === 'draft.edit');
      live.dismissRefusal();
      return answer;
    }
    const put = answer.events.flatMap((event) => (event.name === 'draft.edited' ? event.data.slots : []));
    if (own && put.length > 0)
      setSteps((old) => [...old, put.map((slot) => ({ id: slot.id, before: before.get(slot.id) ?? null }))]);
    return answer;
  }

  return {
    slots,
    put: (changed) =>
      void send(
        changed.map((slot) => ({ slot, to: slot })),
        true,
      ),
    remove: (changed) =>
      void send(
        changed.map((slot) => ({ slot, to: null })),
        true,
      ),
    undo() {
      const step = steps.at(-1);
      if (!step) return;
      setSteps((old) => old.slice(0, -1));
      const now = step.flatMap(({ id, before }) => {
        const slot = latest.current.find((one) => one.id === id);
        return slot ? [{ slot, to: before && stands(before) ? before : null }] : [];
      });
      void send(now, false);
    },
    canUndo: steps.length > 0,
    notice,
    dismiss: () => setNotice(null),
  };
}
