import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import { formatWeight } from '#lib/domain/averages.ts';
import { type Range, sizeOf } from '#lib/domain/gridMoves.ts';
import { plural } from '#lib/domain/people.ts';
import { type BulkDesk, columnName } from '../_model/bulk.ts';
import {
  actionsFor,
  BULK_LABELS,
  type BulkAction,
  type BulkChoice,
  bulkPreview,
  doneWords,
} from '../_model/bulkActions.ts';
import { PlanButtons, PlanPreview } from './PlanPreview.tsx';

/** Where it was called from: a range drawn by the person or the cursor's column, and the value typed over it. */
export type BulkAsk = { range: Range; chosen: boolean; action: BulkAction | null; value: number };
type Props = {
  desk: BulkDesk;
  ask: BulkAsk;
  onApply(commands: NewCommand[], words: string): void;
  onClose(): void;
};

const VALUES = [5, 4, 3, 2, 0].map((value) => ({ value: String(value), label: value === 0 ? 'точка' : String(value) }));
const CELLS: [string, string, string] = ['записи', 'записей', 'записей'];

function scopeWords({ columns }: BulkDesk, { range, chosen }: BulkAsk): string {
  const from = columnName(columns, range.left);
  const to = columnName(columns, range.right);
  const where = from === to ? from : `${from} – ${to}`;
  const count = sizeOf(range);
  if (!chosen) return `Столбец ${where}`;
  return `Выделено: ${count} ${plural(count, 'ячейка', 'ячейки', 'ячеек')}, ${where}`;
}

/** «Действия»: one thing done to a column or a range, looked at before it is done. */
export function BulkDialog({ desk, ask, onApply, onClose }: Props) {
  const actions = actionsFor(desk, ask.range, ask.chosen);
  const [value, setValue] = useState(ask.value);
  const at = desk.columns.columns[ask.range.left];
  const current = desk.view.works.find((work) => work.id === at?.workId)?.typeId;
  const [typeId, setTypeId] = useState(current ?? desk.view.workTypes[0]?.id ?? 0);
  const [comment, setComment] = useState('');
  const [action, setAction] = useState<BulkAction>(() => {
    const first = ask.action ?? actions[0] ?? 'present';
    if (ask.action || !actions.includes('work')) return first;
    // What the dialog opens with must not take away what is written there: Enter is one press away.
    const { changed } = bulkPreview(desk, {
      action: first,
      range: ask.range,
      chosen: ask.chosen,
      value,
      typeId,
      comment,
    });
    return changed.length > 0 ? 'work' : first;
  });
  const { range, chosen } = ask;
  const preview = useMemo(() => {
    const choice: BulkChoice = { action, range, chosen, value, typeId, comment };
    return bulkPreview(desk, choice);
  }, [desk, action, range, chosen, value, typeId, comment]);
  const form = useRef<HTMLFormElement>(null);
  // The chosen action has the focus: Enter carries out, arrows choose another.
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input[name=action]:checked')?.focus(), []);

  const needs: Partial<Record<BulkAction, ReactNode>> = {
    mark: <Values value={value} onChange={setValue} />,
    empty: <Values value={value} onChange={setValue} />,
    work: (
      <select
        className="field"
        aria-label="Вид работы"
        value={typeId}
        onChange={(event) => setTypeId(Number(event.target.value))}
      >
        {desk.view.workTypes
          .filter((type) => !type.archived || type.id === current)
          .map((type) => (
            <option key={type.id} value={type.id}>
              {type.name}, вес {formatWeight(type.weight)}
            </option>
          ))}
      </select>
    ),
    comment: (
      <label className="jlabel">
        <span>Увидят родители каждого, у кого здесь отметка</span>
        <input
          className="field"
          maxLength={300}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          aria-label="Комментарий"
        />
      </label>
    ),
  };
  return (
    <Dialog title="Действия" onClose={onClose}>
      <form
        ref={form}
        className="jbulk"
        onSubmit={(event) => {
          event.preventDefault();
          if (preview.commands.length > 0) onApply(preview.commands, doneWords(action, preview.commands));
        }}
      >
        <p className="text-ink-2 text-small">{scopeWords(desk, ask)}</p>
        <fieldset className="jactions">
          <legend className="sr-only">Что сделать</legend>
          {actions.map((name) => (
            <label key={name}>
              <input type="radio" name="action" checked={action === name} onChange={() => setAction(name)} />
              {BULK_LABELS[name]}
            </label>
          ))}
        </fieldset>
        {needs[action]}
        <PlanPreview preview={preview} unit={CELLS} />
        <PlanButtons count={preview.changed.length} verb="Выполнить" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Values({ value, onChange }: { value: number; onChange(value: number): void }) {
  return (
    <SegmentedControl
      label="Отметка"
      options={VALUES}
      value={String(value)}
      onChange={(text) => onChange(Number(text))}
    />
  );
}
