import { useMemo, useRef } from 'react';
import type { PendingCommand } from '#app/_live/commandQueue.ts';
import type { JournalLesson, JournalView } from '#lib/contract/journalView.ts';
import { refuseRoll } from '#lib/domain/records.ts';
import { rollLockedOf } from './cellFacts.ts';
import type { Columns } from './columns.ts';
import { countLesson, type LessonCounts, lessonCounts } from './counts.ts';
import type { JournalIndex } from './fields.ts';
import { type LessonFields, lessonFields } from './lessonFields.ts';
import type { PaintedRow } from './rows.ts';

export type ChosenLesson = {
  lesson: JournalLesson;
  fields: LessonFields;
  counts: LessonCounts;
  /** Why its roll may not be confirmed here and now; null when it may. */
  rollRefusal: string | null;
  /** For the status line. */
  attendance: string;
  marks: string;
};

const isRecord = (command: PendingCommand) => command.name === 'lesson.record' || command.name === 'roll.confirm';
const keep = <T>(old: T[], fresh: T[]): T[] =>
  old.length === fresh.length && old.every((item, i) => item === fresh[i]) ? old : fresh;

/** The lesson the cursor stands in: what the panel, the roll button and the status line speak of. */
export function useChosenLesson(
  view: JournalView,
  index: JournalIndex,
  pending: readonly PendingCommand[],
  rows: readonly PaintedRow[],
  columns: Columns,
  col: number,
): ChosenLesson | null {
  const lessonId = columns.columns[col]?.lessonId;
  const lesson = lessonId === undefined ? undefined : index.lessons.get(lessonId);
  const { rights, period, today } = view;
  // The panel must not be drawn anew because a mark waits: only commands of this lesson's record concern it.
  const own = useRef<PendingCommand[]>([]);
  own.current = keep(
    own.current,
    pending.filter((command) => isRecord(command) && command.input.lessonId === lessonId),
  );
  const records = own.current;
  const fields = useMemo(() => (lesson ? lessonFields(lesson, records) : null), [lesson, records]);
  return useMemo(() => {
    if (!lesson || !fields) return null;
    const counts = countLesson(rows, columns.columns, lesson.id);
    const facts = { periodClosed: period.closed, cancelled: lesson.cancelled, lessonDate: lesson.date, today };
    return {
      lesson,
      fields,
      counts,
      rollRefusal: rollLockedOf(rights, lesson.id) ?? refuseRoll(facts)?.message ?? null,
      ...lessonCounts(counts, lesson, today),
    };
  }, [lesson, fields, rows, columns.columns, rights, period, today]);
}
