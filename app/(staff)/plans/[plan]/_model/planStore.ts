import * as Y from 'yjs';
import { comparePlanRows, type PlanRow } from '#lib/domain/plans/rows.ts';
import { readRow, rowsMap } from '../document.ts';

/** The rows of a document as React reads them, and this person's own undo. A row that did not change keeps its object, so
 *  that only changed rows are drawn anew. */

export type PlanSnapshot = { rows: readonly PlanRow[]; canUndo: boolean; canRedo: boolean };
export type PlanStore = ReturnType<typeof createPlanStore>;

/** Letters typed without a longer stop, ms, are taken back together. */
const ONE_STEP = 600;
/** Rows of a paste in one update: the server takes half a megabyte at once. */
const CHUNK = 50;

export function createPlanStore(doc: Y.Doc) {
  const map = rowsMap(doc);
  /** Marks what this tab's person does; what comes from the network or the device has another origin. */
  const own = { own: true };
  const undo = new Y.UndoManager(map, { trackedOrigins: new Set([own]), captureTimeout: ONE_STEP });
  const listeners = new Set<() => void>();
  const rows = new Map<string, PlanRow>();
  for (const [id, value] of map.entries()) {
    const row = readRow(id, value);
    if (row) rows.set(id, row);
  }
  const take = (ordered: readonly PlanRow[]): PlanSnapshot => ({
    rows: ordered,
    canUndo: undo.undoStack.length > 0,
    canRedo: undo.redoStack.length > 0,
  });
  let snapshot = take([...rows.values()].sort(comparePlanRows));
  const tell = () => {
    for (const listener of listeners) listener();
  };

  const onRows = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    const changed = new Set<string>();
    for (const event of events) {
      const [id] = event.path;
      if (typeof id === 'string') changed.add(id);
      else for (const key of event.keys.keys()) changed.add(key);
    }
    for (const id of changed) {
      const value = map.get(id);
      const row = value && readRow(id, value);
      if (row) rows.set(id, row);
      else rows.delete(id);
    }
    snapshot = take([...rows.values()].sort(comparePlanRows));
    tell();
  };
  map.observeDeep(onRows);
  const onStack = () => {
    const next = take(snapshot.rows);
    if (next.canUndo === snapshot.canUndo && next.canRedo === snapshot.canRedo) return;
    snapshot = next;
    tell();
  };
  undo.on('stack-item-added', onStack);
  undo.on('stack-item-popped', onStack);

  const transact = <T>(work: () => T): T => doc.transact(work, own);
  return {
    doc,
    get: (): PlanSnapshot => snapshot,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** One act of the person: a step of undo for itself. */
    act<T>(work: () => T): T {
      undo.stopCapturing();
      const result = transact(work);
      undo.stopCapturing();
      return result;
    },
    /** Typing: letters close after one another are one step. */
    type: transact,
    /** The next letters are a new step. */
    newStep: (): void => undo.stopCapturing(),
    /** A long list in several updates, still one step of undo. */
    actAll<T>(list: readonly T[], each: (part: readonly T[]) => void): void {
      undo.stopCapturing();
      const { captureTimeout } = undo;
      for (let from = 0; from < list.length; from += CHUNK) {
        if (from > 0) undo.captureTimeout = Number.POSITIVE_INFINITY;
        transact(() => each(list.slice(from, from + CHUNK)));
      }
      undo.captureTimeout = captureTimeout;
      undo.stopCapturing();
    },
    depth: (): number => undo.undoStack.length,
    /** Takes back own steps until as many stand as before. */
    undoTo(depth: number): void {
      while (undo.undoStack.length > depth && undo.undo()) undo.stopCapturing();
    },
    /** The ids of the rows that a step touched, to show it. */
    undo: (): string[] => touchedBy(() => undo.undo()),
    redo: (): string[] => touchedBy(() => undo.redo()),
    destroy(): void {
      map.unobserveDeep(onRows);
      undo.destroy();
      listeners.clear();
    },
  };

  function touchedBy(step: () => unknown): string[] {
    const before = snapshot.rows;
    undo.stopCapturing();
    step();
    undo.stopCapturing();
    const old = new Set(before);
    return snapshot.rows.filter((row) => !old.has(row)).map((row) => row.id);
  }
}
