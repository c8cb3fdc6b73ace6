import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** The cheap benches still run, and still print the ratios they are for. Their figures are nobody's business here. */
const KEYS: Record<string, string[]> = {
  save: ['throughput64', 'p50_1'],
  query: ['journal', 'diary', 'quarter', 'growth_x5'],
  collab: ['p50', 'p99', 'cpu', 'lost', 'rows_wrong'],
  grid: ['key_p95_ms', 'dropped_frames', 'paste_ms'],
  hands: ['lesson_keys', 'lesson_clicks', 'control_keys'],
  wall: ['x10', 'writer', 'recount_diff'],
};

test('the benches run and print their ratios', { timeout: 300_000 }, async () => {
  const names = Object.keys(KEYS).join(',');
  const args = ['tests/bench/run.mjs', names, '--json', '--rounds', '1', '--scale', '0.05'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const results = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { bench: string; noise: unknown; ratios: Record<string, number> });
  expect(results.map(({ bench, ratios }) => [bench, Object.keys(ratios)])).toEqual(Object.entries(KEYS));
  for (const { noise, ratios } of results) {
    expect(noise).toEqual({ median_ms: expect.any(Number), spread: expect.any(Number) });
    expect(Object.values(ratios).every(Number.isFinite)).toBe(true);
  }
  // The figures that no load can excuse: the counters are right, and keys are counted, not timed.
  expect(results.at(-1)?.ratios.recount_diff).toBe(0);
  const collab = results.find(({ bench }) => bench === 'collab')?.ratios;
  expect([collab?.lost, collab?.rows_wrong]).toEqual([0, 0]);
  const hands = results.at(-2)?.ratios;
  expect(hands?.lesson_keys).toBeLessThanOrEqual(36);
  expect(hands?.lesson_clicks).toBe(0);
  expect(hands?.control_keys).toBeLessThanOrEqual(29);
});
