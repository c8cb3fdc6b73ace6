import type { KeyboardEvent } from 'react';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import { DraftDispute } from '../_lesson/DraftDispute.tsx';
import { useDraft } from '../_lesson/useDraft.ts';

type Props = {
  name: string;
  /** Fields of one column follow each other by Enter. */
  column: 'topic' | 'homework';
  label: string;
  text: string | null;
  version: number;
  limit: number;
  /** Proposed from the plan while nothing is written: Enter confirms it. */
  offer: string | null;
  off: boolean;
  /** What is missing, as a sentence; null when nothing is. */
  gap: string | null;
  onCommit(text: string | null): Promise<CommandAnswer>;
};

/** The next field of the column, downwards or up. */
function step(field: HTMLTextAreaElement, by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLTextAreaElement>(`textarea[data-column="${field.dataset['column']}"]`)];
  const next = all[all.indexOf(field) + by];
  next?.focus();
  if (next?.dataset['offered']) next.select();
  else next?.setSelectionRange(next.value.length, next.value.length);
}

/** A cell of the sheet: as high as its text without measuring it, sent when it is left. */
export function SheetField({ name, column, label, text, version, limit, offer, off, gap, onCommit }: Props) {
  const draft = useDraft(name, { kept: text, version, offer: off ? null : offer, send: onCommit });
  if (off) return <span className={gap ? 'tgap' : 'tplain'}>{text ?? gap ?? ''}</span>;
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    draft.confirm();
    step(event.currentTarget, event.ctrlKey || event.metaKey ? -1 : 1);
  }
  return (
    <>
      <span
        className={`tgrow${gap && (draft.text === '' || draft.offered) ? ' tgap' : ''}${draft.offered ? ' offered' : ''}`}
        data-text={draft.text}
      >
        <textarea
          rows={1}
          data-column={column}
          data-offered={draft.offered || undefined}
          aria-label={label}
          placeholder={gap ?? ''}
          maxLength={limit}
          value={draft.text}
          onChange={(event) => draft.type(event.target.value)}
          onFocus={(event) => draft.offered && event.target.select()}
          onBlur={draft.commit}
          onKeyDown={onKeyDown}
        />
      </span>
      <DraftDispute draft={draft} />
      {draft.failure && <span className="text-bad text-caption">{draft.failure}</span>}
    </>
  );
}
