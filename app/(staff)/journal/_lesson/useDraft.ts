import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandAnswer } from '#lib/contract/commands.ts';

type Draft = { text: string; version: number; failure: string | null };
/** What is being typed, by field. It outlives the field: a text that was refused after one had gone to another lesson
 *  waits where it was written. Nothing of it leaves the page's memory. */
const drafts = new Map<string, Draft>();

export type DraftState = {
  text: string;
  /** The text is a proposal: nothing is kept and nothing is typed. */
  offered: boolean;
  type(text: string): void;
  commit(): void;
  /** Sends what is typed, or the proposal as it stands. */
  confirm(): void;
  /** What somebody else has written meanwhile; undefined when nobody has. */
  other: string | null | undefined;
  keepMine(): void;
  takeOther(): void;
  failure: string | null;
};
type Field = {
  kept: string | null;
  version: number;
  /** What is proposed while nothing is kept; it is sent by `confirm` alone, and never by leaving the field. */
  offer?: string | null;
  send(text: string | null): Promise<CommandAnswer> | null;
};

const tidy = (text: string): string | null => text.trim() || null;

/** A text being typed over a kept one, in the field `name`. `version` counts the waiting changes in, so it moves when
 *  somebody else writes and does not move when one's own change is saved. */
export function useDraft(name: string, now: Field): DraftState {
  const [, redraw] = useState(0);
  // One object for as long as the field has this name: what leaves the field last still knows where it belongs.
  const last = useRef<Field & { name: string }>({ name, ...now });
  if (last.current.name !== name) last.current = { name, ...now };
  const field = Object.assign(last.current, now);

  const store = useCallback((key: string, draft: Draft | null) => {
    if (draft) drafts.set(key, draft);
    else drafts.delete(key);
    redraw((n) => n + 1);
  }, []);
  const put = useCallback(
    (target: typeof field, text: string) => {
      const before = target.version;
      store(target.name, null);
      target.send(tidy(text))?.then((answer) => {
        if (answer.ok || drafts.has(target.name)) return;
        const conflict = answer.code === 'conflict';
        const version = conflict ? before : target.version;
        store(target.name, { text, version, failure: conflict ? null : answer.message });
      });
    },
    [store],
  );
  const commit = useCallback(() => {
    const draft = drafts.get(field.name);
    if (!draft) return;
    if (tidy(draft.text) === field.kept) store(field.name, null);
    else if (draft.version === field.version && !draft.failure) put(field, draft.text);
  }, [field, put, store]);
  const confirm = useCallback(() => {
    if (!drafts.has(field.name) && field.kept === null && field.offer) put(field, field.offer);
    else commit();
  }, [field, put, commit]);
  // A page that is being closed or put aside sends what it has; so does a field that goes away.
  useEffect(() => {
    const onHide = () => {
      if (document.visibilityState === 'hidden') commit();
    };
    window.addEventListener('pagehide', commit);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.removeEventListener('pagehide', commit);
      document.removeEventListener('visibilitychange', onHide);
      commit();
    };
  }, [commit]);

  const draft = drafts.get(name);
  const changed = draft !== undefined && draft.version !== now.version && tidy(draft.text) !== now.kept;
  const offer = draft === undefined && now.kept === null ? (now.offer ?? null) : null;
  return {
    text: draft?.text ?? now.kept ?? offer ?? '',
    offered: offer !== null,
    type: (text) => store(name, { text, version: draft?.version ?? now.version, failure: null }),
    commit,
    confirm,
    other: changed ? now.kept : undefined,
    keepMine: () => draft && put(field, draft.text),
    takeOther: () => store(name, null),
    failure: draft?.failure ?? null,
  };
}
