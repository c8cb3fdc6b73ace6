import { useMemo, useRef } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import { covers } from '#lib/domain/absences.ts';
import { type Columns, columnsOf, keepColumns } from './columns.ts';
import { byStudent } from './fields.ts';
import type { Fresh, RowSource, Rules, Trouble } from './paint.ts';
import { linesOf, type PaintedRow, paintRow, sameSource } from './rows.ts';
import { type TotalColumn, totalColumns } from './totals.ts';

const NOTHING: readonly never[] = [];
const studentOf = (command: NewCommand): number | null =>
  'studentId' in command.input ? command.input.studentId : null;

function pendingByStudent(commands: readonly NewCommand[]): Map<number, NewCommand[]> {
  const groups = new Map<number, NewCommand[]>();
  for (const command of commands) {
    const id = studentOf(command);
    if (id !== null) groups.set(id, [...(groups.get(id) ?? []), command]);
  }
  return groups;
}

/** By student: the lessons at which he is not expected, as far as their roll has not been taken. */
function expectedLessons(
  expected: JournalView['expected'],
  lessons: JournalView['lessons'],
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const entry of expected)
    for (const lesson of lessons)
      if (!lesson.roll && !lesson.cancelled && covers(entry, lesson))
        found.set(entry.studentId, [...(found.get(entry.studentId) ?? []), lesson.id]);
  return found;
}

export type Laid = {
  pending: readonly NewCommand[];
  troubles: readonly Trouble[];
  fresh: ReadonlyMap<number, Fresh[]>;
};

/** The painted rows. A row whose marks, waiting commands and troubles are the same objects as before is the same object as
 *  before: a key redraws one row, not the grid. */
export function useRows(
  view: JournalView,
  laid: Laid,
): { rows: PaintedRow[]; columns: Columns; totals: TotalColumn[] } {
  const { lessons, works, workTypes, today } = view;
  const keptColumns = useRef<Columns['columns'] | null>(null);
  const columns = useMemo(() => {
    const fresh = columnsOf({ lessons, works, workTypes, today });
    fresh.columns = keepColumns(keptColumns.current, fresh.columns);
    keptColumns.current = fresh.columns;
    return fresh;
  }, [lessons, works, workTypes, today]);
  const marks = useMemo(() => byStudent(view.marks), [view.marks]);
  const attendance = useMemo(() => byStudent(view.attendance), [view.attendance]);
  const notes = useMemo(() => byStudent(view.notes), [view.notes]);
  const expected = useMemo(() => expectedLessons(view.expected, lessons), [view.expected, lessons]);
  const lines = useMemo(() => linesOf({ students: view.students, today }), [view.students, today]);
  const finals = useMemo(() => byStudent(view.finals), [view.finals]);
  const { period, periods, stages } = view;
  const staged = view.finals.some((final) => final.value !== null && stages.some(({ id }) => id === final.periodId));
  const totals = useMemo(() => totalColumns({ period, periods, stages }, staged), [period, periods, stages, staged]);
  const { thresholds, pointDays } = view.rules;
  const rules = useMemo((): Rules => {
    const weights = new Map(workTypes.map((type) => [type.id, type.weight]));
    return { thresholds, pointDays, today, totals, weightOf: (typeId) => weights.get(typeId) ?? 100 };
  }, [thresholds, pointDays, today, totals, workTypes]);

  const kept = useRef(new Map<number, PaintedRow>());
  const shown = useRef<PaintedRow[]>([]);
  const rows = useMemo(() => {
    const pending = pendingByStudent(laid.pending);
    const next = lines.map(({ student, number, gone }) => {
      const source: RowSource = {
        student,
        marks: marks.get(student.id) ?? NOTHING,
        attendance: attendance.get(student.id) ?? NOTHING,
        notes: notes.get(student.id) ?? NOTHING,
        finals: finals.get(student.id) ?? NOTHING,
        pending: pending.get(student.id) ?? NOTHING,
        troubles: laid.troubles.filter((trouble) => studentOf(trouble.command) === student.id),
        fresh: laid.fresh.get(student.id) ?? NOTHING,
        expected: expected.get(student.id) ?? NOTHING,
      };
      const old = kept.current.get(student.id);
      const same =
        old?.columns === columns.columns &&
        old.row.number === number &&
        old.rules === rules &&
        sameSource(old.source, source);
      return same ? old : paintRow(source, columns.columns, { number, gone }, rules, old);
    });
    kept.current = new Map(next.map((painted) => [painted.row.student.id, painted]));
    const old = shown.current;
    if (old.length !== next.length || old.some((painted, i) => painted !== next[i])) shown.current = next;
    return shown.current;
  }, [lines, marks, attendance, notes, laid, columns.columns, finals, rules, expected]);
  return { rows, columns, totals };
}
