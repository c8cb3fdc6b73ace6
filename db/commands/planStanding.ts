import {
  type Asked,
  askedRows,
  type Change,
  type Command,
  defineCommand,
  rowsOf,
  type Sendable,
} from '#db/commands/command.ts';
import { type By, type LoadedPlan, lastVersion, planFacts, planLock, withPlansLocked } from '#db/commands/planFacts.ts';
import { headOfVersion, insertVersions, type NewVersion } from '#db/commands/planVersions.ts';
import type { Asker } from '#db/sql.ts';
import type { CommandName } from '#lib/contract/commands.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';

/** A plan as commands of its state see it: without its document and rows. */
export type StandingPlan = LoadedPlan & { last: { number: number; seq: number } | null };
type Next = Pick<LoadedPlan, 'state' | 'approved' | 'approvedAt' | 'note'>;
export type StandingRow = Next & { planId: number; v: number; version: NewVersion | null };

/** Locks the plans that the inputs name by `planId`, and reads them. */
export const loadStanding = <N extends CommandName>(
  tx: Asker,
  asked: readonly (Asked<N> & { input: { planId: number } })[],
  schoolId: number,
): Sendable<(StandingPlan & { n: number })[]> =>
  withPlansLocked(
    tx,
    schoolId,
    [...new Set(asked.map(({ input }) => input.planId))],
    tx<(StandingPlan & { n: number })[]>`
      select q.n, ${schoolId}::int as "schoolId", ${planFacts(tx)}, ${lastVersion(tx)} as last
      from ${askedRows(tx, asked)} join plan p on p.school_id = ${schoolId} and p.id = q."planId"`,
  );

/** Somebody has moved the plan since it was looked at. */
export const movedOn = (l: LoadedPlan) =>
  refuse('conflict', 'План тем временем изменили: посмотрите, что стало, и повторите.', {
    current: { value: { state: l.state, approved: l.approved, seq: l.seq }, version: l.v },
  });

/** The next version of a plan, as it stands. */
export function versionOf(
  l: StandingPlan,
  { actor, now }: By,
  version: Pick<NewVersion, 'kind'> & Partial<Pick<NewVersion, 'name' | 'approved' | 'reason'>>,
): NewVersion {
  return {
    ...{ planId: l.planId, name: null, approved: null, reason: null, seq: l.projected, ...version },
    number: (l.last?.number ?? 0) + 1,
    at: now.toISOString(),
    author: { id: actor.personId, name: shortName(actor.name) },
  };
}

/** The plan in its next state: what is told, and what is written. */
export function step(
  l: StandingPlan,
  next: Next,
  version: NewVersion | null,
): { changes: [Change, ...Change[]]; row: StandingRow } {
  const { planId, subjectId, grade, name, groupIds, totals } = l;
  const v = l.v + 1;
  const head: Change = {
    event: { name: 'plan.changed', data: { planId, subjectId, grade, name, groupIds, totals, ...next, v } },
    object: `plan:${planId}`,
    base: l.v,
    version: v,
    before: { state: l.state, approved: l.approved, note: l.note },
  };
  return {
    changes: version ? [head, versionChange(version)] : [head],
    row: { planId, v, ...next, version },
  };
}
export const versionChange = (version: NewVersion): Change => ({
  event: { name: 'plan.versioned', data: { planId: version.planId, version: headOfVersion(version) } },
  object: `planVersion:${version.planId}:${version.number}`,
  base: 0,
  version: 1,
  before: null,
});

export const writeStanding = (tx: Asker, rows: readonly StandingRow[], schoolId: number): Sendable<unknown>[] => {
  const versions = rows.flatMap((row) => row.version ?? []);
  const heads = rows.map(({ version: _, ...head }) => head);
  return [
    tx`update plan p set state = r.state, approved = r.approved, approved_at = r."approvedAt", note = r.note, version = r.v
      from jsonb_to_recordset(${rowsOf(tx, heads)}) as r ("planId" int, state text, approved int, "approvedAt" timestamptz,
        note text, v int)
      where p.school_id = ${schoolId} and p.id = r."planId"`,
    ...(versions.length > 0 ? [insertVersions(tx, versions, schoolId)] : []),
  ];
};

/** A command that moves a plan on in its life: all of them lock, load and write alike. */
export const planStep = <N extends 'plan.submit' | 'plan.approve' | 'plan.return' | 'plan.withdraw'>(
  command: Pick<Command<N, StandingPlan, StandingRow>, 'name' | 'permission' | 'decide'>,
): Command<N, StandingPlan, StandingRow> =>
  defineCommand<N, StandingPlan, StandingRow>({
    lock: ({ planId }) => planLock(planId),
    load: loadStanding,
    write: writeStanding,
    ...command,
  });
