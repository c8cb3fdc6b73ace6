import type { KeyboardEvent } from 'react';
import type { PendingCommand } from '#app/_live/commandQueue.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalView } from '#lib/contract/journalView.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { type MarkKind, PLAIN_KIND, pointDue } from '#lib/domain/markKind.ts';
import { type CardSubject, pathWords } from './card.ts';
import { keyCellOf } from './cellFacts.ts';
import type { Columns } from './columns.ts';
import { absenceCommand, markCommand, reasonCommand } from './commands.ts';
import { baseFor, shownFor } from './fields.ts';
import { type PaintedRow, weighed } from './rows.ts';
import type { Editing } from './useEditing.ts';
import { type GridKeys, pressOf } from './useGridKeys.ts';

type Parts = {
  view: JournalView;
  pending: readonly PendingCommand[];
  rows: readonly PaintedRow[];
  columns: Columns;
  at: Cursor;
  editing: Editing;
  keys: GridKeys;
  choose(command: NewCommand): void;
};

/** The card of the cell at `at`; null when there is no such cell. */
export function cardSubject({ view, pending, rows, columns, at, editing, keys, choose }: Parts): CardSubject | null {
  const painted = rows[at.row];
  const column = columns.columns[at.col];
  const cell = painted && keyCellOf(view, painted, columns.columns, at.col);
  if (!painted || !column || !cell) return null;
  const { student } = painted.row;
  const { index, issue, write } = editing;
  const { lessonId, workId } = column;
  const place = { lessonId, studentId: student.id, workId: workId ?? 0 };
  const stay = { to: at, at };

  const commentCommand = (number: 1 | 2, comment: string | null) =>
    ({ name: 'mark.comment', input: { ...place, number, comment } }) as const;
  const noteCommand = (note: string | null) => ({ name: 'mark.note', input: { ...place, note } }) as const;
  const kept = (command: ReturnType<typeof commentCommand> | ReturnType<typeof noteCommand>) => {
    const shown = shownFor(index, pending, command);
    const text =
      shown.name === 'mark.comment' ? shown.input.comment : shown.name === 'mark.note' ? shown.input.note : null;
    return { text, version: baseFor(index, pending, command) };
  };
  const marks = weighed(painted.content, columns.columns, painted.rules);
  const content = painted.content[at.col];
  const kindCommand = (number: 1 | 2, kind: MarkKind) =>
    ({ name: 'mark.kind', input: { ...place, number, ...kind } }) as const;
  return {
    student,
    work: workId === null ? null : (index.works.get(workId) ?? null),
    marks: cell.marks,
    code: cell.code,
    minutes: content?.minutes ?? null,
    marksLocked: cell.marksLocked,
    problem: keys.hint?.text ?? null,
    comment: (number) => kept(commentCommand(number, null)),
    note: kept(noteCommand(null)),
    mean: painted.row.mean,
    path: painted.row.gone ? null : pathWords(marks, view.rules.thresholds),
    press(event: KeyboardEvent) {
      const action = keys.actionOf(pressOf(event));
      if (!action || !('at' in action)) return false;
      keys.perform('to' in action ? { ...action, to: at } : action);
      return true;
    },
    setMark(number, value) {
      // The button of the value that stands takes it away, as a second press of a key on a remote does.
      if (cell.marks[number - 1] === value) write(markCommand(student, column, number, null));
      else {
        const action = keys.actionOf({
          key: value === 0 ? '.' : String(value),
          code: '',
          ctrl: false,
          shift: false,
          alt: false,
          repeat: false,
        });
        if (action?.do === 'mark') keys.perform({ ...action, ...stay, number });
        else if (action) keys.perform(action);
      }
    },
    setAbsence(code) {
      if (cell.code === code) write(absenceCommand(student, column, null));
      else {
        const action = keys.actionOf({
          key: code === 'absent' ? 'н' : 'о',
          code: '',
          ctrl: false,
          shift: false,
          alt: false,
          repeat: false,
        });
        if (action) keys.perform(action.do === 'absence' ? { ...action, ...stay } : action);
      }
    },
    reason:
      view.rights.setReasons && cell.code === 'absent'
        ? { value: cell.reason, set: (reason) => write(reasonCommand(student, column, reason)) }
        : null,
    setComment: (number, text) => issue(commentCommand(number, text)),
    setNote: (text) => issue(noteCommand(text)),
    setWork({ typeId, weight }) {
      const work = workId === null ? undefined : index.works.get(workId);
      const own = view.workTypes.find((type) => type.id === typeId)?.weight;
      if (!work) return;
      const input = { lessonId, workId: work.id, typeId, name: work.name, weight: weight === own ? null : weight };
      choose({ name: 'work.change', input });
    },
    kind(number) {
      const own = content?.kinds[number - 1] ?? PLAIN_KIND;
      const type = own.typeId === null ? column.typeId : own.typeId;
      const inherited = own.typeId === null ? column.weight : painted.rules.weightOf(type);
      const due = pointDue(own, column.date, view.rules.pointDays);
      return { own, inherited: { typeId: column.typeId, weight: inherited }, due };
    },
    setKind: (number, kind) => void write([kindCommand(number, kind)]),
    place: workId === null ? null : place,
    correcting:
      cell.marksLocked === null &&
      column.date < view.today &&
      (cell.code !== null || cell.marks.some((m) => m !== null)),
    because: editing.because,
    clear:
      cell.marks.some((mark) => mark !== null) && cell.marksLocked === null
        ? () => keys.perform({ do: 'clear', at, what: 'marks' })
        : null,
  };
}
