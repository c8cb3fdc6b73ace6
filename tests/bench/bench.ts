import type { Databases } from '#tests/bench/support/databases.ts';
import type { Noise } from '#tests/bench/support/noise.ts';

/** One line of a bench's table. `ratio` names its key in the JSON; a line without it only explains. */
export type Row = {
  name: string;
  unit: string;
  floor?: number;
  product?: number;
  ratio?: { key: string; value: number; target: string };
};

export type Context = {
  /** How often floor and product are measured, in turns. */
  rounds: number;
  /** 1 is the bench as it is meant; a smoke run asks for a small part of its load and duration. */
  scale: number;
  noise: Noise;
  databases: Databases;
  /** A remark for whoever watches a long run. */
  note(text: string): void;
};
export type Bench = (context: Context) => Promise<Row[]>;

/** A duration or an amount at this run's scale, not less than `least`. */
export const scaled = (context: Context, full: number, least: number): number =>
  Math.max(least, Math.round(full * context.scale));

type Figures = Record<string, number>;
/** Measures each part once a round, every other round in the opposite order, so that a machine that slows down or speeds up
 *  does it to all alike; returns the medians of the rounds. Before the first round everything runs once for warmth, unless each
 *  part starts from nothing anyway. */
export async function interleave<Part extends string>(
  context: Context,
  parts: Record<Part, () => Promise<Figures>>,
  { warm = true } = {},
): Promise<Record<Part, Figures>> {
  const names = Object.keys(parts) as Part[];
  const seen = new Map<Part, Figures[]>(names.map((name) => [name, []]));
  // A smoke run only shows that everything runs.
  if (warm && context.rounds > 1) for (const name of names) await parts[name]();
  for (let round = 0; round < context.rounds; round += 1) {
    context.note(`round ${round + 1} of ${context.rounds}`);
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      context.noise.probe();
      seen.get(name)?.push(await parts[name]());
    }
  }
  const medians = names.map((name) => [name, mediansOf(seen.get(name) ?? [])]);
  return Object.fromEntries(medians) as Record<Part, Figures>;
}

function mediansOf(figures: Figures[]): Figures {
  const keys = Object.keys(figures[0] ?? {});
  return Object.fromEntries(keys.map((key) => [key, median(figures.map((one) => one[key] ?? Number.NaN))]));
}

/** The value that the share `p` of the samples does not exceed. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)] ?? Number.NaN;
}
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
