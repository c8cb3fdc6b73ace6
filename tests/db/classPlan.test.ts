import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { classPlanPage } from '#db/queries/classPlanPage.ts';
import { myDay } from '#db/queries/myDay.ts';
import { answerRead } from '#db/reads/registry.ts';
import { readAs } from '#db/sql.ts';
import type { CommandInput, CommandName } from '#lib/contract/commands.ts';
import { CLASS_PLAN_ENTRIES, classPlanDue } from '#lib/domain/classPlan.ts';
import { CLASS, run, school, TODAY, type Who, type World } from '#tests/support/school.ts';

/** «План внеурочных занятий с классом» (004 1ж) against a real database. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.owner`delete from class_plan`;
});

const HOUR = {
  ...{ date: '2026-12-09', title: 'Безопасная зима', kind: 'hour' as const },
  ...{ place: 'каб. 201', who: 'Никитина О. С.' },
};
const as = async <N extends CommandName>(who: Who, name: N, input: CommandInput<N>, base?: number) =>
  run(executor, await world.actor(who), name, input, base);
const add = (who: Who, entries = [HOUR]) => as(who, 'classPlan.add', { classId: CLASS.a, entries });
const stored = () =>
  world.owner`select id, on_date::text as date, title, held, notes, removed, by_id, version from class_plan
    where school_id = 1 order by on_date, id`;
const only = async () => {
  const [row] = await stored();
  return { entryId: Number(row?.['id']) };
};

describe('who enters it', () => {
  test('the homeroom teacher of the class; a deputy reads, others learn of nothing', async () => {
    expect(await add('homeroom')).toMatchObject({ ok: true });
    for (const who of ['deputy', 'director', 'teacher', 'admin', 'parentA'] as const)
      expect(await add(who), who).toMatchObject({ ok: false, code: 'not_found' });
    expect(await stored()).toHaveLength(1);
    const read = async (who: Who) => classPlanPage(await world.actor(who), { classId: CLASS.a }, world.db);
    expect((await read('deputy'))?.entries).toMatchObject([{ title: 'Безопасная зима' }]);
    expect(await read('teacher')).toBeNull();
    expect(await read('admin')).toBeNull();
    expect(await read('parentA')).toBeNull();
  });
  test('a family reads no row of it', async () => {
    await add('homeroom');
    const family = { schoolId: 1, personId: 21, students: [11], groups: [1, 2, 5] };
    expect(await readAs(world.db, family, (tx) => tx`select 1 from class_plan`)).toHaveLength(0);
  });
});

describe('an entry', () => {
  test('is added with its month whole or not at all, within the school year', async () => {
    const late = { ...HOUR, date: '2027-06-01' };
    expect(await add('homeroom', [HOUR, late])).toMatchObject({ ok: false, message: /не из учебного года/ });
    expect(await stored()).toHaveLength(0);
    expect(await add('homeroom', [HOUR, { ...HOUR, title: '  ' }])).toMatchObject({
      ok: false,
      message: /что за занятие/,
    });
    const answer = await add('homeroom', [{ ...HOUR, date: '2026-12-16' }, HOUR]);
    expect(answer).toMatchObject({ ok: true, events: [{ name: 'classPlan.changed' }, { name: 'classPlan.changed' }] });
    expect(await stored()).toMatchObject([{ date: '2026-12-09' }, { date: '2026-12-16' }]);
  });
  test('is changed, held and taken out by its version, and comes back as it was', async () => {
    await add('homeroom', [{ ...HOUR, date: TODAY }]);
    const { entryId } = await only();
    const change = { ...HOUR, date: '2026-12-01', entryId };
    expect(await as('homeroom', 'classPlan.change', change, 1)).toMatchObject({ ok: true });
    expect(await as('homeroom', 'classPlan.change', { ...change, title: 'Другое' }, 1)).toMatchObject({
      ...{ ok: false, code: 'conflict' },
      current: { value: { date: '2026-12-01' }, version: 2 },
    });
    const hold = { entryId, held: true, notes: ' были все ' };
    expect(await as('homeroom', 'classPlan.hold', hold, 2)).toMatchObject({ ok: true });
    expect(await as('homeroom', 'classPlan.hold', { ...hold, notes: 'были все' }, 3)).toMatchObject({ events: [] });
    expect(await as('homeroom', 'classPlan.remove', { entryId, removed: true }, 3)).toMatchObject({ ok: true });
    expect(await as('homeroom', 'classPlan.hold', hold, 4)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await as('homeroom', 'classPlan.remove', { entryId, removed: false }, 4)).toMatchObject({ ok: true });
    expect(await stored()).toMatchObject([
      { date: '2026-12-01', held: true, notes: 'были все', removed: false, version: 5 },
    ]);
  });
  test('to come is not held, and a held one does not move into the future', async () => {
    await add('homeroom', [HOUR, { ...HOUR, date: TODAY }]);
    const [today, later] = (await stored()).map((row) => Number(row['id']));
    const hold = (entryId = 0) => as('homeroom', 'classPlan.hold', { entryId, held: true, notes: '' }, 1);
    expect(await hold(later)).toMatchObject({ ok: false, message: /в его день или позже/ });
    expect(await hold(today)).toMatchObject({ ok: true });
    expect(await as('homeroom', 'classPlan.change', { ...HOUR, entryId: today ?? 0 }, 2)).toMatchObject({
      ...{ ok: false, message: /в его день или позже/ },
    });
  });
  test('is one of a bounded number a year', async () => {
    await world.owner`insert into class_plan (school_id, class_id, on_date, title, kind, by_id)
      select 1, ${CLASS.a}, ${TODAY}, 'x', 'hour', 3 from generate_series(1, ${CLASS_PLAN_ENTRIES})`;
    expect(await add('homeroom')).toMatchObject({ ok: false, message: /не внести/ });
  });
});

test('the homeroom teacher’s day asks for a month without a plan, until there is one', async () => {
  const due = async () => {
    const [own] = (await myDay(await world.actor('homeroom'), {}, world.db))?.homerooms ?? [];
    return own && classPlanDue(own.planned, TODAY, own.study);
  };
  expect(await due()).toEqual({ month: '2026-12', late: true, by: '2026-11-30' });
  await add('homeroom');
  expect(await due()).toBeNull();
});

test('a parallel’s month is there to be copied, for the homeroom teacher, without what came of it', async () => {
  await world.owner`insert into class_plan (school_id, class_id, on_date, title, kind, held, notes, by_id)
    values (1, ${CLASS.b}, '2026-12-01', 'Музей', 'trip', true, 'тайна', 8),
      (1, ${CLASS.b}, '2026-11-30', 'Ноябрь', 'trip', true, '', 8), (1, ${CLASS.first}, '2026-12-01', 'Первый класс', 'trip', true, '', 8)`;
  const ask = async (who: Who) =>
    answerRead(world.db, await world.actor(who), 'classPlan.parallel', { classId: CLASS.a, month: '2026-12' });
  const answer = await ask('homeroom');
  expect(answer).toMatchObject({
    answer: { classes: [{ name: '5Б', entries: [{ title: 'Музей', date: '2026-12-01' }] }] },
  });
  expect(JSON.stringify(answer)).not.toMatch(/тайна|Ноябрь|Первый/);
  expect(await ask('deputy')).toMatchObject({ ok: false, code: 'not_found' });
});
