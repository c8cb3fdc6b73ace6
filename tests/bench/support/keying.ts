import { randomUUID } from 'node:crypto';
import type { CommandEnvelope } from '#lib/contract/commands.ts';
import { PROTOCOL } from '#lib/contract/socket.ts';
import type { Cell } from '#tests/bench/support/people.ts';

/** A mark that differs from what stands there: 5 → 4 → 3 → 2 → 5. */
const nextValue = (value: number | null): number => 2 + (((value ?? 0) + 1) % 4);

/** The next mark for a cell, as its teacher would key it. The cell is taken to hold it from now on. */
export function keyMark(cell: Cell): CommandEnvelope {
  const { lessonId, workId, studentId, number, v } = cell;
  cell.value = nextValue(cell.value);
  cell.v += 1;
  return {
    id: randomUUID(),
    name: 'mark.set',
    input: { lessonId, workId, studentId, number, value: cell.value },
    base: v,
  };
}

/** The body of POST /api/commands with one command. */
export const bodyOf = (command: CommandEnvelope): string => JSON.stringify({ protocol: PROTOCOL, commands: [command] });

/** Whether the one command of a POST was carried out. Looks at the text: a generator has no time to parse each answer. */
export function assertDone(answer: string): void {
  if (!answer.startsWith('{"answers":[{"ok":true')) throw new Error(`a command was refused: ${answer}`);
}

/** Runs `one` again and again in each lane until the time is over; returns how many were done, and in what time. */
export async function keepInFlight(
  lanes: readonly (() => Promise<unknown>)[],
  ms: number,
): Promise<{ perSecond: number; latencies: number[] }> {
  const latencies: number[] = [];
  const since = performance.now();
  await Promise.all(
    lanes.map(async (one) => {
      for (let began = since; began < since + ms; ) {
        await one();
        const now = performance.now();
        latencies.push(now - began);
        began = now;
      }
    }),
  );
  return { perSecond: (latencies.length / (performance.now() - since)) * 1000, latencies };
}
