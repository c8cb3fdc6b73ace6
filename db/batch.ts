import type { CommandContext, Decision } from '#db/commands/command.ts';
import { withDrafts } from '#db/plans/redraft.ts';
import { type CommandRow, chainLog, eventsBetween, type LogHead } from '#db/schoolLog.ts';
import { type Asker, type Context, setContext } from '#db/sql.ts';
import {
  type Changed,
  carryFilling,
  type Job,
  loadWave,
  nextWave,
  type Send,
  staffContext,
  writeWave,
} from '#db/waves.ts';
import { readByAuthor } from '#lib/audience.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';
import { parseSettings, withSetting } from '#lib/domain/settings.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can, isFamily, NO_SESSION } from '#lib/policy.ts';

type Done = { job: Job; answer: CommandAnswer };
/** A command carried out before: its stored answer and what it asked, as a hash. */
type Known = CommandRow;
type School = LogHead & { now: Date; tz: string; settings: unknown; alive: string[]; known: Known[] | null };

/** A batch that cannot go together: each of its commands runs alone. */
export class RunTwice extends Error {}

/** What the author himself is told: his change, as far as he may read it, not what the deputy's wall counts of it. */
function ownEvents(job: Job, events: AppliedEvent[]): AppliedEvent[] {
  const family = isFamily(job.actor);
  return events.flatMap((event) => {
    const own = event.name === 'filling.changed' ? null : readByAuthor(job.actor, event);
    return own ? [{ ...event, ...own, ...(family ? { by: null } : {}) } as AppliedEvent] : [];
  });
}

/** The transaction between begin and commit. The school's head is locked first: one writer of a school at a time, on all
 *  nodes, so that what is read behind the lock is what is decided on, and no two batches can wait for each other in a
 *  ring. Commands that change the same thing go in different waves; a wave's commands of one kind are loaded by one
 *  statement and written by one. The first wave's loads travel with the lock, the last writes with the commit. */
export async function carryOut(
  tx: Asker,
  send: Send,
  schoolId: number,
  jobs: Job[],
): Promise<{ done: Done[]; events: AppliedEvent[] }> {
  let current = '';
  const become = (context: Context) => {
    const text = JSON.stringify(context);
    if (text !== current) send(setContext(tx, context));
    current = text;
  };
  become(staffContext(schoolId));
  const asked = send(lockSchool(tx, schoolId, jobs));
  let [wave, later] = nextWave(jobs);
  const trip = { tx, send, become, schoolId };
  let loads = loadWave(trip, wave);
  const [school] = await asked;
  if (!school) throw new Error(`school ${schoolId} has no head`);
  const known = (school.known ?? []).map((row) => ({ ...row, job: `${row.actor}:${row.command}` }));
  const shared = sharedBy(schoolId, school);
  const alive = new Set(school.alive);
  const done: Done[] = [];
  const changed: Changed[] = [];
  const seen = new Set<string>();
  for (;;) {
    const loaded = await loads;
    const written: Changed[] = [];
    for (const job of wave) {
      const key = `${job.actor.personId}:${job.envelope.id}`;
      const stored = known.find((row) => row.job === key);
      if (job.actor.sessionId !== NO_SESSION && !alive.has(job.actor.sessionId)) {
        done.push({ job, answer: refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.') });
        continue;
      }
      if (stored) {
        become(staffContext(schoolId));
        done.push({ job, answer: await repeat(tx, schoolId, job, stored) });
        continue;
      }
      // The same id twice in one batch: each runs alone then, and the second finds the first's answer.
      if (seen.has(key)) throw new RunTwice('one command id twice in a batch');
      seen.add(key);
      const decision = decide(job, loaded.get(job), contextFor(job, shared));
      if (!decision.ok) done.push({ job, answer: decision });
      else if (decision.unchanged) done.push({ job, answer: { ok: true, seq: school.seq, events: [] } });
      else {
        written.push({ job, decision });
        if (decision.filling) carryFilling(loaded, decision.filling);
        // What the school has just decided for itself holds for whoever comes after it.
        for (const { event } of decision.changes)
          if (event.name === 'settings.changed') shared.settings = withSetting(shared.settings, event.data.change);
      }
    }
    writeWave(trip, written);
    changed.push(...written);
    if (later.length === 0) break;
    [wave, later] = nextWave(later);
    loads = loadWave(trip, wave);
  }
  if (changed.length === 0) return { done, events: [] };
  become(staffContext(schoolId));
  const events = writeLog(tx, send, schoolId, school, await withDrafts(tx, schoolId, changed), done);
  return { done, events };
}

/** Locks the school's head, and tells in the same breath what every command of the batch is judged by: time, settings, which
 *  of their sessions live, which of the commands came before. */
const lockSchool = (tx: Asker, schoolId: number, jobs: Job[]) => tx<School[]>`
  select h.seq, h.hash, school_now(h.school_id) as now, s.tz, s.settings,
    to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as utc,
    array(select id from session where id = any(${[...new Set(jobs.map((j) => j.actor.sessionId))]})
      and expires_at > now()) as alive,
    (select json_agg(json_build_object('actor', c.actor_id, 'command', c.command_id, 'hash', encode(c.body_hash, 'hex'),
        'answer', c.answer))
      from unnest(${jobs.map((j) => j.actor.personId)}::int[], ${jobs.map((j) => j.envelope.id)}::uuid[]) q (actor, command)
      join command c on c.school_id = ${schoolId} and c.actor_id = q.actor and c.command_id = q.command) as known
  from school_log_head h join school s on s.school_id = h.school_id
  where h.school_id = ${schoolId} for update of h`;

/** What all commands of a batch share: read once, the zone's calendar is dear. */
type Shared = Omit<CommandContext, 'actor' | 'base'>;
const sharedBy = (schoolId: number, school: School): Shared => ({
  schoolId,
  now: school.now,
  today: dayIn(school.now, school.tz),
  tz: school.tz,
  settings: parseSettings(school.settings),
});
const contextFor = (job: Job, shared: Shared): CommandContext => ({
  ...shared,
  actor: job.actor,
  base: job.envelope.base ?? 0,
});

/** Nothing there, or not his: one answer for both. Then the rule. */
function decide(job: Job, loaded: unknown, context: CommandContext): Decision<unknown> {
  const { command, input } = job.parsed;
  if (loaded === undefined) return notFound();
  if (typeof command.permission === 'string')
    return can(job.actor, command.permission) ? command.decide(input, loaded, context) : notFound();
  const { action, subject } = command.permission(input, loaded, context);
  const allowed = (can as (actor: Actor, action: string, subject: unknown) => boolean)(job.actor, action, subject);
  return allowed ? command.decide(input, loaded, context) : notFound();
}

/** A command that came before: its stored answer, unless the body is another one. */
async function repeat(tx: Asker, schoolId: number, job: Job, stored: Known): Promise<CommandAnswer> {
  if (stored.hash !== job.bodyHash)
    return refuse('duplicate', 'Этот номер команды уже занят другой записью. Обновите страницу и повторите.');
  const { from, to } = JSON.parse(stored.answer) as { from: number; to: number };
  return { ok: true, seq: to, events: ownEvents(job, await eventsBetween(tx, schoolId, from, to)) };
}

function writeLog(
  tx: Asker,
  send: Send,
  schoolId: number,
  head: LogHead,
  changed: Changed[],
  done: Done[],
): AppliedEvent[] {
  const entries = changed.flatMap(({ job, decision }) =>
    decision.changes.map((change) => ({
      actorId: job.actor.personId,
      commandId: job.envelope.id,
      change,
      why: job.envelope.why?.trim() || null,
    })),
  );
  const { seqs, write } = chainLog(tx, schoolId, head, entries);
  const events: AppliedEvent[] = [];
  const commands: CommandRow[] = [];
  for (const { job, decision } of changed) {
    const first = events.length;
    const by = { id: job.actor.personId, name: shortName(job.actor.name) };
    for (const change of decision.changes)
      events.push({ ...change.event, seq: seqs[events.length] ?? 0, commandId: job.envelope.id, by });
    const own = events.slice(first);
    const [from, to] = [own[0]?.seq ?? 0, own.at(-1)?.seq ?? 0];
    const answer = JSON.stringify({ from, to });
    commands.push({ actor: job.actor.personId, command: job.envelope.id, hash: job.bodyHash, answer });
    done.push({ job, answer: { ok: true, seq: to, events: ownEvents(job, own) } });
  }
  send(write(commands));
  return events;
}
