import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { PLAN_FIELD_LABELS, type PlanRow } from '#lib/domain/plans/rows.ts';
import { isTextField } from '../_model/columns.ts';
import type { Peer } from '../_model/peers.ts';
import type { PlanStore } from '../_model/planStore.ts';
import type { Editing, PlanDesk } from '../_model/usePlanDesk.ts';
import { controlChoices, TYPE_CHOICES } from './cellFacts.ts';
import { TextEditor } from './TextEditor.tsx';
import { ChoiceEditor, HoursEditor } from './ValueEditors.tsx';

/** The open cell: a shared text, a number, or one of a list. */
export function CellEditor({
  editing,
  row,
  store,
  desk,
  types,
  peers,
  onCaret,
}: {
  editing: Editing;
  row: PlanRow;
  store: PlanStore;
  desk: PlanDesk;
  types: readonly WorkTypeRef[];
  /** Colleagues in this cell. */
  peers: readonly Peer[];
  onCaret(range: { from: number; to: number } | null): void;
}) {
  const { field, seed } = editing;
  if (isTextField(field))
    return (
      <TextEditor
        {...{ store, field, seed, peers, onCaret }}
        id={row.id}
        label={row.kind === 'section' ? 'Название раздела' : PLAN_FIELD_LABELS[field]}
        onKey={(event, caret) => desk.onEditorKey(event, field === 'topic' ? caret : null)}
        onLeave={desk.end}
      />
    );
  if (field === 'hours')
    return (
      <HoursEditor
        hours={row.hours}
        label="Часы"
        seed={seed}
        onSet={(hours) => desk.setHours(row.id, hours)}
        onKey={(event) => desk.onEditorKey(event, null)}
        onLeave={desk.end}
      />
    );
  if (field !== 'type' && field !== 'control') return null;
  return (
    <ChoiceEditor
      value={String(row[field] ?? '')}
      choices={field === 'type' ? TYPE_CHOICES : controlChoices(types, row.control)}
      label={PLAN_FIELD_LABELS[field]}
      onTake={(value) => {
        desk.take(row.id, field, value);
        desk.end();
        desk.toGrid();
      }}
      onKey={(event) => desk.onEditorKey(event, null)}
      onLeave={desk.end}
    />
  );
}
