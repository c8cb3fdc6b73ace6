import { askedRows, defineCommand } from '#db/commands/command.ts';
import { changeDocument, type LoadedDocument, loadDocumentsWith } from '#db/commands/planDocuments.ts';
import { byAuthors, planLock } from '#db/commands/planFacts.ts';
import { type PlanWrite, writeDocuments } from '#db/commands/planWrite.ts';
import { putBack } from '#db/plans/putBack.ts';
import { refuse } from '#lib/contract/refusal.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';

type Version = { n: number; number: number; rows: PlanRow[] };
type Loaded = LoadedDocument & { found: Version | null };

/** «Вернуть эту»: the server writes the document, so all who have it open follow. What it was until now becomes a version too;
 *  the one brought back is a new version, and no old one is ever written over. */
export const restorePlan = defineCommand<'plan.restore', Loaded, PlanWrite>({
  name: 'plan.restore',
  lock: ({ planId }) => planLock(planId),
  load: (tx, asked, schoolId) =>
    loadDocumentsWith(
      tx,
      asked,
      schoolId,
      tx<Version[]>`select q.n, v.number, v.rows from ${askedRows(tx, asked)}
        join plan_version v on v.school_id = ${schoolId} and v.plan_id = q."planId" and v.number = q."number"`,
    ),
  permission: byAuthors,
  decide(_input, l, by) {
    const { found } = l;
    if (!found) return refuse('invalid', 'Такой версии у плана нет.');
    const name = `как № ${found.number}`;
    const changed = changeDocument(l, by, (doc) => putBack(doc, found.rows), { kind: 'restored', name });
    if (!changed?.write.bytes) return refuse('invalid', 'План и сейчас такой: возвращать нечего.');
    if (changed.tooLarge) return changed.tooLarge;
    return { ok: true, changes: [changed.change], row: changed.write };
  },
  write: writeDocuments,
});
