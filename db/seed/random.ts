/** Seeded pseudo-random numbers. Each concern draws from a stream named after itself, so that a change in one (say, in
 *  comments) does not move every other row of the demo school. Integer arithmetic only: equal on every machine. */

export type Random = {
  /** 0 ≤ x < 1. */
  next(): number;
  /** 0 … count − 1. */
  int(count: number): number;
  /** from … to, both included. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Roughly normal, mean 0, deviation 1, never beyond ±3. */
  normal(): number;
  shuffle<T>(list: readonly T[]): T[];
};

/** FNV-1a over the key's text. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** The stream of this key: equal keys give equal streams. */
export function randomOf(...key: (string | number)[]): Random {
  let state = hash(key.join(':')) || 1;
  // mulberry32: one multiply-and-mix per number, good enough for a school that nobody gambles on.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (count: number) => Math.floor(next() * count);
  return {
    next,
    int,
    between: (from, to) => from + int(to - from + 1),
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]) => {
      if (list.length === 0) throw new Error('Nothing to pick from.');
      return list[int(list.length)] as T;
    },
    // Three uniform numbers instead of Math.log and Math.cos: those may differ in the last bit between machines.
    normal: () => 2 * (next() + next() + next()) - 3,
    shuffle: <T>(list: readonly T[]) => {
      const result = [...list];
      for (let at = result.length - 1; at > 0; at -= 1) {
        const other = int(at + 1);
        [result[at], result[other]] = [result[other] as T, result[at] as T];
      }
      return result;
    },
  };
}
