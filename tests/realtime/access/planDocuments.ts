import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { putRows, readDocument } from '#db/plans/document.ts';
import { appendUpdates, planHead } from '#db/plans/store.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';
import { newPlan } from '#tests/support/editor.ts';
import { openRaw, type RawEditor } from '#tests/support/rawEditor.ts';
import { until } from '#tests/support/server.ts';
import { at, cookie, expectRow, of, server, world } from './world.ts';

export function planDocumentDoors(): void {
  /** A row of a document that nobody has open, as one update. */
  function rowUpdate(topic: string): Uint8Array {
    const doc = new Y.Doc();
    putRows(doc, [{ ...emptyPlanRow(), topic }]);
    return Y.encodeStateAsUpdate(doc);
  }
  test.each(of('collab'))('$door $target', async (row) => {
    const plan = await newPlan(world);
    await appendUpdates(world.db, plan, [{ bytes: rowUpdate('Дроби'), authorId: 1 }]);
    const doors: Record<string, (raw: RawEditor) => Promise<boolean>> = {
      async '/collab read plan of math 5'(raw) {
        raw.step1();
        await until('the document is sent', () => raw.types.includes(0) && readDocument(raw.doc).length > 0);
        return true;
      },
      async '/collab write plan of math 5'(raw) {
        const { seq } = (await planHead(world.db, plan)) ?? { seq: 0 };
        raw.update(rowUpdate('Доли'));
        raw.marker(1);
        await until('it is taken or refused', () => raw.persisted.has(1));
        const written = (await planHead(world.db, plan))?.seq === seq + 1;
        expect(raw.persisted.get(1) === null, 'what is said is what is done').toBe(written);
        return written;
      },
    };
    const ask = at(doors, `${row.door} ${row.target}`);
    await expectRow(row, async (who) => {
      const raw = await openRaw(server, cookie(who), plan.planId);
      // Who has no session is told so; for all others it does not exist.
      if (typeof raw === 'number') {
        expect([401, 404], who).toContain(raw);
        return false;
      }
      const allowed = await ask(raw);
      raw.ws.close();
      return allowed;
    });
  });

  test('a foreign page, a foreign host and strange addresses open nothing', async () => {
    const { planId } = await newPlan(world);
    const teacher = cookie('teacher');
    expect(await openRaw(server, teacher, planId, { origin: 'https://evil.example' })).toBe(0);
    expect(await openRaw(server, teacher, planId, { host: 'evil.example' })).toBe(0);
    for (const strange of ['', '0', '-1', 'x', `${planId}/..`, '99999999999', `${planId}%00`, '1e3'])
      expect(await openRaw(server, teacher, strange), strange).toBe(404);
  });
}
