'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import * as Y from 'yjs';
import { usePageSource } from '#app/_live/PageSource.tsx';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { LoadingWords, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { useToast } from '#app/(staff)/journal/_model/useToast.ts';
import { UndoToast } from '#app/(staff)/journal/UndoToast.tsx';
import { planLifeOf, threadsOf } from '#lib/contract/planLife.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { lessonNumbers } from '#lib/domain/plans/outline.ts';
import { canSuggest } from '#lib/domain/plans/remarks.ts';
import type { PlanField } from '#lib/domain/plans/rows.ts';
import { dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';
import { CellEditor } from './_grid/CellEditor.tsx';
import { type CellFacts, NO_FACTS, type PeersByRow, spansOf } from './_grid/cellFacts.ts';
import { PlanGrid } from './_grid/PlanGrid.tsx';
import type { LineActs } from './_grid/PlanLine.tsx';
import { columnsOf, isTextField, keepHidden, keptHidden } from './_model/columns.ts';
import { linesOf } from './_model/lines.ts';
import { type Peer, peopleOf, usePeers } from './_model/peers.ts';
import { datesByRow } from './_model/rowDates.ts';
import { rowMenu } from './_model/rowMenu.ts';
import { useFinding } from './_model/useFinding.ts';
import { useNarrow } from './_model/useNarrow.ts';
import { usePasting } from './_model/usePasting.ts';
import { usePlanAddress } from './_model/usePlanAddress.ts';
import { usePlanDesk } from './_model/usePlanDesk.ts';
import { usePlanDocument } from './_model/usePlanDocument.ts';
import { useSelection } from './_model/useSelection.ts';
import { ColumnsMenu } from './_parts/ColumnsMenu.tsx';
import { RemoveDialog, StrandedDialog } from './_parts/Dialogs.tsx';
import { EmptyPlan } from './_parts/EmptyPlan.tsx';
import { FindBar } from './_parts/FindBar.tsx';
import { Menu } from './_parts/Menu.tsx';
import { PasteDialog } from './_parts/PasteDialog.tsx';
import { PastGrid } from './_parts/PastGrid.tsx';
import { PlanHead } from './_parts/PlanHead.tsx';
import { PlanKeys } from './_parts/PlanKeys.tsx';
import { PlanList } from './_parts/PlanList.tsx';
import { PlanSide } from './_parts/PlanSide.tsx';
import { PlanStatus, peopleWords } from './_parts/PlanStatus.tsx';
import { threadsByCell } from './_remarks/places.ts';
import type { Composing } from './_remarks/RemarksPanel.tsx';
import { PlanActions } from './_state/PlanActions.tsx';
import { PlanSteps } from './_state/PlanSteps.tsx';
import { Returned } from './_state/Returned.tsx';
import { useLifeActions } from './_state/useLifeActions.ts';
import { CompareDialog } from './_versions/CompareDialog.tsx';
import { rowMarks } from './_versions/rowMarks.ts';
import { useVersionRows } from './_versions/useVersionRows.ts';
import { VersionRail } from './_versions/VersionRail.tsx';
import { textOf } from './document.ts';
import type { PlanProps } from './Plan.tsx';

const _NOBODY: readonly Peer[] = [];

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
  const dates = useMemo(
    () => datesByRow(view.dates, new Map(view.groups.map((group) => [group.id, group.className]))),
    [view.dates, view.groups],
  );
  const dated = dates.size > 0;
  const columns = useMemo(() => columnsOf(hidden, dated ? view.groups : []), [hidden, dated, view.groups]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => linesOf(rows, closed), [rows, closed]);
  const types = useMemo(() => new Map(view.workTypes.map((type) => [type.id, type])), [view.workTypes]);
  const controls = useMemo(() => new Map(view.workTypes.map((type) => [type.id, type.name])), [view.workTypes]);
  const selection = useSelection(lines, columns, start.row ?? rows.find((row) => row.kind === 'lesson')?.id ?? null);
  const { cursor, range } = selection;
  const narrow = useNarrow();
  const sheet = useRef<HTMLDivElement>(null);
  const page = useRef(20);

  const peers = usePeers(opened?.link ?? null, opened?.doc ?? null, viewer.personId);
  const people = useMemo(() => peopleOf(peers), [peers]);
  const peersByRow = useMemo((): PeersByRow => {
    const places = new Map<string, Peer[]>();
    for (const peer of peers)
      if (peer.cell && peer.mayWrite) places.set(peer.cell.row, [...(places.get(peer.cell.row) ?? []), peer]);
    return places;
  }, [peers]);

  const shown = useMemo(() => columns.flatMap((column) => (column.field === null ? [] : [column.field])), [columns]);
  const [menu, setMenu] = useState<{ at: Cursor; x: number; y: number } | null>(null);
  const [help, setHelp] = useState(false);
  const address = usePlanAddress(view.versions);
  const { tab, setTab, shown: shownVersion, show: setShownVersion, compared, setCompared } = address;
  const [drawer, setDrawer] = useState(address.named);

  const held = useMemo(() => {
    const places = new Map<string, string>();
    for (const [rowId, groups] of dates) {
      const words = view.groups.flatMap((group) => (groups.get(group.id)?.held ? [group.className] : []));
      if (words.length > 0) places.set(rowId, words.join(', '));
    }
    return places;
  }, [dates, view.groups]);

  const toggle = useCallback((sectionId: string) => {
    setClosed((old) => {
      const next = new Set(old);
      if (!next.delete(sectionId)) next.add(sectionId);
      return next;
    });
  }, []);
  /** To a row wherever it is: its section opens. */
  const goTo = useCallback(
    (rowId: string, field: PlanField = 'topic') => {
      setDrawer(false);
      const at = rows.findIndex((row) => row.id === rowId);
      const section = rows.slice(0, at + 1).findLast((row) => row.kind === 'section');
      if (section && section.id !== rowId)
        setClosed((old) => (old.has(section.id) ? new Set([...old].filter((id) => id !== section.id)) : old));
      selection.setPlace(rowId, field);
      sheet.current?.focus({ preventScroll: true });
    },
    [rows, selection.setPlace],
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
  const past = useVersionRows(plan.id, shownVersion);
  const compose = (kind: Composing['kind']) => {
    if (!may.comment) return offer('Комментируют и предлагают правки авторы плана и завуч.', null);
    const at = desk.line;
    const place = desk.field;
    if (!at || !place) return offer('Встаньте на ячейку плана.', null);
    if (kind === 'suggestion' && !canSuggest(place))
      return offer('В этом столбце правку не предлагают: напишите комментарий (Ctrl M).', null);
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

  // Colleagues see where I am.
  const here = line && field ? `${line.row.id} ${field}` : null;
  useEffect(() => {
    const [row, name] = here?.split(' ') ?? [];
    opened?.link.awareness.setLocalStateField('cell', row && name ? { row, field: name } : null);
  }, [opened, here]);
  const onCaret = useCallback(
    (range: { from: number; to: number } | null) => {
      if (!opened) return;
      const text = editing && isTextField(editing.field) ? textOf(opened.doc, editing.rowId, editing.field) : null;
      const at = (index: number) =>
        text && Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));
      opened.link.awareness.setLocalStateField(
        'caret',
        text && range ? { anchor: at(range.from), head: at(range.to) } : null,
      );
    },
    [opened, editing],
  );
  // A fresh page is ready for the first key.
  useEffect(() => {
    const active = globalThis.document.activeElement;
    if (!active || active === globalThis.document.body) sheet.current?.focus({ preventScroll: true });
  }, []);

  function pick(at: Cursor, how: 'pick' | 'open' | 'extend' | 'row') {
    if (how === 'extend') return selection.extend(at);
    if (how === 'row') {
      selection.select({ top: at.row, bottom: at.row, left: 0, right: columns.length - 1 });
      return desk.toGrid();
    }
    selection.setCursor(at);
    desk.toGrid();
    if (how !== 'open') return;
    const target = lines[at.row];
    const column = columns[at.col];
    const place = target?.section ? 'topic' : column?.field;
    if (target && place) {
      if (target.section) selection.setPlace(target.row.id, 'topic');
      desk.edit(target.row.id, place, null);
    }
  }
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
  const author = line && field ? view.rows.find((row) => row.id === line.row.id)?.authors[field] : undefined;
  const authorName = author && view.people.find((person) => person.id === author[0])?.name;
  const note = author && authorName ? `${authorName}, ${dayMonth(dayIn(author[1], tz))}, ${timeIn(author[1], tz)}` : '';
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
          groups={dated ? view.groups : []}
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
          actions={actions}
          onCompare={() => {
            const approved = view.versions.findLast((version) => version.kind === 'approved');
            if (approved) setCompared({ was: approved.number, now: null });
          }}
        />
      </PlanHead>
      <Returned life={life} />
      {!may.write && (
        <p className="pwhy">
          Вы читаете этот план. Меняют его учителя, у которых есть нагрузка по этому предмету в {plan.grade}-х классах
          {view.authors.length > 0 ? `: ${view.authors.map((person) => person.name).join(', ')}` : '.'}
        </p>
      )}
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
            past?.state === 'done' ? (
              <PastGrid
                key={shownVersion}
                label="Прошлая версия плана"
                {...{ columns, facts }}
                rows={past.rows}
                now={rows}
              />
            ) : (
              <div className="pscroll">
                {past?.state === 'failed' ? (
                  <EmptyState
                    title="Версия не открылась"
                    action={
                      <button type="button" className="btn" onClick={past.again}>
                        Повторить
                      </button>
                    }
                  >
                    {past.message}
                  </EmptyState>
                ) : (
                  <>
                    <LoadingWords />
                    <SkeletonRows rows={20} height="h-row-table pl-13" />
                  </>
                )}
              </div>
            )
          ) : empty && (link.ready || link.closed !== null) ? (
            <EmptyPlan
              onPaste={pasting.onPasteAnywhere}
              planId={plan.id}
              mayWrite={store !== null}
              onFirst={() => desk.insert('below')}
              onSection={() => desk.insert('below', 'section')}
            />
          ) : narrow ? (
            <PlanList rows={rows} facts={facts} groups={dated ? view.groups : []} store={store} />
          ) : (
            <PlanGrid
              label={`Строки плана: ${plan.subject}, ${plan.grade} класс`}
              {...{ lines, columns, facts, cursor, range, editor, sheet, page, acts }}
              peers={peersByRow}
              mayWrite={store !== null}
              onKey={desk.onKey}
              onPick={pick}
              onCopy={pasting.onCopy}
              onPaste={pasting.onPaste}
              onDrop={desk.drop}
              onMenu={(at, x, y) => {
                const inRange = range && range.top <= at.row && at.row <= range.bottom;
                if (!inRange) selection.setCursor(at);
                setMenu({ at, x, y });
              }}
            >
              {store && (
                <div className="padd">
                  <button
                    type="button"
                    className="btn quiet small"
                    onClick={() => {
                      const last = rows.at(-1);
                      if (last) desk.append(last.id, 'lesson');
                    }}
                  >
                    + Строка
                  </button>
                  <button
                    type="button"
                    className="btn quiet small"
                    onClick={() => {
                      const last = rows.at(-1);
                      if (last) desk.append(last.id, 'section');
                    }}
                  >
                    + Раздел
                  </button>
                </div>
              )}
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
            cell: line && field ? { rowId: line.row.id, field } : null,
            shown: shownVersion,
            onShow: setShownVersion,
          }}
          totals={{ planId: view.plan.id, rows, groups: view.groups, dates, types, pace: view, onGo: goTo }}
          remarks={{
            ...{ life, rows, composing, actions },
            today: view.today,
            personId: viewer.personId,
            cell: line && field ? { rowId: line.row.id, field } : null,
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
        reachable={live.online}
        mayWrite={may.write}
        savedAt={savedAt}
        tz={tz}
        people={peopleWords(people, numbers)}
        note={note}
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
            anyClosed: closed.size > 0,
            anySection: lines.some((one) => one.section),
            onToggle: toggle,
            onToggleAll: () =>
              setClosed(
                closed.size > 0
                  ? new Set()
                  : new Set(rows.filter((row) => row.kind === 'section').map((row) => row.id)),
              ),
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
