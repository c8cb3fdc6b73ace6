import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actorOf, cookieOf, forgetActors, hashToken, livingSessions, openSession } from '#db/sessions.ts';
import { hashPassword, type SignInInput, signIn } from '#db/signIn.ts';
import { landingOf } from '#lib/policy.ts';
import { PEOPLE, school, TODAY, type World } from '#tests/support/school.ts';

let world: World;
beforeAll(async () => {
  world = await school();
  const hash = await hashPassword('верный-пароль');
  for (const who of ['teacher', 'homeroom', 'parentA', 'dismissed', 'foreignTeacher', 'deputy'] as const)
    await world.owner`insert into account (school_id, person_id, login, password_hash) values (1, ${PEOPLE[who].id}, ${who.toLowerCase()}, ${hash})`;
});
afterAll(() => world.close());

const input = (login: string, password: string, more: Partial<SignInInput> = {}): SignInInput => ({
  login,
  password,
  foreign: false,
  address: '10.0.0.1',
  device: 'Chromium',
  deviceToken: null,
  ...more,
});

describe('signing in', () => {
  test('login and password open a session; the table holds only the token’s hash', async () => {
    const signed = await signIn(world.db, input(' Teacher ', 'верный-пароль'));
    if (!signed.ok) throw new Error(signed.message);
    expect(signed.actor).toMatchObject({ personId: 1, hat: 'teacher', hats: ['teacher'] });
    expect(Buffer.from(signed.token, 'base64url')).toHaveLength(32);
    const rows = await world.owner`select id from session where id = ${hashToken(signed.token)}`;
    expect(rows).toHaveLength(1);
    expect(await actorOf(`other=1; zvonok=${signed.token}`, world.db)).toMatchObject({ personId: 1 });
  });
  test.each([
    ['a wrong password', 'teacher', 'не тот'],
    ['an unknown login', 'nobody', 'верный-пароль'],
    ['a dismissed member of staff', 'dismissed', 'верный-пароль'],
  ])('%s gets the same refusal', async (_, login, password) => {
    expect(await signIn(world.db, input(login, password, { address: '10.0.0.2' }))).toEqual({
      ok: false,
      code: 'unauthenticated',
      message: 'Логин или пароль не подходит.',
    });
  });
  test('a teacher who is a parent has both hats, and each is only itself', async () => {
    const signed = await signIn(world.db, input('foreignteacher', 'верный-пароль'));
    if (!signed.ok) throw new Error(signed.message);
    expect(signed.actor.hats).toEqual(['teacher', 'parent']);
    expect(signed.actor.children).toEqual([]);
    const parent = await world.actor('teacherAsParent');
    expect(parent.children.map((c) => c.studentId)).toEqual([12]);
    expect(landingOf(parent)).toBe('/day');
  });
  test('repeated failures wait longer and longer, but neither another address nor a known device', async () => {
    const good = await signIn(world.db, input('homeroom', 'верный-пароль', { address: '10.0.0.9' }));
    if (!good.ok) throw new Error(good.message);
    for (let i = 0; i < 6; i += 1) await signIn(world.db, input('homeroom', 'не тот', { address: '10.0.0.3' }));
    expect(await signIn(world.db, input('homeroom', 'верный-пароль', { address: '10.0.0.3' }))).toMatchObject({
      ok: false,
      code: 'throttled',
    });
    expect(await signIn(world.db, input('homeroom', 'верный-пароль', { address: '10.0.0.4' }))).toMatchObject({
      ok: true,
    });
    expect(
      await signIn(
        world.db,
        input('homeroom', 'верный-пароль', { address: '10.0.0.3', deviceToken: good.deviceToken }),
      ),
    ).toMatchObject({ ok: true });
    expect(await signIn(world.db, input('deputy', 'верный-пароль', { address: '10.0.0.3' }))).toMatchObject({
      ok: true,
    });
  });
  test('a burst of guesses at once is counted one by one', async () => {
    const guesses = Array.from({ length: 20 }, () =>
      signIn(world.db, input('deputy', 'не тот', { address: '10.0.0.8' })),
    );
    const answers = await Promise.all(guesses);
    expect(answers.filter((a) => !a.ok && a.code === 'unauthenticated').length).toBeLessThanOrEqual(6);
  });
  test('a consent refused and then given lets the parent in', async () => {
    await world.owner`insert into consent (school_id, student_id, guardian_id, status, at) values (1, 11, 22, 'refused', '2026-09-01')`;
    const children = async () => (await world.actor('parentAC')).children.map((c) => c.studentId);
    expect(await children()).toEqual([13]);
    await world.owner`insert into consent (school_id, student_id, guardian_id, status, at) values (1, 11, 22, 'given', '2026-10-01')`;
    expect((await children()).sort()).toEqual([11, 13]);
  });
  test('a whole school behind one address is not locked by a few dozen failures, a flood is', async () => {
    await world.owner`insert into sign_in_failure (login, address) select 'pupil' || n, '10.0.0.7' from generate_series(1, 299) n`;
    expect(await signIn(world.db, input('deputy', 'верный-пароль', { address: '10.0.0.7' }))).toMatchObject({
      ok: true,
    });
    await world.owner`insert into sign_in_failure (login, address) values ('x', '10.0.0.7')`;
    expect(await signIn(world.db, input('deputy', 'верный-пароль', { address: '10.0.0.7' }))).toMatchObject({
      ok: false,
      code: 'throttled',
    });
  });
});

describe('a session', () => {
  const session = (family: boolean, foreign: boolean) =>
    openSession(world.db, { schoolId: 1, personId: 21, hat: 'parent', family, foreign, address: '::1', device: 'x' });
  test.each([
    ['staff', false, false, 12],
    ['a family', true, false, 90 * 24],
    ['a family at a foreign computer', true, true, 12],
  ])('of %s has its absolute end', async (_, family, foreign, hours) => {
    const token = await session(family, foreign);
    const [row] =
      await world.owner`select extract(epoch from absolute_at - created_at) / 3600 as hours, expires_at <= absolute_at as bounded from session where id = ${hashToken(token)}`;
    expect(Number(row?.['hours'])).toBeCloseTo(hours, 1);
    expect(row?.['bounded']).toBe(true);
  });
  test('that has expired, or whose person has no part in the school any more, is nobody', async () => {
    const token = await session(true, false);
    await world.owner`update session set expires_at = now() - interval '1 second' where id = ${hashToken(token)}`;
    expect(await actorOf(`zvonok=${token}`, world.db)).toBeNull();
    const other = await session(true, false);
    expect(await actorOf(`zvonok=${other}`, world.db)).toMatchObject({ hat: 'parent' });
    await world.owner`update guardian set ends = '2026-12-01' where school_id = 1 and guardian_id = 21`;
    forgetActors();
    expect(await actorOf(`zvonok=${other}`, world.db)).toBeNull();
    await world.owner`update guardian set ends = null where school_id = 1 and guardian_id = 21`;
  });
  test.each([
    ['zvonok=abc', 'abc'],
    ['a=1; zvonok=abc; b=2', 'abc'],
    ['xzvonok=abc', null],
    ['zvonok', null],
    ['', null],
  ])('cookie header %s', (header, value) => {
    expect(cookieOf(header, 'zvonok')).toBe(value);
  });
});

test('of many sessions one look tells which live, and the school’s day', async () => {
  const [living, over] = [await world.actor('teacher'), await world.actor('colleague')];
  await world.owner`update session set expires_at = now() - interval '1 second' where id = ${over.sessionId}`;
  const found = await livingSessions([living.sessionId, over.sessionId, 'nobody’s'], world.db);
  expect([...found]).toEqual([[living.sessionId, TODAY]]);
});
