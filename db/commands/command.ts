import type { Asker } from '#db/sql.ts';
import type { CommandInput, CommandName } from '#lib/contract/commands.ts';
import type { SchoolEvent } from '#lib/contract/events.ts';
import type { Refusal } from '#lib/contract/refusal.ts';
import type { SchoolSettings } from '#lib/domain/settings.ts';
import type { Action, Actor, Subjects } from '#lib/policy.ts';

/** What every command knows besides its input. `now` is school time, `today` its day in the school's zone. */
export type CommandContext = {
  actor: Actor;
  schoolId: number;
  now: Date;
  today: string;
  tz: string;
  settings: SchoolSettings;
  /** The version of the field that the person saw; 0 when he saw nothing there. */
  base: number;
};

export type Permission = { [A in Action]: { action: A; subject: Subjects[A] } }[Action];

/** One change of a record: the event that clients get, and what the history keeps of it. */
export type Change = {
  event: SchoolEvent;
  /** What it is about, the key of its history: «mark:WORK:STUDENT:NUMBER». */
  object: string;
  base: number;
  version: number;
  /** The field before the change; the event holds it after. */
  before: unknown;
};

/** A query that is not sent yet: execute() puts it on the connection at once, awaiting it comes later. */
export type Sendable<T> = { execute(): Promise<T> };

/** What a command decided: execute() carries it out, logs it and tells it. `unchanged`: it is so already. */
export type Decision =
  | Refusal
  | { ok: true; unchanged: true }
  | { ok: true; unchanged?: false; changes: [Change, ...Change[]]; write: (tx: Asker) => Sendable<unknown>[] };

/** A write of the product. The shape leaves no way to skip the permission, to forget the history or to emit early:
 *  a command only returns data. */
export type Command<N extends CommandName, Loaded> = {
  name: N;
  /** Commands with the same number are carried out one after another, on all nodes: the id of the lesson they change. */
  lock: (input: CommandInput<N>) => number;
  /** Reads what the rules need in ONE query; no row means «not found». */
  load: (tx: Asker, input: CommandInput<N>, context: CommandContext) => Sendable<readonly Loaded[]>;
  permission: (input: CommandInput<N>, loaded: Loaded, context: CommandContext) => Permission;
  decide: (input: CommandInput<N>, loaded: Loaded, context: CommandContext) => Decision;
};

/** Keeps the types of one command together; the registry holds it with its input unknown, parsed by the contract. */
export const defineCommand = <N extends CommandName, Loaded>(command: Command<N, Loaded>): Command<N, Loaded> =>
  command;
