/** The commands of a batch in waves: what stands in nobody's way is loaded together, decided in order and written together. */

import type { Decision, Sendable } from '#db/commands/command.ts';
import { type FillingRow, writeFilling } from '#db/commands/fillingRow.ts';
import { isLessonRow } from '#db/commands/lessonFacts.ts';
import type { ParsedCommand } from '#db/commands/registry.ts';
import { type Asker, type Context, contextOf, systemContext } from '#db/sql.ts';
import type { CommandAnswer, CommandEnvelope, CommandName } from '#lib/contract/commands.ts';
import { type Actor, can } from '#lib/policy.ts';

/** A command on its way: who gave it, what it asks, and who waits for the answer. */
export type Job = {
  actor: Actor;
  envelope: CommandEnvelope;
  parsed: ParsedCommand;
  bodyHash: string;
  resolve: (answer: CommandAnswer) => void;
};

type AnyCommand = ParsedCommand['command'];
type Carried = Extract<Decision<unknown>, { row: unknown }>;
export type Changed = { job: Job; decision: Carried };

/** Sends a statement without waiting for it. */
export type Send = <T>(query: Sendable<T>) => Promise<T>;

/** Members of staff pass the second wall alike: statements that serve several of them name nobody. */
const NOBODY = 0;
export const staffContext = (schoolId: number): Context => ({ ...systemContext(schoolId), personId: NOBODY });

/** Those that nothing before them stands in the way of, and the rest in their order. In the way stand a lock that holds or is
 *  held by theirs, and a command of a kind that theirs follows. */
export function nextWave(jobs: Job[]): [wave: Job[], later: Job[]] {
  /** Locks taken, and every lock that holds one of them. */
  const taken = new Set<string>();
  const within = new Set<string>();
  const before = new Set<CommandName>();
  const wave: Job[] = [];
  const later: Job[] = [];
  let barred = false;
  for (const job of jobs) {
    const { command, name } = job.parsed;
    const lock = command.lock(job.parsed.input);
    const parts = lock.split('/');
    const outer = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
    const follows = command.follows?.some((other) => before.has(other)) ?? false;
    const waits = barred || (command.alone === true && wave.length > 0);
    barred ||= command.alone === true;
    (waits || follows || outer.some((path) => taken.has(path)) || within.has(lock) ? later : wave).push(job);
    taken.add(lock);
    before.add(name);
    for (const path of outer) within.add(path);
  }
  return [wave, later];
}

/** Others of this wave were loaded before this decision: the lesson's counts that they decide on move along. */
export function carryFilling(loaded: Map<Job, unknown>, { lessonId, due, done }: FillingRow): void {
  for (const row of loaded.values())
    if (isLessonRow(row) && row.lesson_id === lessonId) {
      row.due += due;
      row.done += done;
    }
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
    const key = `${parsed.name} ${JSON.stringify(context)}`;
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { command: parsed.command, context, items: [item] });
  }
  return [...groups.values()];
}

/** One transaction of one school: where statements go, and in whose name they are asked from now on. */
export type Trip = { tx: Asker; send: Send; become: (context: Context) => void; schoolId: number };

/** Sends a wave's loads; what they bring is awaited when it is decided on, and a failure is told there. */
export function loadWave(trip: Trip, wave: Job[]): Promise<Map<Job, unknown>> {
  const loaded = sendLoads(trip, wave);
  loaded.catch(() => undefined);
  return loaded;
}
/** What is forbidden whatever the rows say loads none: to its decision there is nothing there. */
const mayLoad = ({ actor, parsed: { command } }: Job): boolean =>
  typeof command.permission !== 'string' || can(actor, command.permission);
async function sendLoads({ tx, send, become, schoolId }: Trip, wave: Job[]): Promise<Map<Job, unknown>> {
  const groups = alike(wave.filter(mayLoad), (job) => job).map(({ command, context, items }) => {
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

/** Sends the writes of what a wave decided: a statement a kind, then the counters that moved. */
export function writeWave({ tx, send, become, schoolId }: Trip, written: Changed[]): void {
  const filling: FillingRow[] = [];
  for (const { command, context, items } of alike(written, ({ job }) => job)) {
    become(context);
    const rows = items.map(({ decision }) => decision.row);
    for (const statement of command.write(tx, rows, schoolId)) send(statement);
    for (const { decision } of items) if (decision.filling) filling.push(decision.filling);
  }
  if (filling.length === 0) return;
  become(staffContext(schoolId));
  for (const statement of writeFilling(tx, filling, schoolId)) send(statement);
}
