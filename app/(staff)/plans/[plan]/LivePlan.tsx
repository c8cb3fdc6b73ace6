'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { usePageSource } from '#app/_live/PageSource.tsx';
import { useLive } from '#app/_live/useLive.ts';
import { UndoToast } from '#app/_ui/UndoToast.tsx';
import { useToast } from '#app/_ui/useToast.ts';
import { planLifeOf, threadsOf } from '#lib/contract/planLife.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { lessonNumbers } from '#lib/domain/plans/outline.ts';
import type { PlanField } from '#lib/domain/plans/rows.ts';
import { CellEditor } from './_grid/CellEditor.tsx';
import { type CellFacts, NO_FACTS, spansOf } from './_grid/cellFacts.ts';
import { PlanGrid } from './_grid/PlanGrid.tsx';
import type { LineActs } from './_grid/PlanLine.tsx';
import { columnsOf, keepHidden, keptHidden } from './_model/columns.ts';
import { lastChange } from './_model/lastChange.ts';
import { datesByRow, heldIn } from './_model/rowDates.ts';
import { rowMenu } from './_model/rowMenu.ts';
import { useFinding } from './_model/useFinding.ts';
import { useFolding } from './_model/useFolding.ts';
import { useNarrow } from './_model/useNarrow.ts';
import { usePasting } from './_model/usePasting.ts';
import { usePlanAddress } from './_model/usePlanAddress.ts';
import { usePlanCursor } from './_model/usePlanCursor.ts';
import { usePlanDesk } from './_model/usePlanDesk.ts';
import { usePlanDocument } from './_model/usePlanDocument.ts';
import { usePresence } from './_model/usePresence.ts';
import { AddRows } from './_parts/AddRows.tsx';
import { ColumnsMenu } from './_parts/ColumnsMenu.tsx';
import { RemoveDialog, StrandedDialog } from './_parts/Dialogs.tsx';
import { EmptyPlan } from './_parts/EmptyPlan.tsx';
import { FindBar } from './_parts/FindBar.tsx';
import { Menu } from './_parts/Menu.tsx';
import { PasteDialog } from './_parts/PasteDialog.tsx';
import { PlanHead } from './_parts/PlanHead.tsx';
import { PlanKeys } from './_parts/PlanKeys.tsx';
import { PlanList } from './_parts/PlanList.tsx';
import { PlanSide } from './_parts/PlanSide.tsx';
import { PlanStatus, peopleWords } from './_parts/PlanStatus.tsx';
import { Why } from './_parts/Why.tsx';
import { threadsByCell } from './_remarks/places.ts';
import type { Composing } from './_remarks/RemarksPanel.tsx';
import { PlanActions } from './_state/PlanActions.tsx';
import { PlanSteps } from './_state/PlanSteps.tsx';
import { Returned } from './_state/Returned.tsx';
import { useLifeActions } from './_state/useLifeActions.ts';
import { CompareDialog } from './_versions/CompareDialog.tsx';
import { PastVersion } from './_versions/PastVersion.tsx';
import { rowMarks } from './_versions/rowMarks.ts';
import { VersionRail } from './_versions/VersionRail.tsx';
import type { PlanProps } from './Plan.tsx';

/** The plan at work: the document, the cursor, and what is open over the grid. */
export function LivePlan({ initial, viewer, start }: PlanProps) {
  const live = useLive(initial, { view: 'plan', planId: initial.plan.id }, viewer);
  const { view } = live;
  const { plan, may, tz } = view;
  const router = useRouter();
  const source = usePageSource();
  const refresh = useCallback(() => (source.reload ?? router.refresh)(), [source, router]);
  const { toast, offer, closeToast } = useToast();
  const copy = useMemo(
    () => ({ ...viewer, planId: plan.id, generation: plan.generation }),
    [viewer, plan.id, plan.generation],
  );
  const document = usePlanDocument(copy, may.write, view.rows, refresh);
  const { opened, link, snapshot, editable } = document;
  const { rows } = snapshot;
  const store = editable && opened ? opened.store : null;

  const [hidden, setHidden] = useState(() => keptHidden(viewer.personId));
  const { groups } = view;
  const dates = useMemo(() => datesByRow(view.dates, groups), [view.dates, groups]);
  const held = useMemo(() => heldIn(dates, groups), [dates, groups]);
  /** Classes have columns of dates as soon as there is one. */
  const datedGroups = useMemo(() => (dates.size > 0 ? groups : []), [dates, groups]);
  const columns = useMemo(() => columnsOf(hidden, datedGroups), [hidden, datedGroups]);
  const { lines, anyClosed, toggle, toggleAll, reveal } = useFolding(rows);
  const types = useMemo(() => new Map(view.workTypes.map((type) => [type.id, type])), [view.workTypes]);
  const controls = useMemo(() => new Map(view.workTypes.map((type) => [type.id, type.name])), [view.workTypes]);
  const selection = usePlanCursor(lines, columns, start.row ?? rows.find((row) => row.kind === 'lesson')?.id ?? null);
  const { cursor, range } = selection;
  const narrow = useNarrow();
  const sheet = useRef<HTMLDivElement>(null);
  const page = useRef(20);

  const shown = useMemo(() => columns.flatMap((column) => (column.field === null ? [] : [column.field])), [columns]);
  const [menu, setMenu] = useState<{ at: Cursor; x: number; y: number } | null>(null);
  const [help, setHelp] = useState(false);
  const address = usePlanAddress(view.versions);
  const { tab, setTab, shown: shownVersion, show: setShownVersion, compared, setCompared } = address;
  const [drawer, setDrawer] = useState(address.named);

  /** To a row wherever it is: its section opens. */
  const goTo = useCallback(
    (rowId: string, field: PlanField = 'topic') => {
      setDrawer(false);
      reveal(rowId);
      selection.setPlace(rowId, field);
      sheet.current?.focus({ preventScroll: true });
    },
    [reveal, selection.setPlace],
  );
  const finding = useFinding(rows, shown, store, goTo);
  const { wanted } = finding;
  const threads = useMemo(() => threadsByCell(threadsOf(view.remarks)), [view.remarks]);
  const marks = useMemo(() => rowMarks(view.changes), [view.changes]);
  const spans = useMemo(() => spansOf(rows, dates), [rows, dates]);
  const facts = useMemo<CellFacts>(
    () => ({ ...NO_FACTS, types, dates, spans, today: view.today, wanted, threads, marks }),
    [types, dates, spans, view.today, wanted, threads, marks],
  );
  const life = useMemo(() => planLifeOf(view), [view]);
  const actions = useLifeActions(live);
  const [composing, setComposing] = useState<Composing | null>(null);
  const compose = (kind: Composing['kind']) => {
    if (!may.comment) return offer('Комментируют и предлагают правки авторы плана и завуч.', null);
    const at = desk.line;
    const place = desk.field;
    if (!at || !place) return offer('Встаньте на ячейку плана.', null);
    desk.end();
    setComposing({ rowId: at.row.id, field: place, kind });
    setTab('remarks');
    setDrawer(true);
  };

  const desk = usePlanDesk({
    ...{ store, rows, lines, columns, types, selection, held, sheet, page, offer },
    onToggle: toggle,
    onFind: finding.open,
    onFindStep: finding.step,
    onHelp: () => setHelp(true),
    onRemark: (kind) => compose(kind),
    onMenu: (at, x, y) => setMenu({ at, x, y }),
  });
  const { editing, line, field } = desk;

  const rowId = line?.row.id;
  const cell = useMemo(() => (rowId && field ? { rowId, field } : null), [rowId, field]);
  const { peers, people, byRow, onCaret } = usePresence(opened, viewer.personId, cell, editing);
  // A fresh page is ready for the first key.
  useEffect(() => {
    const active = globalThis.document.activeElement;
    if (!active || active === globalThis.document.body) sheet.current?.focus({ preventScroll: true });
  }, []);

  const pasting = usePasting({ ...{ store, lines, columns, selection, desk, types, dates, sheet, offer } });

  const editor =
    editing && store && line?.row.id === editing.rowId && field === editing.field ? (
      <CellEditor
        key={`${editing.rowId}/${editing.field}`}
        {...{ editing, store, desk, onCaret }}
        row={line.row}
        types={view.workTypes}
        peers={peers.filter((peer) => peer.cell?.row === editing.rowId && peer.cell.field === editing.field)}
      />
    ) : null;

  // Memoised lines get callbacks that never change.
  const newest = { goTo, actions, offer, setTab };
  const latest = useRef(newest);
  latest.current = newest;
  const mayWrite = may.write;
  const acts = useMemo<LineActs>(
    () => ({
      toggle,
      openRemarks(rowId, at) {
        latest.current.goTo(rowId, at);
        latest.current.setTab('remarks');
        setDrawer(true);
      },
      settle: mayWrite
        ? (thread, how) => {
            void latest.current.actions.settle(thread, how, null).then((outcome) => {
              if (!outcome.ok) latest.current.offer(outcome.message, null);
            });
          }
        : null,
    }),
    [toggle, mayWrite],
  );

  const numbers = useMemo(() => {
    const all = lessonNumbers(rows);
    return new Map(rows.flatMap((row, i) => (all[i] ? [[row.id, all[i]] as const] : [])));
  }, [rows]);
  const savedAt = link.savedAt === null ? null : new Date(link.savedAt + (live.now().getTime() - Date.now()));
  const onStatusAct = useCallback(
    (act: 'startOver' | 'reload') => (act === 'startOver' ? document.startOver() : window.location.reload()),
    [document.startOver],
  );
  const onHelp = useCallback(() => setHelp(true), []);
  const empty = rows.length === 0;
  return (
    <main className="pplan">
      <PlanHead view={view} people={people} steps={<PlanSteps life={life} />}>
        <ColumnsMenu
          hidden={hidden}
          groups={datedGroups}
          onChange={(next) => {
            setHidden(next);
            keepHidden(viewer.personId, next);
          }}
        />
        <button type="button" className="btn pnarrow" aria-expanded={drawer} onClick={() => setDrawer(!drawer)}>
          Панель
        </button>
        {may.comment && (
          <button type="button" className="btn plong pdesk" onClick={() => compose('suggestion')}>
            Предложить правку
          </button>
        )}
        <PlanActions
          life={life}
          rows={rows}
          actions={actions}
          onCompare={() => {
            const approved = view.versions.findLast((version) => version.kind === 'approved');
            if (approved) setCompared({ was: approved.number, now: null });
          }}
        />
      </PlanHead>
      <Returned life={life} />
      <Why view={view} />
      <div className={`pwork${link.online === false ? ' offline' : ''}`}>
        <div className="pmain">
          {finding.looking !== null && (
            <FindBar
              looking={finding.looking}
              count={finding.count}
              at={finding.at}
              mayWrite={store !== null}
              onChange={finding.look}
              onStep={finding.step}
              onReplace={finding.replace}
              onReplaceAll={() => {
                const count = finding.replaceAll();
                offer(`Заменено: ${count}`, () => {
                  store?.undo();
                  closeToast();
                });
              }}
              onClose={() => {
                finding.close();
                desk.toGrid();
              }}
            />
          )}
          {shownVersion !== null ? (
            <PastVersion key={shownVersion} planId={plan.id} number={shownVersion} {...{ columns, facts }} now={rows} />
          ) : empty && (link.ready || link.closed !== null) ? (
            <EmptyPlan
              onPaste={pasting.onPasteAnywhere}
              planId={plan.id}
              mayWrite={store !== null}
              onFirst={() => desk.insert('below')}
              onSection={() => desk.insert('below', 'section')}
            />
          ) : narrow ? (
            <PlanList rows={rows} facts={facts} groups={datedGroups} store={store} />
          ) : (
            <PlanGrid
              label={`Строки плана: ${plan.subject}, ${plan.grade} класс`}
              {...{ lines, columns, facts, cursor, range, editor, sheet, page, acts }}
              peers={byRow}
              mayWrite={store !== null}
              onKey={desk.onKey}
              onPick={desk.pick}
              onCopy={pasting.onCopy}
              onPaste={pasting.onPaste}
              onDrop={desk.drop}
              onMenu={(at, x, y) => {
                const inRange = range && range.top <= at.row && at.row <= range.bottom;
                if (!inRange) selection.setCursor(at);
                setMenu({ at, x, y });
              }}
            >
              {store && <AddRows onAdd={desk.append} />}
            </PlanGrid>
          )}
        </div>
        <PlanSide
          tab={tab}
          open={drawer}
          onTab={setTab}
          onClose={() => setDrawer(false)}
          history={{
            ...{ view, life },
            cell,
            shown: shownVersion,
            onShow: setShownVersion,
          }}
          totals={{
            ...{ planId: plan.id, rows, groups, dates, types, onGo: goTo },
            pace: { view, personId: viewer.personId },
          }}
          remarks={{
            ...{ life, rows, types, composing, actions },
            today: view.today,
            personId: viewer.personId,
            cell,
            onCompose(next) {
              setComposing(next);
              if (next === null) desk.toGrid();
            },
            onGo: ({ rowId, field: at }) => goTo(rowId, at),
          }}
        />
      </div>
      <VersionRail
        life={life}
        shown={shownVersion}
        onShow={setShownVersion}
        onCompare={(was, now) => setCompared({ was, now })}
        actions={actions}
      />
      <PlanStatus
        link={link}
        mayWrite={may.write}
        savedAt={savedAt}
        tz={tz}
        people={peopleWords(people, numbers)}
        note={lastChange(view, cell)}
        onAct={onStatusAct}
        onHelp={onHelp}
      />
      {menu && (
        <Menu
          label="Действия со строкой"
          items={rowMenu({
            ...{ desk, line },
            several: range !== null && range.bottom > range.top,
            mayWrite: store !== null,
            mayComment: may.comment,
            anyClosed,
            anySection: lines.some((one) => one.section),
            onToggle: toggle,
            onToggleAll: toggleAll,
            onCompose: compose,
          })}
          x={menu.x}
          y={menu.y}
          onClose={() => {
            setMenu(null);
            desk.toGrid();
          }}
        />
      )}
      {pasting.paste && (
        <PasteDialog
          paste={pasting.paste}
          over={pasting.over}
          controls={controls}
          onPaste={pasting.take}
          onClose={pasting.close}
        />
      )}
      {desk.asked && (
        <RemoveDialog
          held={desk.asked.held}
          count={desk.asked.ids.length}
          onRemove={() => desk.removeNow(desk.asked?.ids ?? [])}
          onClose={desk.keepRows}
        />
      )}
      {document.stranded.length > 0 && <StrandedDialog texts={document.stranded} onClose={document.forgetStranded} />}
      {compared && (
        <CompareDialog
          {...{ life, compared, rows, controls }}
          onCompare={setCompared}
          onGo={goTo}
          onClose={() => setCompared(null)}
        />
      )}
      {help && <PlanKeys mayWrite={may.write} onClose={() => setHelp(false)} />}
      <UndoToast toast={toast} onClose={closeToast} />
    </main>
  );
}
