import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { editRow } from '#db/plans/document.ts';
import { planExport } from '#db/queries/planExport.ts';
import { planImportPage } from '#db/queries/planImportPage.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import { emptyPlanRow, type PlanRowDraft } from '#lib/domain/plans/rows.ts';
import { fillPlan, PLAN, ROW, rowsInDocument, typeInto } from '#tests/support/plan.ts';
import { GROUP, LESSON, run, school, type Who, type World } from '#tests/support/school.ts';

/** An import of a plan against a real database: what it replaces, what it keeps, how it is taken back. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const table of [
    'lesson_row',
    'plan_remark',
    'plan_version',
    'plan_row',
    'plan_update',
    'plan_state',
    'plan_group',
    'plan',
  ])
    await world.owner`delete from ${world.owner(table)} where school_id = 1`;
  await fillPlan(world);
});

const draft = (topic: string, more: Partial<PlanRowDraft> = {}): PlanRowDraft => ({
  ...emptyPlanRow(),
  topic,
  ...more,
});
const FILE = [draft('Доли и дроби'), draft('Десятичные дроби', { hours: 3 })];
const load = async (more: Partial<CommandInput<'plan.import'>> = {}, who: Who = 'teacher') =>
  run(executor, await world.actor(who), 'plan.import', {
    ...{ planId: PLAN, rows: FILE, mode: 'replace', seq: 1, source: 'план.docx' },
    ...more,
  });
const topics = async (): Promise<string[]> => (await rowsInDocument(world, PLAN)).map((row) => row.topic);
/** A lesson of 5А has passed the first row. */
const pass = () => world.owner`insert into lesson_row (school_id, lesson_id, plan_id, row_id, group_id)
  values (1, ${LESSON.now}, ${PLAN}, ${ROW.first}, ${GROUP.math})`;

describe('an import', () => {
  test('replaces what no lesson has passed; document and rows say the same, and it is taken back as it was', async () => {
    await pass();
    const before = await rowsInDocument(world, PLAN);
    expect(await load()).toMatchObject({ ok: true });
    expect(await topics()).toEqual(['Дроби', 'Доли и дроби', 'Десятичные дроби']);
    const page = await planImportPage(await world.actor('teacher'), PLAN, world.db);
    expect(page).toMatchObject({
      passed: [ROW.first],
      mayWrite: true,
      plan: { seq: 2, totals: { hours: 4, rows: 2 } },
    });
    expect(page?.rows.map((row) => row.topic)).toEqual(await topics());
    expect(page?.rows.map((row) => row.id)).toContain(ROW.first);
    const versions = await world.owner`select number, kind, name from plan_version where school_id = 1 order by number`;
    expect([...versions]).toEqual([
      { number: 1, kind: 'auto', name: null },
      { number: 2, kind: 'imported', name: 'план.docx' },
    ]);
    const actor = await world.actor('teacher');
    expect(await run(executor, actor, 'plan.restore', { planId: PLAN, number: 1 })).toMatchObject({ ok: true });
    const told = (rows: typeof before) => rows.map(({ order: _, ...row }) => row);
    expect(told(await rowsInDocument(world, PLAN))).toEqual(told(before));
  });
  test('into an empty plan is taken back too', async () => {
    const actor = await world.actor('teacher');
    const from = { kind: 'empty' as const };
    await run(executor, actor, 'plan.create', { groupIds: [GROUP.foreign], name: 'пустой', from });
    const [made] = await world.owner`select id from plan where school_id = 1 and id <> ${PLAN}`;
    const planId = Number(made?.['id']);
    expect(await load({ planId, seq: 0 })).toMatchObject({ ok: true });
    expect(await rowsInDocument(world, planId)).toHaveLength(2);
    expect(await run(executor, actor, 'plan.restore', { planId, number: 1 })).toMatchObject({ ok: true });
    expect(await rowsInDocument(world, planId)).toEqual([]);
  });
  test('over what somebody has typed since is a conflict; to the end anybody may add', async () => {
    await typeInto(world, PLAN, 2, (doc) => editRow(doc, ROW.last, { topic: 'Разность' }));
    for (const mode of ['replace', 'fill'] as const)
      expect(await load({ mode })).toMatchObject({ ok: false, code: 'conflict', current: { version: 2 } });
    expect(await topics()).toContain('Разность');
    expect(await load({ mode: 'append' })).toMatchObject({ ok: true });
    expect((await topics()).slice(-3)).toEqual(['Разность', 'Доли и дроби', 'Десятичные дроби']);
  });
  test('is an author’s alone; an unknown work type and a plan too large are not taken', async () => {
    for (const who of ['deputy', 'homeroom', 'parentA'] as const)
      expect(await load({}, who)).toMatchObject({ ok: false });
    expect(await load({ rows: [draft('Одна', { control: 999 })] })).toMatchObject({ ok: true });
    expect((await rowsInDocument(world, PLAN)).at(-1)?.control).toBeNull();
    const long = Array.from({ length: 600 }, (_, at) => draft(`Тема ${at}`, { results: 'я'.repeat(2000) }));
    expect(await load({ rows: long, seq: 2 })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/больше 2 МБ/),
    });
    expect(await topics()).toEqual(['Одна']);
    expect(await load({ rows: [draft('Ещё одна')], seq: 2 })).toMatchObject({ ok: true });
    expect(await topics()).toEqual(['Ещё одна']);
  });
});

describe('a plan taken away', () => {
  test('holds the days of each class that passed a row, and is the staff’s alone', async () => {
    await pass();
    const plan = await planExport(await world.actor('director'), PLAN, world.db);
    expect(plan?.dates.get(ROW.first)?.get(GROUP.math)?.passed).toEqual(['2026-12-02']);
    expect(plan).toMatchObject({ subject: 'Математика', grade: 5, approval: null, year: '2026/2027' });
    for (const who of ['parentA', 'pupilA', 'admin', 'foreignSchool'] as const)
      expect(await planExport(await world.actor(who), PLAN, world.db)).toBeNull();
  });
});
