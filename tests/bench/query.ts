import { diaryPage } from '#db/queries/diaryPage.ts';
import { diaryView } from '#db/queries/diaryView.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { actorOf } from '#db/sessions.ts';
import { connect, contextOf, disconnect, readAs, type Sql, setContext, systemContext } from '#db/sql.ts';
import type { Actor } from '#lib/policy.ts';
import { type Context, interleave, median, type Row, scaled } from '#tests/bench/bench.ts';
import type { Database } from '#tests/bench/support/databases.ts';
import { findParents, findTeachers, SCHOOL } from '#tests/bench/support/people.ts';

/** The bare statements of three screens, as the product sends them, against `select 1` on the same connection; then the same with
 *  five schools in the database. */

const SCHOOLS = 5;
const TURNS = 150;
const SCREENS = ['journal', 'diary', 'quarter'] as const;
type Screen = (typeof SCREENS)[number];

type Statement = { text: string; parameters: never[] };
/** Statements that were sent together, after the answers to those before. */
type Flight = Statement[];
type Scene = { sql: Sql; screens: Record<Screen, { actor: Actor; flights: Flight[] }> };

export async function query(context: Context): Promise<Row[]> {
  const schools = scaled(context, SCHOOLS, 2);
  const one = await openScene(await context.databases.demo());
  const many = await openScene(await context.databases.demo(schools));
  const turns = scaled(context, TURNS, 5);
  try {
    const medians = await interleave(context, { one: () => measure(one, turns), many: () => measure(many, turns) });
    const figure = (from: 'one' | 'many', key: string): number => medians[from][key] ?? Number.NaN;
    const least = figure('one', 'select 1');
    const titles = { journal: 'journal', diary: 'diary, week', quarter: "parent's quarter" };
    const rows = SCREENS.map((screen): Row => {
      const ours = figure('one', screen);
      const statements = one.screens[screen].flights.flat().length;
      return {
        name: `${titles[screen]} (${statements} statements)`,
        unit: 'ms',
        floor: least,
        product: ours,
        ratio: { key: screen, value: ours / least, target: '≤ 7' },
      };
    });
    const growth = SCREENS.map((screen) => figure('many', screen) / figure('one', screen));
    return [
      ...rows,
      ...['begin', 'set_config', 'commit'].map((name): Row => ({ name, unit: 'ms', product: figure('one', name) })),
      ...SCREENS.map(
        (screen): Row => ({
          name: `${titles[screen]}, ${schools} schools`,
          unit: 'ms',
          floor: figure('many', 'select 1'),
          product: figure('many', screen),
        }),
      ),
      {
        name: `worst growth, ${schools} schools`,
        unit: '×',
        ratio: { key: 'growth_x5', value: Math.max(...growth), target: '≤ 1.1' },
      },
    ];
  } finally {
    await disconnect(one.sql);
    await disconnect(many.sql);
  }
}

/** A teacher with his journal and a parent with a child, and the statements that their screens send. */
export async function openScene(database: Database): Promise<Scene> {
  const sql = connect(database.appUrl, { max: 1, name: 'bench' });
  const [teacher] = await findTeachers(database.ownerUrl, 1, 1);
  const [parent] = await findParents(database.ownerUrl, 1, []);
  const [writer, reader] = [await actorOf(teacher?.cookie, sql), await actorOf(parent?.cookie, sql)];
  const groupId = writer?.teaches[0]?.groupId;
  if (!writer || !reader || groupId === undefined) throw new Error('the demo school has no teacher or no parent');
  const [period] = await sql.begin(async (tx) => {
    await setContext(tx, contextOf(writer));
    return tx<{ from: string; to: string }[]>`select starts as from, ends as to from period
      where school_id = ${SCHOOL} and kind = 'quarter' and school_today(${SCHOOL}) between starts and ends`;
  });
  const span = { from: period?.from ?? '', to: period?.to ?? '', days: [] };
  const quarter = await capture(database, (db) => diaryView(db, reader, undefined, async () => span));
  return {
    sql,
    screens: {
      journal: { actor: writer, flights: await capture(database, (db) => journalPage(writer, { groupId }, db)) },
      diary: { actor: reader, flights: await capture(database, (db) => diaryPage(reader, {}, db)) },
      // The child's marks of the quarter, by the statement that a diary of any length has for its marks.
      quarter: {
        actor: reader,
        flights: [quarter.flat().filter(({ text }) => /from mark m[\s\S]*on_date between/.test(text))],
      },
    },
  };
}

/** The statements that a query of the product sends between begin and commit, with their parameters. */
async function capture(database: Database, run: (db: Sql) => Promise<unknown>): Promise<Flight[]> {
  const flights = new Map<number, Flight>();
  let turn = 0;
  let open = true;
  // A statement that waits for another's answer is sent in a later turn of the event loop.
  const count = (): void => {
    turn += 1;
    if (open) setImmediate(count);
  };
  const db = connect(database.appUrl, {
    max: 1,
    debug: (_, text, parameters) => {
      if (/^(begin|commit)|set_config\(/.test(text)) return;
      const flight = flights.get(turn) ?? [];
      // Captured values go back as they came; postgres.js types them for what it can serialise itself.
      flight.push({ text, parameters: parameters as never[] });
      flights.set(turn, flight);
    },
  });
  try {
    // The first run also asks for the types of the database.
    await readAs(db, systemContext(SCHOOL), (tx) => tx`select 1`);
    flights.clear();
    count();
    if ((await run(db)) === null) throw new Error('the screen was refused');
  } finally {
    open = false;
    await disconnect(db);
  }
  return [...flights.values()];
}

/** Medians in ms: of `select 1`, of each screen's statements, and of what frames them. */
async function measure({ sql, screens }: Scene, turns: number): Promise<Record<string, number>> {
  const samples: Record<string, number[]> = {};
  const timed = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const since = performance.now();
    await work();
    samples[name] ??= [];
    samples[name].push(performance.now() - since);
  };
  const connection = await sql.reserve();
  try {
    for (let turn = 0; turn < turns; turn += 1) {
      await timed('select 1', () => connection`select 1`);
      for (const screen of SCREENS) {
        const { actor, flights } = screens[screen];
        await timed('begin', () => connection`begin isolation level repeatable read read only`);
        await timed('set_config', () => setContext(connection, contextOf(actor)));
        await timed(screen, async () => {
          for (const flight of flights)
            await Promise.all(
              flight.map(({ text, parameters }) => connection.unsafe(text, parameters, { prepare: true })),
            );
        });
        await timed('commit', () => connection`commit`);
      }
    }
  } finally {
    connection.release();
  }
  return Object.fromEntries(Object.entries(samples).map(([name, times]) => [name, median(times)]));
}
