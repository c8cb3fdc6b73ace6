import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#db/pool.ts';
import { connect, disconnect, type Sql, systemContext, writeAs } from '#db/sql.ts';
import { replaceTimetable, revertTimetable, type SlotInput } from '#db/timetable/replace.ts';
import { openTestDatabase, type TestDatabase } from '#tests/support/database.ts';

/** A timetable put into force over the demo school: a whole year's lessons, with everything that has been taught in them. */

let database: TestDatabase;
let owner: ReturnType<typeof openPool>;
let db: Sql;
beforeAll(async () => {
  database = await openTestDatabase('demo');
  owner = openPool(database.ownerUrl, { max: 2 });
  db = connect(database.appUrl, { max: 4 });
}, 180_000);
afterAll(async () => {
  await disconnect(db);
  await owner.end();
  await database.close();
});

/** The first Monday after the day the demo opens at. */
const MONDAY = '2026-12-07';
const asSchool = <T>(work: Parameters<typeof writeAs<T>>[2]) => writeAs(db, systemContext(1), work);
const slotsInForce = async (from: string): Promise<SlotInput[]> => {
  const rows = await owner<
    SlotInput[]
  >`select group_id as "groupId", weekday, number, parity, room, teacher_id as "teacherId",
    starts, ends from timetable_slot where ends >= ${from} and starts <= ends order by id`;
  return rows.map((row) => ({ ...row, starts: null, ends: null }));
};
const count = async (query: string): Promise<number> => Number((await owner.unsafe(query).values())[0]?.[0]);
/** Every lesson as a text, for comparing two states. */
const lessons = async (where = 'true'): Promise<string[]> => {
  const rows = await owner.unsafe(`select id || ' ' || group_id || ' ' || on_date || ' ' || number || ' ' || room || ' '
    || teacher_id || ' ' || starts_at || ' ' || ends_at || ' ' || status || ' ' || coalesce(topic, '') || ' '
    || coalesce(homework_due_id, 0) from lesson where ${where} order by 1`);
  return rows.map((row) => String(Object.values(row)[0]));
};
const RECOUNT = `select on_date, class_id, teacher_id, count(*) as lessons, count(topic) as topic,
  count(homework_state) as homework, count(roll_at) as roll, sum(due) as due, sum(done) as done
  from lesson where status = 'planned' group by 1, 2, 3`;
const KEPT = 'select on_date, class_id, teacher_id, lessons, topic, homework, roll, due, done from filling';
const recountDiff = async () =>
  (await count(`select count(*) from ((${RECOUNT}) except (${KEPT})) x`)) +
  (await count(`select count(*) from ((${KEPT}) except (${RECOUNT})) x`));

describe('a timetable put into force', () => {
  test('the same places again change no lesson', async () => {
    const before = await lessons();
    const replaced = await asSchool(async (tx) =>
      replaceTimetable(tx, { schoolId: 1, from: MONDAY, slots: await slotsInForce(MONDAY), by: 1, title: 'То же' }),
    );
    expect(replaced).toMatchObject({ added: 0, removed: 0, moved: 0 });
    expect(await lessons()).toEqual(before);
    expect(await recountDiff()).toBe(0);
  });

  test('a whole school turned over keeps what was taught, and the way back restores it', async () => {
    const before = await lessons();
    const taught = await lessons(`on_date < '${MONDAY}'`);
    const slots = await slotsInForce(MONDAY);
    // Every day's lessons a day later, Friday's on Monday: each group moves within its week.
    const turned = slots.map((slot) => ({ ...slot, weekday: (slot.weekday % 5) + 1, room: `${slot.room}а` }));
    const replaced = await asSchool((tx) =>
      replaceTimetable(tx, { schoolId: 1, from: MONDAY, slots: turned, by: 1, title: 'Сдвиг' }),
    );
    expect(await lessons(`on_date < '${MONDAY}'`)).toEqual(taught);
    expect(await recountDiff()).toBe(0);
    // A lesson with a work or a word written in advance stays where its week has no place for it.
    const wrong = await count(`select count(*) from lesson l where l.on_date >= '${MONDAY}' and l.status = 'planned'
      and l.due = 0 and not exists (select from work w where w.lesson_id = l.id and (w.number > 1 or w.name is not null))
      and not exists (select from timetable_slot t where t.group_id = l.group_id and t.weekday = extract(isodow from l.on_date)
      and t.number = l.number and t.room = l.room and l.on_date between t.starts and t.ends
      and t.parity in (0, (l.on_date - date '2026-08-31') / 7 % 2 + 1))`);
    expect(wrong).toBe(0);
    await asSchool((tx) => revertTimetable(tx, { schoolId: 1, versionId: replaced.versionId, by: 1 }));
    // A lesson that was away meanwhile has a new id, and homework that was due at it is due there again.
    const plain = (rows: string[]) => rows.map((row) => row.replace(/^\d+ | \d+$/g, '')).sort();
    expect(plain(await lessons())).toEqual(plain(before));
    expect(await recountDiff()).toBe(0);
  });
});
