import { type EntryRow, entryChange, entryCommand, entryOf, refuseStale } from '#db/commands/classPlanFacts.ts';

/** An entry is taken out of the plan, or put back as it was. */
export const removeClassPlan = entryCommand({
  name: 'classPlan.remove',
  decide({ removed }, l, { actor, base }) {
    if (removed === l.removed) return { ok: true, unchanged: true };
    const refused = refuseStale(l, base);
    if (refused) return refused;
    const row: EntryRow = { ...entryOf(l), removed, v: l.version + 1, by: actor.personId };
    return { ok: true, changes: [entryChange(row, l)], row };
  },
});
