/** The one reader of process.env. Every setting of the product is listed here with its meaning and default;
 *  a wrong one is refused at start together with all the others that are wrong, each with its reason. */
import * as z from 'zod/mini';
import { StartError } from '#db/startError.ts';

/** Parts of the product that a process can run. Only these exist so far. */
export const SERVICES = ['web', 'realtime', 'collab'] as const;
export type Service = (typeof SERVICES)[number];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const postgresUrl = z
  .string()
  .check(z.regex(/^postgres(ql)?:\/\/\S+$/, 'нужен адрес вида postgres://роль:пароль@узел:5432/база'));
const whole = (from: number, to: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,9}$/, `нужно целое число от ${from} до ${to}`)),
    z.pipe(z.transform(Number), z.number().check(z.gte(from, `не меньше ${from}`), z.lte(to, `не больше ${to}`))),
  );
const services = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text: string) =>
      text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
  ),
  z
    .array(z.enum(SERVICES, { error: (issue) => `службы «${String(issue.input)}» нет; есть ${SERVICES.join(', ')}` }))
    .check(z.minLength(1, `нужна хотя бы одна из служб ${SERVICES.join(', ')}`)),
);
const flag = z.pipe(
  z.enum(['0', '1'], 'нужно 0 или 1'),
  z.transform((text) => text === '1'),
);
const origin = z
  .string()
  .check(
    z.refine(
      (text) => URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text),
      'нужен адрес без пути, например https://school.example',
    ),
  );
const instant = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)),
        'нужен момент вида 2026-12-02T10:00:00Z',
      ),
    ),
  z.transform((text: string) => new Date(text)),
);

const schema = z.object({
  /** The app role of an own PostgreSQL 15–18; unset: the bundled one is started. */
  DATABASE_URL: z.optional(postgresUrl),
  /** The role that owns the tables and runs migrations; unset: DATABASE_URL's, if it may create tables. */
  DATABASE_OWNER_URL: z.optional(postgresUrl),
  PORT: z._default(whole(1, 65535), 3000),
  /** Parent folder of the bundled PostgreSQL's data (`pg18` in it), its log and its secret. */
  ZVONOK_DATA_DIR: z._default(z.string().check(z.minLength(1, 'нужен путь к папке')), './.data'),
  SERVICES: z._default(services, [...SERVICES]),
  /** Scheme, host and port that browsers see: allowed Origin and Host, name and Secure flag of the cookie. */
  PUBLIC_ORIGIN: z.optional(origin),
  /** How many proxies stand before us, i.e. how many addresses of X-Forwarded-For are trusted. */
  TRUST_PROXY: z._default(whole(0, 10), 0),
  /** One-time code that lets the first administrator of an empty database in; made by `npm start -- --empty`. */
  ZVONOK_SETUP_CODE: z.optional(z.string().check(z.minLength(8, 'не короче 8 знаков'))),
  LOG_LEVEL: z._default(z.enum(LOG_LEVELS, `нужно одно из ${LOG_LEVELS.join(', ')}`), 'warn'),
  /** A browser for `npm test`; unset: the first that is found. */
  ZVONOK_CHROMIUM: z.optional(z.string()),
  /** Tests only: what the machine's clock is taken to show when the demo school's clock is set. */
  ZVONOK_TEST_CLOCK: z.optional(instant),
  /** Tests only: the server kills itself right after it has committed so many changes of plans, before it tells anybody. */
  ZVONOK_TEST_KILL_AFTER: z.optional(whole(1, 1_000_000)),
  /** Benches only: 0 lifts the limit on commands per session. */
  ZVONOK_LIMITER: z._default(flag, true),
  /** Set by `npm start -- --dev` for the server it runs: pages by Next's dev server. */
  ZVONOK_DEV: z._default(flag, false),
});

export type Env = {
  databaseUrl: string | undefined;
  databaseOwnerUrl: string | undefined;
  port: number;
  dataDir: string;
  services: Service[];
  publicOrigin: string;
  trustProxy: number;
  setupCode: string | undefined;
  logLevel: (typeof LOG_LEVELS)[number];
  chromium: string | undefined;
  testClock: Date | undefined;
  testKillAfter: number | undefined;
  limiter: boolean;
  dev: boolean;
};

/** Settings out of a plain record. An empty value counts as unset. Throws StartError naming every wrong one. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([name, value]) => name in schema.shape && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
    throw new StartError(`Неверные настройки окружения:\n${lines.join('\n')}`);
  }
  const e = parsed.data;
  return {
    databaseUrl: e.DATABASE_URL,
    databaseOwnerUrl: e.DATABASE_OWNER_URL,
    port: e.PORT,
    dataDir: e.ZVONOK_DATA_DIR,
    services: e.SERVICES,
    publicOrigin: e.PUBLIC_ORIGIN ?? `http://localhost:${e.PORT}`,
    trustProxy: e.TRUST_PROXY,
    setupCode: e.ZVONOK_SETUP_CODE,
    logLevel: e.LOG_LEVEL,
    chromium: e.ZVONOK_CHROMIUM,
    testClock: e.ZVONOK_TEST_CLOCK,
    testKillAfter: e.ZVONOK_TEST_KILL_AFTER,
    limiter: e.ZVONOK_LIMITER,
    dev: e.ZVONOK_DEV,
  };
}

let read: Env | undefined;
/** This process's settings, read once, at the first call: a build that needs none of them must not fail on one. */
export function env(): Env {
  read ??= parseEnv(process.env);
  return read;
}

/** The environment for a child process: ours, with `changes` over it; `undefined` takes a name away. */
export function childEnv(changes: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}
