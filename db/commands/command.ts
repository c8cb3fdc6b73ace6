import type { FillingRow } from '#db/commands/fillingRow.ts';
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

/** A right over the whole school: no row says whether one has it. */
export type PlainAction = { [A in Action]: Subjects[A] extends undefined ? A : never }[Action];
export type Permission = { [A in Action]: { action: A; subject: Subjects[A] } }[Exclude<Action, PlainAction>];

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

/** What a command decided: execute() carries it out, logs it and tells it. `unchanged`: it is so already. `row` is what
 *  its `write` puts down; `filling` what is counted differently from now on: it is added to the lesson that others, who
 *  were loaded with this one, decide on next. */
export type Decision<Row> =
  | Refusal
  | { ok: true; unchanged: true }
  | { ok: true; unchanged?: false; changes: [Change, ...Change[]]; row: Row; filling?: FillingRow | null };

/** One of the commands that are loaded together: its input and who gave it. */
export type Asked<N extends CommandName> = { input: CommandInput<N>; personId: number };

/** A write of the product. The shape leaves no way to skip the permission, to forget the history or to emit early:
 *  a command only returns data. `load` and `write` take all commands of a kind that share a batch, so that a class's
 *  marks cost two statements and not two for each. */
export type Command<N extends CommandName, Loaded, Row> = {
  name: N;
  /** What it changes as a whole, a path: «lesson:12» or, for one cell, «lesson:12/student:7». Of two commands whose paths
   *  are the same, or one within the other, the second is loaded and decided after the first has been written. */
  lock: (input: CommandInput<N>) => string;
  /** Kinds of commands whose rows its rules rest on though no lock says so: what was given before it in the batch is
   *  written first. */
  follows?: readonly CommandName[];
  /** Row-level security is told the very person, and not only «a member of staff»: for rows that are his alone. */
  personal?: true;
  /** Changes so much at once that it shares its wave with nobody, and nothing behind it is loaded before it is written. */
  alone?: true;
  /** Reads what the rules need in ONE query for all of them; `n` is the place in `asked`; no row means «not found». */
  load: (tx: Asker, asked: readonly Asked<N>[], schoolId: number) => Sendable<readonly (Loaded & { n: number })[]>;
  /** Whose it is. A right over the whole school is asked before anything is loaded: a load may read much, and draws the
   *  numbers of new rows. */
  permission: PlainAction | ((input: CommandInput<N>, loaded: Loaded, context: CommandContext) => Permission);
  decide: (input: CommandInput<N>, loaded: Loaded, context: CommandContext) => Decision<Row>;
  /** Writes the rows of all of them. No lock of one contains that of another. */
  write: (tx: Asker, rows: readonly Row[], schoolId: number) => Sendable<unknown>[];
};

/** Keeps the types of one command together; the registry holds it with its input unknown, parsed by the contract. */
export const defineCommand = <N extends CommandName, Loaded, Row>(
  command: Command<N, Loaded, Row>,
): Command<N, Loaded, Row> => command;

/** Columns a query can be asked by. Whatever the input calls a number is passed; what it does not name is null. */
const ASKED_COLUMNS = [
  'lessonId',
  'workId',
  'studentId',
  'number',
  'typeId',
  'publicId',
  'groupId',
  'periodId',
  'fileId',
  'versionId',
  'bellSetId',
  'ruleId',
  'controlWorkId',
  'absenceId',
  'teacherId',
  'documentId',
  'noticeId',
  'entryId',
  'planId',
  'remarkId',
] as const;

/** The commands as a table `q` of a load: n, "personId" and the numbers of the input under their own names. */
export const askedRows = <N extends CommandName>(tx: Asker, asked: readonly Asked<N>[]) => {
  const rows = asked.map(({ input, personId }, n) => {
    const named = new Map<string, unknown>(Object.entries(input));
    return { n, personId, ...Object.fromEntries(ASKED_COLUMNS.map((column) => [column, named.get(column)])) };
  });
  return tx`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as q (n int, "personId" int, "lessonId" int,
    "workId" int, "studentId" int, "number" int, "typeId" int, "publicId" int, "groupId" int, "periodId" int,
    "fileId" int, "versionId" int, "bellSetId" int, "ruleId" int, "controlWorkId" int, "absenceId" int, "teacherId" int,
    "documentId" int, "noticeId" int, "entryId" int, "planId" int, "remarkId" int)`;
};
/** Rows to write as one parameter: `jsonb_to_recordset(${rowsOf(rows)}) as r (…)`. */
export const rowsOf = (tx: Asker, rows: readonly object[]) => tx`${JSON.stringify(rows)}::text::jsonb`;
