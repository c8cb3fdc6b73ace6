/** `npm start` after the install: database, schema, demo school, pages, server, in parallel where they can be; then it
 *  stays as their supervisor. Killing any of them loses nothing that was acknowledged: it is started again. */
import { env } from '#db/env.ts';
import { DEMO_PASSWORD } from '#db/seed/seedDemo.ts';
import { type Database, migrateDatabase, openDatabase } from '#server/launch/database.ts';
import { DEMO_LOGINS } from '#server/launch/demoLogins.ts';
import { type Filling, fillDatabase } from '#server/launch/fill.ts';
import { needFreePort } from '#server/launch/port.ts';
import { type ServerProcess, startServer } from '#server/launch/serverProcess.ts';

/** npm hands a Ctrl+C on to us, who have had it from the terminal already: two within this time are one, ms. */
const ONE_PRESS_MS = 700;

export type LaunchOptions = {
  join: boolean;
  dev: boolean;
  empty: boolean;
  /** Resolves when the pages are built. */
  pages: Promise<unknown>;
  /** A finished step with the moment it began, and a remark between the steps. */
  done: (what: string, since: number) => void;
  note: (text: string) => void;
  /** Hands over what restarts the server, for a watcher of its sources. */
  onRunning?: (server: ServerProcess) => void;
};

/** Resolves with the process's exit code when everything has been stopped. Throws StartError when it cannot start. */
export async function launch(options: LaunchOptions): Promise<number> {
  const since = Date.now();
  const { port, publicOrigin } = env();
  await needFreePort(port);
  const stop = stopRequest(options.note);
  let database: Database | undefined;
  let server: ServerProcess | undefined;
  try {
    database = await openDatabase({
      join: options.join,
      onTrouble: (text, fatal) => {
        options.note(text);
        if (fatal) stop.now(1);
      },
    });
    options.done(`База данных ${database.state}`, since);
    const prepared = await Promise.race([Promise.all([prepare(database, options), options.pages]), stop.code]);
    if (typeof prepared === 'number') return prepared;
    const [filling] = prepared;
    const began = Date.now();
    server = await startServer({
      port,
      environment: environmentOf(database, filling, options.dev),
      onTrouble: options.note,
    });
    options.done('Сервер запущен', began);
    stop.onForce(() => server?.kill());
    options.onRunning?.(server);
    for (const line of banner(publicOrigin, filling)) options.note(line);
    return await stop.code;
  } finally {
    await server?.stop();
    await database?.close();
  }
}

async function prepare(database: Database, options: LaunchOptions): Promise<Filling> {
  const began = Date.now();
  const applied = await migrateDatabase(database);
  if (applied.length > 0) options.done(`Схема обновлена до версии ${applied.at(-1)}`, began);
  const filled = Date.now();
  const filling = await fillDatabase(database, options.empty, options.note);
  if (filling.seeded) options.done('Демонстрационная школа заполнена', filled);
  if (options.empty && filling.schools.length > 0) options.note('В базе уже есть школа, --empty ничего не меняет');
  return filling;
}

function environmentOf(database: Database, filling: Filling, dev: boolean): Record<string, string | undefined> {
  const { port, publicOrigin, services } = env();
  return {
    DATABASE_URL: database.appUrl,
    // The server serves requests and never needs the owner's rights.
    DATABASE_OWNER_URL: undefined,
    PORT: String(port),
    PUBLIC_ORIGIN: publicOrigin,
    SERVICES: services.join(','),
    ZVONOK_SETUP_CODE: filling.setupCode ?? undefined,
    ZVONOK_DEV: dev ? '1' : '0',
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

function banner(origin: string, { schools, setupCode }: Filling): string[] {
  const lines = ['', `«Звонок» работает: ${origin}`];
  if (setupCode !== null) {
    lines.push(
      `База пуста. Код первого входа: ${setupCode}`,
      'Откройте адрес и введите код, чтобы создать школу и администратора.',
    );
  }
  if (schools.some(({ kind }) => kind === 'demo')) {
    lines.push('', `Демонстрационная школа, пароль у всех ${DEMO_PASSWORD}:`);
    for (const [login, whose] of DEMO_LOGINS) lines.push(`  ${login.padEnd(10)} ${whose}`);
  }
  return [...lines, '', 'Остановить: Ctrl+C'];
}

/** Ctrl+C, SIGTERM or a closed terminal ask for a stop in order; a second Ctrl+C does not wait for it. */
function stopRequest(note: (text: string) => void) {
  let askedAt: number | null = null;
  let force = (): void => undefined;
  let settle: (code: number) => void = () => undefined;
  const code = new Promise<number>((resolve) => {
    settle = resolve;
  });
  const ask = (): void => {
    if (askedAt === null) {
      askedAt = Date.now();
      note('Останавливаюсь…');
      settle(0);
    } else if (Date.now() - askedAt > ONE_PRESS_MS) {
      note('Прерываю');
      force();
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  process.on('uncaughtException', (error) => {
    // A stop cuts the seed's connections, and postgres.js throws from a timer when that happens inside a COPY.
    if (askedAt !== null) return;
    process.stderr.write(`${error.stack}\n`);
    settle(1);
  });
  return {
    code,
    now: (exitCode: number) => settle(exitCode),
    onForce: (action: () => void) => {
      force = action;
    },
  };
}
