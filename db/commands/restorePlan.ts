import { askedRows, defineCommand } from '#db/commands/command.ts';
import {
  changeDocument,
  type LoadedDocument,
  loadDocuments,
  type PlanWrite,
  planLock,
  writeDocuments,
} from '#db/commands/planFacts.ts';
import { putBack } from '#db/plans/putBack.ts';
import { refuse } from '#lib/contract/refusal.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

type Loaded = LoadedDocument & { target: { number: number; rows: PlanRow[] } | null };

/** «Вернуть эту»: the server writes the document, so all who have it open follow. What it was until now becomes a version too;
 *  the one brought back is a new version, and no old one is ever written over. */
export const restorePlan = defineCommand<'plan.restore', Loaded, PlanWrite>({
  name: 'plan.restore',
  lock: ({ planId }) => planLock(planId),
  load(tx, asked, schoolId) {
    const documents = loadDocuments(tx, asked, schoolId);
    const versions = tx<{ n: number; number: number; rows: PlanRow[] }[]>`
      select q.n, v.number, v.rows from ${askedRows(tx, asked)}
      join plan_version v on v.school_id = ${schoolId} and v.plan_id = q."planId" and v.number = q."number"`;
    return {
      async execute() {
        const [plans, found] = await Promise.all([documents.execute(), versions.execute()]);
        const byAsked = new Map(found.map((version) => [version.n, version]));
        return plans.map((plan) => ({ ...plan, target: byAsked.get(plan.n) ?? null }));
      },
    };
  },
  permission: (_, { subjectId, grade }) => ({ action: 'plan.write', subject: { subjectId, grade } }),
  decide(_input, l, by) {
    const { target } = l;
    if (!target) return refuse('invalid', 'Такой версии у плана нет.');
    const name = `как № ${target.number}`;
    const changed = changeDocument(l, by, (doc) => putBack(doc, target.rows), { kind: 'restored', name });
    if (!changed?.write.bytes) return refuse('invalid', 'План и сейчас такой: возвращать нечего.');
    if (changed.tooLarge) return changed.tooLarge;
    return { ok: true, changes: [changed.change], row: changed.write };
  },
  write: writeDocuments,
});
