import { median, percentile } from '#tests/bench/bench.ts';

/** `spread`: how much longer the slowest tenth of the probes took than the quickest tenth, as a share of the median. On a
 *  quiet machine it is a few hundredths; from about 0.2 on the figures beside it say little. */
export type NoiseFigures = { median_ms: number; spread: number };
export type Noise = { probe(): void; figures(): NoiseFigures };

/** Turns of the loop: some 10 ms, longer than a scheduler's slice of another process's work. */
const TURNS = 10_000_000;
const PROBES = 5;

/** The noise probe: a fixed spin loop whose time should never change. */
export function createNoise(): Noise {
  const samples: number[] = [];
  const spin = (): number => {
    const since = performance.now();
    let x = 1;
    for (let i = 0; i < TURNS; i += 1) x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0;
    // The result is used, or the loop could be left out.
    return x === 0 ? 0 : performance.now() - since;
  };
  spin();
  return {
    probe() {
      for (let i = 0; i < PROBES; i += 1) samples.push(spin());
    },
    figures() {
      const middle = median(samples);
      const spread = (percentile(samples, 0.9) - percentile(samples, 0.1)) / middle;
      return { median_ms: Number(middle.toFixed(2)), spread: Number(spread.toFixed(3)) };
    },
  };
}
