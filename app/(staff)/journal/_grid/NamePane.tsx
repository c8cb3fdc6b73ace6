// biome-ignore-all lint/a11y/useFocusableInteractive: the grid is one tab stop and names its active cell
// biome-ignore-all lint/a11y/useSemanticElements: flex lines; a table of this size lays itself out anew at each key
import { memo } from 'react';
import type { Row } from '../_model/rows.ts';

export const nameId = (studentId: number): string => `name-${studentId}`;

/** A student's number and name. */
export const NameCell = memo(function NameCell({ row, current }: { row: Row; current: boolean }) {
  const { student, number, gone, why } = row;
  // «Котова Таисия, 8А» in a group of several classes: the class stays in sight when the name is too long.
  const [name, className] = student.name.split(', ');
  return (
    <div
      id={nameId(student.id)}
      role="rowheader"
      aria-colindex={1}
      className={`jname${current ? ' current' : ''}${gone ? ' gone' : ''}`}
      title={why ? `${student.name}, ${why.full}` : student.name}
    >
      <i>{number}</i>
      <span>{name}</span>
      {className && <em>{className}</em>}
    </div>
  );
});
