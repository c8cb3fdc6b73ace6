import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { SegmentedControl } from '#app/_ui/SegmentedControl.tsx';
import type { JournalView } from '#lib/contract/journalView.ts';
import { refuseAttendance, refuseMark } from '#lib/domain/cells.ts';
import { countMarks } from '#lib/domain/quality.ts';
import { type EntrySort, entryKey, entryList, nextOpen } from '#lib/domain/workEntry.ts';
import { keyCellOf } from '../_model/cellFacts.ts';
import type { Columns } from '../_model/columns.ts';
import { absenceCommand, markCommand } from '../_model/commands.ts';
import { studentsOf } from '../_model/entry.ts';
import type { PaintedRow } from '../_model/rows.ts';
import type { Editing } from '../_model/useEditing.ts';
import { pressOf } from '../_model/useGridKeys.ts';
import { EntryAside } from './EntryAside.tsx';
import { EntryLine, lineId } from './EntryLine.tsx';
import { EntryTroubles } from './EntryTroubles.tsx';
import { WorkPicker } from './WorkPicker.tsx';
import './entry.css';

const SORTS: { value: EntrySort; label: string }[] = [
  { value: 'list', label: 'По списку' },
  { value: 'alphabet', label: 'По алфавиту' },
];

type Props = {
  view: JournalView;
  rows: readonly PaintedRow[];
  columns: Columns;
  editing: Editing;
  workId: number;
  onWork(workId: number): void;
  onClose(workId: number): void;
};

/** «Ввод работы»: the present students without a mark, one key each. It types through the journal's own queue, so it works
 *  without a network, and a colleague's mark takes its student out of those who wait. */
export function WorkEntry(props: Props) {
  const { view, rows, columns, editing, workId, onWork, onClose } = props;
  const col = columns.columns.findIndex((column) => column.workId === workId);
  const column = columns.columns[col];
  const [sort, setSort] = useState<EntrySort>('list');
  const [chosen, setChosen] = useState<number | null>(null);
  const [hint, setHint] = useState<string | null>(null);
  const students = useMemo(() => studentsOf(rows, columns, col), [rows, columns, col]);
  // Whoever was asked stays in the list with his mark, so that ↑ leads back to him.
  const asked = useRef<{ workId: number; ids: Set<number> }>({ workId, ids: new Set() });
  if (asked.current.workId !== workId) asked.current = { workId, ids: new Set() };
  const list = entryList(students, sort, asked.current.ids);
  for (const student of list.missing) asked.current.ids.add(student.id);
  const { lines } = list;
  const found = lines.findIndex((line) => line.id === chosen);
  const at = found === -1 ? Math.max(0, nextOpen(lines, -1)) : found;
  const line = lines[at];
  const typed = useRef<number[]>([]);
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another work begins at its first student
  useEffect(() => {
    setChosen(null);
    setHint(null);
    typed.current = [];
    box.current?.focus({ preventScroll: true });
  }, [workId]);
  const lineOf = line?.id;
  useEffect(() => {
    if (lineOf) document.getElementById(lineId(lineOf))?.scrollIntoView({ block: 'nearest' });
  }, [lineOf]);

  /** Writes a mark (null takes it away) or an absence of the line's student; says why when it may not. */
  function write(value: number | 'absent' | null): boolean {
    const row = rows.findIndex((painted) => painted.row.student.id === line?.id);
    const painted = rows[row];
    const cell = painted && keyCellOf(view, painted, columns.columns, col);
    if (!painted || !column || !cell) return false;
    const absence = value === 'absent';
    const refusal = absence
      ? (cell.rollLocked ?? refuseAttendance(cell.facts, 'absent')?.message)
      : (cell.marksLocked ?? refuseMark(cell.facts, value)?.message);
    setHint(refusal ?? null);
    if (refusal) return false;
    const { student } = painted.row;
    const step = editing.write(
      absence ? absenceCommand(student, column, 'absent') : markCommand(student, column, 1, value),
    );
    if (step) typed.current.push(student.id);
    return true;
  }
  function onKey(event: KeyboardEvent<HTMLElement>) {
    // The lists and fields of the head have their own keys; Esc leaves the mode from everywhere.
    const inField = event.target instanceof HTMLElement && event.target.closest('select, input, button');
    const action = entryKey(pressOf(event));
    if (!action || (inField && action.do !== 'close')) return;
    event.preventDefault();
    switch (action.do) {
      case 'close':
        return onClose(workId);
      case 'move':
        return setChosen(lines[Math.max(0, Math.min(lines.length - 1, at + action.by))]?.id ?? null);
      case 'mark': {
        const next = lines[nextOpen(lines, at)]?.id ?? null;
        if (write(action.value)) setChosen(next);
        return;
      }
      case 'absent': {
        const next = lines[nextOpen(lines, at)]?.id ?? null;
        if (write('absent')) setChosen(next);
        return;
      }
      case 'clear':
        write(null);
        return;
      case 'undo': {
        const last = typed.current.pop();
        if (last === undefined) return setHint('Отменять нечего.');
        editing.undo();
        setChosen(last);
      }
    }
  }
  const counts = countMarks(students.filter((s) => s.member && !s.absent).map((s) => s.value));
  const type = view.workTypes.find((known) => known.id === editing.index.works.get(workId)?.typeId);
  return (
    <section className="jentry" aria-label="Ввод работы" onKeyDown={onKey}>
      <header className="jentry-head">
        <h2 className="font-semibold">Ввод работы</h2>
        <WorkPicker {...{ view, columns, workId, onWork }} issue={editing.issue} />
        <SegmentedControl label="Порядок" options={SORTS} value={sort} onChange={(value) => setSort(value)} />
        <button type="button" className="btn" onClick={() => onClose(workId)}>
          Закрыть <kbd className="jkbd">Esc</kbd>
        </button>
      </header>
      <div className="jentry-body">
        <div className="jentry-list">
          {lines.length === 0 && (
            <p className="p-4 text-ink-2">
              {list.present === 0
                ? 'На этом уроке никого не было: отмечать некого.'
                : 'Отметки есть у всех, кто был на уроке.'}
            </p>
          )}
          <div
            ref={box}
            tabIndex={0}
            role="listbox"
            aria-label="Ученики без отметки: цифра ставит отметку и ведёт дальше"
            aria-activedescendant={line ? lineId(line.id) : undefined}
          >
            {lines.map((student, index) => (
              <EntryLine
                key={student.id}
                student={student}
                painted={rows[student.place]}
                col={col}
                chosen={index === at}
                onChoose={() => {
                  setChosen(student.id);
                  box.current?.focus({ preventScroll: true });
                }}
              />
            ))}
          </div>
          <EntryTroubles {...{ rows, col, workId, editing, hint }} />
        </div>
        <EntryAside
          list={list}
          counts={counts}
          control={type?.control ?? false}
          onStudent={(id) => {
            setChosen(id);
            box.current?.focus({ preventScroll: true });
          }}
        />
      </div>
    </section>
  );
}
