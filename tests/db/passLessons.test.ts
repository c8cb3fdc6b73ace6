import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { controlWall } from '#db/queries/controlWall.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { planPage } from '#db/queries/planPage.ts';
import { answerRead } from '#db/reads/registry.ts';
import { systemContext, writeAs } from '#db/sql.ts';
import { deriveLessons } from '#db/timetable/derive.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import { fillPlan, PLAN, ROW } from '#tests/support/plan.ts';
import { GROUP, LESSON, run, school, type Who, type World } from '#tests/support/school.ts';

/** What lessons pass of their plan, by commands: a topic passes what it was offered with, a decision shifts the rest, both are taken
 *  back, both stand in the log with their reason. */

let world: World;
let executor: Executor;
let told: AppliedEvent[] = [];
beforeEach(async () => {
  await world?.close();
  world = await school();
  // The closed quarter was filled before there was a plan.
  await world.owner`update lesson set topic = 'Повторение' where school_id = 1 and id = ${LESSON.closed}`;
  await fillPlan(world);
  executor = createExecutor(world.db, ({ events }) => {
    told = events;
  });
});
afterAll(() => world.close());

const pass = async (lessonId: number, as: CommandInput<'lesson.pass'>['as'], base = 0, who: Who = 'teacher') =>
  run(executor, await world.actor(who), 'lesson.pass', { lessonId, as }, base);
const topic = async (lessonId: number, value: string | null, base = 0, rows?: string[]) =>
  run(
    executor,
    await world.actor('teacher'),
    'lesson.record',
    { lessonId, change: { field: 'topic', value, ...(rows ? { rows } : {}) } },
    base,
  );
async function lessons(): Promise<Map<number, JournalLesson>> {
  const view = await journalPage(await world.actor('teacher'), { groupId: GROUP.math }, world.db);
  if (!view) throw new Error('the journal cannot be read');
  return new Map(view.lessons.map((lesson) => [lesson.id, lesson]));
}
const drafts = async (): Promise<Record<number, string[]>> =>
  Object.fromEntries([...(await lessons())].map(([id, l]) => [id, l.draft?.rows.map((row) => row.id) ?? []]));
const lost = { kind: 'lost', reason: 'общешкольное мероприятие' } as const;

describe('a topic', () => {
  test('passes the row it was offered with, and gives it back when it is taken back', async () => {
    expect(await drafts()).toMatchObject({ [LESSON.yesterday]: [ROW.first], [LESSON.now]: [ROW.control] });
    expect(await topic(LESSON.yesterday, 'Доли и дроби')).toMatchObject({ ok: true });
    expect((await lessons()).get(LESSON.yesterday)?.pass).toMatchObject({
      how: 'rows',
      rows: [ROW.first],
      decided: false,
    });
    // What follows was offered the same before: nothing moves.
    expect(told.flatMap((e) => (e.name === 'plan.drafts' ? e.data.lessons : [])).map((l) => l.lessonId)).toEqual([
      LESSON.yesterday,
    ]);
    expect(await topic(LESSON.yesterday, null, 1)).toMatchObject({ ok: true });
    expect((await lessons()).get(LESSON.yesterday)?.pass).toMatchObject({ how: null, rows: [] });
    expect(await drafts()).toMatchObject({ [LESSON.yesterday]: [ROW.first], [LESSON.now]: [ROW.control] });
  });

  test('passes the rows its teacher has seen, though the plan has moved since; not those of nowhere', async () => {
    expect(await topic(LESSON.yesterday, 'Сложение', 0, [ROW.last])).toMatchObject({ ok: true });
    expect(await drafts()).toMatchObject({ [LESSON.now]: [ROW.first] });
    const nowhere = await topic(LESSON.now, 'Сложение', 0, ['nowhere-at-all']);
    expect(nowhere).toMatchObject({ ok: false, message: expect.stringContaining('больше нет') });
  });

  test('of a lesson that was lost passes nothing', async () => {
    expect(await pass(LESSON.yesterday, lost)).toMatchObject({ ok: true });
    expect(await topic(LESSON.yesterday, 'Линейка')).toMatchObject({ ok: true });
    const lesson = (await lessons()).get(LESSON.yesterday);
    expect(lesson?.pass).toMatchObject({ how: 'lost', rows: [], reason: 'общешкольное мероприятие' });
    expect(await drafts()).toMatchObject({ [LESSON.now]: [ROW.first] });
  });
});

describe('a decision', () => {
  test('shifts, merges and is taken back; the log keeps it with its reason', async () => {
    expect(await pass(LESSON.yesterday, lost)).toMatchObject({ ok: true });
    expect(await drafts()).toMatchObject({ [LESSON.yesterday]: [], [LESSON.now]: [ROW.first] });
    const merged = { kind: 'rows' as const, rows: [ROW.first, ROW.control], reason: 'уплотнение' };
    expect(await pass(LESSON.yesterday, merged, 1)).toMatchObject({ ok: true });
    expect(await drafts()).toMatchObject({ [LESSON.yesterday]: [ROW.first, ROW.control], [LESSON.now]: [ROW.last] });
    expect(await pass(LESSON.yesterday, null, 2)).toMatchObject({ ok: true });
    expect(await drafts()).toMatchObject({ [LESSON.yesterday]: [ROW.first], [LESSON.now]: [ROW.control] });
    const history = await world.owner`select p.body from school_log l join school_log_payload p
      on p.school_id = l.school_id and p.seq = l.seq
      where l.school_id = 1 and l.kind = 'lesson.passed' order by l.seq`;
    expect(JSON.stringify(history)).toContain('общешкольное мероприятие');
    expect(history).toHaveLength(3);
  });

  test('of a lesson that a colleague has decided on meanwhile is a conflict', async () => {
    expect(await pass(LESSON.yesterday, lost)).toMatchObject({ ok: true });
    const late = await pass(LESSON.yesterday, { kind: 'repeat', reason: 'слабо' }, 0, 'colleague');
    expect(late).toMatchObject({ ok: false, code: 'conflict', current: { value: 'lost', version: 1 } });
  });

  test.each([
    ['no reason', 'teacher', LESSON.yesterday, { kind: 'lost', reason: '' }, 'invalid'],
    ['a cancelled lesson', 'teacher', LESSON.cancelled, lost, 'invalid'],
    ['a closed period', 'teacher', LESSON.closed, lost, 'closed'],
    ['a group without a plan', 'homeroom', LESSON.russian, lost, 'invalid'],
    ['a teacher of other groups', 'foreignTeacher', LESSON.yesterday, lost, 'not_found'],
    ['a deputy', 'deputy', LESSON.yesterday, lost, 'not_found'],
  ] as const)('is refused: %s', async (_, who, lessonId, as, code) => {
    expect(await pass(lessonId, as, 0, who)).toMatchObject({ ok: false, code });
  });

  test('of a substitute stands for his lesson, that day', async () => {
    await world.owner`insert into plan (school_id, id, year_id, subject_id, grade, author_id) overriding system value
      values (1, 50, 1, 2, 5, 3)`;
    await world.owner`insert into plan_group (school_id, group_id, plan_id) values (1, ${GROUP.russian}, 50)`;
    expect(await pass(LESSON.russian, lost, 0, 'substitute')).toMatchObject({ ok: true });
    expect(await pass(LESSON.now, lost, 0, 'substitute')).toMatchObject({ ok: false, code: 'not_found' });
  });
});

describe('pace', () => {
  test('of a group stands in its plan and on the wall, and comes back with the decision', async () => {
    const wall = async () => (await controlWall(await world.actor('deputy'), world.db))?.lags;
    const plan = async () => (await planPage(await world.actor('teacher'), { planId: PLAN }, world.db))?.pace[0];
    // One lesson of the small school is cancelled.
    const before = await plan();
    expect(before).toMatchObject({ total: 4, passed: 0, rest: 4 });
    await pass(LESSON.yesterday, lost);
    expect((await plan())?.lag).toBe((before?.lag ?? 0) + 1);
    expect(await wall()).toMatchObject([{ groupId: GROUP.math, planId: PLAN, lag: (before?.lag ?? 0) + 1 }]);
    expect(told.find((e) => e.name === 'plan.paced')?.data).toMatchObject({
      groupId: GROUP.math,
      pace: { outside: 1 },
    });
    await pass(LESSON.yesterday, { kind: 'rows', rows: [ROW.first, ROW.control], reason: 'уплотнение' }, 1);
    expect(await plan()).toMatchObject({ lag: (before?.lag ?? 0) - 1, passed: 2, merged: 1, rest: 2 });
  });

  test('the plan dates its rows by the lessons of each group', async () => {
    await topic(LESSON.yesterday, 'Доли и дроби');
    const view = await planPage(await world.actor('deputy'), { planId: PLAN }, world.db);
    const dates = view?.dates[0]?.lessons.map(({ lessonId, how, held, rows }) => [lessonId, how, held, rows]);
    expect(dates).toContainEqual([LESSON.yesterday, 'rows', true, [ROW.first]]);
    expect(dates).toContainEqual([LESSON.now, 'draft', false, [ROW.control]]);
    expect(dates?.filter(([, how]) => how === 'cancelled')).toHaveLength(1);
  });

  test('a lesson that is cancelled shifts the drafts behind it, and is told to the open journals', async () => {
    const input = { lessonId: LESSON.friday, change: { kind: 'cancel' } } as const;
    const [before] = [await drafts()];
    expect(before[LESSON.friday]).toEqual([ROW.last]);
    expect(await run(executor, await world.actor('deputy'), 'lesson.change', input, 0)).toMatchObject({ ok: true });
    expect(told.map((e) => e.name)).toContain('plan.drafts');
    expect((await drafts())[LESSON.friday]).toEqual([]);
  });
});

describe('a timetable made anew', () => {
  test('keeps a lesson that was decided about, and moves the drafts', async () => {
    await pass(LESSON.friday, lost);
    // No place gives the group a lesson any more: what nothing was said of goes.
    await writeAs(world.db, systemContext(1), async (tx) => {
      const { before, derive, after } = deriveLessons(tx, 1, '2026-12-03');
      await before.execute();
      await derive.execute();
      for (const one of after) await one.execute();
    });
    const left = await world.owner`select id from lesson where school_id = 1 and group_id = ${GROUP.math}
      and on_date > '2026-12-02' and status = 'planned'`;
    expect(left.map((row) => row['id'])).toEqual([LESSON.friday]);
    expect(await world.owner`select 1 from plan_stale`).toHaveLength(0);
  });
});

describe('lessons that were held before there was a plan', () => {
  const bind = async (lessons: CommandInput<'plan.bind'>['lessons'], who: Who = 'teacher') =>
    run(executor, await world.actor(who), 'plan.bind', { planId: PLAN, groupId: GROUP.math, lessons });
  const unbound = async (who: Who = 'teacher') => {
    const asked = await answerRead(world.db, await world.actor(who), 'plan.unbound', {
      planId: PLAN,
      groupId: GROUP.math,
    });
    return asked.ok ? asked.answer.lessons : null;
  };
  beforeEach(async () => {
    // In a quarter that is closed, and yesterday.
    await world.owner`update lesson set topic = 'Сложение дробей' where school_id = 1 and id = ${LESSON.yesterday}`;
  });

  test('are bound in one act, drafts go on behind them, and one act frees them again', async () => {
    const before = await drafts();
    const free = (await unbound()) ?? [];
    expect(free.map(({ id, topic: text }) => [id, text])).toEqual([
      [LESSON.closed, 'Повторение'],
      [LESSON.yesterday, 'Сложение дробей'],
    ]);
    expect(before).toMatchObject({ [LESSON.now]: [ROW.first] });
    const answer = await bind([
      { lessonId: LESSON.closed, rows: [ROW.first], v: 0 },
      { lessonId: LESSON.yesterday, rows: [ROW.control], v: 0 },
    ]);
    expect(answer).toMatchObject({ ok: true });
    expect(told.filter(({ name }) => name === 'lesson.passed')).toHaveLength(2);
    expect(await drafts()).toMatchObject({ [LESSON.now]: [ROW.last] });
    expect(await unbound()).toEqual([]);
    expect((await lessons()).get(LESSON.yesterday)?.topic).toBe('Сложение дробей');
    await bind(free.map(({ id }) => ({ lessonId: id, rows: [], v: 1 })));
    expect(await drafts()).toEqual(before);
  });

  test.each([
    ['a lesson that is not filled', [{ lessonId: LESSON.now, rows: [ROW.first], v: 0 }], 'teacher', 'invalid'],
    ['a lesson of another group', [{ lessonId: LESSON.russian, rows: [ROW.first], v: 0 }], 'teacher', 'invalid'],
    ['a row of nowhere', [{ lessonId: LESSON.yesterday, rows: ['nowhere-at-all'], v: 0 }], 'teacher', 'invalid'],
    ['a section', [{ lessonId: LESSON.yesterday, rows: [ROW.section], v: 0 }], 'teacher', 'invalid'],
    ['another version than was seen', [{ lessonId: LESSON.yesterday, rows: [ROW.first], v: 2 }], 'teacher', 'conflict'],
    [
      'another group’s teacher',
      [{ lessonId: LESSON.yesterday, rows: [ROW.first], v: 0 }],
      'foreignTeacher',
      'not_found',
    ],
    ['a deputy', [{ lessonId: LESSON.yesterday, rows: [ROW.first], v: 0 }], 'deputy', 'not_found'],
  ] as const)('are not bound: %s', async (_, asked, who, code) => {
    const before = await drafts();
    expect(
      await bind(
        asked.map((one) => ({ ...one, rows: [...one.rows] })),
        who,
      ),
    ).toMatchObject({ ok: false, code });
    expect(await drafts()).toEqual(before);
  });

  test('are not bound by who substitutes in one of them today', async () => {
    await world.owner`update lesson set topic = 'Дроби' where school_id = 1 and id = ${LESSON.now}`;
    await world.owner`insert into substitution (school_id, lesson_id, teacher_id, ordered_at, group_id, was_on, was_number,
        was_starts, was_ends, was_room, pay_code)
      select school_id, id, 7, starts_at, group_id, on_date, number, starts_at, ends_at, room, 'ЗС'
      from lesson where school_id = 1 and id = ${LESSON.now}`;
    expect(await unbound('substitute')).toBeNull();
    const asked = [LESSON.now, LESSON.yesterday].map((lessonId) => ({ lessonId, rows: [ROW.first], v: 0 }));
    expect(await bind(asked, 'substitute')).toMatchObject({ ok: false, code: 'not_found' });
    expect(await bind(asked)).toMatchObject({ ok: true });
  });

  test('one of them named twice is refused in words', async () => {
    const twice = { lessonId: LESSON.yesterday, rows: [ROW.first], v: 0 };
    expect(await bind([twice, twice])).toMatchObject({ message: expect.stringContaining('дважды') });
  });

  test('what was decided by rows of another plan does not stand in the way', async () => {
    await world.owner`insert into plan (school_id, id, year_id, subject_id, grade, name, totals, author_id)
      overriding system value values (1, 2, 1, 1, 5, 'прежний', '{"hours": 1, "rows": 1, "controls": []}', 1)`;
    await world.owner`insert into plan_row (school_id, plan_id, id, position, order_key, kind, topic, hours, homework, resources,
      results, note, correction) values (1, 2, 'lesson-other', 1, 'A', 'lesson', 'Дроби', 1, '', '', '', '', '')`;
    await world.owner`insert into lesson_pass (school_id, lesson_id, group_id, kind, decided, version, by_id, at)
      values (1, ${LESSON.yesterday}, ${GROUP.math}, 'rows', true, 1, 1, now())`;
    await world.owner`insert into lesson_row (school_id, lesson_id, plan_id, row_id, group_id, hours)
      values (1, ${LESSON.yesterday}, 2, 'lesson-other', ${GROUP.math}, 1)`;
    const free = (await unbound()) ?? [];
    expect(free.map(({ id, v }) => [id, v])).toContainEqual([LESSON.yesterday, 1]);
    expect(await bind(free.map(({ id, v }) => ({ lessonId: id, rows: [ROW.first], v })))).toMatchObject({ ok: true });
    expect(await unbound()).toEqual([]);
  });

  test('a lesson its teacher has decided about stays as he said', async () => {
    await pass(LESSON.yesterday, { kind: 'repeat', reason: 'тема усвоена слабо' });
    expect((await unbound())?.map(({ id }) => id)).toEqual([LESSON.closed]);
    expect(await bind([{ lessonId: LESSON.yesterday, rows: [ROW.first], v: 1 }])).toMatchObject({ code: 'invalid' });
  });
});
