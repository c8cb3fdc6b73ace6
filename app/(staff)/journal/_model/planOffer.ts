import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import { type DraftRow, offerOf } from '#lib/domain/plans/drafts.ts';
import { MERGED_ROWS } from '#lib/domain/plans/pass.ts';
import type { LessonChange, LessonFields } from './lessonFields.ts';

/** What a lesson is offered from its group's plan, and the commands that take it. */

export type PassAs = Extract<NewCommand, { name: 'lesson.pass' }>['input']['as'];

/** The texts that stand in empty fields. */
export function planOffer(lesson: JournalLesson): ReturnType<typeof offerOf> {
  return offerOf(lesson.draft, lesson.topic === null ? lesson.pass : null);
}

/** A topic as it is sent: a first one says which rows of the plan it passes, as its teacher has seen them. */
export function topicChange(lesson: JournalLesson, fields: LessonFields, value: string | null): LessonChange {
  const first = value !== null && fields.topic.value === null && lesson.topic === null;
  if (!first || !lesson.draft || lesson.pass?.how === 'repeat' || lesson.pass?.how === 'lost')
    return { field: 'topic', value };
  const rows = lesson.pass?.how === 'rows' ? lesson.pass.rows : lesson.draft.rows.map((row) => row.id);
  return { field: 'topic', value, rows: rows.slice(0, MERGED_ROWS) };
}

/** What goes with a first topic: the kind of lesson that the plan names, unless one is chosen. */
export function kindChange(lesson: JournalLesson, fields: LessonFields, value: string | null): LessonChange | null {
  const { kind } = planOffer(lesson);
  const first = value !== null && fields.topic.value === null;
  return first && kind !== null && fields.kind === null ? { field: 'kind', value: kind } : null;
}

/** Rows that «Объединить темы» offers: the lesson's own, then those that the next lessons would pass. */
export function nextRows(lessons: readonly JournalLesson[], lesson: JournalLesson): DraftRow[] {
  const at = lessons.findIndex(({ id }) => id === lesson.id);
  const own = lesson.topic === null ? (lesson.draft?.rows ?? []) : [];
  const later = lessons
    .slice(at + 1)
    .filter(({ topic, pass }) => topic === null && (pass?.how ?? null) === null)
    .flatMap(({ draft }) => draft?.rows ?? []);
  return [...own, ...later].slice(0, MERGED_ROWS);
}
