import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { familyProgramme } from '#db/queries/familyProgramme.ts';
import { fulfilmentPage } from '#db/queries/fulfilmentPage.ts';
import { lagColumn } from '#db/queries/planDates.ts';
import { readAs, systemContext } from '#db/sql.ts';
import { lagOf } from '#lib/domain/plans/fulfilment.ts';
import { fillPlan, PLAN } from '#tests/support/plan.ts';
import { GROUP, LESSON, run, school, TODAY, type Who, type World } from '#tests/support/school.ts';

/** The passing of a programme (000 П2.5; 001 3.4.4; 003 П6 2.6) for families and for whoever controls it, against a database. A lesson of
 *  October was filled before there was a plan; yesterday's has passed the plan's first row; one was cancelled. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
  await fillPlan(world);
  await world.owner`update lesson set topic = 'Натуральные числа' where school_id = 1 and id = ${LESSON.closed}`;
  const recorded = await run(executor, await world.actor('teacher'), 'lesson.record', {
    lessonId: LESSON.yesterday,
    change: { field: 'topic', value: 'Доли и дроби' },
  });
  expect(recorded).toMatchObject({ ok: true });
});
afterAll(() => world.close());

describe('a family', () => {
  const read = async (who: Who, studentId: number, subjectId?: number) =>
    familyProgramme(await world.actor(who), { studentId, subjectId }, world.db);
  test('sees hours and sections passed of its own child’s groups, and the topics with their days', async () => {
    const view = await read('parentA', 11, 1);
    expect(view?.subjects).toEqual([
      { id: 1, name: 'Математика', groupIds: [1], plan: { id: PLAN, groupId: 1, total: 4, passed: 2 } },
      { id: 2, name: 'Русский язык', groupIds: [2], plan: null },
    ]);
    expect(view?.chosen).toEqual({
      subjectId: 1,
      // October's lesson had no row: it has passed the next one.
      sections: [{ title: 'Дроби', hours: 4, passed: 2 }],
      passed: [
        { lessonId: LESSON.yesterday, date: '2026-12-01', topic: 'Доли и дроби' },
        { lessonId: LESSON.closed, date: '2026-10-05', topic: 'Натуральные числа' },
      ],
      ahead: null,
    });
    // Neither lag nor what is only planned.
    expect(JSON.stringify(view)).not.toMatch(/lag|Контрольная|Сложение/);
  });
  test('sees nothing of another child, and staff do not read it', async () => {
    expect(await read('parentA', 12, 1)).toBeNull();
    expect(await read('parentA', 13, 1)).toBeNull();
    expect(await read('teacher', 11, 1)).toBeNull();
    // A subject of another group is not opened.
    expect((await read('parentAC', 13, 2))?.chosen).toBeNull();
    expect((await read('parentAC', 13, 1))?.subjects).toMatchObject([{ name: 'Математика', plan: null }]);
  });
  test('reads topics of lessons to come when the school shows them', async () => {
    const set = async (value: boolean, base: number) =>
      run(
        executor,
        await world.actor('deputy'),
        'settings.change',
        { change: { field: 'programmeAhead', value } },
        base,
      );
    expect(await set(true, 0)).toMatchObject({ ok: true });
    expect((await read('pupilA', 11, 1))?.chosen?.ahead).toEqual([
      { date: TODAY, topic: 'Контрольная работа' },
      { date: '2026-12-04', topic: 'Сложение дробей' },
    ]);
    expect(await set(false, 1)).toMatchObject({ ok: true });
    expect((await read('pupilA', 11, 1))?.chosen?.ahead).toBeNull();
  });
  test('is kept by the database itself from plans of other groups and from drafts', async () => {
    const count = (groups: number[]) =>
      readAs(world.db, { schoolId: 1, personId: 21, students: [11], groups }, async (tx) => [
        (await tx`select 1 from plan_row`).length > 0,
        (await tx`select 1 from programme_row`).length > 0,
        (await tx`select 1 from plan_pace`).length > 0,
        (await tx`select 1 from lesson_row`).length > 0,
        (await tx`select 1 from lesson_draft`).length > 0,
        (await tx`select 1 from plan`).length > 0,
      ]);
    expect(await count([GROUP.math])).toEqual([false, true, true, true, false, false]);
    expect(await count([GROUP.foreign])).toEqual([false, false, false, false, false, false]);
  });
});

describe('«Выполнение программы»', () => {
  const page = async (who: Who, period?: string) => fulfilmentPage(await world.actor(who), { period }, world.db);
  const math = async (period?: string) =>
    (await page('deputy', period))?.rows.find((row) => row.groupId === GROUP.math);
  test('counts what was due, held, passed, cancelled, and lags as the plan’s own counters do', async () => {
    const row = await math();
    expect(row).toMatchObject({
      ...{ className: '5А', subject: 'Математика', planId: PLAN, planned: 4 },
      facts: { due: 4, dueBefore: 0, held: 2, passed: 2, unfilled: 1, empty: 0, cancelled: 1, lost: 0, merged: 0 },
      // The journal has a control work today; the plan wanted one in its second hour.
      works: { control: { plan: 1, fact: 1 } },
    });
    const [pace] = await readAs(
      world.db,
      systemContext(1),
      (tx) => tx<
        { lag: number; rest: number; open: number }[]
      >`select ${lagColumn(tx, tx`${TODAY}::date`)} as lag, w.rest, w.open
        from plan_pace w where w.school_id = 1 and w.group_id = ${GROUP.math}`,
    );
    expect(row && lagOf(row.facts)).toBe(pace?.lag);
    // October’s lesson, filled without a row, has passed one hour of what the plan still counts.
    expect([row?.rest, row?.open]).toEqual([(pace?.rest ?? 0) - 1, pace?.open]);
  });
  test('of a quarter begins where the plan stood then', async () => {
    const row = await math('quarter-2');
    expect(row?.facts).toMatchObject({ due: 3, dueBefore: 1, held: 1, passed: 1, unfilled: 1, cancelled: 1 });
    expect((await page('deputy', 'quarter-9'))?.period.key).toBe('year');
    expect((await page('deputy'))?.periods.map((period) => period.key)).toEqual(['year', 'quarter-1', 'quarter-2']);
  });
  test('takes a repetition for no lag made good, with the teacher’s reason', async () => {
    const said = await run(executor, await world.actor('teacher'), 'lesson.pass', {
      lessonId: LESSON.now,
      as: { kind: 'repeat', reason: 'разбор ошибок' },
    });
    expect(said).toMatchObject({ ok: true });
    const row = await math();
    expect(row).toMatchObject({ facts: { unfilled: 0, repeated: 1 }, reasons: ['разбор ошибок'] });
    expect(row && lagOf(row.facts)).toBe(2);
  });
  test('is the school’s for deputy and director, a teacher’s own groups for him, nobody else’s', async () => {
    const groups = async (who: Who) => (await page(who))?.rows.map((row) => row.groupId).sort((a, b) => a - b);
    for (const who of ['deputy', 'director'] as const) expect(await groups(who)).toEqual([1, 2, 3, 4, 5]);
    expect(await groups('teacher')).toEqual([1, 4, 5]);
    expect(await groups('homeroom')).toEqual([2]);
    expect((await page('homeroom'))?.rows[0]?.facts).toMatchObject({ substituted: 1, otherSubject: 0 });
    for (const who of ['admin', 'parentA', 'pupilA', 'substitute'] as const) expect(await page(who)).toBeNull();
  });
});
