import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Anchored } from './Anchored.tsx';

/** A lesson is not longer. */
const MOST = 90;

/** «Опоздание, минут»: F2 on «О». Empty: the minutes are not known. */
export function MinutesAsk({
  cell,
  minutes,
  onSet,
  onClose,
}: {
  cell: string;
  minutes: number | null;
  onSet(minutes: number | null): void;
  onClose(): void;
}) {
  const [text, setText] = useState(minutes === null ? '' : String(minutes));
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const value = Number(text);
  const right = text === '' || (/^\d+$/.test(text) && value >= 1 && value <= MOST);
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (right) onSet(text === '' ? null : value);
  }
  return (
    <Anchored cell={cell} side="below">
      <form className="pop jask" aria-label="Опоздание" onSubmit={onSubmit}>
        <label className="inline-flex items-center gap-2">
          Опоздание, минут
          <input
            ref={input}
            className="field w-14"
            inputMode="numeric"
            autoComplete="off"
            value={text}
            aria-invalid={!right}
            onChange={(event) => setText(event.target.value.trim())}
            onKeyDown={(event) => {
              if (event.key === 'Escape') onClose();
            }}
          />
        </label>
        {!right && <span className="text-bad">от 1 до {MOST}</span>}
        <button type="submit" className="btn tiny" disabled={!right}>
          Готово
        </button>
      </form>
    </Anchored>
  );
}
