import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { editRow, putRows } from '#db/plans/document.ts';
import { emptyPlanRow, PLAN_CELL } from '#lib/domain/plans/rows.ts';
import type { Connection } from '#server/collab/connection.ts';
import { Room } from '#server/collab/room.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a change that was given up is not called saved in another window that sent it too', async () => {
  const doc = new Y.Doc();
  const [row] = putRows(doc, [emptyPlanRow()]);
  const state = Y.encodeStateAsUpdate(doc);
  const plan = { schoolId: 1, planId: 1, subjectId: 1, grade: 8, generation: 'g', seq: 1, projected: 1 };
  const room = new Room(
    plan,
    { state: { seq: 1, bytes: state }, updates: [] },
    {
      append: () => Promise.reject(new Error('no database')),
      read: async () => ({ state: null, updates: [] }),
      head: async () => plan,
      committed: () => undefined,
      present: () => undefined,
    },
  );
  const window = () => {
    const close = vi.fn();
    const one = { actor: { personId: 5 }, ticket: 0, close, settle: vi.fn() } as unknown as Connection;
    room.connections.add(one);
    return { one, close };
  };
  const [first, second] = [window(), window()];
  editRow(doc, row?.id ?? '', { hours: 3 });
  const change = Y.encodeStateAsUpdate(doc);
  for (const { one } of [first, second]) expect(room.take(one, change)).toMatchObject({ ok: true });
  await vi.advanceTimersByTimeAsync(60_000);
  for (const { close } of [first, second]) expect(close).toHaveBeenCalledWith(1013, expect.anything());
  room.destroy();
});

test('what waits is tried behind what was read while the change before it was on its way', async () => {
  const doc = new Y.Doc();
  const [row] = putRows(doc, [{ ...emptyPlanRow(), topic: 'Дроби' }]);
  const state = Y.encodeStateAsUpdate(doc);
  const plan = { schoolId: 1, planId: 1, subjectId: 1, grade: 8, generation: 'g', seq: 1, projected: 1 };
  const edited = (change: Parameters<typeof editRow>[2]) => {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, state);
    const before = Y.encodeStateVector(copy);
    editRow(copy, row?.id ?? '', change);
    return Y.encodeStateAsUpdate(copy, before);
  };
  const stored = (seq: number, bytes: Uint8Array) => ({ seq, bytes, authorId: 5, at: new Date() });
  const [hours, longer, longest] = [
    edited({ hours: 3 }),
    edited({ topic: `Дроби${'а'.repeat(20)}` }),
    edited({ topic: `Дроби${'б'.repeat(PLAN_CELL - 10)}` }),
  ];
  let answer: (seq: number) => void = () => undefined;
  const append = vi.fn(() => new Promise<number>((go) => (answer = go)));
  const room = new Room(
    plan,
    { state: { seq: 1, bytes: state }, updates: [] },
    {
      append,
      // The first change, of which the database's answer is late, and a colleague's behind it.
      read: async () => ({ state: null, updates: [stored(2, hours), stored(3, longest)] }),
      head: async () => plan,
      committed: () => undefined,
      present: () => undefined,
    },
  );
  const refuse = vi.fn();
  const one = { actor: { personId: 5 }, ticket: 0, refuse, settle: vi.fn() } as unknown as Connection;
  room.connections.add(one);
  for (const change of [hours, longer]) expect(room.take(one, change)).toMatchObject({ ok: true });
  await room.catchUp();
  answer(2);
  await room.drained();
  expect(refuse).toHaveBeenCalledWith(expect.objectContaining({ kind: 'limit' }), 2);
  expect(append).toHaveBeenCalledTimes(1);
  room.destroy();
});
