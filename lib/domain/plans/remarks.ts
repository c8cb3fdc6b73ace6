import { idNumber } from '#lib/domain/ids.ts';
import { LESSON_KIND_LABELS, LESSON_KINDS, type LessonKind } from '#lib/domain/lessons.ts';
import { PLAN_HOURS, PLAN_TEXTS, type PlanField, type PlanRow, type PlanText } from '#lib/domain/plans/rows.ts';

/** Remarks on a cell of a plan: comments with answers, and suggested changes. */

export const REMARK_STATES = ['open', 'resolved', 'accepted', 'declined', 'withdrawn'] as const;
type RemarkState = (typeof REMARK_STATES)[number];
/** How a remark is settled: «Решено» of a comment, «Принять» and «Отклонить» of a suggestion, taken back by its author. */
export const SETTLEMENTS = ['resolved', 'accepted', 'declined', 'withdrawn'] as const;
export type Settlement = (typeof SETTLEMENTS)[number];
export const SETTLEMENT_LABELS: Record<Settlement, string> = {
  resolved: 'Решено',
  accepted: 'Принято',
  declined: 'Отклонено',
  withdrawn: 'Снято автором',
};

/** Characters of a comment. A suggestion is as long as its cell may be. */
export const REMARK_TEXT = 1000;
const isText = (field: PlanField): field is PlanText => PLAN_TEXTS.some((own) => own === field);

/** A cell as a text: what a suggestion was made over, and what is compared when it is accepted. */
export const cellText = (row: PlanRow, field: PlanField): string => {
  const value = row[field];
  return value === null ? '' : String(value);
};
/** A cell's text as people read it; `controls`: names of the forms of control by id. */
export function valueWords(field: PlanField, text: string, controls: ReadonlyMap<number, string>): string {
  if (field === 'type') {
    const kind = LESSON_KINDS.find((own) => own === text);
    return kind ? LESSON_KIND_LABELS[kind] : '';
  }
  if (field === 'control') return controls.get(Number(text)) ?? '';
  return text;
}
/** A cell as people read it. */
export const cellWords = (row: PlanRow, field: PlanField, controls: ReadonlyMap<number, string>): string =>
  valueWords(field, cellText(row, field), controls);

type Suggested =
  | { field: PlanText; value: string }
  | { field: 'hours'; value: number }
  | { field: 'type'; value: LessonKind | null }
  | { field: 'control'; value: number | null };
/** A suggested text as the value of its cell; a sentence when it is none. A type and a form of control are written as their
 *  keys, none of them as ''. */
export function suggestedValue(field: PlanField, text: string): Suggested | string {
  if (isText(field)) return { field, value: text };
  if (field === 'type') {
    const value = text === '' ? null : LESSON_KINDS.find((kind) => kind === text);
    return value === undefined ? 'Такого типа урока нет: выберите его из списка.' : { field, value };
  }
  if (field === 'control') {
    const value = idNumber(text);
    return text === '' || value !== null ? { field, value } : 'Такого вида контроля нет: выберите его из списка.';
  }
  const hours = /^\d{1,2}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
  return hours >= 0 && hours <= PLAN_HOURS
    ? { field, value: hours }
    : `Часы строки — целое число от 0 до ${PLAN_HOURS}.`;
}

/** Why a remark cannot be settled so; null: it can. Whose right it is, the policy has said already. */
export function settleProblem(
  remark: { kind: 'comment' | 'suggestion'; state: RemarkState; parentId: number | null; authorId: number },
  how: Settlement,
  personId: number,
): string | null {
  if (remark.parentId !== null) return 'Ответ закрывается вместе со своим комментарием.';
  if (how === 'withdrawn') return remark.authorId === personId ? null : 'Снять замечание может только его автор.';
  if (how === 'resolved') return remark.kind === 'comment' ? null : 'Предложение принимают или отклоняют.';
  return remark.kind === 'suggestion' ? null : 'Комментарий не принимают и не отклоняют: отметьте «Решено».';
}
