import Link from 'next/link';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { type Reasons, reasonCommand } from '#app/(staff)/attendance/useReasons.ts';
import type { AttendanceView } from '#lib/contract/attendanceViews.ts';
import type { AbsenceReason } from '#lib/contract/viewParts.ts';
import type { UnreasonedDay } from '#lib/domain/attendanceDay.ts';
import { attendanceKey } from '#lib/domain/attendanceKeys.ts';
import { REASON_TEXT } from '#lib/domain/marks.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

type Props = { view: AttendanceView; days: readonly UnreasonedDay[]; reasons: Reasons };
const REASONS: readonly AbsenceReason[] = ['ill', 'excused', 'unexcused'];

/** «Пропуски без причины»: a line a day of a student, one key sets the reason of all its lessons (004 1г). */
export function Unreasoned({ view, days, reasons }: Props) {
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLTableElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.focus({ preventScroll: true });
  }, []);
  const at = Math.min(chosen, days.length - 1);
  // Those whose reason is on its way are as good as done.
  const shown = days.filter((day) => day.cells.some((cell) => reasons.shown(cell).reason === null));
  const nameOf = (id: number) => view.students.find((student) => student.id === id)?.name ?? '';
  const subjectOf = (groupId: number) => view.groups.find((group) => group.groupId === groupId)?.subject ?? '';
  const set = (day: UnreasonedDay | undefined, reason: AbsenceReason) => {
    if (!day || !view.mayWrite) return;
    reasons.write(
      day.cells.map((cell) => reasonCommand(cell, reason)),
      `${nameOf(day.studentId)}, ${dayMonth(day.date)}, ${REASON_TEXT[reason]}`,
    );
  };
  function onKey(event: KeyboardEvent) {
    if (event.target instanceof HTMLAnchorElement || event.target instanceof HTMLButtonElement) return;
    const press = { key: event.key, code: event.code, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey };
    const action = attendanceKey({ ...press, alt: event.altKey });
    if (action?.do === 'move') setChosen(Math.max(0, Math.min(shown.length - 1, at + action.rows)));
    else if (action?.do === 'reason' && action.reason) set(shown[at], action.reason);
    else if (action?.do === 'undo') reasons.undo();
    else return;
    event.preventDefault();
  }
  if (shown.length === 0)
    return (
      <section className="asheet grid content-center">
        <EmptyState title="Все причины указаны">
          С {dayMonth(view.openFrom)} пропусков без причины нет. Новые появятся здесь, как только учитель поставит «Н».
        </EmptyState>
      </section>
    );
  return (
    <section className="asheet">
      <table
        ref={list}
        className="alist acards"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the list's keys begin here
        tabIndex={0}
        aria-label="Пропуски без причины: стрелки — строка, Б, У, П — причина за день"
        onKeyDown={onKey}
      >
        <thead>
          <tr>
            <th scope="col">День</th>
            <th scope="col">Ученик</th>
            <th scope="col">Уроки</th>
            <th scope="col" className="number wide">
              Всего
            </th>
            <th scope="col" className="wide">
              Отметили
            </th>
            <th scope="col" className="noprint">
              Причина
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((day, index) => (
            <tr
              key={`${day.date}-${day.studentId}`}
              className={index === at ? 'chosen' : undefined}
              aria-current={index === at ? 'true' : undefined}
              onClick={() => setChosen(index)}
            >
              <td className="whitespace-nowrap">
                <Link href={`/attendance?class=${view.class.id}&date=${day.date}`} prefetch={false}>
                  {weekdayShort(day.date)} {dayMonth(day.date)}
                </Link>{' '}
                {day.overdue && <span className="tag bad">Просрочено</span>}
              </td>
              <th scope="row">{nameOf(day.studentId)}</th>
              <td className="text-ink-2">{day.cells.map((cell) => subjectOf(cell.groupId)).join(', ')}</td>
              <td className="number wide">
                {day.cells.length} {plural(day.cells.length, 'урок', 'урока', 'уроков')}
              </td>
              <td className="wide text-ink-3">{[...new Set(day.cells.map((cell) => cell.by))].join(', ')}</td>
              <td className="noprint">
                <span className="flex gap-1">
                  {REASONS.map((reason) => (
                    <button
                      key={reason}
                      type="button"
                      className="btn small"
                      disabled={!view.mayWrite}
                      aria-label={`${REASON_TEXT[reason]}: ${nameOf(day.studentId)}, ${dayMonth(day.date)}`}
                      onClick={() => set(day, reason)}
                    >
                      {REASON_TEXT[reason]}
                    </button>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
