import { randomUUID } from 'node:crypto';
import { openPool } from '#db/pool.ts';
import { type Context, interleave, percentile, type Row, scaled } from '#tests/bench/bench.ts';
import { createPairTables } from '#tests/bench/floors/commitPair.ts';
import { Connection } from '#tests/bench/support/connection.ts';
import { assertDone, bodyOf } from '#tests/bench/support/keying.ts';
import {
  type Client,
  headSeq,
  inParallel,
  openSocket,
  type Push,
  sleep,
  watchView,
} from '#tests/bench/support/parentSocket.ts';
import { SCHOOL, signIn } from '#tests/bench/support/people.ts';
import { type ServerProcess, startProduct, startServer } from '#tests/bench/support/serverProcess.ts';

/** From the deputy's «Назначить» to every screen it concerns: the class's pupils and their parents, the substitute's day, the wall.
 *  Assigned and taken back in turns, one after another. */

/** Lessons that are given away, and how often in a round. */
const LESSONS = 8;
const CHANGES = 80;
/** A change that has not arrived by then is lost, ms. */
const PATIENCE = 10_000;

type Scene = {
  lessonId: number;
  teacherId: number;
  families: { personId: number; studentId: number; pupil: boolean }[];
};

/** Lessons of the next school day, each with a teacher who is free at its time and the families of its pupils. */
async function findScenes(ownerUrl: string, count: number): Promise<{ scenes: Scene[]; deputyId: number }> {
  const sql = openPool(ownerUrl, { max: 1 });
  try {
    const rows = await sql<Scene[]>`
      with lessons as (
        select l.id, l.group_id, l.number, row_number() over (order by l.id) as place from lesson l
        join study_group g on g.school_id = l.school_id and g.id = l.group_id and g.kind = 'class'
        join class c on c.school_id = l.school_id and c.id = l.class_id and c.grade > 4
        where l.school_id = ${SCHOOL} and l.on_date = (select min(on_date) from lesson
            where school_id = ${SCHOOL} and on_date > school_today(${SCHOOL}))
          and l.number = 7 and l.status = 'planned'
          and not exists (select from substitution s where s.school_id = l.school_id and s.lesson_id = l.id)
        limit ${count}),
      free as (
        select t.teacher_id, row_number() over (order by t.teacher_id) as place from (
          select distinct teacher_id from group_teacher where school_id = ${SCHOOL} and ends is null) t
        where not exists (select from lesson l where l.school_id = ${SCHOOL} and l.teacher_id = t.teacher_id and l.number >= 6
            and l.on_date = (select min(on_date) from lesson where school_id = ${SCHOOL} and on_date > school_today(${SCHOOL})))
          and not exists (select from substitution s where s.school_id = ${SCHOOL} and s.teacher_id = t.teacher_id
            and s.was_on > school_today(${SCHOOL}))
          and not exists (select from teacher_absence a where a.school_id = ${SCHOOL} and a.teacher_id = t.teacher_id))
      select l.id as "lessonId", f.teacher_id as "teacherId", (
        select json_agg(p) from (
          select s.student_id as "personId", s.student_id as "studentId", true as pupil from group_student s
          where s.school_id = ${SCHOOL} and s.group_id = l.group_id and s.ends is null
          union all select g.guardian_id, g.student_id, false from group_student s
          join guardian g on g.school_id = s.school_id and g.student_id = s.student_id and g.inform = 'electronic'
            and g.ends is null
          where s.school_id = ${SCHOOL} and s.group_id = l.group_id and s.ends is null
            and not exists (select from consent c where c.school_id = g.school_id and c.student_id = g.student_id
              and c.guardian_id = g.guardian_id and c.status <> 'given')) p) as families
      from lessons l join free f on f.place = l.place order by l.id`;
    const [deputy] = await sql<{ id: number }[]>`select person_id as id from role_grant
      where school_id = ${SCHOOL} and role = 'deputy' order by id limit 1`;
    if (rows.length === 0 || !deputy) throw new Error('no lesson that a free teacher could hold');
    return { scenes: [...rows], deputyId: deputy.id };
  } finally {
    await sql.end();
  }
}

class Stage {
  readonly server: ServerProcess;
  lost = 0;
  sent = 0;
  readonly #connection: Connection;
  readonly #scenes: { lessonId: number; teacherId: number; screens: number; v: number; given: boolean }[];
  readonly #clients: Client[] = [];
  readonly #floor: boolean;
  #underway: { key: string; since: number; left: number } | null = null;
  #arrived: number[] = [];
  #turn = 0;

  constructor(server: ServerProcess, connection: Connection, scenes: readonly Scene[], floor: boolean) {
    this.server = server;
    this.#connection = connection;
    this.#scenes = scenes.map(({ lessonId, teacherId }) => ({ lessonId, teacherId, screens: 0, v: 0, given: false }));
    this.#floor = floor;
  }

  /** Seats families, substitutes and the deputy before their screens. */
  async seat(ownerUrl: string, scenes: readonly Scene[], deputyId: number, since: number): Promise<void> {
    const seats = scenes.flatMap((scene, at) => [
      ...scene.families.map(({ personId, studentId, pupil }) => ({
        ...{ at, personId, hat: pupil ? ('student' as const) : ('parent' as const) },
        key: { view: 'diary' as const, studentId },
      })),
      { at, personId: scene.teacherId, hat: 'teacher' as const, key: { view: 'myDay' as const } },
    ]);
    // A parent of two pupils has two screens; he signs in once for each.
    const cookies: string[] = [];
    for (const hat of ['student', 'parent', 'teacher'] as const) {
      const people = seats.filter((seat) => seat.hat === hat);
      const signed = await signIn(
        ownerUrl,
        people.map((seat) => seat.personId),
        hat,
      );
      for (const [n, seat] of people.entries()) cookies[seats.indexOf(seat)] = signed[n] ?? '';
    }
    const open = async (cookie: string, rooms: number[], key: Parameters<typeof watchView>[1]): Promise<void> => {
      const named = this.#floor ? rooms.map((lessonId) => `diary:${lessonId}`) : [];
      // Every member of staff is told of it: the term of homework moves. Counted are the screens whose lesson it is.
      const own = new Set(rooms);
      const onPush = (push: Push) => this.#show(push, own);
      const socket = await openSocket({ origin: this.server.origin, cookie, rooms: named, onPush });
      if (!this.#floor) await watchView(socket, key, since);
      this.#clients.push(socket);
    };
    await inParallel(seats, 16, async ({ at, key }, n) => {
      const scene = this.#scenes[at];
      if (!scene) return;
      await open(cookies[n] ?? '', [scene.lessonId], key);
      scene.screens += 1;
    });
    const [deputy = ''] = await signIn(ownerUrl, [deputyId], 'deputy');
    await open(
      deputy,
      this.#scenes.map((scene) => scene.lessonId),
      { view: 'wall' },
    );
    for (const scene of this.#scenes) scene.screens += 1;
  }

  /** Assigns and takes back, each when the one before is on every screen; p50 and p99 of sent → shown, ms. */
  async change(count: number): Promise<Record<string, number>> {
    this.#arrived = [];
    for (let n = 0; n < count; n += 1) {
      const scene = this.#scenes[this.#turn++ % this.#scenes.length];
      if (!scene) throw new Error('no lesson');
      const { lessonId, teacherId, v } = scene;
      scene.given = !scene.given;
      scene.v += 1;
      const change = scene.given ? { kind: 'substitute', teacherId, subjectId: null } : null;
      const input = this.#floor
        ? { lessonId, studentId: lessonId, workId: 1, number: 1, value: 1, change }
        : { lessonId, change };
      const body = bodyOf({ id: randomUUID(), name: 'lesson.change', input, base: v });
      this.#underway = { key: `${lessonId}:${scene.v}`, since: performance.now(), left: scene.screens };
      assertDone(await this.#connection.post(body));
      this.sent += 1;
      const patience = performance.now() + PATIENCE;
      while (this.#underway.left > 0 && performance.now() < patience) await sleep(1);
      this.lost += this.#underway.left;
    }
    return { p50: percentile(this.#arrived, 0.5), p99: percentile(this.#arrived, 0.99) };
  }

  async close(): Promise<void> {
    this.#connection.close();
    for (const client of this.#clients) client.disconnect();
    await this.server.stop();
  }

  #show({ events }: Push, own: ReadonlySet<number>): void {
    const now = performance.now();
    for (const event of events) {
      if (event.name !== 'lesson.changed' || !this.#underway || !own.has(event.data.lessonId)) continue;
      if (`${event.data.lessonId}:${event.data.v}` !== this.#underway.key) continue;
      this.#arrived.push(now - this.#underway.since);
      this.#underway.left -= 1;
    }
  }
}

export async function substitute(context: Context): Promise<Row[]> {
  const database = await context.databases.demo();
  await createPairTables(database.ownerUrl);
  const { scenes, deputyId } = await findScenes(database.ownerUrl, scaled(context, LESSONS, 1));
  const [cookie = ''] = await signIn(database.ownerUrl, [deputyId], 'deputy');
  const stage = async (server: ServerProcess, path: string, floor: boolean): Promise<Stage> =>
    new Stage(server, await Connection.open(server.origin, path, cookie), scenes, floor);
  const product = await stage(await startProduct(database.appUrl), '/api/commands', false);
  const floor = await stage(
    await startServer('.dist/bench-socket-floor.mjs', { env: { FLOOR_DATABASE_URL: database.ownerUrl } }),
    '/',
    true,
  );
  try {
    const since = await headSeq(database.ownerUrl);
    await product.seat(database.ownerUrl, scenes, deputyId, since);
    await floor.seat(database.ownerUrl, scenes, deputyId, since);
    const count = scaled(context, CHANGES, scenes.length * 2);
    const medians = await interleave(context, {
      floor: () => floor.change(count),
      product: () => product.change(count),
    });
    const of = (part: Record<string, number>, key: string): number => part[key] ?? Number.NaN;
    const { floor: f, product: p } = medians;
    return [
      { name: 'assigned → shown, p50', unit: 'ms', floor: of(f, 'p50'), product: of(p, 'p50') },
      {
        name: 'assigned → shown, p99',
        unit: 'ms',
        floor: of(f, 'p99'),
        product: of(p, 'p99'),
        ratio: { key: 'p99', value: of(p, 'p99') / of(f, 'p99'), target: '≤ 1.5' },
      },
      { name: 'screens that were not reached', unit: 'count', floor: floor.lost, product: product.lost },
      { name: 'changes', unit: 'count', floor: floor.sent, product: product.sent },
    ];
  } finally {
    await product.close();
    await floor.close();
  }
}
