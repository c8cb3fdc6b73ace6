import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { editRow, putRows, readDocument } from '#db/plans/document.ts';
import { appendUpdates, openDocument, type PlanKey, readUpdates } from '#db/plans/store.ts';
import { lockSession } from '#db/sessions.ts';
import { emptyPlanRow, PLAN_CELL } from '#lib/domain/plans/rows.ts';
import { newPlan, openEditor } from '#tests/support/editor.ts';
import { enterRaw, openRaw, type RawEditor } from '#tests/support/rawEditor.ts';
import { GROUP, school, type Who, type World } from '#tests/support/school.ts';
import { startServer, type TestServer, until } from '#tests/support/server.ts';

/** The documents of plans: y-websocket's own client, what is persisted, who is present, whose right has gone. */

let world: World;
let server: TestServer;
const cookies = new Map<string, string>();
beforeAll(async () => {
  world = await school();
  server = await startServer(world.database.appUrl, { services: 'realtime,collab' });
  for (const who of ['teacher', 'colleague', 'foreignTeacher', 'homeroom', 'deputy'] as const)
    cookies.set(who, await world.cookie(who));
});
afterAll(async () => {
  await server.stop();
  await world.close();
});
const as = (who: Who) => cookies.get(who) ?? '';
const stored = async (plan: PlanKey) => openDocument(await readUpdates(world.db, plan, 0));
const projected = (plan: PlanKey) => world.owner<{ topic: string; authors: Record<string, [number, string]> }[]>`
  select topic, authors from plan_row where school_id = 1 and plan_id = ${plan.planId} and not removed order by position`;
/** A row typed by somebody who is not connected, as one update. */
function rowUpdate(topic = 'Дроби', doc = new Y.Doc()): Uint8Array {
  const before = Y.encodeStateVector(doc);
  putRows(doc, [{ ...emptyPlanRow(), topic }]);
  return Y.encodeStateAsUpdate(doc, before);
}

describe('a stock client with a session cookie', () => {
  test('edits with a colleague; what each sees is in the database, and is read into rows with its author', async () => {
    const plan = await newPlan(world);
    const a = openEditor(server, as('teacher'), plan.planId);
    const b = openEditor(server, as('colleague'), plan.planId);
    await Promise.all([a.synced(), b.synced()]);
    const id = a.add({ topic: 'Дроби' });
    await until('the colleague has it', () => b.rows().length === 1);
    b.type(id, ' и доли');
    await until('the first has it', () => a.rows()[0]?.topic === 'Дроби и доли');
    expect(readDocument(await stored(plan))).toEqual(a.rows());
    await until('it is read into rows', async () => (await projected(plan))[0]?.topic === 'Дроби и доли');
    const [row] = await projected(plan);
    expect([row?.authors['topic']?.[0], row?.authors['hours']?.[0]]).toEqual([2, 1]);
    a.close();
    b.close();
  });

  test('is synced only when it has the whole document', async () => {
    const plan = await newPlan(world);
    const a = openEditor(server, as('teacher'), plan.planId);
    await a.synced();
    for (let n = 0; n < 50; n += 1) a.add({ topic: `Тема ${n}` });
    await until('all is persisted', async () => readDocument(await stored(plan)).length === 50);
    a.close();
    const seen: number[] = [];
    const b = openEditor(server, as('colleague'), plan.planId);
    b.provider.on('sync', (synced: boolean) => synced && seen.push(b.rows().length));
    await b.synced();
    expect(seen).toEqual([50]);
    b.close();
  });

  test('comes back at once after it has gone: nothing is lost between', async () => {
    const plan = await newPlan(world);
    const doc = new Y.Doc();
    for (let n = 0; n < 10; n += 1) {
      const editor = openEditor(server, as('teacher'), plan.planId, { doc });
      await editor.synced();
      editor.add({ topic: `Тема ${n}` });
      editor.provider.destroy();
    }
    const last = openEditor(server, as('teacher'), plan.planId, { doc });
    await last.synced();
    await until('all ten are stored', async () => readDocument(await stored(plan)).length === 10);
    last.close();
  });

  test('with a copy of another document it is told so and merges nothing', async () => {
    const plan = await newPlan(world);
    const params = { generation: '00000000-0000-4000-8000-000000000000' };
    const editor = openEditor(server, as('teacher'), plan.planId, { params });
    editor.add({ topic: 'чужое' });
    await until('it is closed', () => editor.closed() === 4409);
    expect(readDocument(await stored(plan))).toEqual([]);
    editor.close();
    const [{ generation } = { generation: '' }] = await world.owner<{ generation: string }[]>`
      select generation from plan where school_id = 1 and id = ${plan.planId}`;
    const own = openEditor(server, as('teacher'), plan.planId, { params: { generation } });
    await own.synced();
    own.close();
  });
});

test('a document that was made anew lets go whoever has the old one open', async () => {
  const plan = await newPlan(world);
  const old = await enterRaw(server, as('teacher'), plan.planId);
  await world.owner`update plan set generation = gen_random_uuid() where school_id = 1 and id = ${plan.planId}`;
  const fresh = await enterRaw(server, as('colleague'), plan.planId);
  await until('the old one is closed', () => old.closed === 4409);
  fresh.update(rowUpdate('новый'));
  fresh.marker(1);
  await until('the new one is written', () => fresh.persisted.get(1) === null);
  fresh.ws.close();
});

describe('«Сохранено»', () => {
  test('a marker is answered when everything before it is committed', async () => {
    const plan = await newPlan(world);
    const raw = await enterRaw(server, as('teacher'), plan.planId);
    raw.update(rowUpdate());
    raw.marker(7);
    await until('it is persisted', () => raw.persisted.has(7));
    expect(raw.persisted.get(7)).toBeNull();
    expect(readDocument(await stored(plan)).length).toBe(1);
    raw.marker(8);
    await until('nothing new is persisted already', () => raw.persisted.get(8) === null);
    raw.ws.close();
  });

  test('who sends no marker is sent none', async () => {
    const plan = await newPlan(world);
    const raw = await enterRaw(server, as('teacher'), plan.planId);
    const other = openEditor(server, as('colleague'), plan.planId);
    await other.synced();
    raw.update(rowUpdate());
    await until('the colleague has it', () => other.rows().length === 1);
    expect(raw.types).not.toContain(4);
    raw.ws.close();
    other.close();
  });

  test('a reader sees everything; what he types is dropped, and he is told so', async () => {
    const plan = await newPlan(world);
    const writer = openEditor(server, as('teacher'), plan.planId);
    await writer.synced();
    writer.add({ topic: 'Дроби' });
    const reader = await enterRaw(server, as('deputy'), plan.planId);
    reader.step1();
    await until('the reader has it', () => readDocument(reader.doc).length === 1);
    reader.marker(1);
    await until('he has lost nothing yet', () => reader.persisted.get(1) === null);
    reader.update(rowUpdate('лишнее'));
    reader.whole(rowUpdate('лишнее'));
    reader.marker(2);
    await until('he is refused', () => reader.persisted.has(2));
    expect(reader.persisted.get(2)).toContain('только учителя');
    writer.add({ topic: 'Доли' });
    await until('he still follows', () => readDocument(reader.doc).length === 2);
    expect(readDocument(await stored(plan)).map((row) => row.topic)).toEqual(['Дроби', 'Доли']);
    reader.ws.close();
    writer.close();
  });

  test('too long a cell is refused with a sentence, and what was typed before it is kept', async () => {
    const plan = await newPlan(world);
    const raw = await enterRaw(server, as('teacher'), plan.planId);
    const doc = new Y.Doc();
    raw.update(rowUpdate('Дроби', doc));
    raw.marker(1);
    const before = Y.encodeStateVector(doc);
    editRow(doc, readDocument(doc)[0]?.id ?? '', { topic: 'а'.repeat(PLAN_CELL + 1) });
    raw.update(Y.encodeStateAsUpdate(doc, before));
    raw.marker(2);
    await until('it is refused', () => raw.persisted.has(2));
    expect(raw.persisted.get(1)).toBeNull();
    expect(raw.persisted.get(2)).toContain('знаков');
    expect(readDocument(await stored(plan)).map((row) => row.topic)).toEqual(['Дроби']);
    raw.ws.close();
  });

  test('what goes too far together with a colleague’s is refused to every window that sent it', async () => {
    const plan = await newPlan(world);
    const doc = new Y.Doc();
    const first = rowUpdate('Дроби', doc);
    await appendUpdates(world.db, plan, [{ bytes: first, authorId: 1 }]);
    const windows = [
      await enterRaw(server, as('teacher'), plan.planId),
      await enterRaw(server, as('teacher'), plan.planId),
    ];
    const longer = (by: number) => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, first);
      const before = Y.encodeStateVector(copy);
      const [row] = readDocument(copy);
      editRow(copy, row?.id ?? '', { topic: `${row?.topic}${'а'.repeat(by)}` });
      return Y.encodeStateAsUpdate(copy, before);
    };
    // Each is within the limits; this node does not know of the first when the second comes.
    await appendUpdates(world.db, plan, [{ bytes: longer(PLAN_CELL - 10), authorId: 2 }]);
    const own = longer(20);
    for (const window of windows) {
      window.update(own);
      window.marker(1);
    }
    await until('both are told', () => windows.every(({ persisted }) => persisted.has(1)));
    for (const { persisted, ws } of windows) {
      expect(persisted.get(1)).toContain('знаков');
      ws.close();
    }
    expect(readDocument(await stored(plan))[0]?.topic).toHaveLength(PLAN_CELL - 5);
  });

  test('a change that rests on another window’s is asked for again and persisted', async () => {
    const plan = await newPlan(world);
    const raw = await enterRaw(server, as('teacher'), plan.planId);
    const doc = new Y.Doc();
    rowUpdate('первая', doc);
    raw.update(rowUpdate('вторая', doc));
    raw.marker(1);
    await until('it is asked for everything', () => raw.types.filter((type) => type === 0).length >= 2);
    expect(raw.persisted.size).toBe(0);
    raw.whole(Y.encodeStateAsUpdate(doc));
    await until('it is persisted', () => raw.persisted.get(1) === null);
    expect(readDocument(await stored(plan)).length).toBe(2);
    raw.ws.close();
  });
});

describe('who is here', () => {
  test('a name and a colour are filled in by the server; of others a client says nothing', async () => {
    const plan = await newPlan(world);
    const teacher = await enterRaw(server, as('teacher'), plan.planId);
    const deputy = await enterRaw(server, as('deputy'), plan.planId);
    const colleague = openEditor(server, as('colleague'), plan.planId);
    await colleague.synced();
    teacher.say(11, 1, { user: { id: 5, name: 'Директор', mayWrite: true }, cell: { row: 'r', field: 'topic' } });
    deputy.say(12, 1, { user: { name: 'Кто угодно' }, cell: null });
    const seen = () => colleague.provider.awareness.getStates() as Map<number, Record<string, unknown>>;
    await until('both are seen', () => seen().has(11) && seen().has(12));
    expect(seen().get(11)).toMatchObject({
      user: { id: 1, name: 'Орлова Е. В.', mayWrite: true },
      cell: { row: 'r', field: 'topic' },
    });
    expect(seen().get(12)).toMatchObject({ user: { id: 4, name: 'Лебедева И. С.', mayWrite: false } });
    const colours = [11, 12].map((client) => (seen().get(client)?.['user'] as { colour: number } | undefined)?.colour);
    expect(new Set(colours).size).toBe(2);
    // The deputy says that the teacher has gone, and then that she is somebody else.
    deputy.say(11, 50, null);
    deputy.say(11, 51, { user: { name: 'Директор' } });
    deputy.say(12, 2, { cell: { row: 'q', field: 'note' } });
    await until('the deputy has moved', () => (seen().get(12)?.['cell'] as { row?: string } | null)?.row === 'q');
    expect(seen().get(11)).toMatchObject({ user: { name: 'Орлова Е. В.' } });
    teacher.ws.close();
    await until('who has gone is gone', () => !seen().has(11));
    // The same window comes back with the clock it had.
    const again = await enterRaw(server, as('teacher'), plan.planId);
    again.say(11, 1, { cell: null });
    await until('who comes back is seen again', () => seen().has(11));
    deputy.say(12, 3, { cell: 'x'.repeat(5000) });
    again.say(11, 2, { cell: { row: 'z', field: 'topic' } });
    await until('the teacher has moved', () => (seen().get(11)?.['cell'] as { row?: string } | null)?.row === 'z');
    expect(JSON.stringify(seen().get(12)).length).toBeLessThan(2400);
    for (const one of [again, deputy]) one.ws.close();
    colleague.close();
  });
});

describe('a right that has gone', () => {
  /** The code it was closed with: a right that has gone is felt within two seconds. */
  async function closing(raw: RawEditor, act: () => Promise<unknown>): Promise<number | null> {
    await act();
    const since = performance.now();
    await until('it is closed', () => raw.closed !== null);
    expect(performance.now() - since).toBeLessThan(2000);
    return raw.closed;
  }
  test('a session that was ended', async () => {
    const plan = await newPlan(world);
    const cookie = await world.cookie('teacher');
    const raw = await enterRaw(server, cookie, plan.planId);
    const out = () =>
      fetch(`${server.origin}/api/session`, { method: 'DELETE', headers: { cookie, origin: server.origin } });
    expect(await closing(raw, out)).toBe(4401);
    expect(await openRaw(server, cookie, plan.planId)).toBe(401);
  });

  test('a session that is simply no more', async () => {
    const plan = await newPlan(world);
    const cookie = await world.cookie('colleague');
    const actor = await world.actor('colleague');
    const raw = await enterRaw(server, cookie, plan.planId);
    const end = () =>
      world.owner`delete from session where school_id = 1 and person_id = 2 and id <> ${actor.sessionId}`;
    expect(await closing(raw, end)).toBe(4401);
    cookies.set('colleague', await world.cookie('colleague'));
  });

  test('a teacher whose load has ended writes no more', async () => {
    const plan = await newPlan(world);
    // She goes on teaching something else.
    await world.owner`insert into group_teacher (school_id, group_id, teacher_id, starts) values (1, ${GROUP.russian}, 8, '2026-09-01')`;
    const raw = await enterRaw(server, as('foreignTeacher'), plan.planId);
    raw.update(rowUpdate('было'));
    raw.marker(1);
    await until('she may write', () => raw.persisted.get(1) === null);
    // What ends a load tells so by an event of its person.
    const end = async () => {
      await world.owner`update group_teacher set ends = '2026-12-01' where school_id = 1 and group_id = ${GROUP.foreign} and teacher_id = 8`;
      await rightsChanged();
    };
    expect(await closing(raw, end)).toBe(4401);
    const reader = await enterRaw(server, as('foreignTeacher'), plan.planId);
    reader.update(rowUpdate('стало'));
    reader.marker(1);
    await until('she reads', () => reader.persisted.has(1));
    expect(reader.persisted.get(1)).toContain('только учителя');
    // And has it again.
    await world.owner`update group_teacher set ends = null where school_id = 1 and group_id = ${GROUP.foreign} and teacher_id = 8`;
    await rightsChanged();
    await until('she is asked for what she has', () => reader.types.includes(0));
    reader.ws.close();
  });

  test('a locked screen is sent nothing, gives what was typed before, and follows again when it is unlocked', async () => {
    const plan = await newPlan(world);
    const writer = openEditor(server, as('teacher'), plan.planId);
    await writer.synced();
    const cookie = await world.cookie('colleague');
    const raw = await enterRaw(server, cookie, plan.planId);
    raw.step1();
    raw.say(77, 1, { cell: null });
    const present = () => writer.provider.awareness.getStates().has(77);
    await until('she is seen', present);
    const [session] = await world.owner<{ id: string }[]>`select id from session where school_id = 1 and person_id = 2
      order by created_at desc limit 1`;
    const lock = async (locked: boolean) =>
      lockSession(world.db, { ...(await world.actor('deputy')), sessionId: session?.id ?? '' }, locked);
    await lock(true);
    await until('she is not shown any more', () => !present());
    writer.add({ topic: 'тайна' });
    raw.update(rowUpdate('набрано раньше'));
    await until('what was typed before is taken', () => writer.rows().length === 2);
    expect(readDocument(raw.doc)).toEqual([]);
    // A window that opens behind the lock gives what it has and is shown nothing either.
    const second = await enterRaw(server, cookie, plan.planId);
    second.step1();
    second.whole(rowUpdate('и без связи'));
    await until('what was typed offline is taken', () => writer.rows().length === 3);
    expect(readDocument(second.doc)).toEqual([]);
    await lock(false);
    await until('both follow again', () => readDocument(raw.doc).length >= 2 && readDocument(second.doc).length === 3);
    expect(readDocument(raw.doc).map((row) => row.topic)).toContain('тайна');
    writer.close();
    for (const one of [raw, second]) one.ws.close();
  });

  test('who puts on the hat of a parent has no plan open any more', async () => {
    const plan = await newPlan(world);
    const cookie = await world.cookie('foreignTeacher', 'teacher');
    const raw = await enterRaw(server, cookie, plan.planId);
    expect(await closing(raw, () => wear(cookie, 'parent'))).toBe(4401);
    expect(await openRaw(server, cookie, plan.planId)).toBe(404);
  });

  /** The last session of the teacher who is a parent puts on another hat. */
  async function wear(cookie: string, hat: 'teacher' | 'parent'): Promise<void> {
    const [session] = await world.owner<
      { id: number }[]
    >`select public_id as id from session where school_id = 1 and person_id = 8
      order by created_at desc limit 1`;
    expect(await server.command(cookie, 'session.wear', { publicId: session?.id ?? 0, hat })).toMatchObject({
      ok: true,
    });
  }
  /** As every command says it that changes who may do what: by an event of that person. */
  async function rightsChanged(): Promise<void> {
    const cookie = await world.cookie('foreignTeacher', 'parent');
    await wear(cookie, 'teacher');
  }
});

test('what somebody else appends to a document reaches those who have it open', async () => {
  const plan = await newPlan(world);
  const editor = openEditor(server, as('teacher'), plan.planId);
  await editor.synced();
  editor.add({ topic: 'Дроби' });
  await until('it is stored', async () => readDocument(await stored(plan)).length === 1);
  await appendUpdates(world.db, plan, [{ bytes: rowUpdate('из файла'), authorId: 2 }]);
  await until('it is there', () => editor.rows().length === 2);
  editor.add({ topic: 'Доли' });
  await until('and all is stored', async () => readDocument(await stored(plan)).length === 3);
  editor.close();
});
