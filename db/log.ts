/** The one logger: JSON lines on standard output. No pupil data: only ids, counts, names of commands and codes are
 *  logged; what slips in under these names is cut, and an error is written without the values that PostgreSQL quotes. */
import pino from 'pino';
import { env } from '#db/env.ts';

const SECRET = [
  'password',
  'setupCode',
  'token',
  'cookie',
  'authorization',
  'login',
  'input',
  'body',
  'note',
  'comment',
  'name',
];

/** SQLSTATE classes 22 and 23: the message itself quotes the value («invalid input syntax for type integer: "Иванов"»). */
const QUOTES_VALUES = /^2[23]/;

/** An error without its `detail`, `where`, `query` and parameters. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint_name, table_name } = error as Error &
    Partial<Record<'code' | 'constraint_name' | 'table_name', unknown>>;
  const message = typeof code === 'string' && QUOTES_VALUES.test(code) ? `SQLSTATE ${code}` : error.message;
  const stack = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
  return { type: error.name, message, code, constraint: constraint_name, table: table_name, stack };
}

const held = globalThis as typeof globalThis & { zvonokLog?: pino.Logger };
held.zvonokLog ??= pino({
  level: env().logLevel,
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: errorFields },
  redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`]), remove: true },
});
/** This process's logger. Next evaluates modules a second time in one process, so it is kept on globalThis. */
export const log: pino.Logger = held.zvonokLog;
