import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { Cursor } from '#lib/domain/journalKeys.ts';
import { dayMonth } from '#lib/domain/time.ts';
import type { Columns } from './columns.ts';
import type { PaintedRow } from './rows.ts';

/** The cell that a command writes; null when it writes none. */
export function cellOfCommand(command: NewCommand, rows: readonly PaintedRow[], columns: Columns): Cursor | null {
  const { input } = command;
  if (!('studentId' in input) || !('lessonId' in input)) return null;
  const row = rows.findIndex((painted) => painted.row.student.id === input.studentId);
  const col = columns.columns.findIndex((column) =>
    'workId' in input ? column.workId === input.workId : column.lessonId === input.lessonId,
  );
  return row === -1 || col === -1 ? null : { row, col };
}

const FIELDS = { topic: 'тема урока', homework: 'домашнее задание', kind: 'вид занятия', ict: 'ИКТ' } as const;
function fieldWords(command: NewCommand): string | null {
  switch (command.name) {
    case 'lesson.record':
      return FIELDS[command.input.change.field];
    case 'lesson.pass':
      return 'тема по плану';
    case 'roll.confirm':
      return 'присутствие';
    case 'work.change':
      return 'вид работы';
    case 'mark.kind':
      return 'вид и вес отметки';
    case 'periodMark.set':
      return 'итоговая отметка';
    case 'mark.comment':
      return 'комментарий';
    case 'mark.note':
      return 'личная заметка';
    default:
      return null;
  }
}

/** «тема урока 02.12»: what has been changed where the grid itself does not show it; null when it does. */
export function unseenWords(commands: readonly NewCommand[], columns: Columns): string | null {
  for (const command of commands) {
    const words = fieldWords(command);
    const lessonId = 'lessonId' in command.input ? command.input.lessonId : null;
    const date = columns.columns.find((column) => column.lessonId === lessonId)?.date;
    if (words) return date ? `${words} ${dayMonth(date)}` : words;
  }
  return null;
}
