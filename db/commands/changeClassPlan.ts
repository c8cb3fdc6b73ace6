import { type EntryRow, entryChange, entryCommand, entryOf, refuseStale } from '#db/commands/classPlanFacts.ts';
import { notFound } from '#lib/contract/refusal.ts';
import { cleanEntry, refuseEntry, refuseHeld } from '#lib/domain/classPlan.ts';

/** Another day, title, kind, place or person of a planned entry. */
export const changeClassPlan = entryCommand({
  name: 'classPlan.change',
  decide({ entryId: _, ...asked }, l, { actor, base, today }) {
    if (l.removed) return notFound();
    const entry = cleanEntry(asked);
    const same = entry.date === l.on_date && entry.title === l.title && entry.kind === l.kind;
    if (same && entry.place === l.place && entry.who === l.who) return { ok: true, unchanged: true };
    const refused =
      refuseStale(l, base) ??
      refuseEntry(entry, { starts: l.year_starts, ends: l.year_ends }) ??
      (l.held ? refuseHeld(entry.date, today) : null);
    if (refused) return refused;
    const row: EntryRow = { ...entryOf(l), ...entry, v: l.version + 1, by: actor.personId };
    return { ok: true, changes: [entryChange(row, l)], row };
  },
});
