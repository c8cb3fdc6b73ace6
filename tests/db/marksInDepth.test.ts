import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { diaryMarks } from '#db/queries/diaryMarks.ts';
import { diaryResults } from '#db/queries/diaryResults.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { answerRead } from '#db/reads/registry.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import { type MarkKind, PLAIN_KIND } from '#lib/domain/markKind.ts';
import { subjectsOf } from '#lib/domain/studentMarks.ts';
import type { Actor } from '#lib/policy.ts';
import { GROUP, LESSON, PERIOD, run, school, TYPE, WORK, type World } from '#tests/support/school.ts';

let world: World;
let executor: Executor;
let teacher: Actor;
let colleague: Actor;
let deputy: Actor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
  teacher = await world.actor('teacher');
  colleague = await world.actor('colleague');
  deputy = await world.actor('deputy');
});
afterAll(() => world.close());

const PLAIN: MarkKind = PLAIN_KIND;
const cell = { lessonId: LESSON.now, workId: LESSON.now, studentId: 11, number: 1 } as const;
const mean = async () => {
  const view = await diaryMarks(await world.actor('parentA'), { studentId: 11 }, world.db);
  if (!view) throw new Error('no marks');
  return subjectsOf(view).find(({ subject }) => subject.name === 'Математика')?.mean;
};

describe('a mark’s own type and weight', () => {
  beforeAll(async () => {
    await run(executor, teacher, 'mark.set', { ...cell, value: 5 });
    await run(executor, teacher, 'mark.set', { ...cell, workId: WORK.control, value: 3 });
  });
  test('the average follows: type, weight, not counted, back again', async () => {
    // 5·1 and a control work 3·2.
    expect(await mean()).toBe(367);
    const steps: [Partial<MarkKind>, number][] = [
      [{ typeId: TYPE.control }, 400],
      [{ weight: 50 }, 340],
      [{ counted: false }, 300],
      [{}, 367],
    ];
    for (const [at, [change, expected]] of steps.entries()) {
      const answer = await run(executor, teacher, 'mark.kind', { ...cell, ...PLAIN, ...change }, at);
      expect(answer, JSON.stringify(change)).toMatchObject({ ok: true });
      expect(await mean(), JSON.stringify(change)).toBe(expected);
    }
  });
  test('value and kind of one mark by two people at once: both win', async () => {
    const [set, kind] = await Promise.all([
      run(executor, teacher, 'mark.set', { ...cell, value: 4 }, 1),
      run(executor, colleague, 'mark.kind', { ...cell, ...PLAIN, weight: 150 }, 4),
    ]);
    expect([set.ok, kind.ok]).toEqual([true, true]);
    const [row] =
      await world.owner`select value, weight from mark where school_id = 1 and work_id = 3 and student_id = 11`;
    expect(row).toEqual({ value: 4, weight: 150 });
  });
  test('two people on the same kind: the second is told what stands there', async () => {
    const answer = await run(executor, teacher, 'mark.kind', { ...cell, ...PLAIN, weight: 200 }, 4);
    expect(answer).toMatchObject({ ok: false, code: 'conflict', current: { value: { weight: 150 }, version: 5 } });
  });
  test('a cleared mark takes its kind along: the next one in the cell is plain', async () => {
    await run(executor, teacher, 'mark.set', { ...cell, value: null }, 2);
    await run(executor, teacher, 'mark.set', { ...cell, value: 5 }, 3);
    const view = await journalPage(teacher, { groupId: GROUP.math }, world.db);
    const mark = view?.marks.find((m) => m.workId === LESSON.now && m.studentId === 11);
    expect(mark).toMatchObject({ value: 5, kind: PLAIN, kindV: 6 });
  });
  const refused: [string, Partial<CommandInput<'mark.kind'>>, string][] = [
    ['an unknown type', { typeId: 99 }, 'not_found'],
    ['a term of a mark that is no «точка»', { dueOn: '2026-12-09' }, 'invalid'],
    ['a mark that is not there', { studentId: 12 }, 'not_found'],
  ];
  test.each(refused)('%s is refused', async (_, change, code) => {
    const answer = await run(executor, teacher, 'mark.kind', { ...cell, ...PLAIN, ...change }, 6);
    expect(answer).toMatchObject({ ok: false, code });
  });
  test('a «точка» has a day of its own, not before its lesson, and an archived type is not offered', async () => {
    const point = { ...cell, studentId: 12 };
    await run(executor, teacher, 'mark.set', { ...point, value: 0 });
    const early = await run(executor, teacher, 'mark.kind', { ...point, ...PLAIN, dueOn: '2026-12-01' });
    expect(early).toMatchObject({ ok: false, code: 'invalid' });
    const good = await run(executor, teacher, 'mark.kind', { ...point, ...PLAIN, dueOn: '2026-12-10' });
    expect(good).toMatchObject({ ok: true });
    const type = { typeId: TYPE.independent, name: 'С/р', short: 'С/р', weight: 100, written: true, sort: 3 };
    await run(executor, deputy, 'workType.change', { ...type, archived: true }, 1);
    const archived = await run(executor, teacher, 'mark.kind', { ...cell, ...PLAIN, typeId: TYPE.independent }, 6);
    expect(archived).toMatchObject({ ok: false, code: 'invalid' });
    const work = { lessonId: LESSON.now, typeId: TYPE.independent, name: null };
    const added = await run(executor, teacher, 'work.add', work);
    expect(added).toMatchObject({ ok: false, code: 'invalid' });
    const turned = await run(executor, teacher, 'work.change', { ...work, workId: WORK.control, weight: null }, 1);
    expect(turned).toMatchObject({ ok: false, code: 'invalid' });
    await run(executor, deputy, 'workType.change', { ...type, archived: false }, 2);
  });
  test('the cell’s history tells who changed the kind, from what to what', async () => {
    const answer = await answerRead(world.db, teacher, 'cell.history', {
      ...{ lessonId: LESSON.now, workId: LESSON.now, studentId: 11 },
    });
    const kinds = answer.ok ? answer.answer.changes.filter((change) => change.what === 'kind') : [];
    expect(kinds[0]).toMatchObject({ by: 'Гусева М. А.', before: PLAIN, after: { ...PLAIN, weight: 150 } });
    expect(kinds).toHaveLength(5);
  });
  test('a «точка» with a day of its own that became a mark can still be weighed: the day goes', async () => {
    const point = { ...cell, workId: LESSON.yesterday, lessonId: LESSON.yesterday } as const;
    await run(executor, teacher, 'mark.set', { ...point, value: 0 });
    const due = { ...point, ...PLAIN, dueOn: '2026-12-10' };
    expect(await run(executor, teacher, 'mark.kind', due, 0)).toMatchObject({ ok: true });
    await run(executor, teacher, 'mark.set', { ...point, value: 4 }, 1);
    const weighed = await run(executor, teacher, 'mark.kind', { ...due, weight: 50 }, 1);
    expect(weighed).toMatchObject({ ok: true, events: [{ data: { kind: { weight: 50, dueOn: null } } }] });
    await run(executor, teacher, 'mark.set', { ...point, value: null }, 2);
  });
  test('a correction says why: in the history, and never to the family', async () => {
    const [before] = await world.owner<
      { v: number; value: number }[]
    >`select value_v as v, value from mark where school_id = 1
      and work_id = ${cell.workId} and student_id = 11 and number = 1`;
    const command = { id: randomUUID(), name: 'mark.set', input: { ...cell, value: 2 }, base: before?.v ?? 0 };
    const why = 'ошибка при вводе';
    expect(await executor.submit(teacher, { ...command, why })).toMatchObject({ ok: true });
    expect(await executor.submit(teacher, command)).toMatchObject({ ok: false, code: 'duplicate' });
    const place = { lessonId: LESSON.now, workId: LESSON.now, studentId: 11 };
    const answer = await answerRead(world.db, colleague, 'cell.history', place);
    const [first, second] = answer.ok ? answer.answer.changes : [];
    expect(first).toMatchObject({ what: 'mark', after: 2, why });
    expect(second?.why).toBeNull();
    const family = await diaryMarks(await world.actor('parentA'), { studentId: 11 }, world.db);
    expect(JSON.stringify(family)).not.toContain(why);
    await run(executor, teacher, 'mark.set', { ...cell, value: before?.value ?? null }, (before?.v ?? 0) + 1);
  });
});

describe('period marks', () => {
  const final = { groupId: GROUP.math, studentId: 11, periodId: PERIOD.now } as const;
  const set = (actor: Actor, value: CommandInput<'periodMark.set'>['value'], grounds: string | null, base = 0) =>
    run(executor, actor, 'periodMark.set', { ...final, value, grounds }, base);
  test('a mark by the rule is set at once; one that departs from the average asks for grounds', async () => {
    // 5·1 and 3·2: 3,67 is «4» by 4,65 / 3,65 / 2,65.
    expect(await set(teacher, '5', null)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await set(teacher, '5', '  ')).toMatchObject({ ok: false, code: 'invalid' });
    expect(await set(teacher, '4', null)).toMatchObject({ ok: true });
    expect(await set(teacher, '5', 'победа в олимпиаде', 1)).toMatchObject({ ok: true });
  });
  test('the family sees it on commit, and no grounds', async () => {
    const view = await diaryResults(await world.actor('parentA'), { studentId: 11 }, world.db);
    expect(view?.periodMarks.find((m) => m.periodId === PERIOD.now)).toMatchObject({ value: '5', v: 2 });
    expect(JSON.stringify(view)).not.toContain('олимпиад');
  });
  test('two teachers at once: the later is a conflict with what stands there', async () => {
    const answer = await set(colleague, '4', null, 1);
    expect(answer).toMatchObject({ ok: false, code: 'conflict', current: { value: '5', version: 2 } });
  });
  test('a deputy sets it on request, with a reason only; a director and a substitute do not', async () => {
    expect(await set(deputy, '4', null, 2)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await set(deputy, '4', 'по просьбе Орловой, больничный', 2)).toMatchObject({ ok: true });
    for (const who of ['director', 'substitute', 'homeroom', 'admin'] as const)
      expect(await set(await world.actor(who), '4', 'так', 3), who).toMatchObject({ ok: false, code: 'not_found' });
  });
  test('a closed period is refused with a sentence', async () => {
    const answer = await run(executor, teacher, 'periodMark.set', {
      ...{ ...final, periodId: PERIOD.closed, value: '4', grounds: null },
    });
    expect(answer).toMatchObject({ ok: false, code: 'closed', message: expect.stringContaining('Период закрыт') });
  });
  test('«Год» rests on the marks of the periods, «Итоговая» on year and exam', async () => {
    const stage = (periodId: number, value: '4' | '5' | '3') =>
      run(executor, teacher, 'periodMark.set', { ...final, periodId, value, grounds: null });
    expect(await stage(PERIOD.year, '5')).toMatchObject({ ok: false, code: 'invalid' });
    expect(await stage(PERIOD.year, '4')).toMatchObject({ ok: true });
    expect(await stage(PERIOD.exam, '3')).toMatchObject({ ok: true });
    // (4 + 3) / 2 rounds to 4.
    expect(await stage(PERIOD.final, '4')).toMatchObject({ ok: true });
  });
  test('taken back, it is in nobody’s results, and its history stays', async () => {
    expect(await set(teacher, null, null, 3)).toMatchObject({ ok: true });
    const view = await diaryResults(await world.actor('parentA'), { studentId: 11 }, world.db);
    expect(view?.periodMarks.find((m) => m.periodId === PERIOD.now)).toMatchObject({ value: null, v: 4 });
    const history = await answerRead(world.db, deputy, 'periodMark.history', final);
    const changes = history.ok ? history.answer.changes : [];
    expect(changes.map(({ before, after, grounds }) => [before, after, grounds])).toEqual([
      ['4', null, null],
      ['5', '4', 'по просьбе Орловой, больничный'],
      ['4', '5', 'победа в олимпиаде'],
      [null, '4', null],
    ]);
  });
  test('«Выставить по среднему»: a class’s marks in one batch are all set', async () => {
    const answers = await Promise.all(
      [11, 12].map((studentId) =>
        run(
          executor,
          teacher,
          'periodMark.set',
          { ...final, studentId, value: 'na', grounds: null },
          studentId === 11 ? 4 : 0,
        ),
      ),
    );
    expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
  });
  test('a mark and the period mark that rests on it, sent together, are carried out in their order', async () => {
    const last = { lessonId: LESSON.yesterday, workId: LESSON.yesterday, studentId: 12, number: 1 } as const;
    const answers = await Promise.all([
      run(executor, teacher, 'mark.set', { ...last, value: 3 }),
      run(executor, teacher, 'periodMark.set', { ...final, studentId: 12, value: '3', grounds: null }, 1),
    ]);
    expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
  });
});

describe('settings', () => {
  const change = (actor: Actor, input: CommandInput<'settings.change'>['change'], base = 0) =>
    run(executor, actor, 'settings.change', { change: input }, base);
  test('administrator and deputy change different fields at once: both win', async () => {
    const admin = await world.actor('admin');
    const answers = await Promise.all([
      change(admin, { field: 'pointDays', value: 10 }),
      change(deputy, { field: 'thresholds', value: [450, 350, 250] }),
      change(admin, { field: 'withOne', value: false }),
    ]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true]);
    const [row] = await world.owner`select settings, settings_v from school where school_id = 1`;
    expect(row).toEqual({
      settings: { thresholds: [450, 350, 250], pointDays: 10, withOne: false },
      settings_v: { thresholds: 1, pointDays: 1, withOne: 1 },
    });
  });
  test('the same field on a stale version is a conflict; a threshold out of its place is refused', async () => {
    const stale = await change(deputy, { field: 'thresholds', value: [460, 360, 260] });
    expect(stale).toMatchObject({ ok: false, code: 'conflict', current: { value: [450, 350, 250], version: 1 } });
    const wrong = await change(deputy, { field: 'thresholds', value: [365, 465, 265] }, 1);
    expect(wrong).toMatchObject({ ok: false, code: 'invalid' });
  });
  test('past period marks never change by themselves, «1» is refused from now on', async () => {
    const before =
      await world.owner`select period_id, value, version from period_mark where school_id = 1 order by 1, 2`;
    await change(deputy, { field: 'thresholds', value: [500, 400, 300] }, 1);
    const after =
      await world.owner`select period_id, value, version from period_mark where school_id = 1 order by 1, 2`;
    expect(after).toEqual(before);
    expect(await run(executor, teacher, 'mark.set', { ...cell, value: 1 }, 4)).toMatchObject({
      ok: false,
      code: 'invalid',
    });
  });
  test('a setting holds for the commands that were sent after it, in the same batch too', async () => {
    const other = { ...cell, workId: LESSON.yesterday, lessonId: LESSON.yesterday, studentId: 12 };
    const answers = await Promise.all([
      change(deputy, { field: 'withOne', value: true }, 1),
      run(executor, teacher, 'mark.set', { ...other, value: 1 }, 1),
    ]);
    expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
  });
  test('a work type is added once by its name, and its weight moves averages', async () => {
    const type = { name: 'Проект', short: 'Пр', weight: 300, written: false, control: false };
    expect(await run(executor, deputy, 'workType.add', type)).toMatchObject({ ok: true });
    expect(await run(executor, deputy, 'workType.add', { ...type, name: ' проект ' })).toMatchObject({
      ok: false,
      code: 'invalid',
    });
    // 5·1 and 3·2 → 5·1 and 3·1.
    expect(await mean()).toBe(367);
    const control = { typeId: TYPE.control, name: 'Контрольная работа', short: 'К/р', weight: 100, written: true };
    await run(executor, deputy, 'workType.change', { ...control, sort: 2, archived: false }, 1);
    expect(await mean()).toBe(400);
  });
});
