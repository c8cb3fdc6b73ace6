import { defineCommand } from '#db/commands/command.ts';
import { changeDocument, type LoadedDocument, loadUnlocked } from '#db/commands/planDocuments.ts';
import { planLock } from '#db/commands/planFacts.ts';
import { type PlanWrite, writeDocuments } from '#db/commands/planWrite.ts';

/** Reads what was written in a plan's document into its rows, with the author of every cell. Whoever may read the plan may
 *  ask: it says nothing that is not written there, and the second time it does nothing. */
export const projectPlan = defineCommand<'plan.project', LoadedDocument, PlanWrite>({
  name: 'plan.project',
  lock: ({ planId }) => planLock(planId),
  load: loadUnlocked,
  permission: 'plan.read',
  decide(_input, l, by) {
    const changed = changeDocument(l, by, null);
    if (!changed) return { ok: true, unchanged: true };
    return { ok: true, changes: [changed.change], row: changed.write };
  },
  write: writeDocuments,
});
