import * as encoding from 'lib0/encoding';
import { describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { documentRows, editRow, putRows, readDocument, removeRow } from '#db/plans/document.ts';
import { emptyPlanRow, PLAN_CELL, PLAN_ROWS } from '#lib/domain/plans/rows.ts';
import { Shadow, type Verdict } from '#server/collab/shadow.ts';

/** What editors of a plan may send: everything an honest one does is taken, and of the bytes of others nothing that is no plan,
 *  that has gaps, or that costs more than it says. */

// Thousands of changes each: seconds on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 });

/** ZVONOK_FUZZ_SEED repeats a run. */
const SEED = Number(process.env['ZVONOK_FUZZ_SEED'] ?? 20261202);

/** The same numbers for the same seed: a failure is repeated by its seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function planOf(rows: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 100;
  putRows(
    doc,
    Array.from({ length: rows }, (_, n) => ({ ...emptyPlanRow(), topic: `Тема ${n + 1}`, homework: `§ ${n + 1}` })),
    { random: randomOf(1) },
  );
  return doc;
}
const copyOf = (doc: Y.Doc, clientID: number): Y.Doc => {
  const copy = new Y.Doc();
  copy.clientID = clientID;
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};
/** The updates that a change of a document is made of. */
function updatesOf(doc: Y.Doc, change: () => void): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array) => void updates.push(update);
  doc.on('update', keep);
  change();
  doc.off('update', keep);
  return updates;
}
const oneOf = (doc: Y.Doc, change: () => void): Uint8Array => Y.mergeUpdates(updatesOf(doc, change));

/** A shadow over a plan, and what has been let through so far. */
function scene(rows = 5) {
  const truth = planOf(rows);
  const shadow = new Shadow(() => [Y.encodeStateAsUpdate(truth)]);
  const editor = copyOf(truth, 200);
  const topicOf = (id: string) => documentRows(editor).get(id)?.get('topic') as Y.Text;
  return {
    truth,
    shadow,
    editor,
    topicOf,
    first: () => readDocument(editor)[0]?.id ?? '',
    take(update: Uint8Array): Verdict {
      const verdict = shadow.try(update);
      if (verdict.ok && verdict.delta) Y.applyUpdate(truth, verdict.delta);
      return verdict;
    },
  };
}
const kindOf = (verdict: Verdict): string => (verdict.ok ? (verdict.delta ? 'taken' : 'known') : verdict.kind);

describe('an honest editor', () => {
  test('types, pastes, moves, deletes and takes back', () => {
    const { editor, take, truth, first, topicOf } = scene();
    const undo = new Y.UndoManager(documentRows(editor), { captureTimeout: 0 });
    const id = first();
    const steps: (() => void)[] = [
      () => topicOf(id).insert(0, 'Дробь 👩‍🏫'),
      () => topicOf(id).delete(2, 3),
      () => editRow(editor, id, { hours: 2, type: null, control: 3 }),
      () => editRow(editor, id, { order: 'zz', homework: '' }),
      () =>
        void putRows(
          editor,
          Array.from({ length: 30 }, () => emptyPlanRow()),
          { after: null },
        ),
      () => void putRows(editor, [emptyPlanRow('section')]),
      () => removeRow(editor, id),
      () => void undo.undo(),
      () => void undo.undo(),
      () => void undo.redo(),
      () => editRow(editor, readDocument(editor)[3]?.id ?? '', { resources: 'https://school.example/дроби\nЕщё' }),
    ];
    for (const step of steps) for (const update of updatesOf(editor, step)) expect(kindOf(take(update))).toBe('taken');
    expect(readDocument(truth)).toEqual(readDocument(editor));
  });

  test('comes back with everything it has: only what is new is kept', () => {
    const { editor, take, truth, first, topicOf } = scene();
    for (const letter of 'пропорции') topicOf(first()).insert(0, letter);
    removeRow(editor, readDocument(editor)[2]?.id ?? '');
    const whole = Y.encodeStateAsUpdate(editor);
    const verdict = take(whole);
    expect(kindOf(verdict)).toBe('taken');
    expect(verdict.ok && verdict.delta?.byteLength).toBeLessThan(whole.byteLength);
    expect(kindOf(take(whole))).toBe('known');
    expect(readDocument(truth)).toEqual(readDocument(editor));
  });

  test('two that delete and edit one row at once are both taken', () => {
    const { editor, take, truth, first, topicOf } = scene();
    const other = copyOf(truth, 300);
    const id = first();
    const removed = oneOf(other, () => removeRow(other, id));
    const typed = oneOf(editor, () => topicOf(id).insert(0, 'а'));
    const set = oneOf(editor, () => editRow(editor, id, { hours: 7 }));
    expect([removed, typed, set].map((update) => kindOf(take(update)))).toEqual(['taken', 'taken', 'taken']);
    expect(readDocument(truth).length).toBe(4);
  });
});

describe('too much of what is allowed is refused with a sentence', () => {
  const messageOf = (verdict: Verdict) => (!verdict.ok && verdict.kind === 'limit' ? verdict.message : null);
  test('a cell, the rows, one update, the document', () => {
    const { editor, take, first, topicOf, truth } = scene();
    const before = readDocument(truth);
    const id = first();
    expect(messageOf(take(oneOf(editor, () => topicOf(id).insert(0, 'а'.repeat(PLAN_CELL)))))).toContain(
      `${PLAN_CELL}`,
    );
    const rows = scene();
    const many = oneOf(rows.editor, () => void putRows(rows.editor, Array(PLAN_ROWS).fill(emptyPlanRow())));
    expect(messageOf(rows.take(many))).toContain(`${PLAN_ROWS}`);
    const paste = scene();
    const large = { ...emptyPlanRow(), topic: 'а'.repeat(PLAN_CELL), homework: 'б'.repeat(PLAN_CELL) };
    expect(
      messageOf(paste.take(oneOf(paste.editor, () => void putRows(paste.editor, Array(40).fill(large))))),
    ).toContain('по частям');
    const whole = scene();
    let refused: string | null = null;
    for (let n = 0; n < 8 && refused === null; n += 1)
      refused = messageOf(whole.take(oneOf(whole.editor, () => void putRows(whole.editor, Array(20).fill(large)))));
    expect(refused).toContain('слишком велик');
    expect(readDocument(truth)).toEqual(before);
  });
  test('where two have made the document too large together, who adds nothing to it is not refused', () => {
    const { editor, truth, take } = scene();
    const large = { ...emptyPlanRow(), topic: 'а'.repeat(PLAN_CELL), homework: 'б'.repeat(PLAN_CELL) };
    putRows(editor, Array(140).fill(large));
    Y.applyUpdate(truth, Y.encodeStateAsUpdate(editor));
    // What a window answers when it is asked for all that it has.
    expect(kindOf(take(Y.encodeStateAsUpdate(editor, Y.encodeStateVector(truth))))).toBe('known');
    expect(messageOf(take(oneOf(editor, () => void putRows(editor, [large]))))).toContain('слишком велик');
  });
});

/** Bytes by hand: numbers are varuints, texts are texts. */
function bytes(...parts: (number | string | Uint8Array)[]): Uint8Array {
  const e = encoding.createEncoder();
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(e, part);
    else if (typeof part === 'string') encoding.writeVarString(e, part);
    else encoding.writeUint8Array(e, part);
  }
  return encoding.toUint8Array(e);
}
const GC = 0;
const SKIP = 10;

/** As many editors that the document has not seen as there are structs, all on one key. */
function editorsOn(id: string, count: number): Uint8Array {
  const structs = Array.from({ length: count }, (_, n) =>
    bytes(1, 1000 + n, 0, new Uint8Array([0x28]), 1, 'rows', id, 1, new Uint8Array([126])),
  );
  return new Uint8Array(Buffer.concat([bytes(count), ...structs, bytes(0)]));
}

describe('hostile bytes', () => {
  const noPlan: Record<string, (s: ReturnType<typeof scene>) => Uint8Array> = {
    'V2 encoding': ({ editor }) => Y.encodeStateAsUpdateV2(editor),
    'the 21 bytes of V2 that hang': () => new Uint8Array(21).fill(255),
    'nothing at all': () => new Uint8Array(),
    'a count of editors beyond the bytes': () => bytes(2 ** 40, 1, 2, 3),
    'a count of structs beyond the bytes': () => bytes(1, 2 ** 40, 200, 0),
    'a GC of 2⁴⁰': () => bytes(1, 1, 200, 0, new Uint8Array([GC]), 2 ** 40, 0),
    'a GC of nothing': () => bytes(1, 1, 200, 0, new Uint8Array([GC]), 0, 0),
    'a deleted length of 2⁴⁰': () => bytes(1, 1, 200, 0, new Uint8Array([1]), 1, 'rows', 2 ** 40, 0),
    'a deletion of 2⁴⁰': () => bytes(0, 1, 100, 1, 0, 2 ** 40),
    'a count of deletions beyond the bytes': () => bytes(0, 1, 100, 2 ** 40, 0, 1),
    'an editor’s id beyond 32 bits': () => bytes(1, 1, 2 ** 32, 0, new Uint8Array([GC]), 1, 0),
    'bytes behind the end': ({ editor, topicOf, first }) =>
      bytes(
        oneOf(editor, () => topicOf(first()).insert(0, 'а')),
        7,
      ),
    'another root': ({ editor }) => oneOf(editor, () => editor.getMap('чужое').set('a', 1)),
    'an array': ({ editor }) => oneOf(editor, () => documentRows(editor).set('arrayarray', new Y.Array() as never)),
    'an XML element': ({ editor }) =>
      oneOf(editor, () => documentRows(editor).set('xmlxmlxml', new Y.XmlElement('b') as never)),
    'a sub-document': ({ editor }) => oneOf(editor, () => documentRows(editor).set('docdocdoc', new Y.Doc() as never)),
    'bytes as a value': ({ editor, first }) =>
      oneOf(editor, () => documentRows(editor).get(first())?.set('hours', new Uint8Array(9))),
    'a fraction': ({ editor, first }) => oneOf(editor, () => documentRows(editor).get(first())?.set('hours', 1.5)),
    'an object as a value': ({ editor, first }) =>
      oneOf(editor, () => documentRows(editor).get(first())?.set('hours', { a: 1 })),
    'hours beyond their bounds': ({ editor, first }) =>
      oneOf(editor, () => documentRows(editor).get(first())?.set('hours', 1000)),
    'an order that is no key': ({ editor, first }) =>
      oneOf(editor, () => documentRows(editor).get(first())?.set('order', 'я')),
    'a type nobody knows': ({ editor, first }) =>
      oneOf(editor, () => documentRows(editor).get(first())?.set('type', 'party')),
    'a giant value': ({ editor, first }) =>
      oneOf(editor, () => documentRows(editor).get(first())?.set('order', 'a'.repeat(100_000))),
    'a text as a value': ({ editor, first }) =>
      oneOf(editor, () => documentRows(editor).get(first())?.set('hours', new Y.Text('1'))),
    'a value as a text': ({ editor, first }) =>
      oneOf(editor, () => documentRows(editor).get(first())?.set('topic', 'Дроби')),
    'a column more': ({ editor, first }) => oneOf(editor, () => documentRows(editor).get(first())?.set('price', 1)),
    'a column less': ({ editor, first }) => oneOf(editor, () => documentRows(editor).get(first())?.delete('hours')),
    'a row that is no map': ({ editor }) => oneOf(editor, () => documentRows(editor).set('rowrowrow', 5 as never)),
    'a row with a strange id': ({ editor }) => oneOf(editor, () => documentRows(editor).set('../..', new Y.Map())),
    formatting: ({ editor, topicOf, first }) => oneOf(editor, () => topicOf(first()).format(0, 2, { bold: true })),
    'an embed': ({ editor, topicOf, first }) => oneOf(editor, () => topicOf(first()).insertEmbed(0, { image: 'x' })),
    'a map inside a text': ({ editor, topicOf, first }) =>
      oneOf(editor, () => topicOf(first()).insertEmbed(0, new Y.Map())),
    'an attribute of a text': ({ editor, topicOf, first }) =>
      oneOf(editor, () => topicOf(first()).setAttribute('lang', 1)),
    'a NUL': ({ editor, topicOf, first }) => oneOf(editor, () => topicOf(first()).insert(0, 'до\u0000после')),
    '20 000 editors on one key': () => editorsOn('k', 20_000),
    'a hundred editors at once': ({ first }) => editorsOn(first(), 100),
    'structs that rest on each other': () =>
      bytes(2, 1, 500, 0, new Uint8Array([0x84]), 400, 0, 'а', 1, 400, 0, new Uint8Array([0x84]), 500, 0, 'а', 0),
    'a struct that rests on itself': () => bytes(1, 1, 500, 0, new Uint8Array([0x84]), 500, 0, 'а', 0),
    'bad UTF-8': () => bytes(1, 1, 500, 0, new Uint8Array([0x84]), 100, 0, 2, new Uint8Array([0xc3, 0x28]), 0),
  };
  test.each(Object.keys(noPlan))('%s', (name) => {
    const s = scene();
    const before = Y.encodeStateAsUpdate(s.truth);
    const update = noPlan[name]?.(s) ?? new Uint8Array();
    const kind = kindOf(s.take(update));

    expect(kind).toBe('hostile');
    expect(Y.encodeStateAsUpdate(s.truth)).toEqual(before);
    // It goes on working.
    const honest = copyOf(s.truth, 900);
    expect(
      kindOf(s.take(oneOf(honest, () => editRow(honest, readDocument(honest)[1]?.id ?? '', { topic: 'Дальше' })))),
    ).toBe('taken');
  });

  test('4 000 updates with the first missing are gaps, each by itself, and leave nothing behind', () => {
    const { editor, take, truth, topicOf, first } = scene();
    const before = Y.encodeStateAsUpdate(truth);
    const topic = topicOf(first());
    const updates = updatesOf(editor, () => {
      for (let n = 0; n < 4001; n += 1) topic.insert(n % 3, 'а');
    });
    expect(new Set(updates.slice(1, 4001).map((update) => kindOf(take(update))))).toEqual(new Set(['gap']));
    expect(kindOf(take(bytes(1, 1, 200, 0, new Uint8Array([SKIP]), 5, 0)))).toBe('gap');
    expect(kindOf(take(bytes(0, 1, 200, 1, 0, 5)))).toBe('gap');
    expect(Y.encodeStateAsUpdate(truth)).toEqual(before);
    expect(kindOf(take(updates[0] ?? new Uint8Array()))).toBe('taken');
  });

  test('an update cut anywhere is refused', () => {
    const { editor, take, truth } = scene();
    const before = Y.encodeStateAsUpdate(truth);
    const update = oneOf(editor, () => void putRows(editor, [{ ...emptyPlanRow(), topic: 'Дроби' }]));
    for (let end = 0; end < update.byteLength; end += 1)
      expect(['hostile', 'gap']).toContain(kindOf(take(update.slice(0, end))));
    expect(Y.encodeStateAsUpdate(truth)).toEqual(before);
  });

  test(`20 000 mutated updates, seed ${SEED}: what is taken is a plan, what is not leaves nothing behind`, () => {
    const random = randomOf(SEED);
    const pick = (below: number) => Math.floor(random() * below);
    const kinds: Record<string, number> = {};
    let s = scene();
    for (let n = 0; n < 20_000; n += 1) {
      if (n % 500 === 0) s = scene();
      const other = copyOf(s.truth, 1000 + n);
      const rows = readDocument(other);
      const id = rows[pick(rows.length)]?.id ?? '';
      const changes = [
        () => void putRows(other, [{ ...emptyPlanRow(), topic: 'Новая' }], { random }),
        () => editRow(other, id, { topic: `Тема ${n}`, hours: pick(41) }),
        () => editRow(other, id, { homework: '', order: 'aB3' }),
        () => (rows.length > 3 ? removeRow(other, id) : editRow(other, id, { note: 'н' })),
      ];
      const update = Uint8Array.from(oneOf(other, changes[pick(changes.length)] ?? (() => undefined)));
      for (let times = 1 + pick(4); times > 0; times -= 1) update[pick(update.byteLength)] = pick(256);
      const mutated = random() < 0.1 ? update.slice(0, pick(update.byteLength)) : update;
      const before = Y.encodeStateVector(s.truth);
      const kind = kindOf(s.take(mutated));
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      if (kind !== 'taken') expect(Y.encodeStateVector(s.truth)).toEqual(before);
      // Throws when a row is not a row.
      readDocument(s.truth);
      expect([s.truth.store.pendingStructs, s.truth.store.pendingDs]).toEqual([null, null]);
      other.destroy();
    }
    expect(kinds.hostile).toBeGreaterThan(1000);
  });
});
