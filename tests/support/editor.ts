import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { documentRows, editRow, putRows, readDocument, removeRow } from '#db/plans/document.ts';
import type { PlanKey } from '#db/plans/store.ts';
import { emptyPlanRow, type PlanRow, type PlanRowDraft } from '#lib/domain/plans/rows.ts';
import type { World } from '#tests/support/school.ts';
import { type TestServer, until } from '#tests/support/server.ts';

/** An editor of a plan as a browser has it: y-websocket's own client with a session's cookie. */

export type Editor = {
  doc: Y.Doc;
  provider: WebsocketProvider;
  /** Its copy by rows, in their order. */
  rows(): PlanRow[];
  /** Adds a row at the end and returns its id. */
  add(draft?: Partial<PlanRowDraft>): string;
  edit(id: string, change: Partial<Omit<PlanRow, 'id'>>): void;
  remove(id: string): void;
  /** The topic of a row. */
  text(id: string): string;
  /** Types into a text at a place. */
  type(id: string, text: string, at?: number): void;
  /** The code that its connection was closed with last; null: none was. */
  closed(): number | null;
  synced(): Promise<void>;
  close(): void;
};

let made = 0;
/** An empty plan of mathematics in grade 5: `teacher`, `colleague` and `foreignTeacher` are its authors. */
export async function newPlan(world: World): Promise<PlanKey> {
  made += 1;
  const [row] = await world.owner<
    { id: number }[]
  >`insert into plan (school_id, year_id, subject_id, grade, name, author_id)
    values (1, 1, 1, 5, ${`план ${made}`}, 1) returning id`;
  return { schoolId: 1, planId: row?.id ?? 0 };
}

export const socketAs = (cookie: string, origin: string): typeof globalThis.WebSocket =>
  class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie, origin } });
    }
    // ws keeps to the browser's interface but for a few events that the provider does not use.
  } as unknown as typeof globalThis.WebSocket;

export function openEditor(
  server: Pick<TestServer, 'origin'>,
  cookie: string,
  planId: number,
  { doc = new Y.Doc(), params = {} }: { doc?: Y.Doc; params?: Record<string, string> } = {},
): Editor {
  const { origin } = server;
  const provider = new WebsocketProvider(`${origin.replace(/^http/, 'ws')}/collab`, String(planId), doc, {
    WebSocketPolyfill: socketAs(cookie, origin),
    disableBc: true,
    params,
    maxBackoffTime: 300,
  });
  let closed: number | null = null;
  provider.on('connection-close', (event) => {
    closed = event?.code ?? closed;
  });
  const rows = documentRows(doc);
  const topicOf = (id: string): Y.Text => {
    const topic = rows.get(id)?.get('topic');
    if (!(topic instanceof Y.Text)) throw new Error(`no row ${id}`);
    return topic;
  };
  return {
    doc,
    provider,
    rows: () => readDocument(doc),
    add(draft = {}) {
      const [row] = putRows(doc, [{ ...emptyPlanRow(), ...draft }]);
      if (!row) throw new Error('no row');
      return row.id;
    },
    edit: (id, change) => editRow(doc, id, change),
    remove: (id) => removeRow(doc, id),
    text: (id) => topicOf(id).toString(),
    type(id, text, at) {
      const topic = topicOf(id);
      topic.insert(Math.min(at ?? topic.length, topic.length), text);
    },
    closed: () => closed,
    synced: () => until('an editor is synced', () => provider.synced),
    close() {
      provider.destroy();
      doc.destroy();
    },
  };
}

/** Whether two copies are the same: made of the same parts, the same of them deleted, and reading alike. */
export const sameCopies = (a: Y.Doc, b: Y.Doc): boolean =>
  Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b)) && JSON.stringify(readDocument(a)) === JSON.stringify(readDocument(b));
