import type * as Y from 'yjs';
import { type Asked, askedRows, defineCommand } from '#db/commands/command.ts';
import { changeDocument, type LoadedDocument, loadDocumentsWith } from '#db/commands/planDocuments.ts';
import { byAuthors, planLock } from '#db/commands/planFacts.ts';
import { type PlanWrite, writeDocuments } from '#db/commands/planWrite.ts';
import { editRow, putRows, readDocument, removeRow } from '#db/plans/document.ts';
import type { Asker } from '#db/sql.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { mergePlan, mergeProblem } from '#lib/domain/planImport/merge.ts';
import { VERSION_NAME } from '#lib/domain/plans/life.ts';

type Passed = { n: number; rows: string[] };
type Loaded = LoadedDocument & { found: Passed | null };

/** The rows of each plan that lessons of its groups have passed. */
const passedOf = (tx: Asker, asked: readonly Asked<'plan.import'>[], schoolId: number) => tx<Passed[]>`
  select q.n, array(select distinct r.row_id from lesson_row r where r.school_id = p.school_id and r.plan_id = p.id) as rows
  from ${askedRows(tx, asked)} join plan p on p.school_id = ${schoolId} and p.id = q."planId"`;

/** Rows of a file or a pasted table put into a plan (001 3.2.1). What lessons have passed stays; how the plan stood is kept as a
 *  version before, so that an import can be taken back. */
export const importPlan = defineCommand<'plan.import', Loaded, PlanWrite>({
  name: 'plan.import',
  lock: ({ planId }) => planLock(planId),
  load: (tx, asked, schoolId) => loadDocumentsWith(tx, asked, schoolId, passedOf(tx, asked, schoolId)),
  permission: byAuthors,
  decide({ rows: drafts, mode, seq, source }, l, by) {
    // What is replaced or filled must be what was looked at; behind the end there is room for everybody.
    if (mode !== 'append' && seq !== l.seq)
      return refuse(
        'conflict',
        'Пока вы смотрели, план изменился. Посмотрите ещё раз, что получится, и примените снова.',
        {
          current: { value: null, version: l.seq },
        },
      );
    const known = new Set(l.types);
    const given = drafts.map((draft) => ({ ...draft, control: known.has(draft.control ?? 0) ? draft.control : null }));
    const held = new Set(l.found?.rows);
    let problem: string | null = null;
    const put = (doc: Y.Doc): void => {
      const rows = readDocument(doc);
      const merge = mergePlan(rows, held, given, mode);
      problem = mergeProblem(rows, merge);
      if (problem !== null) return;
      for (const id of merge.removed) removeRow(doc, id);
      putRows(doc, merge.added);
      for (const { id, change } of merge.changed) editRow(doc, id, change);
    };
    const name = source.trim().slice(0, VERSION_NAME) || null;
    const changed = changeDocument(l, by, put, { kind: 'imported', name });
    if (problem !== null) return refuse('invalid', problem);
    if (!changed) return { ok: true, unchanged: true };
    if (changed.tooLarge) return changed.tooLarge;
    return { ok: true, changes: [changed.change], row: changed.write };
  },
  write: writeDocuments,
});
