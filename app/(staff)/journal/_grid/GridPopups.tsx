import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import type { CardSubject } from '../_model/card.ts';
import type { Columns } from '../_model/columns.ts';
import type { PaintedRow } from '../_model/rows.ts';
import { totalId } from '../_model/totals.ts';
import type { Editing } from '../_model/useEditing.ts';
import { Anchored } from './Anchored.tsx';
import { cellId } from './Cell.tsx';
import { ConflictAsk } from './ConflictAsk.tsx';
import { MarkCard } from './MarkCard.tsx';
import { MinutesAsk } from './MinutesAsk.tsx';

type Props = {
  rows: readonly PaintedRow[];
  columns: Columns;
  cursor: Cursor;
  editing: Editing;
  subject: CardSubject | null;
  types: readonly WorkTypeRef[];
  tz: string;
  hint: { at: Cursor; text: string } | null;
  changedBy: ReadonlyMap<string, { name: string }>;
  cardFocus: 'value' | 'comment';
  /** The «О» whose minutes are asked. */
  late: Cursor | null;
  onMinutes(at: Cursor, minutes: number | null): void;
  toGrid(): void;
};

/** Where a command of the grid is seen: its work's column, or the first one of its lesson. */
function columnOf(columns: Columns, { input }: NewCommand) {
  if ('workId' in input) return columns.columns.find((column) => column.workId === input.workId);
  return 'lessonId' in input ? columns.columns.find((column) => column.lessonId === input.lessonId) : undefined;
}

/** What floats over the grid: conflicts, the card, the hint under a cell that refused a key. */
export function GridPopups(props: Props) {
  const { rows, columns, cursor, editing, subject, types, tz, hint, changedBy, cardFocus, late, onMinutes, toGrid } =
    props;
  const column = columns.columns[cursor.col];
  const hintStudent = hint && rows[hint.at.row]?.row.student;
  const hintColumn = hint && columns.columns[hint.at.col];
  const lateRow = late && rows[late.row];
  const lateColumn = late && columns.columns[late.col];
  return (
    <>
      {late && lateRow && lateColumn && (
        <MinutesAsk
          cell={cellId(lateRow.row.student.id, lateColumn.key)}
          minutes={lateRow.content[late.col]?.minutes ?? null}
          onSet={(minutes) => onMinutes(late, minutes)}
          onClose={toGrid}
        />
      )}
      {editing.troubles.map((trouble) => {
        const place = columnOf(columns, trouble.command);
        const { input } = trouble.command;
        if (trouble.kind === 'conflict' && trouble.command.name === 'periodMark.set')
          return (
            <ConflictAsk
              key={trouble.field}
              cell={totalId(trouble.command.input.studentId, `p${trouble.command.input.periodId}`)}
              trouble={trouble}
              other={null}
              onSettle={(keep) => {
                editing.settle(trouble, keep);
                toGrid();
              }}
            />
          );
        if (trouble.kind !== 'conflict' || !place || !('studentId' in input) || input.studentId === null) return null;
        const other = changedBy.get(`${place.workId}:${input.studentId}`)?.name.split(' ')[0] ?? null;
        return (
          <ConflictAsk
            key={trouble.field}
            cell={cellId(input.studentId, place.key)}
            trouble={trouble}
            other={other}
            onSettle={(keep) => {
              editing.settle(trouble, keep);
              toGrid();
            }}
          />
        );
      })}
      {subject && column && (
        <MarkCard
          key={`${subject.student.id}-${column.key}`}
          subject={subject}
          column={column}
          types={types}
          tz={tz}
          focus={cardFocus}
          onClose={toGrid}
        />
      )}
      {hint && !subject && hintStudent && hintColumn && (
        <Anchored cell={cellId(hintStudent.id, hintColumn.key)} side="below">
          <p role="alert" className="pop jhint">
            {hint.text}
          </p>
        </Anchored>
      )}
    </>
  );
}
