import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { editRow, putRows } from '#db/plans/document.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';
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
