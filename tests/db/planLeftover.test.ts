import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { authorOfUnprojected, unprojectedPlans } from '#db/plans/leftover.ts';
import { appendUpdates } from '#db/plans/store.ts';
import { newPlan } from '#tests/support/editor.ts';
import { school, type World } from '#tests/support/school.ts';

/** What a killed process has left of a plan is found, and somebody who may have it read into rows. */

let world: World;
beforeAll(async () => {
  world = await school();
});
afterAll(() => world.close());

const letter = (): Uint8Array => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'а');
  return Y.encodeStateAsUpdate(doc);
};

test('plans are found whose last updates nobody has read for a while', async () => {
  const [left, fresh, read] = [await newPlan(world), await newPlan(world), await newPlan(world)];
  for (const plan of [left, fresh, read]) await appendUpdates(world.db, plan, [{ bytes: letter(), authorId: 1 }]);
  await world.owner`update plan_update set at = now() - interval '1 minute' where plan_id = any(${[left.planId, read.planId]})`;
  await world.owner`update plan set projected = seq where school_id = 1 and id = ${read.planId}`;
  expect(await unprojectedPlans(world.db, 1)).toEqual([left.planId]);
  expect(await unprojectedPlans(world.db, 2)).toEqual([]);
});

test('the last author who still has a part in the school has them read, signed in or not', async () => {
  const plan = await newPlan(world);
  for (const authorId of [2, 8, 1]) await appendUpdates(world.db, plan, [{ bytes: letter(), authorId }]);
  expect((await authorOfUnprojected(world.db, plan))?.personId).toBe(1);
  // Dismissed since.
  await world.owner`delete from group_teacher where school_id = 1 and teacher_id = 1`;
  await world.owner`delete from homeroom where school_id = 1 and teacher_id = 1`;
  // And this one is a parent too: he writes as the teacher that he is.
  expect((await authorOfUnprojected(world.db, plan))?.personId).toBe(8);
});
