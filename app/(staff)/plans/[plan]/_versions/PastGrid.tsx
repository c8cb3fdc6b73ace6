import { useMemo, useRef } from 'react';
import { changesOf, comparePlans } from '#lib/domain/plans/compare.ts';
import { planKey } from '#lib/domain/plans/planKeys.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { type CellFacts, NO_FACTS } from '../_grid/cellFacts.ts';
import { PlanGrid } from '../_grid/PlanGrid.tsx';
import type { PlanColumn } from '../_model/columns.ts';
import { copied } from '../_model/copy.ts';
import { useFolding } from '../_model/useFolding.ts';
import { usePlanCursor } from '../_model/usePlanCursor.ts';
import { rowMarks } from './rowMarks.ts';

const nothing = () => undefined;
const NOBODY = new Map();

/** A past version, to read and to copy from; what differs from the plan as it stands is marked. */
export function PastGrid({
  label,
  rows,
  now,
  columns,
  facts,
}: {
  label: string;
  rows: readonly PlanRow[];
  now: readonly PlanRow[];
  columns: readonly PlanColumn[];
  facts: CellFacts;
}) {
  const { lines, toggle } = useFolding(rows);
  const shown = useMemo(() => columns.filter((column) => column.field !== null), [columns]);
  const selection = usePlanCursor(lines, shown, null);
  const sheet = useRef<HTMLDivElement>(null);
  const page = useRef(20);
  const own = useMemo<CellFacts>(
    () => ({ ...NO_FACTS, types: facts.types, marks: rowMarks(changesOf(comparePlans(now, rows))) }),
    [facts.types, now, rows],
  );
  const acts = useMemo(() => ({ toggle, openRemarks: nothing, settle: null }), [toggle]);
  const { cursor, range } = selection;
  return (
    <PlanGrid
      {...{ label, lines, cursor, range, sheet, page, acts }}
      columns={shown}
      facts={own}
      peers={NOBODY}
      editor={null}
      mayWrite={false}
      onKey={(event) => {
        if (event.target !== event.currentTarget) return;
        const { key, code, shiftKey: shift, altKey: alt, repeat } = event;
        const section = lines[cursor.row]?.section != null;
        const action = planKey({ key, code, ctrl: event.ctrlKey || event.metaKey, shift, alt, repeat }, cursor, {
          rows: lines.length,
          cols: shown.length,
          page: page.current,
          takes: 'nothing',
          section,
          mayWrite: false,
          leaving: false,
        });
        if (action?.do !== 'move' && action?.do !== 'extend' && action?.do !== 'collapse') return;
        event.preventDefault();
        if (action.do === 'move') selection.setCursor(action.to);
        else if (action.do === 'extend') selection.extend(action.to);
        else toggle(lines[cursor.row]?.row.id ?? '');
      }}
      onPick={(at, how) => (how === 'extend' ? selection.extend(at) : selection.setCursor(at))}
      onCopy={(event) => {
        const area = range ?? { top: cursor.row, bottom: cursor.row, left: cursor.col, right: cursor.col };
        const { text, html } = copied(
          lines.slice(area.top, area.bottom + 1),
          shown.slice(area.left, area.right + 1),
          facts.types,
          new Map(),
        );
        event.clipboardData.setData('text/plain', text);
        event.clipboardData.setData('text/html', html);
        event.preventDefault();
      }}
      onPaste={nothing}
      onDrop={nothing}
      onMenu={nothing}
    />
  );
}
