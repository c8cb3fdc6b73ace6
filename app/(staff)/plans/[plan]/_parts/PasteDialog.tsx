import { useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { plural } from '#lib/domain/people.ts';
import type { Paste } from '#lib/domain/plans/pasteTable.ts';
import { PLAN_FIELD_LABELS, type PlanField } from '#lib/domain/plans/rows.ts';
import { kindWord } from '../_grid/cellFacts.ts';
import type { PasteMode } from '../_model/paste.ts';

/** Rows shown of a long paste. */
const SHOWN = 8;

const labelOf = (field: PlanField): string =>
  field === 'hours' ? 'часы' : field === 'resources' ? 'ЭОР' : PLAN_FIELD_LABELS[field].toLowerCase();

/** What a pasted table would do, before it does it. */
export function PasteDialog({
  paste,
  over,
  controls,
  onPaste,
  onClose,
}: {
  paste: Paste;
  /** Rows that pasting over cells would change. */
  over: number;
  controls: ReadonlyMap<number, string>;
  onPaste(mode: PasteMode): void;
  onClose(): void;
}) {
  const sections = paste.rows.filter((row) => row.kind === 'section').length;
  const [mode, setMode] = useState<PasteMode>(sections > 0 || over === 0 ? 'insert' : 'over');
  const fields = paste.fields.filter((field): field is PlanField => field !== null);
  const count = paste.rows.length;
  return (
    <Dialog title="Вставить таблицу" onClose={onClose}>
      <div className="ppaste">
        <p>
          В таблице {count} {plural(count, 'строка', 'строки', 'строк')}
          {sections > 0 ? `, из них разделов: ${sections}` : ''}. Столбцы:{' '}
          {fields.map(labelOf).join(', ') || 'ни один не подошёл'}.
        </p>
        {sections === 0 && over > 0 && (
          <SegmentedControl<PasteMode>
            label="Куда вставить"
            options={[
              { value: 'over', label: `Поверх ячеек (строк: ${over})` },
              { value: 'insert', label: 'Новыми строками ниже' },
            ]}
            value={mode}
            onChange={setMode}
          />
        )}
        <div className="ppreview">
          <table className="jplantable">
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field}>{PLAN_FIELD_LABELS[field]}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {paste.rows.slice(0, SHOWN).map((row, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a preview's rows have no identity and never move
                <tr key={i}>
                  {row.kind === 'section' ? (
                    <th colSpan={fields.length}>Раздел «{row.texts.topic}»</th>
                  ) : (
                    fields.map((field) => (
                      <td key={field}>
                        {field === 'hours'
                          ? (row.hours ?? '')
                          : field === 'type'
                            ? kindWord(row.type ?? null)
                            : field === 'control'
                              ? (controls.get(row.control ?? 0) ?? '')
                              : (row.texts[field] ?? '')}
                      </td>
                    ))
                  )}
                </tr>
              ))}
            </tbody>
          </table>
          {count > SHOWN && <p className="text-ink-2">…и ещё {count - SHOWN}.</p>}
        </div>
        {paste.left.length > 0 && (
          <details className="jplanrefused" open={paste.left.length <= 4}>
            <summary>Не вставится: {paste.left.length}</summary>
            <ul>
              {paste.left.slice(0, 30).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
              {paste.left.length > 30 && <li>…и ещё {paste.left.length - 30}.</li>}
            </ul>
          </details>
        )}
        <div className="mt-3 flex items-center justify-end gap-2">
          <span className="mr-auto text-ink-2">Вернуть целиком: Ctrl Z</span>
          <button type="button" className="btn" onClick={onClose}>
            Отмена
          </button>
          <button type="button" className="btn primary" disabled={fields.length === 0} onClick={() => onPaste(mode)}>
            Вставить
          </button>
        </div>
      </div>
    </Dialog>
  );
}
