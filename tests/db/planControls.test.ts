import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { controlWorksPage } from '#db/queries/controlWorksPage.ts';
import { familyDay } from '#db/queries/familyDay.ts';
import { answerRead } from '#db/reads/registry.ts';
import { placings } from '#lib/domain/plans/controlPlacing.ts';
import { fillPlan, PLAN, ROW } from '#tests/support/plan.ts';
import { GROUP, run, school, TYPE, type Who, type World } from '#tests/support/school.ts';

/** Control works of a thematic plan in the schedule (001 3.2.4, 004 2а): where the plan puts them, and what stands for its rows. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
  await fillPlan(world);
  // Monday after the running week: the plan has one more lesson.
  await world.owner`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at, ends_at, room)
    overriding system value values (1, 902, ${GROUP.math}, 1, 1, 1, '2026-12-07', 3, '2026-12-07T07:45:00Z', '2026-12-07T08:30:00Z', '201')`;
  // The first hour of the plan is passed now: the control work comes on Friday.
  await world.owner`update lesson set topic = 'Старое' where school_id = 1 and group_id = ${GROUP.math} and on_date < '2026-12-02'`;
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.owner`delete from control_work where school_id = 1`;
});

const board = async (who: Who = 'teacher') => {
  const answer = await answerRead(world.db, await world.actor(who), 'plan.controls', { planId: PLAN });
  return answer.ok ? answer.answer : null;
};
const FRIDAY = { date: '2026-12-04', number: 3 };
const place = async (more: object = {}, who: Who = 'teacher') =>
  run(executor, await world.actor(who), 'controlWork.place', {
    ...{ groupId: GROUP.math, rowId: ROW.control, typeId: TYPE.control, name: 'Дроби', minutes: 45, level: 'school' },
    ...{ ...FRIDAY, ...more },
  });
const state = async () => {
  const read = await board();
  return read && placings(read).map((placing) => [placing.row.id, placing.state, placing.at?.date]);
};

describe('a control work of the plan', () => {
  test('has the day of the lesson that will pass it, and is placed for its row', async () => {
    expect(await state()).toEqual([[ROW.control, 'free', FRIDAY.date]]);
    expect(await place()).toMatchObject({
      ...{ ok: true },
      events: [{ data: { planRow: { planId: PLAN, rowId: ROW.control } } }],
    });
    expect(await state()).toEqual([[ROW.control, 'placed', FRIDAY.date]]);
    const view = await controlWorksPage(await world.actor('homeroom'), { grade: 5 }, world.db);
    expect(view?.plans).toMatchObject([{ planRow: { planId: PLAN, rowId: ROW.control } }]);
    const family = await familyDay(await world.actor('parentA'), { studentId: 11 }, world.db);
    expect(family?.plans).toMatchObject([{ name: 'Дроби', planRow: null, author: null }]);
  });
  test('is placed once; taken out and placed again, the first does not come back', async () => {
    const first = await place();
    expect(await place({ date: '2026-12-07' })).toMatchObject({ ok: false, message: /уже стоит в графике/ });
    const id = first.ok && first.events[0]?.name === 'controlWork.changed' ? first.events[0].data.id : 0;
    const cancel = async (cancelled: boolean, base: number) =>
      run(executor, await world.actor('teacher'), 'controlWork.cancel', { controlWorkId: id, cancelled }, base);
    expect(await cancel(true, 1)).toMatchObject({ ok: true });
    expect(await place({ date: '2026-12-07' })).toMatchObject({ ok: true });
    expect(await cancel(false, 2)).toMatchObject({ ok: false, message: /уже стоит в графике/ });
  });
  test('is a row of that group’s plan with that control form', async () => {
    expect(await place({ rowId: 'nothing-there' })).toMatchObject({ ok: false, message: /больше нет/ });
    expect(await place({ rowId: ROW.first })).toMatchObject({ ok: false, message: /больше нет/ });
    await world.owner`update work_type set control = true where school_id = 1 and id = ${TYPE.independent}`;
    expect(await place({ typeId: TYPE.independent })).toMatchObject({ ok: false, message: /другой вид контроля/ });
    await world.owner`update work_type set control = false where school_id = 1 and id = ${TYPE.independent}`;
  });
  test('drifts from the schedule when a lesson is cancelled, and goes after it by one command', async () => {
    const placed = await place();
    const id = placed.ok && placed.events[0]?.name === 'controlWork.changed' ? placed.events[0].data.id : 0;
    await world.owner`update lesson set status = 'cancelled' where school_id = 1 and group_id = ${GROUP.math} and on_date = '2026-12-04'`;
    expect(await state()).toEqual([[ROW.control, 'drifted', '2026-12-07']]);
    const { date: _, ...rest } = {
      ...FRIDAY,
      typeId: TYPE.control,
      name: 'Дроби',
      minutes: 45,
      level: 'school' as const,
    };
    const moved = await run(
      executor,
      await world.actor('teacher'),
      'controlWork.change',
      { controlWorkId: id, ...rest, date: '2026-12-07' },
      1,
    );
    expect(moved).toMatchObject({ events: [{ data: { planRow: { rowId: ROW.control } } }] });
    expect(await state()).toEqual([[ROW.control, 'placed', '2026-12-07']]);
    await world.owner`update lesson set status = 'planned' where school_id = 1 and group_id = ${GROUP.math} and on_date = '2026-12-04'`;
  });
});

test('its board is read by whoever reads plans and the schedule; families and the administrator do not', async () => {
  expect((await board('deputy'))?.served).toEqual([{ id: GROUP.math, label: '5А', mine: true }]);
  expect((await board('foreignTeacher'))?.served).toEqual([{ id: GROUP.math, label: '5А', mine: false }]);
  for (const who of ['admin', 'parentA', 'pupilA'] as const) expect(await board(who)).toBeNull();
});
