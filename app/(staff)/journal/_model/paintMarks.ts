import { formatWeight } from '#lib/domain/averages.ts';
import { effectiveKind, type MarkKind, PLAIN_KIND, pointDue } from '#lib/domain/markKind.ts';
import { markText, markTone, POINT } from '#lib/domain/marks.ts';
import { dayMonth } from '#lib/domain/time.ts';
import type { Column } from './columns.ts';
import type { CellContent, Rules } from './paint.ts';

/** How the marks of one cell look: digit, weight, brackets, a «точка» and its day. */

export type PaintedMark = {
  text: string;
  tone: ReturnType<typeof markTone>;
  weight: string | null;
  /** «Не учитывать в среднем». */
  uncounted: boolean;
  /** A «точка» whose day has passed. */
  overdue: boolean;
};
/** «точка: сдать до 09.12», «не учитывается в среднем»; null for a mark that counts. */
export function remarkOf(value: number, kind: MarkKind, column: Column, rules: Rules): string | null {
  if (value !== POINT) return kind.counted ? null : 'не учитывается в среднем';
  const due = pointDue(kind, column.date, rules.pointDays);
  return due < rules.today ? `точка: срок прошёл ${dayMonth(due)}` : `точка: сдать до ${dayMonth(due)}`;
}

/** The weight a mark counts by, hundredths. */
export const weightIn = (kind: MarkKind, column: Column, rules: Pick<Rules, 'weightOf'>): number =>
  kind === PLAIN_KIND
    ? column.weight
    : effectiveKind(kind, { typeId: column.typeId, weight: column.weight }, rules.weightOf).weight;

export function paintMarks(content: CellContent, column: Column, rules: Rules): PaintedMark[] {
  const painted = content.marks.flatMap((value, nth) => {
    const kind = content.kinds[nth] ?? PLAIN_KIND;
    if (value === null) return [];
    const weight = value === POINT ? 100 : weightIn(kind, column, rules);
    const overdue = value === POINT && pointDue(kind, column.date, rules.pointDays) < rules.today;
    const uncounted = value !== POINT && !kind.counted;
    return [{ text: markText(value), tone: markTone(value), weight, uncounted, overdue }];
  });
  // Two marks of one weight carry it once: the column is narrow.
  return painted.map((mark, nth) => {
    const said = nth < painted.length - 1 && painted[nth + 1]?.weight === mark.weight;
    return { ...mark, weight: mark.weight === 100 || said ? null : formatWeight(mark.weight) };
  });
}
