import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import { DraftDispute } from './DraftDispute.tsx';
import { useDraft } from './useDraft.ts';

type Props = {
  /** The field's name among all texts that can be typed on this page: «topic:LESSON», «note:WORK:STUDENT». */
  name: string;
  id?: string;
  label: string;
  aside: ReactNode;
  placeholder: string;
  /** What is kept, the waiting change included, and the version it will have. */
  text: string | null;
  version: number;
  limit: number;
  /** Proposed while nothing is written: Enter confirms it. */
  offer?: string | null;
  off: boolean;
  rows?: number;
  /** Enter alone finishes the field; without it Enter is a new line and Ctrl+Enter finishes. */
  oneLine?: boolean;
  onCommit(text: string | null): Promise<CommandAnswer> | null;
  onFinish?(): void;
};

/** A text that is sent when its field is left, never half-typed. A change by somebody else does not destroy what is being
 *  typed: both are shown, and the person decides. */
export function DraftField(props: Props) {
  const {
    name,
    id,
    label,
    aside,
    placeholder,
    text,
    version,
    limit,
    offer = null,
    off,
    rows = 1,
    oneLine,
    onCommit,
    onFinish,
  } = props;
  const own = useId();
  const fieldId = id ?? own;
  const area = useRef<HTMLTextAreaElement>(null);
  const sized = useRef('');
  const draft = useDraft(name, { kept: text, version, offer: off ? null : offer, send: onCommit });
  // The field grows with its text, so that nothing of it is hidden; `field-sizing` is too young for the schools' browsers.
  useLayoutEffect(() => {
    const box = area.current;
    if (!box || draft.text === sized.current) return;
    sized.current = draft.text;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight + 2}px`;
  });
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const alone = (oneLine || draft.offered) && !event.shiftKey;
    const done = event.key === 'Enter' && !event.altKey && (event.ctrlKey || event.metaKey || alone);
    if (!done) return;
    event.preventDefault();
    draft.confirm();
    onFinish?.();
  }
  return (
    <div className="jlabel">
      <span>
        <label htmlFor={fieldId}>{label}</label> <i>{aside}</i>
      </span>
      <textarea
        ref={area}
        id={fieldId}
        className={draft.offered ? 'field offered' : 'field'}
        data-offered={draft.offered || undefined}
        rows={rows}
        maxLength={limit}
        placeholder={placeholder}
        disabled={off}
        value={draft.text}
        onChange={(event) => draft.type(event.target.value)}
        // What is proposed goes at the first letter typed over it.
        onFocus={(event) => draft.offered && event.target.select()}
        onBlur={draft.commit}
        onKeyDown={onKeyDown}
      />
      {draft.offered && (
        <button type="button" className="link joffer" onClick={draft.confirm}>
          Подтвердить <kbd className="jkbd">Enter</kbd>
        </button>
      )}
      <DraftDispute draft={draft} />
      {draft.failure && <p className="text-bad text-caption">{draft.failure}</p>}
    </div>
  );
}
