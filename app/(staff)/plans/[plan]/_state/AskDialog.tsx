import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import type { Outcome } from './lifeActions.ts';

/** One question before an act that others see at once: what will happen, a text if one is needed, why it was not taken. */
export function AskDialog({
  title,
  children,
  field,
  act,
  verb,
  onClose,
}: {
  title: string;
  children: ReactNode;
  field?: { label: string; limit: number; needed: boolean; rows: number; initial?: string };
  act(text: string): Promise<Outcome>;
  verb: string;
  onClose(): void;
}) {
  const id = useId();
  const [text, setText] = useState(field?.initial ?? '');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // Not the cross, where a space typed in the text would close what is being written.
  useEffect(() => form.current?.querySelector<HTMLElement>('textarea, [type=submit]')?.focus(), []);
  async function go() {
    if (busy) return;
    if (field?.needed && text.trim() === '') {
      setProblem(`Заполните поле «${field.label}».`);
      return;
    }
    setBusy(true);
    setProblem(null);
    const outcome = await act(text.trim());
    setBusy(false);
    if (outcome.ok) onClose();
    else setProblem(outcome.message);
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        ref={form}
        className="mt-2 grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <div className="text-ink-2">{children}</div>
        {field && (
          <div>
            <label htmlFor={id} className="mb-1 block text-ink-2">
              {field.label}
            </label>
            <textarea
              id={id}
              className="field"
              rows={field.rows}
              maxLength={field.limit}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || field.rows === 1)) {
                  event.preventDefault();
                  void go();
                }
              }}
            />
          </div>
        )}
        {problem && (
          <p role="alert" className="flex gap-1.5 text-bad">
            <span className="mt-0.5 flex-none">
              <Icon name="warning" />
            </span>
            {problem}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <button type="button" className="btn" onClick={onClose}>
            Не сейчас
          </button>
          <button type="submit" className="btn primary" disabled={busy}>
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
