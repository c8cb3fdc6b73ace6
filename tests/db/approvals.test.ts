import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { draftPage } from '#db/queries/draftPage.ts';
import { loadSheet } from '#db/queries/loadSheet.ts';
import { timetableOffice } from '#db/queries/timetableOffice.ts';
import { GROUP, LESSON, run, school, VERSION, type World } from '#tests/support/school.ts';

/** Approvals by an order, and what the commands of the timetable refuse. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
});
afterAll(() => world.close());
const stateOf = async (kind: string) => {
  const office = await timetableOffice(await world.actor('deputy'), world.db);
  return office?.approvals.find((one) => one.kind === kind);
};

test('a change after the order is told', async () => {
  const director = await world.actor('director');
  const approve = (kind: 'curriculum' | 'load' | 'timetable' | 'tariff', orderNo: string) =>
    run(executor, director, 'approval.give', { kind, orderNo, orderOn: '2026-12-01', note: null });
  for (const kind of ['curriculum', 'load', 'timetable', 'tariff'] as const) {
    expect((await stateOf(kind))?.state).toBe('overdue');
    expect(await approve(kind, '7')).toMatchObject({ ok: true });
    expect(await stateOf(kind)).toMatchObject({ state: 'approved', last: { orderNo: '7', by: 'Захаров П. И.' } });
  }
  await world.owner`insert into curriculum (school_id, year_id, class_id, subject_id, hours) values (1, 1, 1, 1, 500)`;
  await world.owner`update study_group set hours = 600 where school_id = 1 and id = ${GROUP.math}`;
  await world.owner`insert into timetable_slot (school_id, group_id, weekday, number, room, starts, ends, version_id)
    values (1, ${GROUP.math}, 6, 1, '201', '2026-12-14', '2026-12-30', ${VERSION.current})`;
  for (const kind of ['curriculum', 'load', 'timetable', 'tariff'] as const) {
    expect((await stateOf(kind))?.state, kind).toBe('changed');
    expect(await approve(kind, '8')).toMatchObject({ ok: true });
    expect(await stateOf(kind)).toMatchObject({ state: 'approved', last: { orderNo: '8' } });
  }
  expect(await approve('load', ' ')).toMatchObject({ ok: false, message: /номер приказа/ });
});

test('the sheet of loads counts the hours of whoever holds the lessons', async () => {
  const sheet = await loadSheet(await world.actor('director'), world.db);
  // Орлова: 5А mathematics, «Разговоры о важном», 1А; her colleague who may write in the journal has none of them.
  const teacher = sheet?.teachers.find((one) => one.name.startsWith('Орлова'));
  expect(teacher?.rows.map((row) => `${row.className} ${row.subject} ${row.hours}`)).toEqual([
    '1А Математика 400',
    '5А Математика 600',
    '5А Разговоры о важном 100',
  ]);
  expect(teacher?.hours).toBe(1100);
  expect(sheet?.teachers.some((one) => one.name.startsWith('Гусева'))).toBe(false);
});

test('a stale place is a conflict that says where it stands; foreign groups and teachers do not exist', async () => {
  const deputy = await world.actor('deputy');
  const to = { groupId: GROUP.math, weekday: 1, number: 2, parity: 0 as const, room: '201', teacherId: null };
  const edit = (changes: Parameters<typeof run<'draft.edit'>>[3]['changes']) =>
    run(executor, deputy, 'draft.edit', { versionId: VERSION.draft, changes });
  const put = await edit([{ slotId: null, v: 0, to }]);
  expect(put).toMatchObject({ ok: true });
  const slot = put.ok && put.events[0]?.name === 'draft.edited' ? put.events[0].data.slots[0] : null;
  if (!slot) throw new Error('no place was put');
  expect(await edit([{ slotId: slot.id, v: 1, to: { ...to, number: 3 } }])).toMatchObject({ ok: true });
  expect(await edit([{ slotId: slot.id, v: 1, to: { ...to, number: 4 } }])).toMatchObject({
    ...{ ok: false, code: 'conflict', message: /Пн, 3 урок/ },
    current: { version: 2 },
  });
  // All or nothing: the second of two changes is stale.
  const both = await edit([
    { slotId: null, v: 0, to: { ...to, weekday: 5 } },
    { slotId: slot.id, v: 1, to: null },
  ]);
  expect(both).toMatchObject({ ok: false, code: 'conflict' });
  const draft = await draftPage(deputy, { versionId: VERSION.draft }, world.db);
  expect(draft?.slots).toEqual([{ ...slot, number: 3, v: 2 }]);
  expect(await edit([{ slotId: null, v: 0, to: { ...to, groupId: 1001 } }])).toMatchObject({ code: 'not_found' });
  expect(await edit([{ slotId: null, v: 0, to: { ...to, teacherId: 11 } }])).toMatchObject({ code: 'not_found' });
  expect(
    await run(executor, deputy, 'draft.edit', { versionId: VERSION.current, changes: [{ slotId: null, v: 0, to }] }),
  ).toMatchObject({ ok: false, code: 'closed' });
});

test('a clash goes into force only when it was seen; what has begun stays; the newest alone is taken back', async () => {
  const deputy = await world.actor('deputy');
  const to = { weekday: 3, number: 3, parity: 0 as const, room: '', teacherId: null };
  await run(executor, deputy, 'draft.edit', {
    versionId: VERSION.draft,
    changes: [GROUP.math, GROUP.grade1].map((groupId) => ({ slotId: null, v: 0, to: { ...to, groupId } })),
  });
  const enforce = (from: string, despite: number) =>
    run(executor, deputy, 'timetable.enforce', { versionId: VERSION.draft, from, despite });
  expect(await enforce('2026-12-01', 1)).toMatchObject({ ok: false, message: /с сегодняшнего дня/ });
  expect(await enforce('2027-08-01', 1)).toMatchObject({ ok: false, message: /вне уроков/ });
  // One teacher in 5А and 1А at once.
  expect(await enforce('2026-12-02', 0)).toMatchObject({ ok: false, message: /накладок: 1/ });
  // A colleague puts one more on the same place while the person decides: he is told of what he has not seen.
  await run(executor, deputy, 'draft.edit', {
    versionId: VERSION.draft,
    changes: [{ slotId: null, v: 0, to: { ...to, groupId: GROUP.foreign, room: 'зал' } }],
  });
  expect(await enforce('2026-12-02', 1)).toMatchObject({
    ...{ ok: false, code: 'conflict', message: /стало больше: 2 вместо 1/, current: { value: 2 } },
  });
  await world.owner`update draft_slot set gone = true where school_id = 1 and room = 'зал'`;
  expect(await enforce('2026-12-02', 1)).toMatchObject({ ok: true });
  const running =
    await world.owner`select number, on_date::text as date from lesson where school_id = 1 and id = ${LESSON.now}`;
  expect(running).toEqual([{ number: 3, date: '2026-12-02' }]);
  const next = await world.owner`select count(*)::int as n from lesson where school_id = 1 and group_id = ${GROUP.math}
    and on_date > '2026-12-02' and extract(isodow from on_date) = 3`;
  expect(next).toEqual([{ n: 4 }]);
  const revert = (versionId: number) => run(executor, deputy, 'timetable.revert', { versionId });
  expect(await revert(VERSION.current)).toMatchObject({ ok: false, message: /введено позже/ });
  expect(await revert(VERSION.draft)).toMatchObject({ ok: true });
  expect(await revert(VERSION.current)).toMatchObject({ ok: false, message: /другого не было/ });
  const office = await timetableOffice(deputy, world.db);
  expect(office?.versions.map((v) => [v.id, v.state])).toEqual([
    [VERSION.draft, 'withdrawn'],
    [VERSION.current, 'current'],
  ]);
});
