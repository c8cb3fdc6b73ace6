import { useEffect, useRef, useState } from 'react';
import { PLAN_FIELD_LABELS, PLAN_FIELDS } from '#lib/domain/plans/rows.ts';
import { ALWAYS } from '../_model/columns.ts';

/** «Столбцы»: which are shown; remembered in this browser. */
export function ColumnsMenu({
  hidden,
  groups,
  onChange,
}: {
  hidden: ReadonlySet<string>;
  groups: readonly { id: number; className: string }[];
  onChange(hidden: ReadonlySet<string>): void;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const elsewhere = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [open]);
  const columns: { key: string; label: string }[] = [
    ...PLAN_FIELDS.filter((field) => !ALWAYS.includes(field)).map((field) => ({
      key: field,
      label: field === 'resources' ? 'ЭОР (ссылки)' : PLAN_FIELD_LABELS[field],
    })),
    ...groups.map(({ id, className }) => ({ key: `dates${id}`, label: `Даты: ${className}` })),
  ];
  const toggle = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for Esc from the boxes inside
    <div
      ref={root}
      className="pdesk relative"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <button type="button" className="btn quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        Столбцы
      </button>
      {open && (
        <fieldset className="pop pcolumns">
          <legend className="sr-only">Какие столбцы показаны</legend>
          {columns.map(({ key, label }) => (
            <label key={key}>
              <input type="checkbox" className="checkbox" checked={!hidden.has(key)} onChange={() => toggle(key)} />
              {label}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
