import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { useLive } from '#app/_live/useLive.ts';
import { UndoToast } from '#app/_ui/UndoToast.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { useGridCursor } from '#app/_ui/useGridCursor.ts';
import { useToast } from '#app/_ui/useToast.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { JournalDialogs } from './_bulk/JournalDialogs.tsx';
import { RollDialog } from './_bulk/RollDialog.tsx';
import { WorkEntry } from './_entry/WorkEntry.tsx';
import { cellId } from './_grid/Cell.tsx';
import { askId } from './_grid/ConflictAsk.tsx';
import { Grid } from './_grid/Grid.tsx';
import { GridPopups } from './_grid/GridPopups.tsx';
import { TotalPopups } from './_grid/TotalPopups.tsx';
import { focusField, HOMEWORK_FIELD, TOPIC_FIELD } from './_lesson/focusField.ts';
import { LessonPanel } from './_lesson/LessonPanel.tsx';
import { cardSubject } from './_model/cardSubject.ts';
import { absenceCommand, rollCommand } from './_model/commands.ts';
import { expectedAt, rollWords } from './_model/counts.ts';
import { controlMissing, entryLockedOf, openingWork } from './_model/entry.ts';
import type { Place } from './_model/palette.ts';
import type { PassAs } from './_model/planOffer.ts';
import { usePeers } from './_model/presence.ts';
import { openingCursor, type Start } from './_model/start.ts';
import { cellOfCommand, unseenWords } from './_model/undone.ts';
import { useAfterInput } from './_model/useAfterInput.ts';
import { useBulk } from './_model/useBulk.ts';
import { useChosenLesson } from './_model/useChosenLesson.ts';
import { type Step, type Undone, useEditing } from './_model/useEditing.ts';
import { useFresh } from './_model/useFresh.ts';
import { useGridKeys } from './_model/useGridKeys.ts';
import { useRows } from './_model/useRows.ts';
import { useShowCell } from './_model/useShowCell.ts';
import { useTotals } from './_model/useTotals.ts';
import { JournalHead } from './JournalHead.tsx';
import { NoLessons } from './NoLessons.tsx';
import { StatusLine } from './StatusLine.tsx';

/** Whose page it is, and the school's time zone. */
export type Viewer = { personId: number; tz: string };
/** Copying and pasting are for cells of lessons; the cursor stands in the totals. */
const stay = () => undefined;
type Props = { initial: JournalView; viewer: Viewer; start: Start };

/** The journal at work: the live view, the cursor, and what is open over the grid. */
export function LiveJournal({ initial, viewer, start }: Props) {
  const live = useLive(initial, { view: 'journal', groupId: initial.group.id }, viewer);
  const { view, pending } = live;
  const { toast, offer, closeToast } = useToast();
  const warn = useCallback((text: string) => offer(text, null), [offer]);
  const editing = useEditing(live, warn);
  const fresh = useFresh(live.changedBy);
  const laid = useMemo(() => ({ pending, troubles: editing.troubles, fresh }), [pending, editing.troubles, fresh]);
  const { rows, columns, totals } = useRows(view, laid);
  const peers = usePeers(live.people);
  const studentIds = useMemo(() => rows.map((painted) => painted.row.student.id), [rows]);
  const columnKeys = useMemo(() => columns.columns.map((column) => column.key), [columns.columns]);
  const selection = useGridCursor(studentIds, columnKeys, (placeAt) =>
    placeAt(openingCursor(start, view, columns, rows)),
  );
  const { cursor, range, setCursor } = selection;
  const chosen = useChosenLesson(view, editing.index, pending, rows, columns, cursor.col);
  const now = useClock(initial.now, live.now);
  const [after, setAfter] = useAfterInput(viewer.personId);
  const [card, setCard] = useState<'value' | 'comment' | null>(null);
  const [over, setOver] = useState<'help' | 'palette' | null>(null);
  const [late, setLate] = useState<Cursor | null>(null);
  const router = useRouter();
  const [drawer, setDrawer] = useState(false);
  const [asking, setAsking] = useState(false);
  const [entryWork, setEntryWork] = useState<number | null>(() => openingWork(start, columns));
  const sheet = useRef<HTMLDivElement>(null);

  const toGrid = useCallback(() => {
    setDrawer(false);
    setCard(null);
    setLate(null);
    sheet.current?.focus({ preventScroll: true });
  }, []);
  const openField = useCallback((name: 'topic' | 'homework') => {
    // The drawer of a narrow screen must stand before its field can take the focus.
    flushSync(() => setDrawer(true));
    focusField(name === 'topic' ? TOPIC_FIELD : HOMEWORK_FIELD);
  }, []);
  const choose = useCallback(
    (command: NewCommand) => {
      editing.issue(command)?.then((answer) => {
        if (!answer.ok && answer.code === 'conflict') offer(`${answer.message} Показано его значение.`, null);
      });
    },
    [editing.issue, offer],
  );
  const keys = useGridKeys({
    ...{ view, rows, columns, selection, after, editing, undone },
    open(focus) {
      const painted = rows[cursor.row]?.row;
      const column = columns.columns[cursor.col];
      const ask = painted && column && document.getElementById(askId(cellId(painted.student.id, column.key)));
      if (ask) ask.querySelector('button')?.focus();
      else {
        setCursor(cursor);
        setCard(focus);
      }
    },
    show: setOver,
    roll: confirmRoll,
    field: openField,
    done: offerStep,
    minutes: setLate,
    bulk: (value) => bulk.bulk(value),
    fill: () => bulk.fill(),
    clearRange: (cells) => bulk.clearRange(cells),
    entry: openEntry,
  });
  const desk = useMemo(() => ({ view, rows, columns }), [view, rows, columns]);
  const bulk = useBulk({ ...desk, selection, editing, done: offerStep, say: keys.say, note: warn });
  const finals = useTotals({
    ...{ view, rows, totals, editing },
    back: (row, edge) => setCursor({ row, col: edge === 'first' ? 0 : columns.columns.length - 1 }),
    done: offerStep,
  });
  function onKey(event: KeyboardEvent<HTMLDivElement>) {
    const atEnd = cursor.col >= columns.columns.length - 1;
    if (!finals.onKey(event, { row: cursor.row, atEnd })) keys.onKey(event);
  }
  function offerStep(step: Step, text: string) {
    offer(text, () => {
      undone(latest.current.editing.revert(step));
      toGrid();
    });
  }
  /** Shows what has been taken back: the cursor goes there, and what the grid does not show is named. */
  function undone({ problem, commands }: Undone) {
    const cells = commands.flatMap((command) => cellOfCommand(command, rows, columns) ?? []);
    const [first] = cells.sort((a, b) => a.row - b.row || a.col - b.col);
    const unseen = unseenWords(commands, columns);
    closeToast();
    if (first) setCursor(first);
    if (problem) keys.say(first ?? cursor, problem);
    else if (unseen) offer(`Возвращено: ${unseen}`, null);
  }
  function go(place: Place) {
    setOver(null);
    if (place.kind === 'journal') router.push(`/journal/${place.groupId}`);
    else if (place.kind === 'student') setCursor({ row: place.row, col: cursor.col });
    else goTo(place.lessonId);
  }
  function confirmRoll() {
    if (!chosen) return;
    if (chosen.rollRefusal) return keys.say(cursor, chosen.rollRefusal);
    if (!chosen.fields.roll && expectedAt(rows, columns.columns, chosen.lesson.id).length > 0) setAsking(true);
    else takeRoll(false);
  }
  /** `absent`: those who are not expected get «Н» first. */
  function takeRoll(absent: boolean) {
    if (!chosen) return;
    const head = columns.columns.find((column) => column.lessonId === chosen.lesson.id && column.first);
    const away = absent && head ? expectedAt(rows, columns.columns, chosen.lesson.id) : [];
    const step = editing.write([
      ...away.flatMap(({ row }) => (head ? absenceCommand(row.student, head, 'absent') : [])),
      ...rollCommand(chosen.lesson.id, true),
    ]);
    const counts = { ...chosen.counts, absent: chosen.counts.absent + away.length };
    if (step) offerStep(step, `Присутствие отмечено: ${rollWords(counts)}`);
    else keys.say(cursor, 'Присутствие на этом уроке уже отмечено.');
  }
  function setMinutes(at: Cursor, minutes: number | null) {
    const painted = rows[at.row];
    const column = columns.columns[at.col];
    if (painted && column) editing.write(absenceCommand(painted.row.student, column, 'late', minutes));
    toGrid();
  }
  function openEntry() {
    const workId = columns.columns[cursor.col]?.workId ?? null;
    const locked = chosen ? entryLockedOf(view, chosen.lesson) : null;
    if (locked) keys.say(cursor, locked);
    else if (workId !== null) setEntryWork(workId);
  }
  function closeEntry(workId: number) {
    const col = columns.columns.findIndex((column) => column.workId === workId);
    // The grid must stand before it can take the focus.
    flushSync(() => setEntryWork(null));
    if (col !== -1) setCursor({ row: cursor.row, col });
    toGrid();
  }
  function goTo(lessonId: number | undefined) {
    const head = columns.lessons.find((other) => other.lesson.id === lessonId);
    if (head) pick({ row: cursor.row, col: head.start }, false);
  }
  function pickColumn(col: number) {
    const listed = rows.filter(({ row }) => !row.gone).length;
    keys.endAppend();
    sheet.current?.focus({ preventScroll: true });
    selection.select({ top: 0, bottom: Math.max(0, listed - 1), left: col, right: col });
  }
  function pick(at: Cursor, open: boolean) {
    keys.endAppend();
    finals.forget();
    setCursor(at);
    setCard(open ? 'value' : null);
    setLate(null);
  }
  // Memoised parts get callbacks that never change; each reads the newest state through this.
  const newest = {
    offerStep,
    openEntry,
    confirmRoll,
    pick,
    goTo,
    cursor,
    live,
    editing,
    bulk,
    selection,
    pickColumn,
    finals,
    onKey,
  };
  const latest = useRef(newest);
  latest.current = newest;
  const onGridKey = useCallback((event: KeyboardEvent<HTMLDivElement>) => latest.current.onKey(event), []);
  const onPickTotal = useCallback((at: { row: number; col: number }) => latest.current.finals.pick(at), []);
  const onActions = useCallback(() => latest.current.bulk.bulk(null), []);
  const onExtend = useCallback((to: Cursor) => latest.current.selection.extend(to), []);
  const onSelect = useCallback((col: number) => latest.current.pickColumn(col), []);
  const onEntry = useCallback(() => latest.current.openEntry(), []);
  const onSend = useCallback((command: NewCommand) => latest.current.live.send(command), []);
  const onPass = useCallback((lessonId: number, as: PassAs, words: string) => {
    const { editing: now, offerStep: told } = latest.current;
    const step = now.write([{ name: 'lesson.pass', input: { lessonId, as } }], as?.reason ?? undefined);
    if (step) told(step, words);
  }, []);
  const onRoll = useCallback(() => latest.current.confirmRoll(), []);
  const onPick = useCallback((at: Cursor, open: boolean) => latest.current.pick(at, open), []);
  const onPickColumn = useCallback(
    (col: number) => latest.current.pick({ row: latest.current.cursor.row, col }, false),
    [],
  );
  const onLesson = useCallback((lessonId: number | undefined) => latest.current.goTo(lessonId), []);
  const onDrawer = useCallback(() => setDrawer((open) => !open), []);
  const onHelp = useCallback(() => setOver('help'), []);
  const onDismiss = useCallback(() => {
    latest.current.live.dismissRefusal();
    latest.current.editing.forgetRefusals();
  }, []);
  const { endAppend } = keys;
  const stopShowing = useShowCell(live.showCell, columns.columns[cursor.col], rows[cursor.row]);
  const onLeave = useCallback(() => {
    endAppend();
    stopShowing();
  }, [endAppend, stopShowing]);
  // A fresh page is ready for the first key: the focus stands in the grid, or in the field that the link asks for.
  useEffect(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    if (start.entry) return;
    if (start.field === 'topic' || start.field === 'homework') openField(start.field);
    else sheet.current?.focus({ preventScroll: true });
  }, [start, openField]);

  const { rights, period, lessons, works, workTypes, plans, plan, today } = view;
  const { id: groupId, className, subject: subjectName, graded } = view.group;
  const panelView = useMemo(
    () => ({
      ...{ rights, period, lessons, works, workTypes, plans, plan, today, graded },
      group: { id: groupId, className, subject: subjectName },
      personId: viewer.personId,
    }),
    [
      rights,
      period,
      lessons,
      works,
      workTypes,
      plans,
      plan,
      today,
      graded,
      groupId,
      className,
      subjectName,
      viewer.personId,
    ],
  );
  const { hint, appending, shakes } = keys;
  const mood = useMemo(
    () => ({ selected: true, ranged: false, append: appending, shake: hint ? shakes : 0 }),
    [appending, shakes, hint],
  );
  const subject = card && cardSubject({ view, pending, rows, columns, at: cursor, editing, keys, choose });
  const missing = chosen ? controlMissing(rows, columns, chosen.lesson.id) : 0;
  const entryOpen = chosen !== null && entryWork === null && entryLockedOf(view, chosen.lesson) === null;
  const entry = useMemo(() => ({ open: entryOpen, missing }), [entryOpen, missing]);
  const step = chosen ? columns.lessons.findIndex((head) => head.lesson.id === chosen.lesson.id) : -1;
  return (
    <main className="jpage">
      <JournalHead
        {...{ view, peers, drawer, entry, onEntry, onRoll, onDrawer }}
        lesson={chosen?.lesson ?? null}
        rollDone={chosen?.fields.roll ?? false}
        rollBegun={chosen !== null && chosen.counts.absent + chosen.counts.late > 0}
        rollLocked={chosen === null || chosen.rollRefusal !== null}
      />
      <div className={`jwork${live.online ? '' : ' offline'}`}>
        {columns.columns.length === 0 || rows.length === 0 ? (
          <NoLessons view={view} />
        ) : entryWork !== null ? (
          <WorkEntry
            {...{ view, rows, columns, editing }}
            workId={entryWork}
            onWork={setEntryWork}
            onClose={closeEntry}
          />
        ) : (
          <Grid
            {...{ view, rows, columns, cursor, range, mood, peers, now, sheet, onPick, onPickColumn, onLeave }}
            {...{ onExtend, onSelect, onActions, totals, onPickTotal }}
            total={finals.cursor}
            onPropose={rights.finals === null || !graded ? null : finals.propose}
            onKey={onGridKey}
            onCopy={finals.cursor ? stay : bulk.onCopy}
            onPaste={finals.cursor ? stay : bulk.onPaste}
          >
            <GridPopups
              {...{ rows, columns, cursor, editing, subject, hint, toGrid }}
              types={view.workTypes}
              tz={viewer.tz}
              changedBy={live.changedBy}
              cardFocus={card ?? 'value'}
              late={late}
              onMinutes={setMinutes}
            />
            <TotalPopups {...{ view, rows, columns, totals }} desk={finals} tz={viewer.tz} onClose={toGrid} />
          </Grid>
        )}
        {chosen && entryWork === null && (
          <LessonPanel
            view={panelView}
            now={now}
            tz={viewer.tz}
            lesson={chosen.lesson}
            fields={chosen.fields}
            open={drawer}
            issue={editing.issue}
            choose={choose}
            pass={onPass}
            send={onSend}
            previous={columns.lessons[step - 1]?.lesson.id}
            next={columns.lessons[step + 1]?.lesson.id}
            onLesson={onLesson}
            onClose={toGrid}
          />
        )}
      </div>
      <StatusLine
        {...{ onDismiss, onHelp }}
        status={live.status}
        tz={viewer.tz}
        attendance={chosen?.attendance ?? ''}
        marks={chosen?.marks ?? ''}
        edits={live.edits}
        groupId={view.group.id}
      />
      {asking && chosen && (
        <RollDialog
          names={expectedAt(rows, columns.columns, chosen.lesson.id).map(({ row }) => row.student.name)}
          onDone={(absent) => {
            setAsking(false);
            takeRoll(absent);
          }}
          onClose={() => setAsking(false)}
        />
      )}
      <UndoToast toast={toast} onClose={closeToast} />
      <JournalDialogs {...{ desk, over, bulk, after }} onAfter={setAfter} onGo={go} onClose={() => setOver(null)} />
    </main>
  );
}
