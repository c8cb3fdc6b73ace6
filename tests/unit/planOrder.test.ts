import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderBetween, ordersBetween } from '#lib/domain/plans/order.ts';

const fraction = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
/** The same numbers each time. */
function dice(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
}

it('a key lies between its neighbours wherever rows are put', () => {
  fc.assert(
    fc.property(fc.array(fraction, { maxLength: 400 }), fc.infiniteStream(fraction), (places, stream) => {
      const random = () => stream.next().value ?? 0;
      const keys: string[] = [];
      for (const place of places) {
        const at = Math.floor(place * (keys.length + 1));
        const [before, after] = [keys[at - 1] ?? null, keys[at] ?? null];
        const key = orderBetween(before, after, random);
        expect(before === null || before < key).toBe(true);
        expect(after === null || key < after).toBe(true);
        keys.splice(at, 0, key);
      }
    }),
  );
});

it('keys of a thousand rows stay short: typed one after another, put before the first, pasted at once', () => {
  const random = dice();
  let last: string | null = null;
  let first: string | null = null;
  for (let n = 0; n < 1000; n += 1) {
    const [down, up]: [string, string] = [orderBetween(last, null, random), orderBetween(null, first, random)];
    expect(last === null || last < down).toBe(true);
    expect(first === null || up < first).toBe(true);
    [last, first] = [down, up];
  }
  expect(last?.length).toBeLessThan(60);
  expect(first?.length).toBeLessThan(300);
  const many = ordersBetween('V', 'W', 1000, random);
  expect([...many].sort()).toEqual(many);
  expect(new Set(many).size).toBe(1000);
  expect(Math.max(...many.map((key) => key.length))).toBeLessThan(20);
});
