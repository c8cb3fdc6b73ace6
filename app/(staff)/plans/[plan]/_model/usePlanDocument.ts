import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import * as Y from 'yjs';
import { forgetPlanCopies, type PlanCopy, planCopyName } from '#app/_live/keptPlans.ts';
import { isForeign, isSessionOver } from '#app/_live/keptViews.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { createPlanLink, type LinkState, type PlanLink } from './planLink.ts';
import { createPlanStore, type PlanSnapshot, type PlanStore } from './planStore.ts';
import { dropStranded, type StrandedText, strandedTexts, unsentTexts } from './stranded.ts';

type Opened = { doc: Y.Doc; store: PlanStore; link: PlanLink };
const OPENING: LinkState = {
  ready: false,
  online: null,
  turnedAway: false,
  waiting: 0,
  savedAt: null,
  refused: null,
  closed: null,
  kept: false,
};
const NOTHING: PlanSnapshot = { rows: [], canUndo: false, canRedo: false };
const never = () => () => undefined;

export type PlanDocument = {
  opened: Opened | null;
  link: LinkState;
  /** The document's rows once it is whole here, until then those the server has rendered. */
  snapshot: PlanSnapshot;
  /** Typing is possible: the document is here, and it is this person's to write. */
  editable: boolean;
  /** Texts that could not be merged, to be typed again. */
  stranded: readonly StrandedText[];
  forgetStranded(): void;
  /** Gives up what the server does not take and begins with what it has; the texts given up are shown. */
  startOver(): void;
};

/** One plan's document while its page is open. `generation`: which document it is; another one is never merged with it. */
export function usePlanDocument(
  copy: PlanCopy,
  mayWrite: boolean,
  first: readonly PlanRow[],
  onLost: () => void,
): PlanDocument {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [round, setRound] = useState(0);
  const [stranded, setStranded] = useState<readonly StrandedText[]>([]);
  const { schoolId, planId, generation, personId } = copy;
  const same = useMemo(() => ({ schoolId, planId, generation, personId }), [schoolId, planId, generation, personId]);
  // Another round is another document: what the server did not take is left behind.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for a new document
  useEffect(() => {
    const doc = new Y.Doc();
    const store = createPlanStore(doc);
    const keep = mayWrite && !isForeign();
    const link = createPlanLink({ doc, copy: same, origin: window.location.origin, mayWrite, keep });
    setOpened({ doc, store, link });
    const leaving = (event: BeforeUnloadEvent) => {
      if (link.get().waiting > 0 && !isSessionOver()) event.preventDefault();
    };
    window.addEventListener('beforeunload', leaving);
    return () => {
      window.removeEventListener('beforeunload', leaving);
      setOpened(null);
      link.destroy();
      store.destroy();
      doc.destroy();
    };
  }, [same, mayWrite, round]);

  const link = useSyncExternalStore(
    opened?.link.subscribe ?? never,
    () => opened?.link.get() ?? OPENING,
    () => OPENING,
  );
  const live = useSyncExternalStore(
    opened?.store.subscribe ?? never,
    () => opened?.store.get() ?? NOTHING,
    () => NOTHING,
  );
  const before = useMemo(() => ({ rows: first, canUndo: false, canRedo: false }), [first]);
  const snapshot = link.ready ? live : before;

  // A right lost, or another document in its place: the page asks anew what this person may see.
  useEffect(() => {
    if (link.closed === 'right' || link.closed === 'generation') onLost();
  }, [link.closed, onLost]);
  // Looked at once per document.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows only tell which texts are already there
  useEffect(() => {
    if (!mayWrite) return;
    strandedTexts(same, first).then(
      (texts) =>
        texts.length > 0 &&
        setStranded((old) => [...old.filter(({ id }) => texts.every((text) => text.id !== id)), ...texts]),
      // A device that does not open its database has nothing to show.
      () => undefined,
    );
  }, [same, mayWrite]);

  const startOver = useCallback(() => {
    if (opened) setStranded((old) => [...old, ...unsentTexts(opened.store.get().rows, first)]);
    forgetPlanCopies((other) => planCopyName(other) === planCopyName(same), { unsentToo: true });
    setRound((old) => old + 1);
  }, [opened, first, same]);
  const forgetStranded = useCallback(() => {
    dropStranded(same);
    setStranded([]);
  }, [same]);
  return {
    opened,
    link,
    snapshot,
    editable: mayWrite && link.ready && link.closed === null && opened !== null,
    stranded,
    forgetStranded,
    startOver,
  };
}
