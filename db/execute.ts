import { createHash } from 'node:crypto';
import type { CommandContext, Decision, Sendable } from '#db/commands/command.ts';
import { type FillingRow, writeFilling } from '#db/commands/fillingRow.ts';
import { type ParsedCommand, parseCommand } from '#db/commands/registry.ts';
import { log } from '#db/log.ts';
import { appendLog, eventsBetween, type LogHead, lockHead } from '#db/schoolLog.ts';
import { type Asker, type Context, contextOf, type Sql, setContext, systemContext, transaction } from '#db/sql.ts';
import { type CommandAnswer, type CommandEnvelope, commandEnvelope } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { notFound, type Refusal, refuse } from '#lib/contract/refusal.ts';
import { shortName } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

/** Commands of one school that share a commit at most: beyond this a batch would hold its locks too long. */
const BATCH = 64;
/** A school's queue longer than this is overload: better to say so than to let answers take minutes. */
const QUEUE_LIMIT = 2000;
/** SQLSTATE classes that mean a fault of ours: bad data, a broken constraint, a wrong statement. Everything else the
 *  database or the network may say (a lock, a restart, a full disk, a failover) passes, and the command is sent again. */
const OURS = /^(22|23|42)/;

type Job = {
  actor: Actor;
  envelope: CommandEnvelope;
  parsed: ParsedCommand;
  bodyHash: string;
  resolve: (answer: CommandAnswer) => void;
};
type Done = { job: Job; answer: CommandAnswer };
type School = { now: Date; tz: string; settings: unknown; utc: string; alive: string[] };
type AnyCommand = ParsedCommand['command'];
type Carried = Extract<Decision<unknown>, { row: unknown }>;
type Changed = { job: Job; decision: Carried };

/** No person has this id: the context of staff whose statements are shared. */
const NOBODY = 0;

export type Committed = { schoolId: number; events: AppliedEvent[] };
export type Executor = { submit(actor: Actor, envelope: unknown): Promise<CommandAnswer> };

const outcomeUnknown = (): Refusal =>
  refuse('busy', 'Не удалось сохранить: база данных сейчас не отвечает. Запись будет отправлена ещё раз.', {
    retryAfter: 1,
  });
/** A batch that cannot go together: each of its commands runs alone. */
class RunTwice extends Error {}

/** What the author himself is told: his change, not what the deputy's wall counts of it. */
function ownEvents(job: Job, events: AppliedEvent[]): AppliedEvent[] {
  const family = job.actor.hat === 'parent' || job.actor.hat === 'student';
  return events
    .filter((event) => event.name !== 'filling.changed')
    .map((event) => (family ? { ...event, by: null } : event));
}

/** THE write path. Commands of one school that wait while a commit is under way go into one next transaction (group
 *  commit); each is answered after that commit and never before. `onCommit` is called right after it. */
export function createExecutor(db: Sql, onCommit: (committed: Committed) => void): Executor {
  const queues = new Map<number, Job[]>();

  async function pump(schoolId: number, queue: Job[]): Promise<void> {
    while (queue.length > 0) {
      const jobs = queue.splice(0, BATCH);
      const done = await runTogether(schoolId, jobs);
      for (const { job, answer } of done) job.resolve(answer);
    }
    queues.delete(schoolId);
  }

  /** One batch; when anything in it throws, each command by itself, so that one cannot take the others down. */
  async function runTogether(schoolId: number, jobs: Job[]): Promise<Done[]> {
    try {
      return await runBatch(schoolId, jobs);
    } catch (error) {
      if (jobs.length > 1) {
        const done: Done[] = [];
        for (const job of jobs) done.push(...(await runTogether(schoolId, [job])));
        return done;
      }
      const [job] = jobs;
      if (!job) return [];
      return [{ job, answer: await runAgain(schoolId, job, error) }];
    }
  }

  async function runAgain(schoolId: number, job: Job, first: unknown): Promise<CommandAnswer> {
    let error = first;
    for (let attempt = 0; attempt < 2 && isTransient(error); attempt += 1) {
      try {
        const [done] = await runBatch(schoolId, [job]);
        if (done) return done.answer;
      } catch (again) {
        error = again;
      }
    }
    log.error(
      { err: error, command: job.envelope.name, school: schoolId, actor: job.actor.personId },
      'command failed',
    );
    if (isTransient(error)) return outcomeUnknown();
    return refuse('invalid', 'Не удалось выполнить из-за ошибки программы. Запись не изменена.');
  }

  async function runBatch(schoolId: number, jobs: Job[]): Promise<Done[]> {
    const sent: Promise<unknown>[] = [];
    /** Sends without waiting: the connection keeps the order, and all are awaited before the commit is believed. */
    const send: Send = (query) => {
      const promise = query.execute();
      // A rejection is thrown by whoever awaits `sent`; this only keeps Node from calling it unhandled before that.
      promise.catch(() => undefined);
      sent.push(promise);
      return promise;
    };
    try {
      // The last writes and the commit travel together: the database itself makes a rollback of a commit behind a failure.
      const outcome = await transaction(db, 'begin', (tx) => carryOut(tx, send, schoolId, jobs));
      if (outcome.events.length > 0) onCommit({ schoolId, events: outcome.events });
      return outcome.done;
    } catch (error) {
      // The first statement that failed says why; those behind it only that the transaction is aborted.
      const settled = await Promise.allSettled(sent);
      const first = settled.find((one) => one.status === 'rejected');
      throw first?.status === 'rejected' ? first.reason : error;
    }
  }

  return {
    submit(actor, raw) {
      const envelope = commandEnvelope.safeParse(raw);
      const parsed = envelope.success ? parseCommand(envelope.data.name, envelope.data.input) : null;
      if (!envelope.success || !parsed)
        return Promise.resolve(refuse('invalid', 'Запрос не распознан: обновите страницу и повторите.'));
      const { id, name, base } = envelope.data;
      const bodyHash = createHash('sha256')
        .update(JSON.stringify([name, parsed.input, base ?? 0]))
        .digest('hex');
      return new Promise((resolve) => {
        const job: Job = { actor, envelope: { ...envelope.data, id: id.toLowerCase() }, parsed, bodyHash, resolve };
        const queue = queues.get(actor.schoolId);
        if (!queue) {
          const started = [job];
          queues.set(actor.schoolId, started);
          // The event loop's turn first: commands that arrive together then share the first commit too.
          setImmediate(() => void pump(actor.schoolId, started));
        } else if (queue.length < QUEUE_LIMIT) queue.push(job);
        else resolve(refuse('busy', 'Сервер перегружен. Запись будет отправлена ещё раз.', { retryAfter: 2 }));
      });
    },
  };
}

const isTransient = (error: unknown): boolean =>
  error instanceof RunTwice ||
  (error instanceof Error && 'code' in error && typeof error.code === 'string' && !OURS.test(error.code));

type Send = <T>(query: Sendable<T>) => Promise<T>;

type Known = { actor_id: number; command_id: string; body_hash: Buffer; answer: string };

/** The transaction between begin and commit. The school's head is locked first: one writer of a school at a time, on all
 *  nodes, so that what is read behind the lock is what is decided on, and no two batches can wait for each other in a
 *  ring. Commands that change the same thing go in different waves; a wave's commands of one kind are loaded by one
 *  statement and written by one. The first wave's loads travel with the lock, the last writes with the commit. */
async function carryOut(
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
  become(systemContext(schoolId));
  const asked = Promise.all([
    send(lockHead(tx, schoolId)),
    send(tx<School[]>`select school_now(school_id) as now, tz, settings,
      to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as utc,
      array(select id from session where id = any(${[...new Set(jobs.map((j) => j.actor.sessionId))]})
        and expires_at > now()) as alive
      from school where school_id = ${schoolId}`),
    send(tx<Known[]>`select actor_id, command_id, body_hash, answer from command
      where school_id = ${schoolId} and (actor_id, command_id) in
        (select * from unnest(${jobs.map((j) => j.actor.personId)}::int[], ${jobs.map((j) => j.envelope.id)}::uuid[]))`),
  ]);
  let [wave, later] = nextWave(jobs);
  let loads = loadWave(tx, send, become, schoolId, wave);
  const [[head], [school], known] = await asked;
  if (!head || !school) throw new Error(`school ${schoolId} has no head`);
  const shared = sharedBy(schoolId, school);
  const alive = new Set(school.alive);
  const done: Done[] = [];
  const changed: Changed[] = [];
  const seen = new Set<string>();
  for (;;) {
    const loaded = await loads;
    const written: Changed[] = [];
    for (const job of wave) {
      const stored = known.find((k) => k.actor_id === job.actor.personId && k.command_id === job.envelope.id);
      const key = `${job.actor.personId}:${job.envelope.id}`;
      if (!alive.has(job.actor.sessionId)) {
        done.push({ job, answer: refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.') });
        continue;
      }
      if (stored) {
        become(systemContext(schoolId));
        done.push({ job, answer: await repeat(tx, schoolId, job, stored) });
        continue;
      }
      // The same id twice in one batch: each runs alone then, and the second finds the first's answer.
      if (seen.has(key)) throw new RunTwice('one command id twice in a batch');
      seen.add(key);
      const decision = decide(job, loaded.get(job), contextFor(job, shared));
      if (!decision.ok) done.push({ job, answer: decision });
      else if (decision.unchanged) done.push({ job, answer: { ok: true, seq: head.seq, events: [] } });
      else written.push({ job, decision });
    }
    writeWave(tx, send, become, schoolId, written);
    changed.push(...written);
    if (later.length === 0) break;
    [wave, later] = nextWave(later);
    loads = loadWave(tx, send, become, schoolId, wave);
  }
  if (changed.length === 0) return { done, events: [] };
  become(systemContext(schoolId));
  const events = writeLog(tx, send, schoolId, { ...head, utc: school.utc }, changed, done);
  return { done, events };
}

/** The first command of each lock, and the rest in their order. */
function nextWave(jobs: Job[]): [wave: Job[], later: Job[]] {
  const taken = new Set<string>();
  const wave: Job[] = [];
  const later: Job[] = [];
  for (const job of jobs) {
    const lock = job.parsed.command.lock(job.parsed.input);
    (taken.has(lock) ? later : wave).push(job);
    taken.add(lock);
  }
  return [wave, later];
}

/** Jobs that one statement can serve: of one command, behind one row-security context. Members of staff pass the second
 *  wall alike, so they share a context that names nobody; what is one's own alone is asked in one's own name. */
function alike<T>(
  jobs: readonly T[],
  jobOf: (item: T) => Job,
): { command: AnyCommand; context: Context; items: T[] }[] {
  const groups = new Map<string, { command: AnyCommand; context: Context; items: T[] }>();
  for (const item of jobs) {
    const { actor, parsed } = jobOf(item);
    const own = contextOf(actor);
    const context = own.students === '*' && !parsed.command.personal ? { ...own, personId: NOBODY } : own;
    const key = `${parsed.name} ${context.personId} ${actor.hat === 'parent' || actor.hat === 'student'}`;
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { command: parsed.command, context, items: [item] });
  }
  return [...groups.values()];
}

async function loadWave(
  tx: Asker,
  send: Send,
  become: (context: Context) => void,
  schoolId: number,
  wave: Job[],
): Promise<Map<Job, unknown>> {
  const groups = alike(wave, (job) => job).map(({ command, context, items }) => {
    become(context);
    const asked = items.map((job) => ({ input: job.parsed.input, personId: job.actor.personId }));
    return { items, rows: send(command.load(tx, asked, schoolId)) };
  });
  const loaded = new Map<Job, unknown>();
  for (const { items, rows } of groups)
    for (const row of await rows) {
      const job = items[row.n];
      if (job && !loaded.has(job)) loaded.set(job, row);
    }
  return loaded;
}

function writeWave(
  tx: Asker,
  send: Send,
  become: (context: Context) => void,
  schoolId: number,
  written: Changed[],
): void {
  const filling: FillingRow[] = [];
  for (const { command, context, items } of alike(written, ({ job }) => job)) {
    become(context);
    const rows = items.map(({ decision }) => decision.row);
    for (const statement of command.write(tx, rows, schoolId)) send(statement);
    for (const { decision } of items) if (decision.filling) filling.push(decision.filling);
  }
  if (filling.length === 0) return;
  become(systemContext(schoolId));
  for (const statement of writeFilling(tx, filling, schoolId)) send(statement);
}

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
  const { action, subject } = command.permission(input, loaded, context);
  const allowed = (can as (actor: Actor, action: string, subject: unknown) => boolean)(job.actor, action, subject);
  return allowed ? command.decide(input, loaded, context) : notFound();
}

/** A command that came before: its stored answer, unless the body is another one. */
async function repeat(
  tx: Asker,
  schoolId: number,
  job: Job,
  stored: { body_hash: Buffer; answer: string },
): Promise<CommandAnswer> {
  if (stored.body_hash.toString('hex') !== job.bodyHash)
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
    decision.changes.map((change) => ({ actorId: job.actor.personId, commandId: job.envelope.id, change })),
  );
  const { seqs, statements } = appendLog(tx, schoolId, head, entries);
  for (const statement of statements) send(statement);
  const events: AppliedEvent[] = [];
  const answers: string[] = [];
  for (const { job, decision } of changed) {
    const first = events.length;
    const by = { id: job.actor.personId, name: shortName(job.actor.name) };
    for (const change of decision.changes)
      events.push({ ...change.event, seq: seqs[events.length] ?? 0, commandId: job.envelope.id, by });
    const own = events.slice(first);
    const [from, to] = [own[0]?.seq ?? 0, own.at(-1)?.seq ?? 0];
    answers.push(JSON.stringify({ from, to }));
    done.push({ job, answer: { ok: true, seq: to, events: ownEvents(job, own) } });
  }
  send(tx`insert into command (school_id, actor_id, command_id, body_hash, answer)
    select ${schoolId}, a, c, decode(h, 'hex'), t from unnest(${changed.map((c) => c.job.actor.personId)}::int[],
      ${changed.map((c) => c.job.envelope.id)}::uuid[], ${changed.map((c) => c.job.bodyHash)}::text[], ${answers}::text[])
      as rows(a, c, h, t)`);
  return events;
}
