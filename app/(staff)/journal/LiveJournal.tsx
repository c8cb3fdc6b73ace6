import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLive } from '#app/_live/useLive.ts';
import { useClock } from '#app/_ui/useClock.ts';
import type { JournalView } from '#lib/contract/views.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { refuseRoll } from '#lib/domain/records.ts';
import { Grid } from './_grid/Grid.tsx';
import { GridPopups } from './_grid/GridPopups.tsx';
import { HOMEWORK_FIELD, LessonPanel, TOPIC_FIELD } from './_lesson/LessonPanel.tsx';
import { cardSubject } from './_model/cardSubject.ts';
import { rollLockedOf } from './_model/cellFacts.ts';
import { rollCommand } from './_model/commands.ts';
import { countLesson, lessonCounts, rollWords } from './_model/counts.ts';
import { lessonFields } from './_model/lessonFields.ts';
import { usePeers } from './_model/presence.ts';
import { openingCursor, type Start } from './_model/start.ts';
import { useAfterInput } from './_model/useAfterInput.ts';
import { useCursor } from './_model/useCursor.ts';
import { type Step, useEditing } from './_model/useEditing.ts';
import { useFresh } from './_model/useFresh.ts';
import { useGridKeys } from './_model/useGridKeys.ts';
import { useRows } from './_model/useRows.ts';
import { JournalHead } from './JournalHead.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { NoLessons } from './NoLessons.tsx';
import { StatusLine } from './StatusLine.tsx';
import { type Undoable, UndoToast } from './UndoToast.tsx';

/** A cursor passing over cells tells colleagues only where it has stopped, ms. */
const SETTLES = 120;
/** How long a refusal's hint stays, ms. */
const HINT_STAYS = 5_000;

type Props = { initial: JournalView; viewer: Viewer; start: Start };
/** Whose page it is, and the school's time zone. */
export type Viewer = { personId: number; tz: string };

/** The journal at work: the live view, the cursor, and what is open over the grid. */
export function LiveJournal({ initial, viewer, start }: Props) {
  const live = useLive(initial, { view: 'journal', groupId: initial.group.id }, viewer);
  const { view, pending } = live;
  const { tz } = viewer;
  const editing = useEditing(live);
  const fresh = useFresh(live.changedBy);
  const laid = useMemo(() => ({ pending, troubles: editing.troubles, fresh }), [pending, editing.troubles, fresh]);
  const { rows, columns } = useRows(view, laid);
  const peers = usePeers(live.people);
  const { cursor, setCursor } = useCursor(rows, columns.columns, () => openingCursor(start, view, columns, rows));
  const now = useClock(initial.now, live.now);
  const [after, setAfter] = useAfterInput();
  const [card, setCard] = useState<'value' | 'comment' | null>(null);
  const [help, setHelp] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const [toast, setToast] = useState<Undoable | null>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const toasts = useRef(0);

  const column = columns.columns[cursor.col];
  const lesson = (column && editing.index.lessons.get(column.lessonId)) ?? null;
  const fields = useMemo(() => lesson && lessonFields(lesson, pending), [lesson, pending]);
  const counts = useMemo(
    () => (column ? countLesson(rows, columns.columns, column.lessonId) : null),
    [rows, columns.columns, column],
  );
  const rollRefusal =
    lesson &&
    (rollLockedOf(view.rights, lesson.id) ??
      refuseRoll({
        periodClosed: view.period.closed,
        cancelled: lesson.cancelled,
        lessonDate: lesson.date,
        today: view.today,
      })?.message);

  const toGrid = useCallback(() => {
    setDrawer(false);
    sheet.current?.focus({ preventScroll: true });
  }, []);
  const offer = (text: string, step: Step) => {
    toasts.current += 1;
    setToast({
      id: toasts.current,
      text,
      undo() {
        setToast(null);
        const problem = editing.revert(step);
        if (problem) keys.say(cursor, problem);
        toGrid();
      },
    });
  };
  function confirmRoll() {
    if (!lesson || !counts) return;
    if (rollRefusal) return keys.say(cursor, rollRefusal);
    const step = editing.write(rollCommand(lesson.id, true));
    if (step) offer(`Присутствие отмечено: ${rollWords(counts)}`, step);
    else keys.say(cursor, 'Присутствие на этом уроке уже отмечено.');
  }
  const focusField = useCallback((name: 'topic' | 'homework') => {
    // The drawer of a narrow screen must stand before its field can take the focus.
    flushSync(() => setDrawer(true));
    const field = document.getElementById(name === 'topic' ? TOPIC_FIELD : HOMEWORK_FIELD);
    field?.focus();
  }, []);
  const keys = useGridKeys(view, rows, columns, cursor, setCursor, after, editing, {
    open: setCard,
    help: () => setHelp(true),
    roll: confirmRoll,
    field: focusField,
    cleared: (step, text) => offer(text, step),
  });
  const actions = useRef({ confirmRoll });
  actions.current = { confirmRoll };

  // A fresh page is ready for the first key: the focus stands in the grid, or in the field that the link asks for.
  useEffect(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    if (start.field === 'topic' || start.field === 'homework') focusField(start.field);
    else sheet.current?.focus({ preventScroll: true });
  }, [start, focusField]);
  const here = column?.workId ?? null;
  const student = rows[cursor.row]?.row.student.id ?? null;
  const showCell = useRef(live.showCell);
  showCell.current = live.showCell;
  useEffect(() => {
    const cell = here && student ? { workId: here, studentId: student } : null;
    const timer = setTimeout(() => showCell.current(cell), SETTLES);
    return () => clearTimeout(timer);
  }, [here, student]);
  const { hint, say, endAppend } = keys;
  useEffect(() => {
    if (!hint) return;
    const timer = setTimeout(() => say(hint.at, null), HINT_STAYS);
    return () => clearTimeout(timer);
  }, [hint, say]);

  const onPick = useCallback(
    (at: Cursor, open: boolean) => {
      endAppend();
      setCursor(at);
      setCard(open ? 'value' : null);
    },
    [setCursor, endAppend],
  );
  const onPickColumn = useCallback((col: number) => onPick({ row: cursor.row, col }, false), [onPick, cursor.row]);
  const onLeave = useCallback(() => {
    endAppend();
    showCell.current(null);
  }, [endAppend]);
  const onLesson = (lessonId: number) => {
    const head = columns.lessons.find((other) => other.lesson.id === lessonId);
    if (head) onPick({ row: cursor.row, col: head.start }, false);
  };
  const onStep = (by: -1 | 1) => {
    const next = columns.lessons[columns.lessons.findIndex((head) => head.lesson.id === lesson?.id) + by];
    if (next) onLesson(next.lesson.id);
  };
  const closeCard = useCallback(() => {
    setCard(null);
    toGrid();
  }, [toGrid]);
  const mood = useMemo(
    () => ({ selected: true, append: keys.appending, shake: hint ? keys.shakes : 0 }),
    [keys.appending, keys.shakes, hint],
  );
  const roll = useMemo(
    () => ({
      done: fields?.roll ?? false,
      some: (counts?.absent ?? 0) + (counts?.late ?? 0) > 0,
      locked: Boolean(rollRefusal),
    }),
    [fields?.roll, counts, rollRefusal],
  );
  const subject = card && cardSubject({ view, pending, rows, columns, at: cursor, editing, keys });
  const empty = columns.columns.length === 0 || rows.length === 0;
  return (
    <div className="jpage">
      <JournalHead
        view={view}
        lesson={lesson}
        peers={peers}
        roll={roll}
        drawer={drawer}
        onRoll={useCallback(() => actions.current.confirmRoll(), [])}
        onDrawer={useCallback(() => setDrawer((open) => !open), [])}
      />
      <main className={`jwork${live.online ? '' : ' offline'}`}>
        {empty ? (
          <NoLessons view={view} />
        ) : (
          <Grid
            {...{ view, rows, columns, cursor, mood, peers, now, sheet, onPick, onPickColumn, onLeave }}
            onKey={keys.onKey}
          >
            <GridPopups
              {...{ rows, columns, cursor, editing, subject, hint, toGrid }}
              types={view.workTypes}
              changedBy={live.changedBy}
              cardFocus={card ?? 'value'}
              onCloseCard={closeCard}
            />
          </Grid>
        )}
        {lesson && fields && (
          <LessonPanel
            {...{ view, lesson, fields, now, tz, onStep, onLesson }}
            open={drawer}
            issue={editing.issue}
            onBack={toGrid}
            onClose={toGrid}
          />
        )}
      </main>
      <StatusLine
        status={live.status}
        tz={tz}
        counts={useMemo(
          () => lesson && counts && lessonCounts(counts, lesson, view.today),
          [lesson, counts, view.today],
        )}
        onDismiss={useCallback(() => {
          live.dismissRefusal();
          editing.forgetRefusals();
        }, [live.dismissRefusal, editing.forgetRefusals])}
        onHelp={useCallback(() => setHelp(true), [])}
      />
      <UndoToast toast={toast} onClose={useCallback(() => setToast(null), [])} />
      {help && <KeyHelp after={after} onAfter={setAfter} onClose={() => setHelp(false)} />}
    </div>
  );
}
