import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import {
  PLAN_CELL,
  PLAN_HOURS,
  PLAN_TEXTS,
  type PlanRow,
  type PlanRowDraft,
  type PlanText,
} from '#lib/domain/plans/rows.ts';

/** «Разделить» and «Объединить темы» (ux.md 4.1): what becomes of hours and texts. */

type Split = { first: { topic: string; hours: number }; second: PlanRowDraft };

/** One row becomes two. `at`: the caret within its topic parts the words; without it both say the same. Two and more hours
 *  are shared, the total stays; a single hour is doubled: the topic takes a lesson more. */
export function splitRow(row: PlanRow, at: number | null): Split {
  const cut = at !== null && at > 0 && at < row.topic.length ? at : null;
  const hours = row.hours >= 2 ? Math.ceil(row.hours / 2) : row.hours;
  return {
    first: { topic: cut === null ? row.topic : row.topic.slice(0, cut).trimEnd(), hours },
    second: {
      kind: 'lesson',
      topic: cut === null ? row.topic : row.topic.slice(cut).trimStart(),
      hours: row.hours >= 2 ? row.hours - hours : Math.max(1, row.hours),
      type: row.type,
      // A control work is one work: it stays with the first part.
      control: null,
      homework: '',
      resources: cut === null ? row.resources : '',
      results: row.results,
      note: '',
      correction: '',
    },
  };
}

const JOINED_BY: Record<PlanText, string> = {
  topic: '. ',
  homework: '; ',
  resources: '\n',
  results: '\n',
  note: '; ',
  correction: '; ',
};
function joined(rows: readonly PlanRow[], field: PlanText): string {
  const parts = rows.map((row) => row[field].trim()).filter(Boolean);
  const own = parts.filter((part, i) => parts.indexOf(part) === i);
  const by = field === 'topic' && own.some((part) => part.endsWith('.')) ? ' ' : JOINED_BY[field];
  return own.join(by);
}

export type Merged = { keep: string; row: PlanRowDraft; removed: string[] };

/** Several lessons become one. The row that a journal already holds is the one that stays. Refused: fewer than two lessons, a
 *  section among them, two rows that lessons have passed, more hours or letters than a row holds. `held`: rows a journal holds. */
export function mergeRows(rows: readonly PlanRow[], held: ReadonlySet<string>): Merged | Refusal {
  const [first] = rows;
  if (!first || rows.length < 2) return refuse('invalid', 'Объединять нечего: выделите две строки или больше.');
  if (rows.some((row) => row.kind === 'section'))
    return refuse('invalid', 'Через заголовок раздела темы не объединяются: выделите строки одного раздела.');
  if (rows.filter((row) => held.has(row.id)).length > 1)
    return refuse('closed', 'Эти темы уже проведены разными уроками: в плане они остаются отдельными строками.');
  const hours = rows.reduce((sum, row) => sum + row.hours, 0);
  if (hours > PLAN_HOURS) return refuse('invalid', `В одной строке не больше ${PLAN_HOURS} часов, а здесь ${hours}.`);
  const texts: Record<PlanText, string> = {
    topic: joined(rows, 'topic'),
    homework: joined(rows, 'homework'),
    resources: joined(rows, 'resources'),
    results: joined(rows, 'results'),
    note: joined(rows, 'note'),
    correction: joined(rows, 'correction'),
  };
  if (PLAN_TEXTS.some((field) => texts[field].length > PLAN_CELL))
    return refuse('invalid', 'Вместе тексты не помещаются в одну строку.');
  const keep = rows.find((row) => held.has(row.id)) ?? first;
  return {
    keep: keep.id,
    row: {
      kind: 'lesson',
      hours,
      type: rows.every((row) => row.type === first.type) ? first.type : (rows.find((row) => row.type)?.type ?? null),
      control: rows.find((row) => row.control !== null)?.control ?? null,
      ...texts,
    },
    removed: rows.filter((row) => row.id !== keep.id).map((row) => row.id),
  };
}
