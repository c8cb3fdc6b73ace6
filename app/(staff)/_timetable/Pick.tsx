'use client';

import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { TimetableOption } from '#lib/contract/reads.ts';
import type { TimetableBy } from '#lib/domain/timetableWeek.ts';

const LABELS: Record<TimetableBy, string> = { class: 'Класс', teacher: 'Учитель', room: 'Кабинет', student: 'Ученик' };

type Found = { options: readonly TimetableOption[]; problem: string | null };

/** Whose timetable: the beginning of a name, ↑ ↓ and Enter. The list is asked for while one types, so that a school of any
 *  size costs the page nothing. */
export function Pick({ by, title, week }: { by: TimetableBy; title: string; week: string | null }) {
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState(title);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found>({ options: [], problem: null });
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  // Another timetable was opened: its name stands in the field.
  useEffect(() => setText(title), [title]);
  useEffect(() => {
    if (!open) return;
    const abort = new AbortController();
    askRead('timetable.find', { by, text: typed }, abort.signal).then((asked) => {
      if (abort.signal.aborted) return;
      setFound(asked.ok ? { options: asked.answer.options, problem: null } : { options: [], problem: asked.message });
      setAt(0);
    });
    return () => abort.abort();
  }, [open, by, typed]);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  function show() {
    if (open) return;
    setTyped('');
    setOpen(true);
  }
  function close() {
    setOpen(false);
    setText(title);
  }
  function choose(option: TimetableOption) {
    setOpen(false);
    setText(option.label);
    router.push(`/timetable?${new URLSearchParams({ by, id: option.id, ...(week ? { week } : {}) })}`);
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === 'Escape' && open) close();
    else if (event.key === 'ArrowDown' && !open) show();
    else if (event.key === 'ArrowDown') setAt(Math.min(found.options.length - 1, at + 1));
    else if (event.key === 'ArrowUp' && open) setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && open && found.options[at]) choose(found.options[at]);
    else return;
    event.preventDefault();
  }
  const optionId = (index: number) => `${id}-${index}`;
  return (
    <span className="tpick">
      <input
        className="field"
        role="combobox"
        aria-label={LABELS[by]}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && found.options[at] ? optionId(at) : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={`${LABELS[by]}: начните писать`}
        maxLength={60}
        value={text}
        onFocus={(event) => {
          event.target.select();
          show();
        }}
        onChange={(event) => {
          setText(event.target.value);
          setTyped(event.target.value);
          setOpen(true);
        }}
        onBlur={close}
        onKeyDown={onKey}
      />
      {open ? (
        <div className="pop tpicklist">
          {found.options.length > 0 ? (
            <div ref={list} id={`${id}-list`} role="listbox" aria-label={LABELS[by]}>
              {found.options.map((option, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field's keys choose; a click is the pointer's way
                <div
                  key={option.id}
                  id={optionId(index)}
                  role="option"
                  aria-selected={index === at}
                  tabIndex={-1}
                  // The field keeps the focus, or it would close before the click.
                  onMouseDown={(event) => event.preventDefault()}
                  onMouseMove={() => setAt(index)}
                  onClick={() => choose(option)}
                >
                  {option.label}
                  {option.detail ? <span className="text-ink-3"> {option.detail}</span> : null}
                </div>
              ))}
            </div>
          ) : (
            <p className="px-2 py-1.5 text-ink-2" role="status">
              {found.problem ?? (typed ? 'Ничего не нашлось' : 'Ищем…')}
            </p>
          )}
        </div>
      ) : null}
    </span>
  );
}
