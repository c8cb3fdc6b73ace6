import { markText, markTone } from '#lib/domain/marks.ts';
import type { EntryStudent } from '#lib/domain/workEntry.ts';
import type { PaintedRow } from '../_model/rows.ts';

export const lineId = (studentId: number): string => `entry-${studentId}`;

/** One student: number, name, the mark when it is there, and who else has set it. */
export function EntryLine({
  student,
  painted,
  col,
  chosen,
  onChoose,
}: {
  student: EntryStudent;
  painted: PaintedRow | undefined;
  col: number;
  chosen: boolean;
  onChoose(): void;
}) {
  const cell = painted?.row.cells[col];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's
    // biome-ignore lint/a11y/useFocusableInteractive: the list is one tab stop and names its active line
    <div
      id={lineId(student.id)}
      role="option"
      aria-selected={chosen}
      className={`jentry-line${chosen ? ' chosen' : ''}${cell?.waiting ? ' waiting' : ''}`}
      onClick={onChoose}
    >
      <i>{painted?.row.number ?? ''}</i>
      <span>{student.name}</span>
      <span className="jentry-mark">
        {student.value === null ? (
          chosen && <span className="jentry-caret" aria-hidden="true" />
        ) : (
          <b className={student.value === 0 ? 'text-warn' : `text-${markTone(student.value)}`}>
            {markText(student.value)}
          </b>
        )}
      </span>
      <span className="jentry-say">
        {cell?.fresh ? `отметку поставил(а) ${cell.fresh}` : student.value === 0 ? 'работа не сдана' : ''}
      </span>
    </div>
  );
}
