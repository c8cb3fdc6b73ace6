import { useMemo, useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { LESSON_KINDS } from '#lib/domain/lessons.ts';
import { linksOf } from '#lib/domain/plans/planLinks.ts';
import { PLAN_FIELD_LABELS, PLAN_FIELDS, PLAN_HOURS, type PlanField, type PlanRow } from '#lib/domain/plans/rows.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { type CellFacts, cellWord, controlChoices, copiedWord, TYPE_CHOICES } from '../_grid/cellFacts.ts';
import { TextEditor } from '../_grid/TextEditor.tsx';
import { isTextField } from '../_model/columns.ts';
import { linesOf } from '../_model/lines.ts';
import type { PlanStore } from '../_model/planStore.ts';
import { setValue } from '../document.ts';

/** The plan in a hand: to read, and to correct a cell; rows are moved and added where there is a keyboard. */
export function PlanList({
  rows,
  facts,
  groups,
  store,
}: {
  rows: readonly PlanRow[];
  facts: CellFacts;
  groups: readonly { id: number; className: string }[];
  store: PlanStore | null;
}) {
  const lines = useMemo(() => linesOf(rows, new Set()), [rows]);
  const [open, setOpen] = useState<string | null>(null);
  const shown = lines.find((line) => line.row.id === open);
  return (
    <div className="plist">
      {lines.map(({ row, number, section }) =>
        section ? (
          <h2 key={row.id}>
            <button type="button" onClick={() => setOpen(row.id)}>
              {row.topic || 'Раздел без названия'} <span>{section.hours} ч</span>
            </button>
          </h2>
        ) : (
          <button key={row.id} type="button" className="prow" onClick={() => setOpen(row.id)}>
            <i>{number}</i>
            <span className={facts.types.get(row.control ?? 0)?.control ? 'font-semibold' : undefined}>
              {row.topic || <span className="text-ink-3">без темы</span>}
            </span>
            <span className="pmore">
              {[
                row.hours === 1 ? '' : `${row.hours} ч`,
                cellWord(row, 'type', facts.types),
                cellWord(row, 'control', facts.types),
                row.homework && `ДЗ: ${row.homework}`,
                ...groups.flatMap((group) => {
                  const date = facts.dates.get(row.id)?.get(group.id);
                  return date ? [`${group.className}\u00a0${dayMonth(date.date)}`] : [];
                }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </button>
        ),
      )}
      {shown && (
        <Dialog
          title={shown.section ? 'Раздел' : `Строка ${shown.number}`}
          onClose={() => {
            store?.newStep();
            setOpen(null);
          }}
        >
          <RowFields row={shown.row} types={facts.types} store={store} />
        </Dialog>
      )}
    </div>
  );
}

function RowFields({
  row,
  types,
  store,
}: {
  row: PlanRow;
  types: ReadonlyMap<number, WorkTypeRef>;
  store: PlanStore | null;
}) {
  const [typed, setTyped] = useState<PlanField | null>(null);
  const fields = row.kind === 'section' ? (['topic'] as const) : PLAN_FIELDS;
  const labelOf = (field: PlanField) =>
    row.kind === 'section' ? 'Название' : field === 'hours' ? 'Часы' : PLAN_FIELD_LABELS[field];
  return (
    <dl className="pfields">
      {fields.map((field) => (
        <div key={field}>
          <dt>{labelOf(field)}</dt>
          <dd>
            {store === null ? (
              <Read row={row} field={field} types={types} />
            ) : isTextField(field) ? (
              typed === field ? (
                <TextEditor
                  store={store}
                  id={row.id}
                  field={field}
                  label={labelOf(field)}
                  seed={null}
                  peers={[]}
                  onKey={(event) => {
                    if (event.key !== 'Enter' && event.key !== 'Escape') return false;
                    setTyped(null);
                    return true;
                  }}
                  onCaret={() => undefined}
                  onLeave={() => setTyped(null)}
                />
              ) : (
                <button type="button" className="pvalue" onClick={() => setTyped(field)}>
                  {row[field] || <span className="text-ink-3">пусто</span>}
                </button>
              )
            ) : field === 'hours' ? (
              <input
                className="field touch"
                type="number"
                inputMode="numeric"
                min={0}
                max={PLAN_HOURS}
                aria-label="Часы"
                value={row.hours}
                onChange={(event) => {
                  const hours = Math.max(0, Math.min(PLAN_HOURS, Math.floor(Number(event.target.value) || 0)));
                  store.act(() => setValue(store.doc, row.id, 'hours', hours));
                }}
              />
            ) : field === 'type' || field === 'control' ? (
              <select
                className="field touch"
                aria-label={labelOf(field)}
                value={String(row[field] ?? '')}
                onChange={(event) => {
                  const { value } = event.target;
                  store.act(() =>
                    field === 'type'
                      ? setValue(store.doc, row.id, 'type', kindOf(value))
                      : setValue(store.doc, row.id, 'control', value === '' ? null : Number(value)),
                  );
                }}
              >
                {(field === 'type' ? TYPE_CHOICES : controlChoices(types.values(), row.control)).map((choice) => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label}
                  </option>
                ))}
              </select>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const kindOf = (value: string): PlanRow['type'] => LESSON_KINDS.find((kind) => kind === value) ?? null;

function Read({ row, field, types }: { row: PlanRow; field: PlanField; types: ReadonlyMap<number, WorkTypeRef> }) {
  const links = field === 'resources' ? linksOf(row.resources) : [];
  if (links.length > 0)
    return links.map((link) => (
      <a key={link.url} className="block" href={link.url} target="_blank" rel="noopener noreferrer">
        {link.title}
      </a>
    ));
  return copiedWord(row, field, types) || '—';
}
