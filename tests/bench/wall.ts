import { randomUUID } from 'node:crypto';
import { applyEvents } from '#lib/contract/apply.ts';
import type { CommandEnvelope } from '#lib/contract/commands.ts';
import type { WallView } from '#lib/contract/wallView.ts';
import { type Context, interleave, percentile, type Row, scaled } from '#tests/bench/bench.ts';
import { Connection } from '#tests/bench/support/connection.ts';
import type { Database } from '#tests/bench/support/databases.ts';
import { assertDone, bodyOf } from '#tests/bench/support/keying.ts';
import { type Client, openSocket, type Push, sleep, watchView } from '#tests/bench/support/parentSocket.ts';
import type { Cell } from '#tests/bench/support/people.ts';
import { type ServerProcess, startProduct } from '#tests/bench/support/serverProcess.ts';
import {
  type ControlLesson,
  findControlLesson,
  readWall,
  recount,
  signDeputyIn,
} from '#tests/bench/support/wallScene.ts';

/** From a teacher's key to the number on the deputy's wall, alone in the database and among ten times the rows; and what keeping
 *  the counters costs the writer: a mark of a control work, which moves them, against one of an ordinary work, which does not. */

const TIMES = 10;
const WRITES = 300;
const KINDS = ['mark', 'roll', 'topic'] as const;
type Kind = (typeof KINDS)[number];

/** A school with its server, a teacher at his lesson and a deputy before the wall. */
class Site {
  readonly server: ServerProcess;
  readonly database: Database;
  readonly #lesson: ControlLesson;
  readonly #connection: Connection;
  readonly #deputy: { cookie: string; socket: Client };
  #view: WallView;
  #at = 0;

  private constructor(parts: {
    server: ServerProcess;
    database: Database;
    lesson: ControlLesson;
    connection: Connection;
    cookie: string;
    socket: Client;
    view: WallView;
  }) {
    this.server = parts.server;
    this.database = parts.database;
    this.#lesson = parts.lesson;
    this.#connection = parts.connection;
    this.#deputy = { cookie: parts.cookie, socket: parts.socket };
    this.#view = parts.view;
    parts.socket.on('push', (push: Push) => {
      this.#view = applyEvents(this.#view, push.events);
    });
  }

  static async open(database: Database): Promise<Site> {
    const lesson = await findControlLesson(database.ownerUrl);
    const server = await startProduct(database.appUrl);
    const cookie = await signDeputyIn(database.ownerUrl);
    const view = await readWall(database.appUrl, cookie);
    const socket = await openSocket({ origin: server.origin, cookie, onPush: () => undefined });
    const connection = await Connection.open(server.origin, '/api/commands', lesson.teacherCookie);
    const site = new Site({ server, database, lesson, connection, cookie, socket, view });
    await watchView(socket, { view: 'wall' }, view.seq);
    return site;
  }

  /** Medians of key → number on the wall, by what was keyed, ms. */
  async show(count: number): Promise<Record<string, number>> {
    const figures: Record<string, number> = {};
    for (const kind of KINDS) {
      const times: number[] = [];
      for (let i = 0; i < count; i += 1) {
        const shown = new Promise<number>((resolve) =>
          this.#deputy.socket.once('push', () => resolve(performance.now())),
        );
        const body = bodyOf(this.#command(kind));
        const keyed = performance.now();
        assertDone(await this.#connection.post(body));
        times.push((await shown) - keyed);
      }
      figures[kind] = percentile(times, 0.5);
    }
    return figures;
  }

  /** Median of a command from post to answer, ms. */
  async write(cells: 'control' | 'ordinary', count: number): Promise<Record<string, number>> {
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const body = bodyOf(this.#mark(this.#lesson[cells]));
      const since = performance.now();
      assertDone(await this.#connection.post(body));
      times.push(performance.now() - since);
    }
    return { p50: percentile(times, 0.5) };
  }

  /** The wall that was kept up to date by events must be the one that a fresh page shows. */
  async assertShown(): Promise<void> {
    const fresh = await readWall(this.database.appUrl, this.#deputy.cookie);
    for (const patience = performance.now() + 5000; this.#view.seq < fresh.seq && performance.now() < patience; )
      await sleep(10);
    const text = ({ days, lessons }: WallView) => JSON.stringify({ days, lessons });
    if (text(this.#view) !== text(fresh)) throw new Error('the wall on the screen is not the one in the database');
  }

  async close(): Promise<void> {
    this.#connection.close();
    this.#deputy.socket.disconnect();
    await this.server.stop();
  }

  #command(kind: Kind): CommandEnvelope {
    const { lessonId, roll, topic } = this.#lesson;
    const id = randomUUID();
    if (kind === 'mark') return this.#mark(this.#lesson.control);
    if (kind === 'roll') {
      roll.confirmed = !roll.confirmed;
      roll.v += 1;
      return { id, name: 'roll.confirm', input: { lessonId, confirmed: roll.confirmed }, base: roll.v - 1 };
    }
    topic.given = !topic.given;
    topic.v += 1;
    const value = topic.given ? 'Сложение и вычитание дробей' : null;
    return { id, name: 'lesson.record', input: { lessonId, change: { field: 'topic', value } }, base: topic.v - 1 };
  }

  /** A cell's mark set or taken away in turns, so that a control work's counter moves each time. */
  #mark(cells: Cell[]): CommandEnvelope {
    const cell = cells[this.#at++ % cells.length];
    if (!cell) throw new Error('a lesson without students');
    const { lessonId, workId, studentId, number, v } = cell;
    cell.value = cell.value === null ? 4 : null;
    cell.v += 1;
    return {
      id: randomUUID(),
      name: 'mark.set',
      input: { lessonId, workId, studentId, number, value: cell.value },
      base: v,
    };
  }
}

export async function wall(context: Context): Promise<Row[]> {
  const times = scaled(context, TIMES, 2);
  const one = await Site.open(await context.databases.demo());
  const many = await Site.open(await context.databases.demo(times));
  const count = scaled(context, WRITES, 6);
  try {
    const medians = await interleave(context, {
      one: () => one.show(count),
      many: () => many.show(count),
      without: () => one.write('ordinary', count),
      with: () => one.write('control', count),
    });
    await one.assertShown();
    await many.assertShown();
    const counted = [await recount(one.database.ownerUrl), await recount(many.database.ownerUrl)];
    const figure = (from: keyof typeof medians, key: string): number => medians[from][key] ?? Number.NaN;
    const [without, kept] = [figure('without', 'p50'), figure('with', 'p50')];
    const differences = counted.reduce((sum, { differences }) => sum + differences, 0);
    return [
      ...KINDS.map(
        (kind): Row => ({
          name: `${kind} keyed → number on the wall, p50; floor: one school, product: ${times}`,
          unit: 'ms',
          floor: figure('one', kind),
          product: figure('many', kind),
          ...(kind === 'mark'
            ? { ratio: { key: 'x10', value: figure('many', kind) / figure('one', kind), target: '≤ 1.1' } }
            : {}),
        }),
      ),
      {
        name: 'mark saved, p50; floor: counters stay, product: counters move',
        unit: 'ms',
        floor: without,
        product: kept,
        ratio: { key: 'writer', value: kept / without, target: '≤ 1.2' },
      },
      {
        name: 'full recount; floor: one school, product: all',
        unit: 'ms',
        floor: counted[0]?.ms ?? Number.NaN,
        product: counted[1]?.ms ?? Number.NaN,
      },
      {
        name: 'rows that a recount would change',
        unit: 'count',
        product: differences,
        ratio: { key: 'recount_diff', value: differences, target: '0' },
      },
    ];
  } finally {
    await one.close();
    await many.close();
  }
}
