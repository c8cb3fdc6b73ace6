import type { LessonKind } from '#lib/domain/lessons.ts';

/** What a lesson that is not filled is offered from its plan: a draft that the teacher confirms or edits (ux «Topic and homework»).
 *  Only what he has confirmed counts as filled (001 2.7). */

/** A row of the plan as a lesson's draft shows it. */
export type DraftRow = {
  id: string;
  /** Which of the row's hours, from 1, and how many it has. */
  hour: number;
  of: number;
  /** Which hour of the plan; 0: the rows were decided on by hand, whatever their place. */
  place: number;
  topic: string;
  homework: string;
  type: LessonKind | null;
};
/** Several rows when topics were merged. */
export type LessonDraft = { rows: DraftRow[] };

/** What was said of a lesson and its plan. `how` null: taken back. `decided`: said by itself; else it goes with the topic. */
export type LessonPass = {
  how: 'rows' | 'repeat' | 'lost' | null;
  /** By their ids; a row of which two hours are passed stands twice. */
  rows: string[];
  reason: string | null;
  decided: boolean;
  v: number;
};

/** Limits of a lesson's topic and homework, characters. */
const TOPIC = 500;
const HOMEWORK = 2000;

const joined = (texts: readonly string[], between: string, limit: number): string | null => {
  const parts = [...new Set(texts.map((text) => text.trim().replace(/[.;]+$/, '')).filter(Boolean))];
  // A single text stays as it was written.
  const [only] = texts.map((text) => text.trim()).filter(Boolean);
  return parts.length === 0 ? null : (parts.length === 1 ? (only ?? '') : parts.join(between)).slice(0, limit);
};

/** What is offered as «Тема урока» of a repetition. */
const REPEAT_TOPIC = 'Повторение изученного';

/** The texts a lesson is offered; null: nothing of that kind. */
export function offerOf(
  draft: LessonDraft | null,
  pass: LessonPass | null,
): { topic: string | null; homework: string | null; kind: LessonKind | null } {
  if (pass?.how === 'repeat') return { topic: REPEAT_TOPIC, homework: null, kind: 'review' };
  const rows = draft?.rows ?? [];
  return {
    topic: joined(
      rows.map((row) => row.topic),
      '. ',
      TOPIC,
    ),
    homework: joined(
      rows.map((row) => row.homework),
      '; ',
      HOMEWORK,
    ),
    kind: rows.find((row) => row.type !== null)?.type ?? null,
  };
}

/** «КТП, № 46», «КТП, № 46, час 1 из 2», «КТП, 2 темы»: where the draft comes from. */
export function draftWords({ rows }: LessonDraft): string {
  const [row] = rows;
  if (rows.length > 1) return `КТП, ${rows.length} темы`;
  if (!row) return 'КТП';
  const place = row.place > 0 ? `, № ${row.place}` : '';
  return `КТП${place}${row.of > 1 && row.place > 0 ? `, час ${row.hour} из ${row.of}` : ''}`;
}
