import { createHash } from 'node:crypto';
import { carryOut, RunTwice } from '#db/batch.ts';
import { parseCommand } from '#db/commands/registry.ts';
import { log } from '#db/log.ts';
import { type Sql, transaction } from '#db/sql.ts';
import type { Job, Send } from '#db/waves.ts';
import { type CommandAnswer, commandEnvelope } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import type { Actor } from '#lib/policy.ts';

/** Commands of one school that share a commit at most: beyond this a batch would hold its locks too long. */
const BATCH = 64;
/** A school's queue longer than this is overload: better to say so than to let answers take minutes. */
const QUEUE_LIMIT = 2000;
/** SQLSTATE classes that mean a fault of ours: bad data, a broken constraint, a wrong statement. Everything else the
 *  database or the network may say (a lock, a restart, a full disk, a failover) passes, and the command is sent again. */
const OURS = /^(22|23|42)/;

type Done = { job: Job; answer: CommandAnswer };
export type Committed = { schoolId: number; events: AppliedEvent[] };
export type Executor = { submit(actor: Actor, envelope: unknown): Promise<CommandAnswer> };

const outcomeUnknown = (): Refusal =>
  refuse('busy', 'Не удалось сохранить: база данных сейчас не отвечает. Запись будет отправлена ещё раз.', {
    retryAfter: 1,
  });
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
      const { id, name, base, why } = envelope.data;
      const bodyHash = createHash('sha256')
        .update(JSON.stringify([name, parsed.input, base ?? 0, ...(why === undefined ? [] : [why])]))
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

/** Another node carried out the same command while we waited for the head: asked again, it is known. */
const isKnownMeanwhile = (error: object): boolean =>
  'constraint_name' in error && error.constraint_name === 'command_pkey';
const isTransient = (error: unknown): boolean =>
  error instanceof RunTwice ||
  (error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    (!OURS.test(error.code) || isKnownMeanwhile(error)));
