'use client';

import { useEffect, useMemo, useRef } from 'react';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { controlChoices, TYPE_CHOICES } from '#app/(staff)/plans/[plan]/_grid/cellFacts.ts';
import type { CellRef, LifeActions } from '#app/(staff)/plans/[plan]/_state/lifeActions.ts';
import { type PlanLife, threadsOf } from '#lib/contract/planLife.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { cellText, REMARK_TEXT } from '#lib/domain/plans/remarks.ts';
import { PLAN_CELL, type PlanRow } from '#lib/domain/plans/rows.ts';
import { cellPlace, inPlanOrder } from './places.ts';
import { type Moment, RemarkCard } from './RemarkCard.tsx';
import { RemarkForm } from './RemarkForm.tsx';
import { SettledRemarks } from './SettledRemarks.tsx';
import './remarks.css';

/** What is being written about a cell. */
export type Composing = CellRef & { kind: 'comment' | 'suggestion' };

/** «Комментарии»: open threads in the order of the plan, and the form of a new one. `cell`: where the cursor stands; its threads are
 *  marked and brought into sight. */
export function RemarksPanel({
  life,
  rows,
  types,
  today,
  personId,
  cell,
  composing,
  onCompose,
  onGo,
  actions,
}: {
  life: PlanLife;
  /** The plan as it stands, in order: the document's rows where it is open, else the view's. */
  rows: readonly PlanRow[];
  types: ReadonlyMap<number, WorkTypeRef>;
  /** The school's day. */
  today: string;
  personId: number;
  cell: CellRef | null;
  composing: Composing | null;
  onCompose(what: Composing | null): void;
  onGo(cell: CellRef): void;
  actions: Pick<LifeActions, 'remark' | 'answer' | 'settle'>;
}) {
  const list = useRef<HTMLDivElement>(null);
  const threads = useMemo(() => inPlanOrder(threadsOf(life.remarks), rows), [life.remarks, rows]);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const chosen = (of: CellRef) => cell !== null && of.rowId === cell.rowId && of.field === cell.field;
  const moment: Moment = { today, tz: life.tz };
  const at = cell && `${cell.rowId}/${cell.field}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another cell moves the list
  useEffect(() => {
    list.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const controls = useMemo(() => new Map([...types].map(([id, type]) => [id, type.name])), [types]);
  const written = composing && byId.get(composing.rowId);
  return (
    <div className="remarks" ref={list}>
      {composing && written && (
        <RemarkForm
          key={`${composing.rowId}/${composing.field}/${composing.kind}`}
          label={`${composing.kind === 'comment' ? 'Комментарий' : 'Предложить правку'}: ${cellPlace(composing, rows)}`}
          verb={composing.kind === 'comment' ? 'Написать' : 'Предложить'}
          limit={composing.kind === 'comment' ? REMARK_TEXT : PLAN_CELL}
          {...(composing.kind === 'suggestion'
            ? {
                initial: cellText(written, composing.field),
                ...(composing.field === 'type' ? { choices: TYPE_CHOICES } : {}),
                ...(composing.field === 'control' ? { choices: controlChoices(types.values(), written.control) } : {}),
                hint: 'Ячейка изменится, когда правку примет автор плана.',
              }
            : {})}
          send={(text) =>
            actions.remark({
              ...composing,
              text,
              was: composing.kind === 'suggestion' ? cellText(written, composing.field) : null,
            })
          }
          onClose={() => onCompose(null)}
        />
      )}
      {life.may.comment && cell && !composing && (
        <p className="remarknew">
          <span>{cellPlace(cell, rows)}:</span>
          <button type="button" className="link" onClick={() => onCompose({ ...cell, kind: 'comment' })}>
            комментировать
          </button>
          <button type="button" className="link" onClick={() => onCompose({ ...cell, kind: 'suggestion' })}>
            предложить
          </button>
        </p>
      )}
      {threads.length === 0 && !composing && (
        <EmptyState title="Комментариев нет">
          {life.may.comment
            ? 'Встаньте на ячейку и нажмите Ctrl+M, чтобы спросить или предложить правку.'
            : 'Здесь появится то, что авторы и завуч напишут о ячейках плана.'}
        </EmptyState>
      )}
      {threads.map((thread) => {
        const row = byId.get(thread.rowId);
        return (
          <RemarkCard
            key={thread.id}
            thread={thread}
            place={cellPlace(thread, rows)}
            moment={moment}
            may={life.may}
            personId={personId}
            controls={controls}
            current={row ? cellText(row, thread.field) : null}
            chosen={chosen(thread)}
            actions={actions}
            onGo={() => onGo({ rowId: thread.rowId, field: thread.field })}
          />
        );
      })}
      <SettledRemarks key={threads.length} life={life} rows={rows} controls={controls} moment={moment} />
    </div>
  );
}
