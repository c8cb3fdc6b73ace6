'use client';

import { type ComponentType, useEffect, useMemo, useRef, useState } from 'react';
import type { PlanView } from '#lib/contract/planView.ts';
import { type CellFacts, NO_FACTS, spansOf } from './_grid/cellFacts.ts';
import { PlanGrid } from './_grid/PlanGrid.tsx';
import { columnsOf, FIRST_HIDDEN } from './_model/columns.ts';
import { linesOf } from './_model/lines.ts';
import { datesByRow } from './_model/rowDates.ts';
import { PlanHead } from './_parts/PlanHead.tsx';
import { Why } from './_parts/Why.tsx';
import { Returned } from './_state/Returned.tsx';
import '#app/(staff)/journal/journal.css';
import './plan.css';
import './grid.css';
import './side.css';
import './over.css';
import './list.css';

/** Whose page it is. */
export type Viewer = { personId: number; schoolId: number };
/** The cell that the address names. */
export type Start = { row: string | null; field: string | null };
export type PlanProps = { initial: PlanView; viewer: Viewer; start: Start };

/** «КТП» of one plan. Its rows are drawn at once from what the server has read; the editor, with everything that edits a
 *  shared document, comes behind them, and only in the browser. */
export function Plan(props: PlanProps) {
  const [Live, setLive] = useState<ComponentType<PlanProps> | null>(null);
  useEffect(() => {
    let here = true;
    void import('./LivePlan.tsx').then(({ LivePlan }) => {
      if (here) setLive(() => LivePlan);
    });
    return () => {
      here = false;
    };
  }, []);
  // Another document is another editor: nothing of the old one goes over into it.
  const { id, generation } = props.initial.plan;
  return Live ? <Live key={`${id}:${generation}`} {...props} /> : <StillPlan {...props} />;
}

const nothing = () => undefined;

function StillPlan({ initial }: PlanProps) {
  const lines = useMemo(() => linesOf(initial.rows, new Set()), [initial.rows]);
  // The same columns and dates as behind it: nothing moves when the editor is there.
  const dates = useMemo(() => datesByRow(initial.dates, initial.groups), [initial]);
  const columns = useMemo(
    () => columnsOf(new Set(FIRST_HIDDEN), dates.size > 0 ? initial.groups : []),
    [dates, initial.groups],
  );
  const facts = useMemo<CellFacts>(
    () => ({
      ...NO_FACTS,
      types: new Map(initial.workTypes.map((type) => [type.id, type])),
      dates,
      spans: spansOf(initial.rows, dates),
      today: initial.today,
    }),
    [initial, dates],
  );
  const sheet = useRef<HTMLDivElement>(null);
  const page = useRef(20);
  return (
    <main className="pplan" aria-busy="true">
      <PlanHead view={initial} people={[]} steps={null}>
        {null}
      </PlanHead>
      <Returned life={initial.plan} />
      <Why view={initial} />
      <div className="pwork pstill">
        <PlanGrid
          label="Строки плана"
          {...{ lines, columns, facts, sheet, page }}
          peers={new Map()}
          cursor={{ row: 0, col: 0 }}
          range={null}
          editor={null}
          mayWrite={false}
          acts={{ toggle: nothing, openRemarks: nothing, settle: null }}
          onKey={nothing}
          onPick={nothing}
          onCopy={nothing}
          onPaste={nothing}
          onDrop={nothing}
          onMenu={nothing}
        />
        <aside className="pside" aria-label="Итоги" />
      </div>
      <div className="jstatus">
        <b role="status">Открываем план…</b>
      </div>
    </main>
  );
}
