import type { DraftState } from './useDraft.ts';

/** What somebody else has written into the field that is being typed in, and the choice between the two. */
export function DraftDispute({ draft }: { draft: DraftState }) {
  if (draft.other === undefined) return null;
  return (
    <span role="alert" className="jother">
      <span>Сейчас записано другое: {draft.other ? `«${draft.other}»` : 'пусто'}.</span>
      <span className="flex gap-1">
        <button type="button" className="btn tiny" onClick={draft.keepMine}>
          Оставить моё
        </button>
        <button type="button" className="btn tiny" onClick={draft.takeOther}>
          Принять
        </button>
      </span>
    </span>
  );
}
