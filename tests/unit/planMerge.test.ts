import { describe, expect, test } from 'vitest';
import { mergePlan, mergeProblem } from '#lib/domain/planImport/merge.ts';
import { emptyPlanRow, PLAN_ROWS, type PlanRow, type PlanRowDraft } from '#lib/domain/plans/rows.ts';

/** How rows of an import meet those that are there. */

const draft = (topic: string, more: Partial<PlanRowDraft> = {}): PlanRowDraft => ({
  ...emptyPlanRow(),
  topic,
  ...more,
});
const title = (topic: string): PlanRowDraft => ({ ...emptyPlanRow('section'), topic });
const rows = (...drafts: PlanRowDraft[]): PlanRow[] =>
  drafts.map((one, at) => ({ ...one, id: `row-${at + 1}`, order: `A${at}` }));
const topics = (drafts: readonly PlanRowDraft[]): string[] => drafts.map((one) => one.topic);

describe('replacing', () => {
  const plan = rows(title('Дроби'), draft('Доли'), draft('Сложение'), title('Корни'), draft('Корень'));
  const file = [title('Дроби'), draft('ДОЛИ.'), draft('Вычитание'), title('Степени'), draft('Степень')];
  test('all goes when nothing has been passed', () => {
    const merge = mergePlan(plan, new Set(), file, 'replace');
    expect(merge.removed).toEqual(plan.map((row) => row.id));
    expect(topics(merge.added)).toEqual(topics(file));
  });
  test('what lessons have passed stays with its section, and comes no second time', () => {
    const merge = mergePlan(plan, new Set(['row-2']), file, 'replace');
    expect(merge.removed).toEqual(['row-3', 'row-4', 'row-5']);
    // «Дроби» goes on behind the held lesson: its heading stands there already.
    expect(topics(merge.added)).toEqual(['Вычитание', 'Степени', 'Степень']);
    expect(merge.met).toBe(1);
  });
  test('a topic that is passed once and planned twice stays planned once more', () => {
    const merge = mergePlan(
      rows(draft('Повторение')),
      new Set(['row-1']),
      [draft('Повторение'), draft('Повторение')],
      'replace',
    );
    expect([topics(merge.added), merge.met, merge.removed]).toEqual([['Повторение'], 1, []]);
  });
  test('an empty section is wanted empty', () => {
    expect(topics(mergePlan([], new Set(), [title('Резерв'), title('Итоги')], 'replace').added)).toEqual([
      'Резерв',
      'Итоги',
    ]);
  });
});

describe('adding and filling', () => {
  test('to the end nothing is looked at', () => {
    expect(mergePlan(rows(draft('Доли')), new Set(['row-1']), [draft('Доли')], 'append')).toMatchObject({
      ...{ removed: [], changed: [] },
      added: [{ topic: 'Доли' }],
    });
  });
  test('only what is empty is filled, lesson by lesson, whatever sections stand between', () => {
    const plan = rows(draft('Доли', { homework: '§ 1' }), title('Корни'), draft('', { type: 'new' }));
    const file = [
      title('Часть'),
      draft('Половины', { homework: '§ 9', note: 'мел' }),
      draft('Корень', { type: 'review', control: 4 }),
      draft('Лишний'),
    ];
    const merge = mergePlan(plan, new Set(), file, 'fill');
    expect(merge.changed).toEqual([
      { id: 'row-1', change: { note: 'мел' } },
      { id: 'row-3', change: { topic: 'Корень', control: 4 } },
    ]);
    expect([merge.added, merge.removed, merge.over]).toEqual([[], [], 1]);
  });
});

describe('refusals', () => {
  test('nothing to change, and more rows than a plan holds', () => {
    const plan = rows(draft('Доли'));
    expect(mergeProblem(plan, mergePlan(plan, new Set(), [draft('Другая')], 'fill'))).toMatch(/Менять нечего/);
    const many = Array.from({ length: PLAN_ROWS }, (_, at) => draft(`Тема ${at}`));
    expect(mergeProblem(plan, mergePlan(plan, new Set(), many, 'append'))).toMatch(/не больше 1000/);
    expect(mergeProblem(plan, mergePlan(plan, new Set(), many, 'replace'))).toBeNull();
  });
});
