import {
  type EntryRow,
  entryChange,
  entryOf,
  loadEntries,
  refuseStale,
  type StoredEntry,
  updateEntries,
} from '#db/commands/classPlanFacts.ts';
import { defineCommand } from '#db/commands/command.ts';

/** An entry is taken out of the plan, or put back as it was. */
export const removeClassPlan = defineCommand<'classPlan.remove', StoredEntry, EntryRow>({
  name: 'classPlan.remove',
  lock: (input) => `classPlan:${input.entryId}`,
  load: loadEntries,
  permission: (_, l) => ({ action: 'classPlan.write', subject: { classId: l.class_id } }),
  decide({ removed }, l, { actor, base }) {
    if (removed === l.removed) return { ok: true, unchanged: true };
    const refused = refuseStale(l, base);
    if (refused) return refused;
    const row: EntryRow = { ...entryOf(l), removed, v: l.version + 1, by: actor.personId };
    return { ok: true, changes: [entryChange(row, l)], row };
  },
  write: updateEntries,
});
