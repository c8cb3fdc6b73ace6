import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAs, writeAs } from '#db/sql.ts';
import { school, type World } from '#tests/support/school.ts';

/** The rules of the schema itself: sharding by school, the second wall, the app role. */

/** Tables that one school does not own, and why. */
const WITHOUT_SCHOOL = {
  schema_version: 'describes the database, not a school',
  sign_in_failure: 'counted before anybody is known: a guessed login names no school',
  known_device: 'read before the school is known',
};
/** Unique keys that do not lead with school_id, and why. */
const GLOBAL_KEYS = {
  account_login_key: 'a login is unique in a database: it names the school at sign-in',
  session_pkey: 'the cookie’s hash is all that is known when a session is looked up',
  schema_version_pkey: WITHOUT_SCHOOL.schema_version,
  known_device_pkey: WITHOUT_SCHOOL.known_device,
};
/** Tables without the wall between schools, and why. */
const WITHOUT_WALL = {
  schema_version: WITHOUT_SCHOOL.schema_version,
  sign_in_failure: WITHOUT_SCHOOL.sign_in_failure,
  known_device: WITHOUT_SCHOOL.known_device,
  account: 'read before the school is known; db/signIn.ts alone asks it',
  session: 'read before the school is known; db/sessions.ts alone asks it',
};

let world: World;
beforeAll(async () => {
  world = await school();
});
afterAll(() => world.close());

test('every table leads with school_id, in its primary, unique and foreign keys', async () => {
  const tables = await world.owner`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not exists (select from pg_attribute a
      where a.attrelid = c.oid and a.attname = 'school_id' and a.attnum > 0 and a.attnotnull)`;
  expect(tables.map((t) => t['relname']).sort()).toEqual(Object.keys(WITHOUT_SCHOOL).sort());
  const keys =
    await world.owner`select con.conname from pg_constraint con join pg_namespace n on n.oid = con.connamespace
    where n.nspname = 'public' and con.contype in ('p', 'u', 'f') and (
      select a.attname from pg_attribute a where a.attrelid = con.conrelid and a.attnum = con.conkey[1]) <> 'school_id'`;
  expect(keys.map((k) => k['conname']).sort()).toEqual(Object.keys(GLOBAL_KEYS).sort());
});

test('every table has the wall between schools, forced', async () => {
  const open = await world.owner`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and (not c.relrowsecurity or not c.relforcerowsecurity)`;
  expect(open.map((t) => t['relname']).sort()).toEqual(Object.keys(WITHOUT_WALL).sort());
});

test('the app role owns nothing and bypasses nothing', async () => {
  const [role] = await world.db`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
      (select count(*)::int from pg_class where relowner = r.oid) as owned from pg_roles r where rolname = current_user`;
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0 });
});

const FAMILY_TABLES = [
  'mark',
  'attendance',
  'period_mark',
  'enrolment',
  'guardian',
  'consent',
  'group_student',
  'homework_done',
  'lesson',
  'work',
  'attachment',
  'absence_document',
  'absence_notice',
  'absence_case',
  'absence_case_note',
];
test('without a context there is no row; with another school’s there is none of ours', async () => {
  for (const table of [...FAMILY_TABLES, 'person', 'class', 'school_log', 'command', 'filling']) {
    const rows = await world.db.unsafe(`select 1 from ${table} limit 1`);
    expect(rows, table).toHaveLength(0);
  }
  const seen = await readAs(
    world.db,
    { schoolId: 2, personId: 1, students: '*', groups: '*' },
    (tx) => tx`select distinct school_id from lesson`,
  );
  expect(seen).toEqual([{ school_id: 2 }]);
});

test('a family’s transaction sees its own child’s rows only, whatever the query forgets to filter', async () => {
  const context = { schoolId: 1, personId: 21, students: [11], groups: [1, 2, 5] };
  await readAs(world.db, context, async (tx) => {
    expect(await tx`select distinct student_id from enrolment`).toEqual([{ student_id: 11 }]);
    expect((await tx`select distinct group_id from lesson order by 1`).map((r) => r['group_id'])).toEqual([1, 2, 5]);
    expect(await tx`select 1 from school_log`).toHaveLength(0);
    expect(await tx`select 1 from filling`).toHaveLength(0);
    // Work on truancy is the school's own matter.
    expect(await tx`select 1 from absence_case`).toHaveLength(0);
  });
  await readAs(world.db, { ...context, students: [], groups: [] }, async (tx) => {
    expect(await tx`select 1 from lesson`).toHaveLength(0);
  });
});

test('a family’s transaction changes nothing of the school, its own child’s rows included', async () => {
  await world.owner`insert into mark (school_id, work_id, student_id, number, lesson_id, group_id, class_id, subject_id,
    on_date, value, set_at, set_by) values (1, 3, 11, 1, 3, 1, 1, 1, '2026-12-02', 4, now(), 1)`;
  const context = { schoolId: 1, personId: 21, students: [11], groups: [1, 2, 5] };
  await readAs(world.db, context, async (tx) => {
    expect(await tx`select value from mark where student_id = 11`).toEqual([{ value: 4 }]);
  });
  await writeAs(world.db, context, async (tx) => {
    for (const change of [
      tx`update mark set value = 5 where school_id = 1`,
      tx`update lesson set topic = 'x' where school_id = 1`,
      tx`update school_log_head set seq = 9 where school_id = 1`,
      tx`update person set family_name = 'x' where school_id = 1`,
      tx`delete from attendance where school_id = 1`,
    ])
      expect((await change).count).toBe(0);
  });
});
