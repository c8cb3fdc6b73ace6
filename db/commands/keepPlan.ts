import { defineCommand } from '#db/commands/command.ts';
import { byAuthors, planLock } from '#db/commands/planFacts.ts';
import { loadStanding, type StandingPlan, versionChange, versionOf } from '#db/commands/planStanding.ts';
import { insertVersions, type NewVersion } from '#db/commands/planVersions.ts';
import { refuse } from '#lib/contract/refusal.ts';

/** «Сохранить версию»: the plan as its rows stand, under a name to come back to. */
export const keepPlan = defineCommand<'plan.keep', StandingPlan, NewVersion>({
  name: 'plan.keep',
  lock: ({ planId }) => planLock(planId),
  load: loadStanding,
  permission: byAuthors,
  decide(input, l, context) {
    const name = input.name.trim();
    if (name === '') return refuse('invalid', 'Назовите версию, чтобы узнать её потом.');
    const version = versionOf(l, context, { kind: 'named', name });
    return { ok: true, changes: [versionChange(version)], row: version };
  },
  write: (tx, versions, schoolId) => [insertVersions(tx, versions, schoolId)],
});
