import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { editRow, putRows, removeRow } from '#db/plans/document.ts';
import { planPage } from '#db/queries/planPage.ts';
import { answerRead } from '#db/reads/registry.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import { threadsOf } from '#lib/contract/planLife.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';
import { fillPlan, PLAN, PLAN_ROWS_OF_TEST, ROW, rowsInDocument, typeInto } from '#tests/support/plan.ts';
import { GROUP, run, school, TYPE, type Who, type World } from '#tests/support/school.ts';

/** The life of a plan against a real database: who decides what, what is frozen, and two people at once. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const table of ['plan_remark', 'plan_version', 'plan_row', 'plan_update', 'plan_state', 'plan_group', 'plan'])
    await world.owner`delete from ${world.owner(table)} where school_id = 1`;
  await fillPlan(world);
});

const read = async (who: Who = 'teacher') => {
  const view = await planPage(await world.actor(who), { planId: PLAN }, world.db);
  if (!view) throw new Error(`${who} does not read the plan`);
  return view;
};
const type = async (by: number, change: Parameters<typeof typeInto>[3]) => {
  await typeInto(world, PLAN, by, change);
  return run(executor, await world.actor('teacher'), 'plan.project', { planId: PLAN });
};
const submit = async (who: Who = 'teacher') =>
  run(executor, await world.actor(who), 'plan.submit', { planId: PLAN }, (await read()).plan.v);
const approve = async (who: Who = 'deputy', more: Partial<CommandInput<'plan.approve'>> = {}) => {
  const { plan } = await read();
  return run(
    executor,
    await world.actor(who),
    'plan.approve',
    { planId: PLAN, seq: plan.seq, name: '', ...more },
    plan.v,
  );
};
const sendBack = async (who: Who, reason: string) =>
  run(executor, await world.actor(who), 'plan.return', { planId: PLAN, reason }, (await read()).plan.v);
const withdraw = async (who: Who = 'teacher') =>
  run(executor, await world.actor(who), 'plan.withdraw', { planId: PLAN }, (await read()).plan.v);
const restore = async (number: number, who: Who = 'teacher') =>
  run(executor, await world.actor(who), 'plan.restore', { planId: PLAN, number });
const remark = async (who: Who, more: Partial<CommandInput<'planRemark.add'>> = {}) =>
  run(executor, await world.actor(who), 'planRemark.add', {
    ...{ planId: PLAN, rowId: ROW.last, field: 'topic', kind: 'comment', text: 'Перенесите на 14.12', was: null },
    ...more,
  });
const suggest = (who: Who = 'deputy') =>
  remark(who, { kind: 'suggestion', text: 'Сложение и вычитание дробей', was: 'Сложение дробей' });
const settle = async (who: Who, how: CommandInput<'planRemark.settle'>['how'], over: string | null = null) => {
  const [row] = await world.owner`select id, version from plan_remark where school_id = 1 and parent_id is null`;
  const remarkId = Number(row?.['id']);
  return run(executor, await world.actor(who), 'planRemark.settle', { planId: PLAN, remarkId, how, over }, 1);
};
const topicOf = async (id: string) => (await rowsInDocument(world, PLAN)).find((row) => row.id === id)?.topic;

describe('review', () => {
  test('a plan goes from draft to approved, is corrected, and is approved again', async () => {
    expect(await submit()).toMatchObject({ ok: true });
    expect((await read()).plan.state).toBe('review');
    expect(await approve('deputy', { name: 'На год' })).toMatchObject({ ok: true });
    const first = await read();
    expect(first.plan).toMatchObject({ state: 'approved', approved: 1 });
    expect(first.changes).toEqual({ added: [], removed: [], moved: [], changed: [] });
    await type(2, (doc) => editRow(doc, ROW.last, { hours: 3, correction: 'карантин' }));
    const corrected = await read();
    expect(corrected.plan.state).toBe('changed');
    expect(corrected.changes?.changed).toEqual([{ id: ROW.last, fields: ['hours', 'correction'] }]);
    await submit('colleague');
    await approve();
    const second = await read();
    expect(second.plan).toMatchObject({ state: 'approved', approved: 2 });
    expect(second.versions.map(({ kind, name, approved }) => [kind, name, approved])).toEqual([
      ...[
        ['submitted', null, null],
        ['approved', 'На год', 1],
      ],
      ...[
        ['submitted', null, null],
        ['approved', null, 2],
      ],
    ]);
  });

  test('approval freezes the rows and the days of each group’s lessons, cancelled ones too: they stay a lag', async () => {
    await submit();
    await approve();
    const [version] = await world.owner`select rows, due from plan_version where school_id = 1 and approved = 1`;
    expect(version?.['rows']).toEqual(PLAN_ROWS_OF_TEST);
    expect(version?.['due']).toEqual({
      [GROUP.math]: ['2026-10-05', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-04'],
    });
  });

  test('a correction that is taken back leaves the plan as it was approved', async () => {
    await submit();
    await approve();
    await type(1, (doc) => editRow(doc, ROW.last, { hours: 3 }));
    expect((await read()).plan.state).toBe('changed');
    await type(1, (doc) => editRow(doc, ROW.last, { hours: 2 }));
    expect(await read()).toMatchObject({ plan: { state: 'approved' }, changes: { changed: [] } });
  });

  test('what was typed while the deputy read is not approved unread', async () => {
    await submit();
    const { plan } = await read('deputy');
    const seen = { planId: PLAN, seq: plan.seq, name: '' };
    await typeInto(world, PLAN, 2, (doc) => editRow(doc, ROW.last, { hours: 7 }));
    const deputy = await world.actor('deputy');
    // Not yet read into rows, and then read: both times the deputy has not seen it.
    expect(await run(executor, deputy, 'plan.approve', seen, plan.v)).toMatchObject({ ok: false, code: 'conflict' });
    await type(2, (doc) => editRow(doc, ROW.last, { hours: 8 }));
    expect(await run(executor, deputy, 'plan.approve', seen, plan.v)).toMatchObject({ ok: false, code: 'conflict' });
    expect(await approve()).toMatchObject({ ok: true });
  });

  test('approval and an edit at once: either the edit is approved by nobody, or it is a change of what was approved', async () => {
    await submit();
    const { plan } = await read('deputy');
    const deputy = await world.actor('deputy');
    const [answer] = await Promise.all([
      run(executor, deputy, 'plan.approve', { planId: PLAN, seq: plan.seq, name: '' }, plan.v),
      typeInto(world, PLAN, 2, (doc) => editRow(doc, ROW.last, { hours: 9 })),
    ]);
    await run(executor, await world.actor('teacher'), 'plan.project', { planId: PLAN });
    const after = await read();
    expect(after.plan.state).toBe(answer.ok ? 'changed' : 'review');
    const [frozen] = await world.owner`select rows from plan_version where school_id = 1 and approved = 1`;
    if (answer.ok) expect(frozen?.['rows']).toEqual(PLAN_ROWS_OF_TEST);
    else expect(frozen).toBeUndefined();
  });

  test('two deputies decide at once: one decides, the other is told', async () => {
    await submit();
    const { plan } = await read();
    const deputy = await world.actor('deputy');
    const answers = await Promise.all([
      run(executor, deputy, 'plan.approve', { planId: PLAN, seq: plan.seq, name: '' }, plan.v),
      run(executor, deputy, 'plan.return', { planId: PLAN, reason: 'Мало контрольных' }, plan.v),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['conflict', 'ok']);
  });

  test('a returned plan is a draft again, or one with changes; the reason is said until it is sent anew', async () => {
    await submit();
    expect(await sendBack('deputy', 'Нет контрольной')).toMatchObject({ ok: true });
    expect((await read()).plan).toMatchObject({ state: 'draft', note: 'Нет контрольной' });
    await submit();
    expect((await read()).plan.note).toBeNull();
    await approve();
    await type(1, (doc) => editRow(doc, ROW.last, { hours: 3 }));
    await submit();
    await sendBack('deputy', 'Часы');
    expect((await read()).plan).toMatchObject({ state: 'changed', approved: 1, note: 'Часы' });
  });

  test('an author takes it back before it is decided on; a deputy who was about to approve it is told', async () => {
    await submit();
    const { plan } = await read('deputy');
    expect(await withdraw('colleague')).toMatchObject({ ok: true });
    expect((await read()).plan).toMatchObject({ state: 'draft', note: null });
    const seen = { planId: PLAN, seq: plan.seq, name: '' };
    expect(await run(executor, await world.actor('deputy'), 'plan.approve', seen, plan.v)).toMatchObject({
      code: 'conflict',
    });
    await submit();
    await approve();
    await type(1, (doc) => editRow(doc, ROW.last, { hours: 3 }));
    await submit();
    await withdraw();
    expect((await read()).plan).toMatchObject({ state: 'changed', approved: 1 });
  });

  test.each([
    ['a plan that is not in review is not taken back', () => withdraw(), 'invalid'],
    ['nor by who does not write it', () => submit().then(() => withdraw('deputy')), 'not_found'],
    ['a plan that is not in review is not approved', () => approve(), 'invalid'],
    ['nor returned', () => sendBack('deputy', 'Почему'), 'invalid'],
    ['a teacher does not approve', () => submit().then(() => approve('teacher')), 'not_found'],
    ['the director does not approve', () => submit().then(() => approve('director')), 'not_found'],
    ['a deputy does not submit for its authors', () => submit('deputy'), 'not_found'],
    ['the teacher of another subject does not submit', () => submit('homeroom'), 'not_found'],
    ['a reason is needed', () => submit().then(() => sendBack('deputy', '  ')), 'invalid'],
  ])('%s', async (_, act, code) => {
    expect(await act()).toMatchObject({ ok: false, code });
  });
});

describe('versions', () => {
  const actor = () => world.actor('teacher');
  const rowsOf = async (number: number) => {
    const answer = await answerRead(world.db, await actor(), 'plan.version', { planId: PLAN, number });
    return answer.ok ? answer.answer.rows : null;
  };

  test('a sitting is kept when another author begins, once for each of them', async () => {
    await type(1, (doc) => editRow(doc, ROW.last, { note: 'раз' }));
    await type(2, (doc) => editRow(doc, ROW.last, { note: 'два' }));
    await type(1, (doc) => editRow(doc, ROW.last, { note: 'три' }));
    await type(2, (doc) => editRow(doc, ROW.last, { note: 'четыре' }));
    const { versions } = await read();
    expect(versions.map(({ kind, author }) => [kind, author.name])).toEqual([['auto', 'Орлова Е. В.']]);
    expect((await rowsOf(1))?.find((row) => row.id === ROW.last)?.note).toBe('раз');
    expect(await rowsOf(2)).toBeNull();
  });

  test('an old sitting is kept when its author comes back', async () => {
    await type(1, (doc) => editRow(doc, ROW.last, { note: 'раз' }));
    await world.owner`update plan set sitting = jsonb_set(sitting, '{from}', '"2026-12-02T07:00:00.000Z"') where school_id = 1`;
    await type(1, (doc) => editRow(doc, ROW.last, { note: 'два' }));
    expect((await read()).versions.map(({ kind }) => kind)).toEqual(['auto']);
  });

  test('a version brought back is a new one: rows keep their ids, what stood is kept too, and comes back the same way', async () => {
    const before = await rowsInDocument(world, PLAN);
    await run(executor, await actor(), 'plan.keep', { planId: PLAN, name: 'Начало' });
    await type(2, (doc) => {
      removeRow(doc, ROW.first);
      editRow(doc, ROW.last, { topic: 'Сложение', order: 'B555', hours: 4 });
      putRows(doc, [{ ...emptyPlanRow(), topic: 'Лишний' }]);
    });
    const edited = await rowsInDocument(world, PLAN);
    // What is not yet read into rows is not lost either.
    await typeInto(world, PLAN, 1, (doc) => editRow(doc, ROW.last, { note: 'в последний миг' }));
    expect(await restore(1)).toMatchObject({ ok: true });
    expect(await rowsInDocument(world, PLAN)).toEqual(before);
    const view = await read();
    expect(view.rows.map(({ position: _, authors: __, ...row }) => row)).toEqual(before);
    expect(view.versions.map(({ kind, name }) => [kind, name])).toEqual([
      ...[
        ['named', 'Начало'],
        ['auto', null],
      ],
      ['restored', 'как № 1'],
    ]);
    await restore(2, 'colleague');
    const back = edited.map((row) => (row.id === ROW.last ? { ...row, note: 'в последний миг' } : row));
    expect(await rowsInDocument(world, PLAN)).toEqual(back);
  });

  test.each([
    ['what stands already is not brought back', () => restore(1), 'invalid'],
    ['there is no such version', () => restore(9), 'invalid'],
    ['a deputy brings nothing back', () => restore(1, 'deputy'), 'not_found'],
  ])('%s', async (_, act, code) => {
    await run(executor, await actor(), 'plan.keep', { planId: PLAN, name: 'Начало' });
    expect(await act()).toMatchObject({ ok: false, code });
  });

  test('a version that would make the document too large is not brought back', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => ({
      ...{ ...emptyPlanRow(), id: `lesson-${String(n).padStart(4, '0')}`, order: `E${n}` },
      results: 'я'.repeat(4000),
    }));
    await world.owner`insert into plan_version (school_id, plan_id, number, kind, name, at, author_id, seq, rows)
      values (1, ${PLAN}, 1, 'named', 'большой', now(), 1, 0, ${JSON.stringify(rows)}::text::jsonb)`;
    expect(await restore(1)).toMatchObject({ ok: false, message: expect.stringMatching(/больше 2 МБ/) });
    expect(await rowsInDocument(world, PLAN)).toHaveLength(PLAN_ROWS_OF_TEST.length);
    expect(await type(2, (doc) => editRow(doc, ROW.last, { note: 'дальше' }))).toMatchObject({ ok: true });
  });

  test('«Кто написал»: a cell’s past is what stood in the versions, once each', async () => {
    await run(executor, await actor(), 'plan.keep', { planId: PLAN, name: 'раз' });
    await run(executor, await actor(), 'plan.keep', { planId: PLAN, name: 'и ещё раз' });
    await type(2, (doc) => editRow(doc, ROW.last, { topic: 'Сумма дробей' }));
    await run(executor, await world.actor('colleague'), 'plan.keep', { planId: PLAN, name: 'два' });
    const cell = { planId: PLAN, rowId: ROW.last, field: 'topic' as const };
    const answer = await answerRead(world.db, await actor(), 'plan.cell', cell);
    expect(answer.ok && answer.answer.versions.map(({ number, text, author }) => [number, text, author.name])).toEqual([
      [3, 'Сумма дробей', 'Гусева М. А.'],
      [1, 'Сложение дробей', 'Орлова Е. В.'],
    ]);
  });
});

describe('remarks', () => {
  test('a comment is answered and resolved, and its thread is found among the settled', async () => {
    await remark('deputy');
    const [open] = threadsOf((await read()).remarks);
    expect(open).toMatchObject({ author: { name: 'Лебедева И. С.' }, text: 'Перенесите на 14.12', answers: [] });
    const answer = { planId: PLAN, remarkId: open?.id ?? 0, text: 'Хорошо, поменяю' };
    expect(await run(executor, await world.actor('colleague'), 'planRemark.answer', answer)).toMatchObject({
      ok: true,
    });
    expect(threadsOf((await read()).remarks)[0]?.answers.map(({ text }) => text)).toEqual(['Хорошо, поменяю']);
    await settle('colleague', 'resolved');
    expect((await read()).remarks).toEqual([]);
    const settled = await answerRead(world.db, await world.actor('homeroom'), 'plan.settled', { planId: PLAN });
    const threads = settled.ok ? threadsOf(settled.answer.remarks) : [];
    expect(threads).toMatchObject([{ state: 'resolved', settledBy: { name: 'Гусева М. А.' }, answers: [{}] }]);
  });

  test.each([
    ['type', 'review', ''],
    ['control', String(TYPE.control), ''],
    ['hours', '3', '2'],
  ] as const)('a suggestion of a value, %s, is in the plan when it is accepted', async (field, text, was) => {
    expect(await remark('deputy', { field, kind: 'suggestion', text, was })).toMatchObject({ ok: true });
    expect(await settle('teacher', 'accepted')).toMatchObject({ ok: true });
    const row = (await read()).rows.find(({ id }) => id === ROW.last);
    expect(String(row?.[field])).toBe(text);
  });

  test('an accepted suggestion is in the plan, as its acceptor’s text, in the same moment', async () => {
    await suggest();
    expect(await settle('teacher', 'accepted')).toMatchObject({ ok: true });
    expect(await topicOf(ROW.last)).toBe('Сложение и вычитание дробей');
    const view = await read();
    expect(view.rows.find((row) => row.id === ROW.last)).toMatchObject({ authors: { topic: [1, expect.any(String)] } });
    expect(view.remarks).toEqual([]);
  });

  test('a cell changed since is shown; accepted over it only by whoever has seen what stands there', async () => {
    await suggest();
    await type(2, (doc) => editRow(doc, ROW.last, { topic: 'Сумма' }));
    const seen = { current: 'Сумма', was: 'Сложение дробей', text: 'Сложение и вычитание дробей' };
    expect(await settle('teacher', 'accepted')).toMatchObject({ code: 'conflict', current: { value: seen } });
    expect(await settle('teacher', 'accepted', 'Разность')).toMatchObject({ code: 'conflict' });
    expect(await topicOf(ROW.last)).toBe('Сумма');
    expect(await settle('teacher', 'accepted', 'Сумма')).toMatchObject({ ok: true });
    expect(await topicOf(ROW.last)).toBe('Сложение и вычитание дробей');
  });

  test('two settle one at once: one does, the other is told how', async () => {
    await suggest();
    const answers = await Promise.all([settle('teacher', 'accepted'), settle('colleague', 'declined')]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['conflict', 'ok']);
    const accepted = answers[0].ok;
    expect(await topicOf(ROW.last)).toBe(accepted ? 'Сложение и вычитание дробей' : 'Сложение дробей');
  });

  test.each([
    ['a reader comments nothing', () => remark('homeroom'), 'not_found'],
    ['of a row that is gone nothing is said', () => remark('teacher', { rowId: 'no-such-row' }), 'invalid'],
    ['an empty comment is none', () => remark('teacher', { text: '  ' }), 'invalid'],
    [
      'a type that there is not is not suggested',
      () => remark('deputy', { field: 'type', kind: 'suggestion', text: 'x', was: '' }),
      'invalid',
    ],
    [
      'a deputy accepts nothing: he does not write',
      () => suggest().then(() => settle('deputy', 'accepted')),
      'not_found',
    ],
    [
      'nor a form of control that the school has not',
      () => remark('deputy', { field: 'control', kind: 'suggestion', text: '999', was: '' }),
      'invalid',
    ],
    ['nobody but its author takes it back', () => suggest().then(() => settle('teacher', 'withdrawn')), 'invalid'],
    [
      'into a deleted row nothing is accepted',
      async () => {
        await suggest();
        await type(1, (doc) => removeRow(doc, ROW.last));
        return settle('teacher', 'accepted');
      },
      'invalid',
    ],
  ])('%s', async (_, act, code) => {
    expect(await act()).toMatchObject({ ok: false, code });
  });
});
