import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Choice } from '#app/(staff)/plans/[plan]/_grid/ValueEditors.tsx';
import type { Outcome } from '#app/(staff)/plans/[plan]/_state/lifeActions.ts';

/** A text of a remark: Ctrl+Enter sends, Esc closes. What was typed stays until it is taken. */
export function RemarkForm({
  label,
  verb,
  limit,
  initial = '',
  hint,
  choices,
  send,
  onClose,
}: {
  label: string;
  verb: string;
  limit: number;
  initial?: string;
  hint?: string;
  /** One of these instead of a text. */
  choices?: readonly Choice[];
  send(text: string): Promise<Outcome>;
  onClose(): void;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLSelectElement>(null);
  const [text, setText] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    list.current?.focus();
    area.current?.focus();
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, []);
  async function go() {
    if (busy) return;
    setBusy(true);
    const outcome = await send(text);
    setBusy(false);
    if (outcome.ok) onClose();
    else setProblem(outcome.message);
  }
  const empty = (text.trim() === '' && !choices) || text === initial;
  const onKeyDown = (event: KeyboardEvent) => {
    // The grid's keys are not meant while one types here.
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !empty) {
      event.preventDefault();
      void go();
    }
  };
  return (
    <form
      className="remarkform"
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) void go();
      }}
    >
      <label htmlFor={id}>{label}</label>
      {choices ? (
        <select
          ref={list}
          id={id}
          className="field"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        >
          {choices.map(({ value, label: name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <textarea
          ref={area}
          id={id}
          className="field"
          rows={3}
          maxLength={limit}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
      )}
      {hint && <p className="text-ink-3">{hint}</p>}
      {problem && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
      <span className="acts">
        <button type="submit" className="btn small" disabled={busy || empty}>
          {verb}
        </button>
        <button type="button" className="btn small quiet" onClick={onClose}>
          Отмена
        </button>
      </span>
    </form>
  );
}
