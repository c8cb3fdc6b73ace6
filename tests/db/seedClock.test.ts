import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '#db/pool.ts';
import { alignClock } from '#db/seed/alignClock.ts';
import { openTestDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let sql: ReturnType<typeof openPool>;

beforeAll(async () => {
  database = await openTestDatabase('demo');
  sql = openPool(database.ownerUrl, { max: 2 });
}, 180_000);
afterAll(async () => {
  await sql.end();
  await database.close();
});

/** Sets the school's clock to this instant. */
const setClock = (instant: string) =>
  sql`update school set clock_offset = make_interval(secs => extract(epoch from ${instant}::timestamptz - now())::float8)`;
/** Which lesson of 8Б is running by the school's clock: «2026-12-07 3». */
async function running(): Promise<string | null> {
  const [row] = await sql<{ lesson: string }[]>`
    select l.on_date || ' ' || l.number as lesson from lesson l join class c on c.id = l.class_id and c.grade = 8 and c.letter = 'Б'
    where (select school_now(1)) >= l.starts_at and (select school_now(1)) < l.ends_at`;
  return row?.lesson ?? null;
}
const offset = async () => String((await sql`select clock_offset::text from school`.values())[0]?.[0]);

describe('the clock of a demo school', () => {
  it('stays where a lesson is running', async () => {
    await setClock('2026-12-03T08:50:00+03:00');
    const before = await offset();
    await alignClock(sql);
    expect(await offset()).toBe(before);
    expect(await running()).toBe('2026-12-03 1');
  });

  it.each([
    ['on a Sunday', '2026-12-06T12:00:00+03:00', '2026-12-07 3'],
    ['before lessons', '2026-12-07T07:00:00+03:00', '2026-12-07 3'],
    ['in the break after the third lesson', '2026-12-07T11:20:00+03:00', '2026-12-08 3'],
    ['at 23:59', '2026-12-07T23:59:00+03:00', '2026-12-08 3'],
    ['in the winter holidays', '2027-01-02T10:45:00+03:00', '2027-01-11 3'],
    ['on a day off', '2027-02-22T10:45:00+03:00', '2027-02-24 3'],
  ])('moves on %s to the next third lesson', async (_, shown, expected) => {
    await setClock(shown);
    await alignClock(sql);
    expect(await running()).toBe(expected);
  });

  it('chooses a later day when the machine’s clock is said to be later', async () => {
    await setClock('2026-12-05T12:00:00+03:00');
    await alignClock(sql, { now: new Date(Date.now() + 7 * 86_400_000) });
    expect(await running()).toBe('2026-12-14 3');
  });

  it('never goes back, and stays after the last lesson of the year', async () => {
    await setClock('2027-06-10T12:00:00+03:00');
    const before = await offset();
    await alignClock(sql);
    expect(await offset()).toBe(before);
  });
});
