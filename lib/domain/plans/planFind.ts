import { PLAN_TEXTS, type PlanField, type PlanRow, type PlanText } from '#lib/domain/plans/rows.ts';

/** Find and replace in a plan: letters of any case are equal, and «ё» is «е». */

export type Found = { row: string; field: PlanText; at: number };

/** Same length as the text, so that positions hold. */
const plain = (text: string): string => {
  const lower = text.toLowerCase();
  return (lower.length === text.length ? lower : text).replaceAll('ё', 'е').replaceAll('\u00a0', ' ');
};

export function positionsOf(text: string, wanted: string): number[] {
  const what = plain(wanted);
  if (what === '') return [];
  const where = plain(text);
  const found: number[] = [];
  for (let at = where.indexOf(what); at !== -1; at = where.indexOf(what, at + what.length)) found.push(at);
  return found;
}

/** All places in reading order, in the columns that are shown. Of a section only its name. */
export function findIn(rows: readonly PlanRow[], wanted: string, shown: readonly PlanField[]): Found[] {
  const fields = shown.filter((field): field is PlanText => PLAN_TEXTS.some((text) => text === field));
  return rows.flatMap((row) =>
    (row.kind === 'section' ? (['topic'] as const) : fields).flatMap((field) =>
      positionsOf(row[field], wanted).map((at) => ({ row: row.id, field, at })),
    ),
  );
}

export function replaced(text: string, wanted: string, by: string): string {
  let result = '';
  let from = 0;
  for (const at of positionsOf(text, wanted)) {
    result += text.slice(from, at) + by;
    from = at + wanted.length;
  }
  return result + text.slice(from);
}
