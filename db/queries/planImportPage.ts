import { planPage } from '#db/queries/planPage.ts';
import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import type { PlanImportPage } from '#lib/contract/planImportPage.ts';
import type { Actor } from '#lib/policy.ts';

/** The plan for its import; null when there is none or it is not for this person. */
export async function planImportPage(actor: Actor, planId: number, db: Sql = sql()): Promise<PlanImportPage | null> {
  const view = await planPage(actor, { planId }, db);
  if (!view) return null;
  const passed = await readAs(
    db,
    contextOf(actor),
    (tx) => tx<{ id: string }[]>`select distinct row_id as id from lesson_row
      where school_id = ${actor.schoolId} and plan_id = ${planId}`,
  );
  const { plan, rows, workTypes, groups, may } = view;
  return { plan, rows, workTypes, groups, mayWrite: may.write, passed: passed.map((row) => row.id) };
}
