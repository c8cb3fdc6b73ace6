/** Fractional order keys: a row moved between two others gets a key between theirs, so a move changes one value of one row,
 *  and two concurrent moves neither double nor lose it. */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
/** Random digits behind each key: two people who insert at one place at once nearly never get one key. */
const TAIL = 3;
const digit = (key: string, at: number): number => Math.max(0, DIGITS.indexOf(key[at] ?? '0'));

/** A key between two keys. `before` null: the beginning, `after` null: the end. `random` gives [0, 1).
 *  Refusal: none; keys that are not in order (equal ones of two people) yield a key right behind `before`. */
export function orderBetween(before: string | null, after: string | null, random: () => number): string {
  const low = before ?? '';
  const high = after !== null && after > low ? after : null;
  let key = '';
  let bounded = high !== null;
  for (let at = 0; ; at += 1) {
    const from = digit(low, at);
    const to = bounded && high !== null ? digit(high, at) : BASE;
    const gap = to - from;
    if (gap > 1) {
      // At the ends a small step, so that a plan typed row after row keeps short keys; between two rows the middle.
      const step = before !== null && high === null ? 1 : Math.floor(gap / 2);
      key += DIGITS[from + step];
      break;
    }
    key += DIGITS[from];
    if (gap === 1) bounded = false;
  }
  for (let n = 0; n < TAIL; n += 1) key += DIGITS[1 + Math.floor(random() * (BASE - 1))];
  return key;
}

/** Keys of `count` rows one after another between two keys, evenly short: for an import and a paste. */
export function ordersBetween(
  before: string | null,
  after: string | null,
  count: number,
  random: () => number,
): string[] {
  if (count <= 0) return [];
  const middle = orderBetween(before, after, random);
  const left = Math.floor((count - 1) / 2);
  return [
    ...ordersBetween(before, middle, left, random),
    middle,
    ...ordersBetween(middle, after, count - 1 - left, random),
  ];
}
