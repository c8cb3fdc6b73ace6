import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendarFeed } from '#db/calendarFeed.ts';
import { createExecutor, type Executor } from '#db/execute.ts';
import { answerRead } from '#db/reads/registry.ts';
import { forgetActors } from '#db/sessions.ts';
import { readAs } from '#db/sql.ts';
import { eventsOf, type ReadEvent, readCalendar } from '#tests/support/ical.ts';
import { LESSON, run, school, type Who, type World } from '#tests/support/school.ts';

/** The secret address of a calendar: who may have one, what stands in it, and when it opens nothing. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.owner`delete from calendar_feed`;
});

const secretOf = (letter: string) => letter.repeat(43);
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
async function issue(who: Who, studentId: number | null, letter = 'a', base = 0) {
  const actor = await world.actor(who);
  return run(executor, actor, 'calendar.issue', { studentId, hash: hashOf(secretOf(letter)) }, base);
}
const read = (letter = 'a', schoolId = 1) => calendarFeed(`${schoolId}-${secretOf(letter)}`, world.db);
async function lessons(letter = 'a'): Promise<Map<string, ReadEvent>> {
  const feed = await read(letter);
  if (!feed) throw new Error('no such calendar');
  const events = eventsOf(readCalendar(new TextEncoder().encode(feed.text)));
  return new Map(events.map((event) => [/^lesson-(\d+)@/.exec(event.uid)?.[1] ?? '', event]));
}
const ids = (read: Map<string, ReadEvent>) => [...read.keys()].map(Number).sort((a, b) => a - b);

describe('a calendar', () => {
  test('of a parent holds the child’s lessons, with changes, and no child’s name', async () => {
    expect(await issue('parentA', 11)).toMatchObject({ ok: true });
    const feed = await lessons();
    expect(ids(feed)).toEqual([
      ...[LESSON.yesterday, LESSON.now, LESSON.friday, LESSON.russian, LESSON.ungraded, LESSON.cancelled],
    ]);
    expect(feed.get(String(LESSON.now))).toMatchObject({
      ...{ summary: 'Математика', status: 'CONFIRMED', location: 'каб. 201', sequence: 0 },
      ...{ starts: '2026-12-02T07:45:00.000Z', ends: '2026-12-02T08:30:00.000Z' },
    });
    expect(feed.get(String(LESSON.russian))?.description).toBe(
      '4-й урок\nУчитель: Юдин К. М.\nЗамена, вместо: Никитина О. С.',
    );
    expect(feed.get(String(LESSON.cancelled))).toMatchObject({ status: 'CANCELLED', summary: 'Отменён: Математика' });
    const text = (await read())?.text ?? '';
    for (const name of ['Абрамов', 'Дарья', 'Беляев', 'Артём']) expect(text).not.toContain(name);
    expect(text).toContain('X-WR-CALNAME:Расписание 5А');
  });
  test('of a teacher holds what he holds himself, with the class', async () => {
    await issue('substitute', null);
    const feed = await lessons();
    expect(ids(feed)).toEqual([LESSON.russian]);
    expect(feed.get(String(LESSON.russian))?.summary).toBe('5А · Русский язык');
    // She whose lesson he holds is free.
    await issue('homeroom', null, 'b');
    expect(ids(await lessons('b'))).toEqual([]);
  });
  test('a change keeps the UID and raises the sequence; the tag of the text tells whether anything has changed', async () => {
    await issue('pupilA', 11);
    const [before, first] = [await lessons(), await read()];
    expect((await read())?.etag).toBe(first?.etag);
    await world.owner`update lesson set status = 'cancelled', change_v = change_v + 1 where school_id = 1 and id = ${LESSON.friday}`;
    const [after, second] = [await lessons(), await read()];
    await world.owner`update lesson set status = 'planned' where school_id = 1 and id = ${LESSON.friday}`;
    const friday = String(LESSON.friday);
    expect(after.get(friday)?.uid).toBe(before.get(friday)?.uid);
    expect(after.get(friday)).toMatchObject({ status: 'CANCELLED', sequence: (before.get(friday)?.sequence ?? 0) + 1 });
    expect(second?.etag).not.toBe(first?.etag);
  });
});

describe('the address', () => {
  test('is kept as a hash alone: neither the table nor the log knows it', async () => {
    await issue('parentA', 11);
    const [row] = await world.owner`select token_hash from calendar_feed where school_id = 1`;
    expect(row?.['token_hash']).toBe(hashOf(secretOf('a')));
    const log = await world.owner`select l.object, p.body from school_log l
      join school_log_payload p on p.school_id = l.school_id and p.seq = l.seq where l.kind = 'calendar.changed'`;
    expect(log.length).toBeGreaterThan(0);
    expect(JSON.stringify(log)).not.toContain(hashOf(secretOf('a')));
    expect(JSON.stringify(log)).not.toContain(secretOf('a'));
  });
  test('made anew and revoked opens nothing any more', async () => {
    await issue('parentA', 11);
    expect(await issue('parentA', 11, 'b', 1)).toMatchObject({ ok: true });
    expect(await read('a')).toBeNull();
    expect(await read('b')).not.toBeNull();
    const actor = await world.actor('parentA');
    expect(await run(executor, actor, 'calendar.revoke', { studentId: 11 }, 2)).toMatchObject({ ok: true });
    expect(await read('b')).toBeNull();
    // What is revoked is not revoked twice, and a new one can be made.
    expect(await run(executor, actor, 'calendar.revoke', { studentId: 11 }, 3)).toMatchObject({ ok: true, events: [] });
    expect(await issue('parentA', 11, 'c', 3)).toMatchObject({ ok: true });
  });
  test('changed on another device meanwhile is a conflict', async () => {
    await issue('parentA', 11);
    expect(await issue('parentA', 11, 'b')).toMatchObject({ ok: false, code: 'conflict', current: { version: 1 } });
    expect(await read('a')).not.toBeNull();
  });
  test('is nobody else’s: another child’s, another’s lessons, those of who holds none', async () => {
    for (const [who, studentId] of [
      ['parentA', 12],
      ['parentA', null],
      ['pupilB', 11],
      ['teacher', 11],
      ['admin', null],
      ['director', null],
    ] as const)
      expect(await issue(who, studentId), `${who} ${studentId}`).toMatchObject({ ok: false, code: 'not_found' });
  });
  test('of another school, cut, or made up is none', async () => {
    await issue('parentA', 11);
    expect(await read('a', 2)).toBeNull();
    expect(await read('b')).toBeNull();
    expect(await calendarFeed('', world.db)).toBeNull();
    expect(await calendarFeed(`1-${secretOf('a').slice(1)}`, world.db)).toBeNull();
    expect(await calendarFeed(`1-${hashOf(secretOf('a')).slice(0, 43)}`, world.db)).toBeNull();
  });
  test('ends with the guardianship, with the consent, with the work; each is asked at every reading', async () => {
    const { owner } = world;
    await issue('parentA', 11);
    await owner`update guardian set ends = '2026-12-01' where school_id = 1 and guardian_id = 21`;
    expect(await read()).toBeNull();
    await owner`update guardian set ends = null where school_id = 1 and guardian_id = 21`;
    expect(await read()).not.toBeNull();
    await owner`insert into consent (school_id, student_id, guardian_id, status, at) values (1, 11, 21, 'withdrawn', '2026-12-01')`;
    expect(await read()).toBeNull();
    await owner`delete from consent where school_id = 1`;
    await issue('teacher', null, 'b');
    await owner`update group_teacher set ends = '2026-12-01' where school_id = 1 and teacher_id = 1`;
    expect(await read('b')).toBeNull();
    await owner`update group_teacher set ends = null where school_id = 1 and teacher_id = 1`;
    forgetActors();
  });
  test('is listed for its owner without itself, and says when a calendar last asked', async () => {
    await issue('parentAC', 13);
    const feeds = async (who: Who) => answerRead(world.db, await world.actor(who), 'calendar.feeds', {});
    expect(await feeds('parentAC')).toMatchObject({
      ok: true,
      answer: { feeds: [{ studentId: 13, active: true, readAt: null, v: 1 }] },
    });
    await read();
    const after = await feeds('parentAC');
    expect(after.ok && after.answer.feeds[0]?.readAt).toMatch(/^\d{4}-/);
    expect(await feeds('parentA')).toMatchObject({ ok: true, answer: { feeds: [] } });
    expect(await feeds('admin')).toMatchObject({ ok: false, code: 'not_found' });
  });
  test('stands behind the second wall: a member of staff sees his own alone', async () => {
    await issue('teacher', null);
    const seen = (personId: number) =>
      readAs(world.db, { schoolId: 1, personId, students: '*', groups: '*' }, (tx) => tx`select 1 from calendar_feed`);
    expect(await seen(1)).toHaveLength(1);
    expect(await seen(2)).toHaveLength(0);
    expect(await seen(0)).toHaveLength(0);
  });
});
