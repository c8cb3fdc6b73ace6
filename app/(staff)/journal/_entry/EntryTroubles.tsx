import type { PaintedRow } from '../_model/rows.ts';
import type { Editing } from '../_model/useEditing.ts';

/** Under the list: why the last key was not carried out, and marks that a colleague set at the same time. */
export function EntryTroubles({
  rows,
  col,
  workId,
  editing,
  hint,
}: {
  rows: readonly PaintedRow[];
  col: number;
  workId: number;
  editing: Editing;
  hint: string | null;
}) {
  const disputed = rows.flatMap(({ row }) => {
    const conflict = row.cells[col]?.conflict;
    const trouble = editing.troubles.find(
      ({ command, kind }) =>
        kind === 'conflict' &&
        command.name === 'mark.set' &&
        command.input.workId === workId &&
        command.input.studentId === row.student.id,
    );
    return conflict && trouble ? [{ student: row.student, conflict, trouble }] : [];
  });
  if (!hint && disputed.length === 0) return null;
  return (
    <div role="alert" className="jentry-troubles">
      {hint && <p className="text-bad">{hint}</p>}
      {disputed.map(({ student, conflict, trouble }) => (
        <p key={student.id} className="text-warn">
          {student.name}: одновременно {conflict.mine} — вы, {conflict.theirs} — другой учитель{' '}
          <button type="button" className="btn tiny" onClick={() => editing.settle(trouble, 'mine')}>
            Оставить моё
          </button>{' '}
          <button type="button" className="btn tiny" onClick={() => editing.settle(trouble, 'theirs')}>
            Принять
          </button>
        </p>
      ))}
    </div>
  );
}
