import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandAnswer } from '#lib/contract/commands.ts';

type Draft = { text: string; version: number };
export type DraftState = {
  text: string;
  type(text: string): void;
  commit(): void;
  /** What somebody else has written meanwhile; undefined when nobody has. */
  other: string | null | undefined;
  keepMine(): void;
  takeOther(): void;
  failure: string | null;
};

const tidy = (text: string): string | null => text.trim() || null;

/** A text being typed over a kept one. `version` counts the waiting changes in, so it moves when somebody else writes and
 *  does not move when one's own change is saved. */
export function useDraft(
  kept: string | null,
  version: number,
  send: (text: string | null) => Promise<CommandAnswer> | null,
): DraftState {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const latest = useRef({ draft, kept, version, send });
  latest.current = { draft, kept, version, send };

  const put = useCallback((text: string) => {
    const before = latest.current.version;
    setDraft(null);
    setFailure(null);
    latest.current.draft = null;
    latest.current.send(tidy(text))?.then((answer) => {
      if (answer.ok) return;
      // What was typed comes back into the field: nothing is lost by a refusal.
      setDraft((newer) => newer ?? { text, version: answer.code === 'conflict' ? before : latest.current.version });
      if (answer.code !== 'conflict') setFailure(answer.message);
    });
  }, []);
  const commit = useCallback(() => {
    const now = latest.current;
    if (!now.draft) return;
    if (tidy(now.draft.text) === now.kept) setDraft(null);
    else if (now.draft.version === now.version) put(now.draft.text);
  }, [put]);
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

  const changed = draft !== null && draft.version !== version && tidy(draft.text) !== kept;
  return {
    text: draft?.text ?? kept ?? '',
    type: (text) => setDraft((old) => ({ text, version: old?.version ?? version })),
    commit,
    other: changed ? kept : undefined,
    keepMine: () => draft && put(draft.text),
    takeOther: () => setDraft(null),
    failure,
  };
}
