import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyUpdate, encodeStateAsUpdate } from 'yjs';
import { createExecutor, type Executor } from '#db/execute.ts';
import { editRow, openDocument, putRows, removeRow } from '#db/plans/document.ts';
import { planPage } from '#db/queries/planPage.ts';
import { plansPage } from '#db/queries/plansPage.ts';
import { contextOf, readAs, writeAs } from '#db/sql.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';
import {
  approvePlan,
  documentOf,
  fillPlan,
  PLAN,
  PLAN_ROWS_OF_TEST,
  ROW,
  rowsInDocument,
  typeInto,
} from '#tests/support/plan.ts';
import { CLASS, GROUP, PEOPLE, run, school, TYPE, type Who, type World } from '#tests/support/school.ts';

/** Thematic plans against a real database: who makes them, whom they serve, and how a document becomes rows. */

let world: World;
let executor: Executor;
let told: AppliedEvent[] = [];
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, ({ events }) => {
    told = events;
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const table of ['plan_remark', 'plan_version', 'plan_row', 'plan_update', 'plan_state', 'plan_group', 'plan'])
    await world.owner`delete from ${world.owner(table)} where school_id = 1`;
  await fillPlan(world);
  told = [];
});

const create = async (who: Who, more: Partial<CommandInput<'plan.create'>> = {}) =>
  run(executor, await world.actor(who), 'plan.create', {
    ...{ groupIds: [GROUP.foreign], name: 'вторая', from: { kind: 'plan', planId: PLAN } },
    ...more,
  });
const serve = async (who: Who, groupIds: number[], base = 1) =>
  run(executor, await world.actor(who), 'plan.serve', { planId: PLAN, groupIds }, base);
const project = async (who: Who = 'teacher', planId = PLAN) =>
  run(executor, await world.actor(who), 'plan.project', { planId });
const read = async (who: Who = 'teacher', planId = PLAN) => {
  const view = await planPage(await world.actor(who), { planId }, world.db);
  if (!view) throw new Error(`${who} does not read plan ${planId}`);
  return view;
};
const madeId = () => told.find((event) => event.name === 'plan.changed')?.data.planId ?? 0;

describe('a new plan', () => {
  test('takes the rows of another with ids of its own, and nothing of what was corrected or held there', async () => {
    await typeInto(world, PLAN, 1, (doc) => editRow(doc, ROW.last, { correction: 'карантин' }));
    await project();
    expect(await create('foreignTeacher')).toMatchObject({ ok: true });
    const view = await read('foreignTeacher', madeId());
    expect(view.rows.map(({ topic, hours, kind, control }) => ({ topic, hours, kind, control }))).toEqual(
      PLAN_ROWS_OF_TEST.map(({ topic, hours, kind, control }) => ({ topic, hours, kind, control })),
    );
    expect(view.rows.every((row) => row.correction === '')).toBe(true);
    const old = new Set<string>(Object.values(ROW));
    expect(view.rows.some((row) => old.has(row.id))).toBe(false);
    expect(view.plan).toMatchObject({ state: 'draft', approved: 0, seq: 1, totals: { hours: 4, rows: 3 } });
    // Document and rows say the same.
    expect(await rowsInDocument(world, madeId())).toEqual(view.rows.map(({ position: _, authors: __, ...row }) => row));
    expect(view.rows[1]?.authors['topic']?.[0]).toBe(PEOPLE.foreignTeacher.id);
  });
  test('of two teachers who make one for the same group at once the second is told', async () => {
    const made = await Promise.all([create('foreignTeacher'), create('teacher', { name: 'третья' })]);
    expect(made.filter((answer) => answer.ok)).toHaveLength(1);
    expect(made.find((answer) => !answer.ok)).toMatchObject({ code: 'invalid' });
  });
  test.each([
    ['its author', 'colleague', true],
    ['a deputy who sees that it is missing', 'deputy', true],
    ['the teacher of another subject', 'homeroom', false],
    ['the director', 'director', false],
    ['the administrator', 'admin', false],
    ['a parent', 'parentA', false],
  ] as const)('is made by whom the policy lets: %s', async (_, who, allowed) => {
    const answer = await create(who);
    expect(answer.ok).toBe(allowed);
    if (!answer.ok) expect(answer.code).toBe('not_found');
  });
  test.each([
    ['groups of two subjects', { groupIds: [GROUP.foreign, GROUP.russian] }, /одного предмета/],
    ['groups of two grades', { groupIds: [GROUP.foreign, GROUP.grade1] }, /одной параллели/],
    ['a group that has one', { groupIds: [GROUP.math] }, /уже есть план/],
    ['a name that is taken', { name: '' }, /назовите новый/],
    ['one group twice', { groupIds: [GROUP.foreign, GROUP.foreign] }, /дважды/],
  ] as const)('is refused in words: %s', async (_, more, words) => {
    const answer = await create('deputy', more as Partial<CommandInput<'plan.create'>>);
    expect(answer).toMatchObject({ ok: false, code: 'invalid' });
    expect(answer.ok ? '' : answer.message).toMatch(words);
  });
  test('of another school’s plan there is none', async () => {
    expect(await create('deputy', { from: { kind: 'plan', planId: 9999 } })).toMatchObject({ code: 'not_found' });
  });
});

describe('groups of a plan', () => {
  test('come and go; who has not seen the last change is told of it', async () => {
    expect(await serve('colleague', [GROUP.math, GROUP.foreign])).toMatchObject({ ok: true });
    expect((await read()).groups.map((group) => group.id)).toEqual([GROUP.math, GROUP.foreign]);
    expect(await serve('teacher', [GROUP.math])).toMatchObject({
      ...{ ok: false, code: 'conflict' },
      current: { value: [GROUP.math, GROUP.foreign], version: 2 },
    });
    expect(await serve('teacher', [], 2)).toMatchObject({ ok: true });
    expect((await read()).groups).toEqual([]);
    expect(await serve('teacher', [GROUP.math], 3)).toMatchObject({ ok: true });
  });
  test('are of its subject and grade, and follow no other plan', async () => {
    expect(await serve('teacher', [GROUP.math, GROUP.russian])).toMatchObject({ ok: false, code: 'invalid' });
    await create('foreignTeacher');
    expect(await serve('teacher', [GROUP.math, GROUP.foreign])).toMatchObject({ ok: false, code: 'invalid' });
    expect(await serve('homeroom', [])).toMatchObject({ code: 'not_found' });
  });
});

describe('a document becomes rows', () => {
  test('with the author of every cell; said twice it does nothing', async () => {
    await typeInto(world, PLAN, PEOPLE.colleague.id, (doc) => editRow(doc, ROW.first, { topic: 'Доли' }));
    await typeInto(world, PLAN, PEOPLE.foreignTeacher.id, (doc) => editRow(doc, ROW.first, { homework: '§ 1' }));
    expect(await project()).toMatchObject({ ok: true });
    const { rows, plan, people } = await read();
    const row = rows.find((one) => one.id === ROW.first);
    expect([row?.topic, row?.homework]).toEqual(['Доли', '§ 1']);
    expect(Object.entries(row?.authors ?? {}).map(([field, [who]]) => [field, who])).toEqual([
      ['topic', PEOPLE.colleague.id],
      ['homework', PEOPLE.foreignTeacher.id],
    ]);
    expect(people.map((person) => person.name)).toEqual(['Гусева М. А.', 'Ким Е. А.']);
    expect(plan.seq).toBe(3);
    told = [];
    expect(await project('colleague')).toMatchObject({ ok: true, events: [] });
    expect(told).toEqual([]);
  });
  test('and an approved plan is one with changes', async () => {
    await approvePlan(world, 1);
    await world.owner`update plan set version = 4 where school_id = 1`;
    await typeInto(world, PLAN, 1, (doc) => editRow(doc, ROW.last, { hours: 3 }));
    await project();
    expect((await read()).plan).toMatchObject({ state: 'changed', approved: 1, v: 5, totals: { hours: 5 } });
  });
  test('rows put, moved and taken away keep their places; a row put back is a row again', async () => {
    await typeInto(world, PLAN, 1, (doc) => {
      putRows(doc, [{ ...emptyPlanRow(), topic: 'Новая' }], { after: ROW.section });
      editRow(doc, ROW.first, { order: 'Z111' });
      removeRow(doc, ROW.control);
    });
    await project();
    const topics = async () => (await read()).rows.map((row) => `${row.position} ${row.topic}`);
    expect(await topics()).toEqual(['1 Дроби', '2 Новая', '3 Сложение дробей', '4 Доли и дроби']);
    const [kept] = await world.owner`select removed from plan_row where school_id = 1 and id = ${ROW.control}`;
    expect(kept).toEqual({ removed: true });
    await typeInto(world, PLAN, 1, (doc) => {
      const [row] = putRows(doc, [emptyPlanRow()], { after: null, newId: () => ROW.control });
      expect(row?.id).toBe(ROW.control);
    });
    await project();
    expect(await topics()).toEqual(['1 ', '2 Дроби', '3 Новая', '4 Сложение дробей', '5 Доли и дроби']);
  });
  test('also out of a packed document, and when nothing is held of it any more', async () => {
    await typeInto(world, PLAN, 2, (doc) => editRow(doc, ROW.first, { note: 'один' }));
    await project();
    const bytes = Buffer.from(encodeStateAsUpdate(await documentOf(world, PLAN)));
    await world.owner`insert into plan_state (school_id, plan_id, seq, bytes) values (1, ${PLAN}, 2, ${bytes})`;
    await world.owner`delete from plan_update where school_id = 1`;
    await typeInto(world, PLAN, 2, (doc) => editRow(doc, ROW.first, { note: 'два' }));
    await project();
    expect((await read()).rows.find((row) => row.id === ROW.first)?.note).toBe('два');
  });
  test('what is held of a document is not believed when the database ends with another update', async () => {
    await typeInto(world, PLAN, 2, (doc) => editRow(doc, ROW.first, { note: 'не дошло' }));
    await project();
    // As after a failover that lost the last update: another one has its number now.
    await world.owner`delete from plan_update where school_id = 1 and seq = 2`;
    await world.owner`update plan set seq = 1, projected = 1 where school_id = 1`;
    await world.owner`update plan_row set note = '' where school_id = 1 and id = ${ROW.first}`;
    await typeInto(world, PLAN, 2, (doc) => editRow(doc, ROW.first, { homework: '§ 5' }));
    await project();
    expect((await read()).rows.find((row) => row.id === ROW.first)).toMatchObject({ note: '', homework: '§ 5' });
  });
  test('a control form that is no work type of the school is none', async () => {
    await typeInto(world, PLAN, 1, (doc) => editRow(doc, ROW.first, { control: 777 }));
    await project();
    const { rows } = await read();
    expect(rows.find((row) => row.id === ROW.first)?.control).toBeNull();
    expect(rows.find((row) => row.id === ROW.control)?.control).toBe(TYPE.control);
  });
  test('two who type into one cell lose nothing', async () => {
    const base = await documentOf(world, PLAN);
    const copy = openDocument([encodeStateAsUpdate(base)]);
    await typeInto(world, PLAN, 1, (doc) => editRow(doc, ROW.first, { topic: 'Доли и обыкновенные дроби' }));
    editRow(copy, ROW.first, { topic: 'Доли и дроби. Повторение' });
    const theirs = encodeStateAsUpdate(copy);
    await typeInto(world, PLAN, 2, (doc) => applyUpdate(doc, theirs));
    await project();
    expect((await read()).rows.find((row) => row.id === ROW.first)?.topic).toBe(
      'Доли и обыкновенные дроби. Повторение',
    );
  });
});

test('the base of plans names every group, its hours by the curriculum, and what has no plan', async () => {
  const view = await plansPage(await world.actor('deputy'), world.db);
  expect(view?.plans.map((plan) => [plan.id, plan.groupIds, plan.totals.hours])).toEqual([[PLAN, [GROUP.math], 4]]);
  expect(view?.groups.map((group) => [group.className, group.subject, group.weekly])).toEqual([
    ['1А', 'Математика', 400],
    ['5А', 'Математика', 500],
    ['5А', 'Разговоры о важном', 100],
    ['5А', 'Русский язык', 500],
    ['5Б', 'Математика', 500],
  ]);
  // Two quarters of 39 and 43 days are 16 weeks.
  const math = view?.groups.find((group) => group.id === GROUP.math);
  const due = view?.dues[math?.due ?? -1];
  expect(due?.year).toBe(80);
  expect(due?.periods.map((period) => period.hours)).toEqual([38, 42]);
  // Groups with equal hours share them: three maths and Russian, and two more of other hours.
  expect(view?.dues).toHaveLength(3);
});

test('the base of plans counts what of the schedule of control works is still ahead', async () => {
  const scheduled = async () => {
    const view = await plansPage(await world.actor('teacher'), world.db);
    return view?.groups.filter(({ subject }) => subject === 'Математика').map((own) => [own.className, own.scheduled]);
  };
  // Grade 1 has no marks.
  expect(await scheduled()).toEqual([
    ['1А', null],
    ['5А', 0],
    ['5Б', 0],
  ]);
  const put = (date: string, state: string) => world.owner`
    insert into control_work (school_id, group_id, class_id, subject_id, on_date, number, type_id, minutes, state, author_id)
    values (1, ${GROUP.math}, ${CLASS.a}, 1, ${date}, 2, ${TYPE.control}, 45, ${state}, 1)`;
  await put('2026-12-01', 'planned');
  await put('2026-12-04', 'planned');
  await put('2026-12-11', 'cancelled');
  expect((await scheduled())?.[1]).toEqual(['5А', 1]);
});

test('plans of the year before are offered to begin with, and taken', async () => {
  const { owner } = world;
  await owner`insert into academic_year (school_id, id, starts, ends) overriding system value
    values (1, 7, '2025-09-01', '2026-05-26') on conflict do nothing`;
  await owner`update plan set year_id = 7 where school_id = 1 and id = ${PLAN}`;
  const view = await plansPage(await world.actor('deputy'), world.db);
  expect(view?.plans).toEqual([]);
  expect(view?.earlier).toEqual([{ id: PLAN, subjectId: 1, subject: 'Математика', grade: 5, name: '', hours: 4 }]);
  expect(await create('foreignTeacher', { name: '' })).toMatchObject({ ok: true });
  expect((await read('foreignTeacher', madeId())).rows).toHaveLength(4);
});

test('families reach of their own groups’ plans what «Программа» shows, and nothing else of a plan', async () => {
  const seen = async (who: Who) =>
    readAs(world.db, contextOf(await world.actor(who)), async (tx) => {
      const counts: number[] = [];
      for (const table of [
        'plan',
        'plan_group',
        'plan_row',
        'plan_update',
        'plan_version',
        'plan_remark',
        'programme_row',
      ])
        counts.push(Number((await tx`select count(*) from ${tx(table)}`)[0]?.['count']));
      return counts;
    });
  expect(await seen('parentA')).toEqual([0, 1, 0, 0, 0, 0, 4]);
  expect(await seen('pupilC')).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(await planPage(await world.actor('parentA'), { planId: PLAN }, world.db)).toBeNull();
  // Sections by their titles; of lessons no word, whatever is planned for them.
  const rows = await readAs(
    world.db,
    contextOf(await world.actor('parentA')),
    (tx) => tx<Record<string, unknown>[]>`select * from programme_row order by position`,
  );
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
    ['group_id', 'hours', 'id', 'kind', 'plan_id', 'position', 'school_id', 'title'].sort(),
  );
  expect(rows.filter(({ kind, title }) => kind === 'lesson' && title !== '')).toEqual([]);
  // And writes through it as little as through the table.
  for (const change of ['delete from programme_row', "update programme_row set title = 'x'"])
    await expect(
      writeAs(world.db, contextOf(await world.actor('parentA')), (tx) => tx.unsafe(change)),
    ).rejects.toThrow();
});
