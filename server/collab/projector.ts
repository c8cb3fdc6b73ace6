import { randomUUID } from 'node:crypto';
import type { Executor } from '#db/execute.ts';
import { log } from '#db/log.ts';
import { allSchools, authorOfUnprojected, unprojectedPlans } from '#db/plans/leftover.ts';
import type { PlanKey } from '#db/plans/store.ts';
import type { Sql } from '#db/sql.ts';
import { type Actor, NO_SESSION } from '#lib/policy.ts';
import { keyOf } from '#server/collab/peers.ts';

/** Has plans read into their rows, by the command `plan.project` as the person who wrote last: when nobody has typed for a moment,
 *  at most once a second for each, and while somebody goes on typing every three seconds. What is committed is read whatever has
 *  become of his session since. Times in ms. */
const QUIET = 400;
const PAUSE = 1000;
const LONGEST = 3000;
/** After a refusal that passes, ms. */
const LATER = 3000;
/** How often it is looked for what a killed process has left, ms. */
const SWEEP = 60_000;

/** `timer` null: it is being done. `since`: the first change that waits; `last`: the newest. */
type Due = {
  plan: PlanKey;
  actor: Actor;
  timer: NodeJS.Timeout | null;
  again: boolean;
  since: number;
  last: number;
};

export function createProjector(db: Sql, executor: Executor, projected: (key: string) => void) {
  const due = new Map<string, Due>();
  /** When a plan was done last, of those it was done a moment ago. */
  const ran = new Map<string, number>();
  let closed = false;

  const submit = (plan: PlanKey, actor: Actor) =>
    executor.submit(
      { ...actor, sessionId: NO_SESSION },
      { id: randomUUID(), name: 'plan.project', input: { planId: plan.planId } },
    );

  async function run(key: string, one: Due): Promise<void> {
    ran.set(key, performance.now());
    one.again = false;
    const answer = await submit(one.plan, one.actor);
    if (answer.ok) {
      projected(key);
      if (one.again) schedule(key, one, PAUSE);
      else due.delete(key);
      return;
    }
    log.warn({ plan: one.plan.planId, code: answer.code }, 'plan could not be projected');
    // He may have lost his right meanwhile: another author, or whoever opens it next, has it done.
    if (answer.code === 'busy') schedule(key, one, LATER);
    else due.delete(key);
  }
  function schedule(key: string, one: Due, wait: number): void {
    if (closed) return;
    one.timer = setTimeout(() => {
      one.timer = null;
      const now = performance.now();
      // Somebody has typed meanwhile, and the rows are not that old yet.
      const rest = Math.min(one.last + QUIET - now, one.since + LONGEST - now);
      if (rest > 5) return schedule(key, one, rest);
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
  const look = () => {
    for (const [key, at] of ran) if (performance.now() - at > PAUSE) ran.delete(key);
    sweep().catch((error: unknown) => log.warn({ err: error }, 'unprojected plans could not be looked for'));
  };
  const timer = setInterval(look, SWEEP);
  timer.unref();
  look();

  /** Something was appended to this plan by this person. */
  function soon(plan: PlanKey, actor: Actor): void {
    const key = keyOf(plan);
    const now = performance.now();
    const one = due.get(key);
    if (one) {
      if (one.timer === null && !one.again) one.since = now;
      one.again = one.timer === null;
      one.actor = actor;
      one.last = now;
      return;
    }
    const first = { plan, actor, timer: null, again: false, since: now, last: now };
    due.set(key, first);
    schedule(key, first, Math.max(QUIET, (ran.get(key) ?? 0) + PAUSE - now));
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
