import { memo } from 'react';
import type { Shown } from '#app/(staff)/attendance/useReasons.ts';
import type { AbsenceReason, AttendanceCode } from '#lib/contract/viewParts.ts';
import type { DayCell } from '#lib/domain/attendanceDay.ts';
import { attendanceText, attendanceWords, REASON_TEXT } from '#lib/domain/marks.ts';

type Props = {
  id: string;
  /** Null: the student has no lesson at this number. */
  cell: DayCell | null;
  shown: Shown | null;
  chosen: boolean;
  onChoose(): void;
};

function toneOf(code: AttendanceCode | null, reason: AbsenceReason | null): string {
  if (code === 'late') return 'late';
  if (code !== 'absent') return code ? 'excused' : '';
  if (reason === null) return 'absent';
  return reason === 'unexcused' ? 'unexcused' : 'excused';
}

/** One student at one number of the day. What is only foretold stands hollow, in brackets. */
export const DayCellBox = memo(
  function DayCellBox({ id, cell, shown, chosen, onChoose }: Props) {
    const cursor = chosen ? true : undefined;
    if (!cell || !shown)
      return (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the grid's
        <td id={id} className={`none${chosen ? ' chosen' : ''}`} data-cursor={cursor} onClick={onChoose}>
          <span className="sr-only">нет урока</span>
        </td>
      );
    const text = attendanceText(shown);
    // Once the roll is taken, what was foretold has come or has not.
    const coming = text === null && cell.foretold !== null && !cell.lesson.cancelled && !cell.lesson.roll;
    const why = cell.foretold && 'document' in cell.foretold ? REASON_TEXT[cell.foretold.document.reason] : 'Н';
    const words = coming
      ? `ожидается отсутствие: ${why}`
      : (attendanceWords(shown) ??
        (cell.lesson.cancelled ? 'урок отменён' : cell.lesson.roll ? 'присутствует' : 'не отмечено'));
    const by = text
      ? [cell.cell?.by && `Н: ${cell.cell.by}`, cell.cell?.reasonBy && `причина: ${cell.cell.reasonBy}`]
      : [];
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the grid's
      <td
        id={id}
        className={`${toneOf(shown.code, shown.reason)}${coming ? ' coming' : ''}${cell.lesson.cancelled ? ' cancelled' : ''}${
          shown.waiting ? ' waiting' : ''
        }${chosen ? ' chosen' : ''}`}
        data-cursor={cursor}
        title={[words, ...by].filter(Boolean).join('. ')}
        onClick={onChoose}
      >
        <span aria-hidden="true">
          {coming ? `(${why})` : text}
          {shown.code === 'late' && shown.minutes !== null && <sub>{shown.minutes}</sub>}
          {text === null && !coming && cell.lesson.roll && !cell.lesson.cancelled && '·'}
        </span>
        <span className="sr-only">{words}</span>
      </td>
    );
  },
  (a, b) =>
    a.chosen === b.chosen &&
    a.cell?.lesson === b.cell?.lesson &&
    a.cell?.cell === b.cell?.cell &&
    JSON.stringify(a.cell?.foretold) === JSON.stringify(b.cell?.foretold) &&
    a.shown?.code === b.shown?.code &&
    a.shown?.reason === b.shown?.reason &&
    a.shown?.waiting === b.shown?.waiting &&
    a.id === b.id,
);
