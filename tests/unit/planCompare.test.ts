import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedRows, changesOf, comparePlans, isUnchanged, unexplained } from '#lib/domain/plans/compare.ts';
import { emptyPlanRow, type PlanRow } from '#lib/domain/plans/rows.ts';

const row = (id: string, more: Partial<PlanRow> = {}): PlanRow => ({ ...emptyPlanRow(), id, order: 'a', ...more });
const list = (ids: string): PlanRow[] => [...ids].map((id) => row(id));
const ids = (rows: readonly { id: string }[]): string => rows.map((one) => one.id).join('');

/** Lists of distinct rows whose topics differ now and then. */
const rows = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.constantFrom('', 'Корни', 'Функции')), {
    selector: ([id]) => id,
    maxLength: 26,
  })
  .map((all) => all.map(([id, topic]) => row(String.fromCharCode(97 + id), { topic })));

describe('what one list of a plan’s rows has that another has not', () => {
  it('names rows added, removed, moved and the cells that changed', () => {
    const was = list('abcde');
    const now = [row('a'), row('c'), row('x'), row('d', { topic: 'Корни', hours: 2 }), row('b')];
    const found = comparePlans(was, now);
    expect(ids(found.added)).toBe('x');
    expect(ids(found.removed)).toBe('e');
    expect(found.moved).toEqual([{ id: 'b', row: row('b'), from: 2, to: 5 }]);
    expect(found.changed.map(({ id, fields }) => [id, fields])).toEqual([['d', ['topic', 'hours']]]);
    expect(changedRows(changesOf(found))).toBe(4);
  });

  it('a row that only gave way to an added or a removed one has not moved', () => {
    expect(comparePlans(list('abcd'), list('xabd')).moved).toEqual([]);
  });

  it('a lesson that became a section differs, a new order key alone does not', () => {
    expect(comparePlans([row('a')], [row('a', { kind: 'section', hours: 0 })]).changed[0]?.fields).toEqual([
      'kind',
      'hours',
    ]);
    expect(isUnchanged(changesOf(comparePlans([row('a')], [row('a', { order: 'zz' })])))).toBe(true);
  });

  it('a row both moved and changed is counted once', () => {
    const now = [row('b'), row('c'), row('a', { topic: 'Корни' })];
    const found = comparePlans(list('abc'), now);
    expect([ids(found.moved), ids(found.changed), changedRows(changesOf(found))]).toEqual(['a', 'a', 1]);
  });

  it('a row that departs says why, or is named', () => {
    const now = [row('b'), row('a', { topic: 'Корни' }), row('c', { hours: 2, correction: 'карантин' }), row('x')];
    const changes = changesOf(comparePlans(list('abcd'), now));
    expect(unexplained(now, changes)).toEqual(['a', 'x']);
  });

  it('a list compared with itself has no difference', () => {
    fc.assert(fc.property(rows, (all) => isUnchanged(changesOf(comparePlans(all, [...all])))));
  });

  it('the other way round added and removed change places, and the same cells differ', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const [there, back] = [comparePlans(a, b), comparePlans(b, a)];
        expect(ids(there.added)).toBe(ids(back.removed));
        expect(there.changed.map((one) => one.id).sort()).toEqual(back.changed.map((one) => one.id).sort());
        expect(there.moved).toHaveLength(back.moved.length);
      }),
    );
  });

  it('without the moved, removed and added rows both lists stand in one order, and no fewer would do', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const { added, removed, moved } = comparePlans(a, b);
        const left = (all: readonly PlanRow[], without: readonly { id: string }[]) =>
          ids(all.filter((one) => !without.some((other) => other.id === one.id)));
        expect(left(a, [...removed, ...moved])).toBe(left(b, [...added, ...moved]));
        // Put back alone, any of them would break the order again.
        for (const one of moved) {
          const others = moved.filter((other) => other.id !== one.id);
          expect(left(a, [...removed, ...others])).not.toBe(left(b, [...added, ...others]));
        }
      }),
    );
  });

  it('the difference brings the old list to the new one', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const { added, removed, changed } = comparePlans(a, b);
        const gone = new Set(removed.map((one) => one.id));
        const cells = new Map(changed.map((one) => [one.id, one.now]));
        const made = [...a.filter((one) => !gone.has(one.id)).map((one) => cells.get(one.id) ?? one), ...added];
        const byId = (x: PlanRow, y: PlanRow) => (x.id < y.id ? -1 : 1);
        expect(made.sort(byId)).toEqual([...b].sort(byId));
      }),
    );
  });
});
