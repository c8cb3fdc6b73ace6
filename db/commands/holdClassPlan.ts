import { type EntryRow, entryChange, entryCommand, entryOf, refuseStale } from '#db/commands/classPlanFacts.ts';
import { notFound } from '#lib/contract/refusal.ts';
import { refuseHeld } from '#lib/domain/classPlan.ts';

/** A planned entry has been held, and what came of it; or it has not. */
export const holdClassPlan = entryCommand({
  name: 'classPlan.hold',
  decide({ held, notes }, l, { actor, base, today }) {
    if (l.removed) return notFound();
    const said = notes.trim();
    if (held === l.held && said === l.notes) return { ok: true, unchanged: true };
    const refused = refuseStale(l, base) ?? (held ? refuseHeld(l.on_date, today) : null);
    if (refused) return refused;
    const row: EntryRow = { ...entryOf(l), held, notes: said, v: l.version + 1, by: actor.personId };
    return { ok: true, changes: [entryChange(row, l)], row };
  },
});
