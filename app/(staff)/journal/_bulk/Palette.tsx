import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { findPlaces, type Place } from '../_model/palette.ts';

/** As many as a small screen shows without scrolling. */
const SHOWN = 9;

/** Ctrl+K: a few letters of a surname, a date, a class, and Enter. */
export function Palette({
  places,
  onGo,
  onClose,
}: {
  places: readonly Place[];
  onGo(place: Place): void;
  onClose(): void;
}) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const found = useMemo(() => findPlaces(places, text, SHOWN), [places, text]);
  useEffect(() => input.current?.focus(), []);
  const active = found[Math.min(at, found.length - 1)];
  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((old) => Math.max(0, Math.min(Math.min(old, found.length - 1) + step, found.length - 1)));
    else if (event.key === 'Enter' && active) onGo(active);
    else return;
    event.preventDefault();
  }
  return (
    <Dialog title="Перейти" onClose={onClose}>
      <input
        ref={input}
        className="field mt-2"
        role="combobox"
        aria-label="Ученик, дата урока или класс"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-activedescendant={active ? `${list}-${active.key}` : undefined}
        aria-autocomplete="list"
        placeholder="Фамилия, дата урока, класс"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label="Найдено" className="jpalette">
        {found.map((place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which names the active option
          <div
            key={place.key}
            id={`${list}-${place.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === active}
            onClick={() => onGo(place)}
          >
            <span>{place.words}</span>
            <span>{place.aside}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="text-ink-2 text-small">Ничего не нашлось.</p>}
    </Dialog>
  );
}
