import type { DraftSlot, DraftView } from '#lib/contract/draftViews.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';

/** A draft of the timetable that several deputies work on: each place by its own version. */
export function applyToDraft(view: DraftView, event: AppliedEvent): DraftView {
  if (event.name === 'settings.changed')
    return event.data.change.field === 'ceilings' ? { ...view, ceilings: event.data.change.value } : view;
  if (event.name !== 'draft.edited' || event.data.versionId !== view.version.id) return view;
  const newer = event.data.slots.filter((slot) => (view.slots.find((old) => old.id === slot.id)?.v ?? 0) < slot.v);
  return newer.length === 0 ? view : { ...view, slots: withSlots(view.slots, newer) };
}

/** The places with these put in, in the order of ids. */
export function withSlots(slots: readonly DraftSlot[], put: readonly DraftSlot[]): DraftSlot[] {
  const byId = new Map([...slots, ...put].map((slot) => [slot.id, slot]));
  return [...byId.values()].sort((a, b) => a.id - b.id);
}
