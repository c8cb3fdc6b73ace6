import type { Desk } from '#tests/bench/support/desk.ts';

/** What Chromium says of its own work: the only clock that knows when a key has been painted. */
type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Time of the thread itself, where the platform knows it. */
  tdur?: number;
  args?: { data?: { type?: string } };
};

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** The main thread's work for each key pressed meanwhile, ms: its tasks from the key to the frame that shows it. Waiting for
 *  the next frame of the screen, or for a processor that others hold, is nobody's work and is left out. */
export async function keyWork({ browser, page }: Desk, press: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await press();
  const buffer = await browser.stopTracing();
  const { traceEvents } = JSON.parse(buffer.toString('utf8')) as { traceEvents: TraceEvent[] };
  const keys = traceEvents.filter((event) => event.name === 'EventDispatch' && event.args?.data?.type === 'keydown');
  const [first] = keys;
  if (!first) throw new Error('the trace knows of no key');
  const main = traceEvents.filter((event) => event.pid === first.pid && event.tid === first.tid && event.ph === 'X');
  const tasks = main.filter((event) => event.name === 'RunTask').sort((a, b) => a.ts - b.ts);
  const frames = main.filter((event) => event.name === 'Commit' || event.name === 'Paint').sort((a, b) => a.ts - b.ts);
  const endOf = (event: TraceEvent) => event.ts + (event.dur ?? 0);
  return keys.flatMap((key) => {
    const frame = frames.find((event) => event.ts > key.ts);
    const begins = tasks.findLast((task) => task.ts <= key.ts);
    const ends = frame && tasks.findLast((task) => task.ts <= frame.ts);
    if (!begins || !ends) return [];
    const within = tasks.filter((task) => task.ts >= begins.ts && endOf(task) <= endOf(ends));
    return [within.reduce((sum, task) => sum + (task.tdur ?? task.dur ?? 0), 0) / 1000];
  });
}
