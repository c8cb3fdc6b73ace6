import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  clearCells,
  fillDown,
  insertBelow,
  merge,
  moveTo,
  remove,
  split,
  step,
} from '#app/(staff)/plans/[plan]/_model/actions.ts';
import { createPlanStore, type PlanStore } from '#app/(staff)/plans/[plan]/_model/planStore.ts';
import { insertRows, readRows, setText } from '#app/(staff)/plans/[plan]/document.ts';
import { emptyPlanRow, type PlanRow } from '#lib/domain/plans/rows.ts';

const topics = (store: PlanStore): string[] => store.get().rows.map((row) => row.topic);
const at = (store: PlanStore, index: number): PlanRow => {
  const row = store.get().rows[index];
  if (!row) throw new Error(`no row ${index}`);
  return row;
};

/** Two people with the same plan: nothing passes between them until `meet`. */
function pair(names: readonly string[]): { one: PlanStore; two: PlanStore; meet(): void } {
  const doc = new Y.Doc();
  insertRows(
    doc,
    names.map((topic) => ({ ...emptyPlanRow(topic.startsWith('Раздел') ? 'section' : 'lesson'), topic })),
    null,
  );
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const one = createPlanStore(doc);
  const two = createPlanStore(copy);
  const meet = () => {
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(copy)));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)));
  };
  return { one, two, meet };
}

describe('two people in one plan', () => {
  test('type into one cell: both texts stay', () => {
    const { one, two, meet } = pair(['Корень']);
    one.type(() => setText(one.doc, at(one, 0).id, 'topic', 'Квадратный корень'));
    two.type(() => setText(two.doc, at(two, 0).id, 'topic', 'Корень из числа'));
    meet();
    expect(topics(one)).toEqual(topics(two));
    expect(topics(one)[0]).toContain('вадратный');
    expect(topics(one)[0]).toContain('из числа');
  });

  test('each takes back his own changes only', () => {
    const { one, two, meet } = pair(['А', 'Б']);
    one.act(() => setText(one.doc, at(one, 0).id, 'homework', '§ 1'));
    meet();
    two.act(() => setText(two.doc, at(two, 0).id, 'homework', '§ 1, № 5'));
    meet();
    one.undo();
    meet();
    expect(at(two, 0).homework).toBe(', № 5');
    expect(two.get().canUndo).toBe(true);
    one.redo();
    meet();
    expect(at(two, 0).homework).toBe('§ 1, № 5');
  });

  test('concurrent moves, inserts, removals, splits and merges neither double nor lose a row', () => {
    const act = fc.record({
      who: fc.boolean(),
      what: fc.constantFrom('up', 'down', 'drag', 'insert', 'remove', 'split', 'merge', 'undo', 'meet'),
      a: fc.nat(11),
      b: fc.nat(11),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        const { one, two, meet } = pair(['Раздел 1', 'а', 'б', 'в', 'Раздел 2', 'г', 'д', 'е']);
        for (const { who, what, a, b } of acts) {
          const store = who ? one : two;
          const { rows } = store.get();
          const from = rows.length === 0 ? 0 : a % rows.length;
          const row = rows[from];
          if (!row && what !== 'meet' && what !== 'undo' && what !== 'insert') continue;
          if (what === 'meet') meet();
          else if (what === 'undo') store.undo();
          else if (what === 'insert') insertBelow(store, row?.id ?? null);
          else if (what === 'remove' && row) remove(store, [row.id]);
          else if (what === 'split' && row) split(store, row, null);
          else if (what === 'merge') merge(store, rows.slice(from, from + 2), new Set());
          else if (what === 'drag') moveTo(store, { from, to: from }, b % (rows.length + 1));
          else if (what === 'up' || what === 'down') step(store, { from, to: from }, what);
          const ids = store.get().rows.map((one) => one.id);
          expect(new Set(ids).size).toBe(ids.length);
        }
        meet();
        expect(one.get().rows).toEqual(two.get().rows);
        // What the screen holds is what the document says.
        expect(one.get().rows).toEqual(readRows(one.doc));
      }),
      { numRuns: 150 },
    );
  });
});

describe('rows of one person', () => {
  test('a section moves with its lessons, over the next section', () => {
    const { one } = pair(['Раздел 1', 'а', 'б', 'Раздел 2', 'в']);
    expect(step(one, { from: 0, to: 0 }, 'down')).toBe(true);
    expect(topics(one)).toEqual(['Раздел 2', 'в', 'Раздел 1', 'а', 'б']);
    expect(step(one, { from: 2, to: 2 }, 'down')).toBe(false);
    expect(step(one, { from: 2, to: 2 }, 'up')).toBe(true);
    expect(topics(one)).toEqual(['Раздел 1', 'а', 'б', 'Раздел 2', 'в']);
  });

  test('several rows are dragged together, and one undo puts them back', () => {
    const { one } = pair(['а', 'б', 'в', 'г', 'д']);
    moveTo(one, { from: 1, to: 2 }, 5);
    expect(topics(one)).toEqual(['а', 'г', 'д', 'б', 'в']);
    one.undo();
    expect(topics(one)).toEqual(['а', 'б', 'в', 'г', 'д']);
  });

  test('a removed row comes back whole', () => {
    const { one, two, meet } = pair(['а', 'б', 'в']);
    one.act(() => setText(one.doc, at(one, 1).id, 'homework', '§ 1'));
    const before = one.get().rows;
    remove(one, [at(one, 1).id]);
    meet();
    expect(topics(two)).toEqual(['а', 'в']);
    one.undo();
    meet();
    expect(two.get().rows).toEqual(before);
  });

  test('split parts the words at the caret and shares the hours; merge joins them again', () => {
    const { one } = pair(['Корни. Степени']);
    one.act(() => setText(one.doc, at(one, 0).id, 'homework', '§ 3'));
    split(one, at(one, 0), 7);
    expect(one.get().rows.map(({ topic, hours, homework }) => [topic, hours, homework])).toEqual([
      ['Корни.', 1, '§ 3'],
      ['Степени', 1, ''],
    ]);
    const [, second] = one.get().rows;
    expect(merge(one, one.get().rows, new Set([second?.id ?? '']))).toBe(second?.id);
    expect(one.get().rows.map(({ topic, hours, homework }) => [topic, hours, homework])).toEqual([
      ['Корни. Степени', 2, '§ 3'],
    ]);
  });

  test('merging over a section or of one row is refused in words', () => {
    const { one } = pair(['а', 'Раздел 1', 'б']);
    expect(merge(one, one.get().rows, new Set())).toMatchObject({ ok: false });
    expect(merge(one, one.get().rows.slice(0, 1), new Set())).toMatchObject({ ok: false });
    expect(topics(one)).toEqual(['а', 'Раздел 1', 'б']);
  });

  test('a long paste goes in several updates and back by one undo', () => {
    const { one } = pair(['а']);
    let updates = 0;
    one.doc.on('update', () => {
      updates += 1;
    });
    const drafts = Array.from({ length: 170 }, (_, i) => ({ ...emptyPlanRow(), topic: `Тема ${i}` }));
    let after: string | null = at(one, 0).id;
    one.actAll(drafts, (part) => {
      after = insertRows(one.doc, part, after).at(-1) ?? after;
    });
    expect(updates).toBe(4);
    expect(topics(one)).toEqual(['а', ...drafts.map((draft) => draft.topic)]);
    one.undo();
    expect(topics(one)).toEqual(['а']);
  });

  test('clearing and filling down touch the given columns alone', () => {
    const { one } = pair(['а', 'б', 'Раздел', 'в']);
    one.act(() => setText(one.doc, at(one, 0).id, 'homework', '§ 1'));
    fillDown(one, one.get().rows, ['homework']);
    expect(one.get().rows.map((row) => row.homework)).toEqual(['§ 1', '§ 1', '', '§ 1']);
    clearCells(one, one.get().rows.slice(0, 1), ['homework', 'hours']);
    expect(at(one, 0)).toMatchObject({ topic: 'а', homework: '', hours: 0 });
  });

  test('typing after a stop is a step of its own, and Esc takes back what this cell was given', () => {
    const { one } = pair(['а']);
    const { id } = at(one, 0);
    const depth = one.depth();
    one.newStep();
    one.type(() => setText(one.doc, id, 'topic', 'аб'));
    one.newStep();
    one.type(() => setText(one.doc, id, 'topic', 'абв'));
    expect(one.depth()).toBe(depth + 2);
    one.undoTo(depth);
    expect(topics(one)).toEqual(['а']);
  });
});
