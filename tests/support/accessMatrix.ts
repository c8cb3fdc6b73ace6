import { readFileSync } from 'node:fs';

export type Row = { channel: string; door: string; target: string; allowed: Set<string> };

/** The hand-written expectations: who may what, by channel. Never derived from the policy. */
export function readMatrix(): { subjects: string[]; rows: Row[] } {
  const lines = readFileSync(new URL('../realtime/access.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const [head = '', ...body] = lines;
  const subjects = head.split(',').slice(3);
  const rows = body.map((line) => {
    const [channel = '', door = '', target = '', ...cells] = line.split(',');
    if (cells.length !== subjects.length || cells.some((c) => c !== 'y' && c !== 'n'))
      throw new Error(`access.csv: ${line}`);
    return { channel, door, target, allowed: new Set(subjects.filter((_, i) => cells[i] === 'y')) };
  });
  return { subjects, rows };
}
