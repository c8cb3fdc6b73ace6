import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDocument } from '#db/plans/document.ts';
import { openDocument, readUpdates } from '#db/plans/store.ts';
import { newPlan, openEditor } from '#tests/support/editor.ts';
import { school, type World } from '#tests/support/school.ts';
import { startServer, type TestServer, until } from '#tests/support/server.ts';

/** The documents of plans over y-websocket's own client. */

let world: World;
let server: TestServer;
let teacher: string;
let colleague: string;
beforeAll(async () => {
  world = await school();
  server = await startServer(world.database.appUrl, { services: 'realtime,collab' });
  teacher = await world.cookie('teacher');
  colleague = await world.cookie('colleague');
});
afterAll(async () => {
  await server.stop();
  await world.close();
});

test('a stock client with a session cookie edits with a colleague', async () => {
  const plan = await newPlan(world);
  const a = openEditor(server, teacher, plan.planId);
  const b = openEditor(server, colleague, plan.planId);
  await Promise.all([a.synced(), b.synced()]);
  const id = a.add({ topic: 'Дроби' });
  await until('the colleague has it', () => b.rows().length === 1);
  b.type(id, ' и доли');
  await until('the first has it', () => a.rows()[0]?.topic === 'Дроби и доли');
  const stored = openDocument(await readUpdates(world.db, plan, 0));
  expect(readDocument(stored)).toEqual(a.rows());
  a.close();
  b.close();
});
