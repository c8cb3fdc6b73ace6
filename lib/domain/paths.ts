import { forecast, formatWeight, pathTo, type Thresholds, type Weighed, weightedMean } from '#lib/domain/averages.ts';

/** «Что нужно для „5“»: marks of one kind that lift the forecast, weight by weight, and whether they can still be earned. */
export type Target = 5 | 4 | 3;
/** A mark that may be planned: the weight in hundredths, and whether works of this weight are control works. */
export type PlannedKind = { weight: number; control: boolean };
export type Path = {
  value: number;
  kind: PlannedKind;
  /** Null: no number of such marks is enough. */
  count: number | null;
};

/** Kinds of marks a plan is made of: the ordinary weight, and the greatest of the school's control works if it differs. */
export function plannedKinds(types: readonly PlannedKind[]): PlannedKind[] {
  const control = Math.max(0, ...types.filter((type) => type.control).map((type) => type.weight));
  const ordinary = { weight: 100, control: false };
  return control > 0 && control !== 100 ? [ordinary, { weight: control, control: true }] : [ordinary];
}

/** Better marks than today's forecast, the nearest first; without marks the best one is the target. */
export function targetsFrom(mark: 5 | 4 | 3 | 2 | null): Target[] {
  if (mark === null) return [5];
  return ([3, 4, 5] as const).filter((target) => target > mark);
}

/** Every way to the target: fives, and marks of the target itself where they are enough by the school's thresholds. */
export function pathsTo(
  target: Target,
  marks: readonly Weighed[],
  thresholds: Thresholds,
  kinds: readonly PlannedKind[],
): Path[] {
  const values = target === 5 ? [5] : [5, target];
  return values.flatMap((value) =>
    kinds.map((kind) => ({ value, kind, count: pathTo(target, marks, thresholds, value, kind.weight) })),
  );
}

const PLANNED: Record<number, string> = { 5: '«5»', 4: '«4»', 3: '«3»' };
/** «только «5», вес 1», «только «5» за контрольные, вес 2». */
export const pathWords = ({ value, kind }: Path): string =>
  `только ${PLANNED[value] ?? value}${kind.control ? ' за контрольные' : ''}, вес ${formatWeight(kind.weight)}`;

/** What stands in the way, said plainly; null when the path can be walked. `ahead`: lessons left in the period. */
export function obstacle(path: Path, ahead: number): string | null {
  if (path.count === null) return 'так не получится';
  return path.count > ahead ? 'уроков не хватит' : null;
}

/** «Что будет, если…»: mean and forecast with imaginary marks put beside the real ones. Changes nothing. */
export function whatIf(
  marks: readonly Weighed[],
  imagined: readonly Weighed[],
  thresholds: Thresholds,
): { mean: number | null; forecast: 5 | 4 | 3 | 2 | null } {
  const mean = weightedMean([...marks, ...imagined]);
  return { mean, forecast: forecast(mean, thresholds) };
}
