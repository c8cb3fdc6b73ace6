import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExecutor } from '#db/execute.ts';
import { verifyLog, verifyLogs } from '#db/verifyLog.ts';
import { LESSON, run, school, type World } from '#tests/support/school.ts';

let world: World;
const events = 12;
beforeAll(async () => {
  world = await school();
  const executor = createExecutor(world.db, () => undefined);
  const teacher = await world.actor('teacher');
  for (let i = 0; i < events; i += 1)
    await run(
      executor,
      teacher,
      'mark.set',
      { lessonId: LESSON.now, workId: LESSON.now, studentId: 11, number: 1, value: 2 + (i % 4) },
      i,
    );
});
afterAll(() => world.close());

test('an untouched log verifies, school by school', async () => {
  expect(await verifyLogs(world.db)).toMatchObject([
    { schoolId: 1, ok: true, rows: events },
    { schoolId: 2, ok: true, rows: 0 },
  ]);
});

test('the product’s own role can neither change nor remove a row', async () => {
  for (const statement of [
    'update school_log set base = 9',
    'delete from school_log',
    'truncate school_log',
    'update school_log_payload set body = $$x$$',
    'delete from school_log_payload',
  ])
    await expect(world.db.unsafe(statement)).rejects.toThrow(/permission denied|append-only/);
});
test('the trigger refuses the owner too', async () => {
  await expect(world.owner`update school_log set base = 9 where seq = 1`).rejects.toThrow(/append-only/);
});

/** What a person with the owner's password could do, and the row that must be named. Each is undone by rolling back a
 *  copy of the tables. */
const damages: [string, string, number][] = [
  ['one byte of a row', `update school_log set object = 'mark:3:12:1' where seq = 5`, 5],
  ['who did it', `update school_log set actor_id = 2 where seq = 1`, 1],
  [
    'one byte of a payload',
    `update school_log_payload set body = replace(body, '"value":4', '"value":5') where seq = 3`,
    3,
  ],
  ['a removed row', `delete from school_log where seq = 6`, 6],
  ['a removed payload', `delete from school_log_payload where seq = 4`, 4],
  [
    'two rows swapped',
    `update school_log set seq = case seq when 7 then 80 else 7 end where seq in (7, 8); update school_log set seq = 8 where seq = 80`,
    7,
  ],
  ['the tail cut off', `delete from school_log where seq > 10`, 11],
  ['the tail cut off with the head', `delete from school_log where seq > 10; update school_log_head set seq = 10`, 10],
];
test.each(damages)('%s is found', async (_, damage, seq) => {
  const tables = ['school_log', 'school_log_payload', 'school_log_head'];
  await world.owner.unsafe(
    tables.map((t) => `create table kept_${t} as table ${t}; alter table ${t} disable trigger user;`).join('\n') +
      damage,
  );
  expect(await verifyLog(world.db, 1)).toMatchObject({ ok: false, seq });
  await world.owner.unsafe(
    tables
      .map(
        (t) =>
          `delete from ${t}; insert into ${t} select * from kept_${t}; drop table kept_${t}; alter table ${t} enable trigger user;`,
      )
      .join('\n'),
  );
  expect(await verifyLog(world.db, 1)).toMatchObject({ ok: true });
});
