import { randomUUID } from 'node:crypto';
import type { Executor } from '#db/execute.ts';
import { log } from '#db/log.ts';
import { allSchools, authorOfUnprojected, unprojectedPlans } from '#db/plans/leftover.ts';
import type { PlanKey } from '#db/plans/store.ts';
import type { Sql } from '#db/sql.ts';
import type { Actor } from '#lib/policy.ts';
import { keyOf } from '#server/collab/peers.ts';

/** Has plans read into their rows, by the command `plan.project` as the person who wrote last: at most once a second for each. */
const PAUSE = 1000;
/** After a refusal that passes (the database, a session that has just ended), ms. */
const LATER = 3000;
/** How often it is looked for what a killed process has left, ms. */
const SWEEP = 60_000;

type Due = { plan: PlanKey; actor: Actor; timer: NodeJS.Timeout | null; again: boolean; at: number };
export type Projector = ReturnType<typeof createProjector>;

export function createProjector(db: Sql, executor: Executor, projected: (key: string) => void) {
  const due = new Map<string, Due>();
  let closed = false;

  const submit = (plan: PlanKey, actor: Actor) =>
    executor.submit(actor, { id: randomUUID(), name: 'plan.project', input: { planId: plan.planId } });

  async function run(key: string, one: Due): Promise<void> {
    one.at = performance.now();
    one.again = false;
    const answer = await submit(one.plan, one.actor);
    if (answer.ok) {
      projected(key);
      if (one.again) schedule(key, one, PAUSE);
      else due.delete(key);
      return;
    }
    log.warn({ plan: one.plan.planId, code: answer.code }, 'plan could not be projected');
    // He has left meanwhile: it is done as somebody who has written in it and is still here, or by whoever opens it next.
    const actor = answer.code === 'busy' ? one.actor : await authorOfUnprojected(db, one.plan);
    if (!actor || answer.code === 'invalid') due.delete(key);
    else {
      one.actor = actor;
      schedule(key, one, LATER);
    }
  }
  function schedule(key: string, one: Due, wait: number): void {
    if (closed) return;
    one.timer = setTimeout(() => {
      one.timer = null;
      run(key, one).catch((error: unknown) => {
        log.error({ err: error, plan: one.plan.planId }, 'plan could not be projected');
        due.delete(key);
      });
    }, wait);
    one.timer.unref();
  }

  async function sweep(): Promise<void> {
    for (const { schoolId } of await allSchools(db))
      for (const planId of await unprojectedPlans(db, schoolId)) {
        const plan = { schoolId, planId };
        if (due.has(keyOf(plan))) continue;
        const actor = await authorOfUnprojected(db, plan);
        if (actor) soon(plan, actor);
      }
  }
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => log.warn({ err: error }, 'unprojected plans could not be looked for'));
  }, SWEEP);
  timer.unref();

  /** Something was appended to this plan by this person. */
  function soon(plan: PlanKey, actor: Actor): void {
    const key = keyOf(plan);
    const one = due.get(key);
    if (one) {
      one.actor = actor;
      one.again = true;
      return;
    }
    const first: Due = { plan, actor, timer: null, again: false, at: performance.now() };
    due.set(key, first);
    schedule(key, first, PAUSE);
  }

  return {
    soon,
    isDue: (key: string): boolean => due.has(key),
    /** What is still due is done now. */
    async close(): Promise<void> {
      clearInterval(timer);
      closed = true;
      await Promise.all(
        [...due.values()].map(async ({ plan, actor, timer: waiting }) => {
          if (waiting) clearTimeout(waiting);
          await submit(plan, actor);
        }),
      );
    },
  };
}
