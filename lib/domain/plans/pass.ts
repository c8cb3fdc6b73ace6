import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import type { RecordFacts } from '#lib/domain/records.ts';
import { refuseRecord } from '#lib/domain/records.ts';

/** What a teacher may say of a lesson and its plan: it passes these rows («Объединить темы»), it was a repetition, it was lost.
 *  A departure from the plan has a reason (003 П4 3.2.4и). */

/** Rows of one lesson: more than this is a new plan and no merging. */
export const MERGED_ROWS = 6;
/** Characters of a reason. */
export const PASS_REASON = 300;

type PassAsked =
  | { kind: 'rows'; rows: readonly string[]; reason: string | null }
  | { kind: 'repeat' | 'lost'; reason: string }
  | null;

export const PASS_LABELS = { rows: 'Объединить темы', repeat: 'Вставить повторение', lost: 'Сдвинуть' } as const;
/** Usual reasons, the first of them offered. */
export const PASS_REASONS = {
  rows: ['Уплотнение программы', 'Отменённые уроки', 'Темы близки по содержанию'],
  repeat: ['Тема усвоена слабо', 'Подготовка к контрольной работе', 'Анализ контрольной работы'],
  lost: ['Урок не состоялся', 'Административная контрольная работа', 'Общешкольное мероприятие'],
} as const;

/** Why a lesson cannot be said to be so; null when it can. `known`: those of the rows that its group's plan has. */
export function refusePass(
  asked: PassAsked,
  facts: RecordFacts & { planned: boolean; known: readonly string[] },
): Refusal | null {
  const refused = refuseRecord(facts);
  if (refused) return refused;
  if (!facts.planned) return refuse('invalid', 'У этой группы нет КТП: сначала откройте раздел «КТП» и создайте план.');
  if (asked === null) return null;
  if (asked.kind !== 'rows') return asked.reason.trim() === '' ? NO_REASON : null;
  if (asked.rows.length === 0) return refuse('invalid', 'Выберите тему плана.');
  if (asked.rows.some((row) => !facts.known.includes(row)))
    return refuse('invalid', 'Этой строки в плане больше нет: план изменён, выберите тему заново.');
  return asked.rows.length > 1 && (asked.reason ?? '').trim() === '' ? NO_REASON : null;
}
const NO_REASON = refuse('invalid', 'Укажите причину корректировки.');
