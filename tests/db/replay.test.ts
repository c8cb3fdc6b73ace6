import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { groupClass } from '#db/queries/groupClass.ts';
import { studentClass } from '#db/queries/studentClass.ts';
import { audienceOf, roomsOf } from '#lib/audience.ts';
import { applyEvents, isStale } from '#lib/contract/apply.ts';
import { type CommandName, commandInputs } from '#lib/contract/commands.ts';
import { type AppliedEvent, type EventName, eventData, parseEvents } from '#lib/contract/events.ts';
import type { ViewKey } from '#lib/contract/socket.ts';
import type { View } from '#lib/contract/views.ts';
import type { Actor } from '#lib/policy.ts';
import { approvePlan, fillPlan } from '#tests/support/plan.ts';
import { run, school, type World } from '#tests/support/school.ts';
import { attendanceCases } from './replay/attendanceCases.ts';
import type { Case, Cases } from './replay/cases.ts';
import { classPlanCases } from './replay/classPlanCases.ts';
import { lessonCases } from './replay/lessonCases.ts';
import { markCases } from './replay/markCases.ts';
import { planCases } from './replay/planCases.ts';
import { schoolCases } from './replay/schoolCases.ts';
import { substitutionCases } from './replay/substitutionCases.ts';
import { timetableCases } from './replay/timetableCases.ts';
import { watchersOf } from './replay/watchers.ts';

/** For every command and every view: the old state plus the events that this viewer receives equals a fresh query. A
 *  command without a case does not compile; an event that no case produced fails the last test. */
const cases: Cases = {
  ...markCases,
  ...attendanceCases,
  ...lessonCases,
  ...substitutionCases,
  ...planCases,
  ...classPlanCases,
  ...timetableCases,
  ...schoolCases,
};

let world: World;
let executor: Executor;
let told: AppliedEvent[] = [];
const seen = new Set<EventName>();
beforeAll(async () => {
  world = await school();
  await fillPlan(world);
  await approvePlan(world, 1);
  executor = createExecutor(world.db, ({ events }) => {
    told = events;
  });
});
afterAll(() => world.close());

/** What this person's socket is sent of these events. */
async function received(actor: Actor, key: ViewKey, events: AppliedEvent[]): Promise<AppliedEvent[]> {
  const classId =
    'groupId' in key && key.groupId !== null
      ? await groupClass(1, key.groupId, world.db)
      : key.view === 'timetable' && key.by === 'student'
        ? await studentClass(1, Number(key.id), world.db)
        : null;
  const rooms = new Set(roomsOf(actor, key, classId));
  return events.flatMap((event) => {
    const own = audienceOf(event).find((delivery) => rooms.has(delivery.room));
    return own ? [{ ...event, ...own.event, by: own.staff ? event.by : null } as AppliedEvent] : [];
  });
}
/** A snapshot is taken at its own moment and log position. */
const still = (view: View | null) => view && { ...view, seq: 0, now: '' };

describe.each(Object.keys(commandInputs) as CommandName[])('%s', (name) => {
  test.each(cases[name] as Case<CommandName>[])('$title', async ({ who, input, base, stale = [] }) => {
    const watching = await Promise.all(watchersOf(world).map(async (w) => ({ ...w, actor: await world.actor(w.who) })));
    const before = await Promise.all(watching.map((w) => w.read(w.actor)));
    told = [];
    const actor = await world.actor(who);
    const answer = await run(executor, actor, name, typeof input === 'function' ? await input(world) : input, base);
    expect(answer).toMatchObject({ ok: true });
    expect(told.length).toBeGreaterThan(0);
    // As clients get them: through text and the wire's own schema.
    const wire = parseEvents(JSON.parse(JSON.stringify(told)));
    if (!wire) throw new Error('an event does not fit its own schema');
    for (const event of wire) seen.add(event.name);
    const anew: string[] = [];
    for (const [index, w] of watching.entries()) {
      const old = before[index];
      if (!old) throw new Error(`${w.title} cannot be read`);
      const events = await received(w.actor, w.key, wire);
      // Rights may have moved: a page is read by those of now.
      const fresh = await w.read(await world.actor(w.who));
      const applied = applyEvents(old, events);
      if (isStale(applied)) {
        if (!w.anew) anew.push(w.title);
        continue;
      }
      expect(still(applied), w.title).toEqual(still(fresh));
      // A repetition does no harm.
      expect(still(applyEvents(applied, events)), w.title).toEqual(still(fresh));
    }
    expect(anew.sort(), 'who is to read anew').toEqual([...stale].sort());
  });
});

test('every event of the catalogue was produced by some case', () => {
  expect([...seen].sort()).toEqual(Object.keys(eventData).sort());
});
