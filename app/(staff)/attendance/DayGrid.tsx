import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { DayCellBox } from '#app/(staff)/attendance/DayCellBox.tsx';
import { DayNotices } from '#app/(staff)/attendance/DayNotices.tsx';
import { Detail } from '#app/(staff)/attendance/Detail.tsx';
import { paperWords } from '#app/(staff)/attendance/paperWords.ts';
import { codeCommand, type Reasons, reasonCommand } from '#app/(staff)/attendance/useReasons.ts';
import type { AttendanceView } from '#lib/contract/attendanceViews.ts';
import type { AbsenceReason } from '#lib/contract/viewParts.ts';
import { countDay, type DayCell, type DayRow, dayColumns, dayRows } from '#lib/domain/attendanceDay.ts';
import { attendanceKey } from '#lib/domain/attendanceKeys.ts';
import { REASON_TEXT } from '#lib/domain/marks.ts';
import { plural } from '#lib/domain/people.ts';
import { addDays, weekdayOf } from '#lib/domain/time.ts';

type Props = {
  live: LiveView<AttendanceView>;
  reasons: Reasons;
  goDay(date: string): void;
  say(text: string, undo: (() => void) | null): void;
};
/** Where the cursor stands; column -1 is the student's name: letters there mean his whole day. */
type Cursor = { row: number; col: number };

/** Students × lessons of the day. Arrows move, letters set reasons; the name's column and Shift mean the whole day. */
export function DayGrid({ live, reasons, goDay, say }: Props) {
  const { view } = live;
  const columns = useMemo(() => dayColumns(view), [view]);
  const rows = useMemo(() => dayRows(view, columns), [view, columns]);
  const [at, setAt] = useState<Cursor>({ row: 0, col: -1 });
  const grid = useRef<HTMLTableElement>(null);
  const empty = useRef<HTMLElement>(null);
  const row = rows[Math.min(at.row, rows.length - 1)];
  const cell = row?.cells[at.col] ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day is another grid
  useEffect(() => {
    if (document.activeElement === document.body) (grid.current ?? empty.current)?.focus({ preventScroll: true });
  }, [view.date, view.class.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cursor's cell is kept in sight
  useEffect(() => {
    grid.current?.querySelector('[data-cursor]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at]);

  const dayOf = (own: DayRow): DayCell[] => own.cells.filter((c) => c !== null);
  const targets = (whole: boolean): DayCell[] => {
    if (!row) return [];
    return whole || at.col < 0 ? dayOf(row) : cell ? [cell] : [];
  };
  function setReason(reason: AbsenceReason | null, whole: boolean) {
    if (!view.mayWrite || !row) return;
    const absent = targets(whole).filter(
      ({ lesson }) => reasons.shown({ lessonId: lesson.id, studentId: row.student.id }).code === 'absent',
    );
    if (absent.length === 0) return say('Причину указывают к пропуску: «Н» здесь нет.', null);
    reasons.write(
      absent.map(({ lesson }) => reasonCommand({ lessonId: lesson.id, studentId: row.student.id }, reason)),
      `${row.student.name}, ${reason ? REASON_TEXT[reason] : 'без причины'}`,
    );
  }
  function setCode(code: 'absent' | 'late', whole: boolean) {
    if (!view.mayWrite || !row) return;
    if (view.date > view.today) return say('Урок ещё не прошёл: пропуски отмечают в день урока.', null);
    const own = targets(whole).filter(({ lesson }) => !lesson.cancelled && !isBeside(view, lesson.groupId));
    const places = own.map(({ lesson }) => ({ lessonId: lesson.id, studentId: row.student.id }));
    const all = places.length > 0 && places.every((place) => reasons.shown(place).code === code);
    reasons.write(
      places.map((place) => codeCommand(place, all ? null : code)),
      `${row.student.name}, ${all ? 'убрано' : code === 'absent' ? 'Н' : 'О'}`,
    );
  }
  function onKey(event: KeyboardEvent) {
    const press = { key: event.key, code: event.code, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey };
    const action = attendanceKey({ ...press, alt: event.altKey });
    if (!action) return;
    event.preventDefault();
    switch (action.do) {
      case 'move':
        return setAt({
          row: clamp(at.row + action.rows, 0, rows.length - 1),
          col: clamp(at.col + action.cols, -1, columns.length - 1),
        });
      case 'edge':
        return setAt({ ...at, col: action.to === 'first' ? -1 : columns.length - 1 });
      case 'reason':
        return setReason(action.reason, action.day);
      case 'code':
        return setCode(action.code, action.day);
      case 'undo':
        return reasons.undo();
      case 'day':
        return goDay(nextSchoolDay(view.date, action.by));
      case 'today':
        return goDay(view.today);
      case 'open':
        return setAt({ row: clamp(at.row + 1, 0, rows.length - 1), col: at.col });
    }
  }

  if (columns.length === 0)
    return (
      <section
        className="asheet grid content-center"
        aria-label="Уроков нет: PageUp и PageDown — другой день"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that led here lead on
        tabIndex={0}
        ref={empty}
        onKeyDown={onKey}
      >
        <EmptyState title={view.dayOff ?? 'Уроков нет'}>
          {view.dayOff
            ? 'В этот день класс не учится.'
            : `У ${view.class.name} в этот день нет уроков в расписании. Откройте другой день.`}
        </EmptyState>
      </section>
    );
  const counts = countDay(rows);
  return (
    <>
      <DayNotices live={live} say={say} />
      <section className="asheet" aria-label="Ученики и уроки дня">
        <table
          ref={grid}
          className="agrid"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table walked by arrows, one tab stop
          role="grid"
          tabIndex={0}
          aria-label={`${view.class.name}: стрелки — ячейка, Б, У, П — причина, Н и О — пропуск и опоздание, Shift — весь день`}
          aria-activedescendant={row ? cellId(row.student.id, at.col) : undefined}
          onKeyDown={onKey}
        >
          <thead>
            <tr>
              <th scope="col" className="name">
                Ученик
              </th>
              {columns.map((column) => (
                <th key={column.number} scope="col" title={column.subjects.join(', ')}>
                  <b>{column.number}</b> <span className="time">{column.starts}</span>
                  <span className="subject">{column.subjects.join(', ')}</span>
                </th>
              ))}
              <th scope="col" className="sum">
                Н
              </th>
              <th scope="col" className="paper">
                Документ, сообщение
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((own, r) => (
              <tr key={own.student.id} className={own.missed > 0 ? 'away' : undefined}>
                <th
                  scope="row"
                  id={cellId(own.student.id, -1)}
                  className={`name${r === at.row && at.col < 0 ? ' chosen' : ''}`}
                  data-cursor={r === at.row && at.col < 0 ? true : undefined}
                  onClick={() => setAt({ row: r, col: -1 })}
                >
                  {own.student.name}
                </th>
                {own.cells.map((dayCell, c) => (
                  <DayCellBox
                    key={columns[c]?.number}
                    id={cellId(own.student.id, c)}
                    cell={dayCell}
                    shown={dayCell && reasons.shown({ lessonId: dayCell.lesson.id, studentId: own.student.id })}
                    chosen={r === at.row && c === at.col}
                    onChoose={() => setAt({ row: r, col: c })}
                  />
                ))}
                <td className="sum">{own.missed || ''}</td>
                <td className="paper">{paperOf(own)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Detail
        view={view}
        row={row ?? null}
        cell={cell}
        reasons={reasons}
        onReason={setReason}
        counts={`Отсутствуют ${counts.away}, весь день ${counts.whole}, без причины ${counts.unreasoned}, ${plural(
          counts.late,
          'опоздал',
          'опоздали',
          'опоздали',
        )} ${counts.late}`}
      />
    </>
  );
}

const cellId = (studentId: number, col: number): string => `a-${studentId}-${col}`;
const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
const isBeside = (view: AttendanceView, groupId: number): boolean =>
  view.groups.some((group) => group.groupId === groupId && group.beside);
/** The day before or after; Sundays are stepped over. */
const nextSchoolDay = (date: string, by: -1 | 1): string => {
  const next = addDays(date, by);
  return weekdayOf(next) === 7 ? addDays(next, by) : next;
};

/** «Справка до 04.12», «сообщили: болеет». */
function paperOf(row: DayRow): string {
  const known = row.cells.find((cell) => cell?.foretold)?.foretold;
  if (!known) return '';
  return paperWords(known);
}
