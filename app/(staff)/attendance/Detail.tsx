import Link from 'next/link';
import { paperWords } from '#app/(staff)/attendance/paperWords.ts';
import type { Reasons } from '#app/(staff)/attendance/useReasons.ts';
import type { AttendanceView } from '#lib/contract/attendanceViews.ts';
import type { AbsenceReason } from '#lib/contract/viewParts.ts';
import type { DayCell, DayRow } from '#lib/domain/attendanceDay.ts';
import { attendanceWords, REASON_TEXT } from '#lib/domain/marks.ts';

type Props = {
  view: AttendanceView;
  row: DayRow | null;
  cell: DayCell | null;
  reasons: Reasons;
  onReason(reason: AbsenceReason | null, whole: boolean): void;
  counts: string;
};
const REASONS: readonly AbsenceReason[] = ['ill', 'excused', 'unexcused'];

/** What the cursor stands on, with both authors, and the same acts for a finger. */
export function Detail({ view, row, cell, reasons, onReason, counts }: Props) {
  if (!row) return null;
  const whole = cell === null;
  const shown = cell && reasons.shown({ lessonId: cell.lesson.id, studentId: row.student.id });
  const group = cell && view.groups.find((g) => g.groupId === cell.lesson.groupId);
  const stored = cell?.cell;
  const current = whole ? null : (shown?.reason ?? null);
  return (
    <div className="adetail noprint">
      <div className="min-w-0 grow" role="status">
        <b>{row.student.name}</b>{' '}
        {whole ? (
          <span className="text-ink-2">
            весь день ·{' '}
            <Link
              href={`/attendance?class=${view.class.id}&tab=report&student=${row.student.id}`}
              className="underline"
            >
              все пропуски
            </Link>
          </span>
        ) : (
          <span className="text-ink-2">
            {cell.lesson.number}-й урок{group && `, ${group.subject}`}:{' '}
            {(shown && attendanceWords(shown)) ?? 'пропуск не отмечен'}
            {stored?.code && stored.by && ` · отметил(а) ${stored.by}`}
            {stored?.code === 'absent' && stored.reasonBy && ` · причину указал(а) ${stored.reasonBy}`}
            {cell.foretold && ` · ${paperWords(cell.foretold)}`}
          </span>
        )}
        <span className="acounts text-ink-3">{counts}</span>
      </div>
      {view.mayWrite && (
        <fieldset className="flex flex-none gap-1.5">
          <legend className="sr-only">{whole ? 'Причина за весь день' : 'Причина пропуска'}</legend>
          {REASONS.map((reason) => (
            <button
              key={reason}
              type="button"
              className="btn"
              aria-pressed={current === reason}
              onClick={() => onReason(reason, whole)}
            >
              {REASON_TEXT[reason]}
            </button>
          ))}
          <button type="button" className="btn quiet" onClick={() => onReason(null, whole)}>
            Без причины
          </button>
        </fieldset>
      )}
    </div>
  );
}
