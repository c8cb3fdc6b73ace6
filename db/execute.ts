import { createHash } from 'node:crypto';
import type { Change, CommandContext, Decision, Sendable } from '#db/commands/command.ts';
import { type ParsedCommand, parseCommand } from '#db/commands/registry.ts';
import { log } from '#db/log.ts';
import { appendLog, eventsBetween, lockHead } from '#db/schoolLog.ts';
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
type School = { now: Date; tz: string; settings: unknown; seq: number };

export type Committed = { schoolId: number; events: AppliedEvent[] };
export type Executor = { submit(actor: Actor, envelope: unknown): Promise<CommandAnswer> };

const outcomeUnknown = (): Refusal =>
  refuse('busy', 'Не удалось сохранить: база данных сейчас не отвечает. Запись будет отправлена ещё раз.', {
    retryAfter: 1,
  });
/** Another node carried out the same command between our look and our write: look again. */
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
      const outcome = await transaction(db, 'begin', async (tx) => {
        const carried = await carryOut(tx, send, schoolId, jobs);
        await Promise.all(sent);
        return carried;
      });
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

/** The transaction between begin and commit. Two commands with one lock go in different waves; commands of one wave are
 *  loaded with one trip to the database, decided, and their writes are sent without waiting. */
async function carryOut(
  tx: Asker,
  send: Send,
  schoolId: number,
  jobs: Job[],
): Promise<{ done: Done[]; events: AppliedEvent[] }> {
  let current: Context | null = null;
  const become = (context: Context) => {
    if (current && current.personId === context.personId && sameRows(current, context)) return;
    current = context;
    send(setContext(tx, context));
  };
  become(systemContext(schoolId));
  const locks = [...new Set(jobs.map(lockOf))].sort((a, b) => a - b);
  // One order for everybody: two nodes that lock the same lessons cannot wait for each other in a ring.
  send(
    tx`select pg_advisory_xact_lock(${schoolId}, k) from (select k from unnest(${locks}::int[]) k order by k) sorted`,
  );
  const [schools, known, sessions] = await Promise.all([
    send(tx<School[]>`select school_now(s.school_id) as now, s.tz, s.settings, h.seq from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`),
    send(tx<{ actor_id: number; command_id: string; body_hash: Buffer; answer: string }[]>`
      select actor_id, command_id, body_hash, answer from command where school_id = ${schoolId} and (actor_id, command_id)
        in (select * from unnest(${jobs.map((j) => j.actor.personId)}::int[], ${jobs.map((j) => j.envelope.id)}::uuid[]))`),
    send(tx<{ id: string }[]>`select id from session where id = any(${[...new Set(jobs.map((j) => j.actor.sessionId))]})
      and expires_at > now()`),
  ]);
  const school = schools[0];
  if (!school) throw new Error(`school ${schoolId} has no row`);
  const shared = sharedBy(schoolId, school);
  const alive = new Set(sessions.map((s) => s.id));
  const done: Done[] = [];
  let rest: Job[] = [];
  const seen = new Set<string>();
  for (const job of jobs) {
    const stored = known.find((k) => k.actor_id === job.actor.personId && k.command_id === job.envelope.id);
    const key = `${job.actor.personId}:${job.envelope.id}`;
    if (!alive.has(job.actor.sessionId))
      done.push({ job, answer: refuse('unauthenticated', 'Сеанс завершён. Войдите ещё раз.') });
    else if (stored) done.push({ job, answer: await repeat(tx, schoolId, job, stored) });
    // The same id twice in one batch: the second is carried out in the next, and finds the first's answer.
    else if (seen.has(key)) throw new RunTwice('one command id twice in a batch');
    else {
      seen.add(key);
      rest.push(job);
    }
  }
  const changed: { job: Job; changes: Change[] }[] = [];
  while (rest.length > 0) {
    const taken = new Set<number>();
    const wave: Job[] = [];
    const later: Job[] = [];
    for (const job of rest) {
      const lock = lockOf(job);
      (taken.has(lock) ? later : wave).push(job);
      taken.add(lock);
    }
    const loads = wave.map((job) => {
      become(contextOf(job.actor));
      return send(job.parsed.command.load(tx, job.parsed.input, contextFor(job, shared)));
    });
    const loaded = await Promise.all(loads);
    for (const [index, job] of wave.entries()) {
      const context = contextFor(job, shared);
      const decision = decide(job, loaded[index]?.[0], context);
      if (!decision.ok) done.push({ job, answer: decision });
      else if (decision.unchanged) done.push({ job, answer: { ok: true, seq: school.seq, events: [] } });
      else {
        become(contextOf(job.actor));
        for (const statement of decision.write(tx)) send(statement);
        changed.push({ job, changes: decision.changes });
      }
    }
    rest = later;
  }
  if (changed.length === 0) return { done, events: [] };
  become(systemContext(schoolId));
  const events = await writeLog(tx, send, schoolId, changed, done);
  return { done, events };
}

const lockOf = (job: Job): number => job.parsed.command.lock(job.parsed.input);
const sameRows = (a: Context, b: Context) =>
  String(a.students) === String(b.students) && String(a.groups) === String(b.groups);
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
function decide(job: Job, loaded: unknown, context: CommandContext): Decision {
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

async function writeLog(
  tx: Asker,
  send: Send,
  schoolId: number,
  changed: { job: Job; changes: Change[] }[],
  done: Done[],
): Promise<AppliedEvent[]> {
  const entries = changed.flatMap(({ job, changes }) =>
    changes.map((change) => ({ actorId: job.actor.personId, commandId: job.envelope.id, change })),
  );
  const [head] = await send(lockHead(tx, schoolId));
  if (!head) throw new Error(`school ${schoolId} has no log head`);
  const { seqs, statements } = appendLog(tx, schoolId, head, entries);
  for (const statement of statements) send(statement);
  const events: AppliedEvent[] = [];
  const answers: string[] = [];
  for (const { job, changes } of changed) {
    const own = changes.map(
      (change): AppliedEvent => ({
        ...change.event,
        seq: seqs[events.length + changes.indexOf(change)] ?? 0,
        commandId: job.envelope.id,
        by: { id: job.actor.personId, name: shortName(job.actor.name) },
      }),
    );
    const [from, to] = [own[0]?.seq ?? 0, own.at(-1)?.seq ?? 0];
    answers.push(JSON.stringify({ from, to }));
    done.push({ job, answer: { ok: true, seq: to, events: ownEvents(job, own) } });
    events.push(...own);
  }
  const stored = await send(tx`insert into command (school_id, actor_id, command_id, body_hash, answer)
    select ${schoolId}, a, c, decode(h, 'hex'), t from unnest(${changed.map((c) => c.job.actor.personId)}::int[],
      ${changed.map((c) => c.job.envelope.id)}::uuid[], ${changed.map((c) => c.job.bodyHash)}::text[], ${answers}::text[])
      as rows(a, c, h, t)
    on conflict (school_id, actor_id, command_id) do nothing returning command_id`);
  if (stored.length < changed.length) throw new RunTwice('another node was first');
  return events;
}
