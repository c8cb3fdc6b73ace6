import type { Bench, Context, Row } from '#tests/bench/bench.ts';
import { collab } from '#tests/bench/collab.ts';
import { grid } from '#tests/bench/grid.ts';
import { hands } from '#tests/bench/hands.ts';
import { live } from '#tests/bench/live.ts';
import { page } from '#tests/bench/page.ts';
import { query } from '#tests/bench/query.ts';
import { save } from '#tests/bench/save.ts';
import { sockets } from '#tests/bench/sockets.ts';
import { start } from '#tests/bench/start.ts';
import { substitute } from '#tests/bench/substitute.ts';
import { openDatabases } from '#tests/bench/support/databases.ts';
import { createNoise, type NoiseFigures } from '#tests/bench/support/noise.ts';
import { wall } from '#tests/bench/wall.ts';

/** Each bench with the rounds it takes when none are asked for. */
const BENCHES: Record<string, { run: Bench; rounds: number }> = {
  save: { run: save, rounds: 5 },
  live: { run: live, rounds: 5 },
  page: { run: page, rounds: 5 },
  query: { run: query, rounds: 7 },
  wall: { run: wall, rounds: 5 },
  sockets: { run: sockets, rounds: 3 },
  collab: { run: collab, rounds: 5 },
  substitute: { run: substitute, rounds: 5 },
  grid: { run: grid, rounds: 5 },
  hands: { run: hands, rounds: 5 },
  start: { run: start, rounds: 3 },
};

/** Runs the benches named on the command line; returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const option = (name: string): number | undefined => {
    const at = args.indexOf(`--${name}`);
    return at < 0 ? undefined : Number(args[at + 1]);
  };
  const names = (args[0] ?? '').split(',');
  const rounds = option('rounds');
  const scale = option('scale') ?? 1;
  if (names.some((name) => !(name in BENCHES)) || !((rounds ?? 1) >= 1) || !(scale > 0 && scale <= 1)) {
    console.error(`npm run bench -- NAME [--json] [--rounds N]\nNAME: ${Object.keys(BENCHES).join(', ')}`);
    return 2;
  }
  const databases = await openDatabases();
  const stop = (): void => void databases.close().then(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    for (const name of names) {
      const bench = BENCHES[name];
      if (!bench) continue;
      const noise = createNoise();
      const note = (text: string) => process.stderr.write(`  ${name}: ${text}\n`);
      const context: Context = { rounds: rounds ?? bench.rounds, scale, noise, databases, note };
      const rows = await bench.run(context);
      process.stdout.write(
        `${args.includes('--json') ? asJson(name, noise.figures(), rows) : asTable(name, noise.figures(), rows)}\n`,
      );
    }
  } finally {
    await databases.close();
  }
  return 0;
}

function asJson(bench: string, noise: NoiseFigures, rows: Row[]): string {
  const column = (key: 'floor' | 'product') =>
    Object.fromEntries(
      rows.flatMap((row) => (row[key] === undefined ? [] : [[`${row.name}, ${row.unit}`, round(row[key])]])),
    );
  const ratios = rows.flatMap(({ ratio }) => (ratio ? [[ratio.key, round(ratio.value)]] : []));
  return JSON.stringify({
    bench,
    noise,
    floor: column('floor'),
    product: column('product'),
    ratios: Object.fromEntries(ratios),
  });
}

function asTable(bench: string, noise: NoiseFigures, rows: Row[]): string {
  const cells = rows.map(({ name, unit, floor, product, ratio }) => [
    `${name}, ${unit}`,
    floor === undefined ? '' : String(round(floor)),
    product === undefined ? '' : String(round(product)),
    ratio ? String(round(ratio.value)) : '',
    ratio ? `${ratio.key} ${ratio.target}` : '',
  ]);
  const table = [['', 'floor', 'product', 'ratio', 'target'], ...cells];
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...table.map((line) => line[at]?.length ?? 0)));
  const lines = table.map((line) =>
    line
      .map((cell, at) => (at === 0 || at === 4 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [`${bench}: noise probe ${noise.median_ms} ms, spread ${Math.round(noise.spread * 100)} %`, ...lines].join(
    '\n',
  );
}

/** Three significant digits, more for large numbers: a fourth is never the same twice. */
const round = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
