import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { vars } from '#app/_ui/vars.ts';
import { PLAN_HOURS } from '#lib/domain/plans/rows.ts';

/** Hours: digits, taken at once. */
export function HoursEditor({
  hours,
  label,
  seed,
  onSet,
  onKey,
  onLeave,
}: {
  hours: number;
  label: string;
  seed: string | null;
  onSet(hours: number): void;
  onKey(event: KeyboardEvent<HTMLInputElement>): boolean;
  onLeave(): void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const set = useRef(onSet);
  set.current = onSet;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once
  useLayoutEffect(() => {
    const own = field.current;
    if (!own) return;
    own.value = seed ?? String(hours);
    own.focus({ preventScroll: true });
    if (seed === null) own.select();
    else set.current(Math.min(PLAN_HOURS, Number(seed)));
  }, []);
  return (
    <input
      ref={field}
      className="peditnumber"
      inputMode="numeric"
      maxLength={2}
      aria-label={label}
      onInput={(event) => {
        const typed = event.currentTarget.value;
        const digits = typed.replace(/\D/g, '');
        // A letter is no number, and no wish for none: the hours stay.
        if (digits === '' && typed !== '') {
          event.currentTarget.value = String(hours);
          return;
        }
        const value = Math.min(PLAN_HOURS, Number(digits));
        event.currentTarget.value = digits === '' ? '' : String(value);
        set.current(value);
      }}
      onBlur={onLeave}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (onKey(event)) event.preventDefault();
      }}
    />
  );
}

/** Lines of a list before it scrolls. */
const SHOWN = 12;
export type Choice = { value: string; label: string };

/** One of a list: letters and arrows choose, Enter takes, Esc leaves all as it was. */
export function ChoiceEditor({
  value,
  choices,
  label,
  onTake,
  onKey,
  onLeave,
}: {
  value: string;
  choices: readonly Choice[];
  label: string;
  onTake(value: string): void;
  onKey(event: KeyboardEvent<HTMLSelectElement>): boolean;
  onLeave(): void;
}) {
  const list = useRef<HTMLSelectElement>(null);
  const [chosen, setChosen] = useState(value);
  useLayoutEffect(() => {
    const own = list.current;
    if (!own) return;
    own.focus({ preventScroll: true });
    // Near the foot of the grid the list opens upwards.
    const frame = own.closest('.pscroll')?.getBoundingClientRect();
    const box = own.getBoundingClientRect();
    own.classList.toggle('up', frame !== undefined && box.bottom > frame.bottom && box.top - box.height > frame.top);
  }, []);
  return (
    <select
      ref={list}
      className="pchoice"
      size={choices.length}
      style={vars({ '--lines': Math.min(SHOWN, choices.length) })}
      aria-label={label}
      value={chosen}
      onChange={(event) => setChosen(event.target.value)}
      onClick={(event) => {
        if (event.target instanceof HTMLOptionElement) onTake(event.target.value);
      }}
      onBlur={onLeave}
      onKeyDown={(event) => {
        event.stopPropagation();
        if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && chosen !== value) onTake(chosen);
        if (onKey(event)) event.preventDefault();
      }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
