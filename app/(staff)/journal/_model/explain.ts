import type { JournalView } from '#lib/contract/journalView.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { formatMean, type Weighed } from '#lib/domain/averages.ts';
import { type Formula, formulaOf } from '#lib/domain/formula.ts';
import { effectiveKind, PLAIN_KIND } from '#lib/domain/markKind.ts';
import { POINT } from '#lib/domain/marks.ts';
import { obstacle, type Path, pathsTo, plannedKinds, type Target, targetsFrom } from '#lib/domain/paths.ts';
import { type Trend, trendOf } from '#lib/domain/trend.ts';
import type { Column } from './columns.ts';
import { weightIn } from './paintMarks.ts';
import type { PaintedRow } from './rows.ts';

/** Everything behind «Ср. балл» and «Прогноз» of one student, the waiting marks included. */
export type ExplainedMark = Weighed & { key: string; date: string; value: number; type: string; note: string | null };
export type Explained = {
  marks: ExplainedMark[];
  formula: Formula | null;
  trend: Trend | null;
  targets: { target: Target; paths: { path: Path; obstacle: string | null }[] }[];
  /** Lessons still to come in the period. */
  ahead: number;
};

export function explain(view: JournalView, painted: PaintedRow, columns: readonly Column[]): Explained {
  const { rules } = painted;
  const typeOf = new Map<number, WorkTypeRef>(view.workTypes.map((type) => [type.id, type]));
  const marks = painted.content.flatMap((cell, i): ExplainedMark[] => {
    const column = columns[i];
    if (!column) return [];
    return cell.marks.flatMap((value, nth): ExplainedMark[] => {
      if (value === null) return [];
      const kind = cell.kinds[nth] ?? PLAIN_KIND;
      const { typeId } = effectiveKind(kind, { typeId: column.typeId, weight: column.weight }, rules.weightOf);
      const note = value === POINT ? 'точка, не в среднем' : kind.counted ? null : 'не учитывается';
      const weight = weightIn(kind, column, rules);
      const type = typeOf.get(typeId)?.name ?? 'Работа';
      return [{ key: `${column.key}:${nth}`, date: column.date, value, weight, counted: kind.counted, type, note }];
    });
  });
  const day = view.today < view.period.ends ? view.today : view.period.ends;
  const ahead = view.lessons.filter((lesson) => lesson.date > view.today && !lesson.cancelled).length;
  const running = view.today <= view.period.ends && !view.period.closed && !painted.row.gone;
  const kinds = plannedKinds(view.workTypes.filter((type) => !type.archived));
  return {
    marks,
    formula: formulaOf(marks),
    trend: trendOf(marks, day),
    ahead,
    targets: (running ? targetsFrom(painted.row.forecast) : []).map((target) => ({
      target,
      paths: pathsTo(target, marks, view.rules.thresholds, kinds).map((path) => ({
        path,
        obstacle: obstacle(path, ahead),
      })),
    })),
  };
}

/** «5 — от 4,65, 4 — от 3,65, 3 — от 2,65». */
export const ruleWords = (thresholds: readonly number[]): string =>
  thresholds.map((threshold, i) => `«${5 - i}» — от ${formatMean(threshold)}`).join(', ');
