import { formatWeight } from '#lib/domain/averages.ts';
import { addDays, dayMonth } from '#lib/domain/time.ts';

/** What a mark says about itself beside its value: one field of the cell. Null: as its work says. Weights in hundredths. */
export type MarkKind = {
  typeId: number | null;
  weight: number | null;
  /** False: «не учитывать в среднем». */
  counted: boolean;
  /** The day a «точка» is due; null: by the school's rule. */
  dueOn: string | null;
};
/** What the work says: `weight` null means its type's. */
export type WorkKind = { typeId: number; weight: number | null };

export const PLAIN_KIND: MarkKind = { typeId: null, weight: null, counted: true, dueOn: null };

export const sameKind = (a: MarkKind, b: MarkKind): boolean =>
  a.typeId === b.typeId && a.weight === b.weight && a.counted === b.counted && a.dueOn === b.dueOn;

/** Type and weight by which a mark counts: its own, else its own type's, else the work's, else the work's type's. */
export function effectiveKind(
  kind: MarkKind,
  work: WorkKind,
  weightOf: (typeId: number) => number,
): { typeId: number; weight: number; counted: boolean } {
  const typeId = kind.typeId ?? work.typeId;
  const inherited = kind.typeId === null ? (work.weight ?? weightOf(work.typeId)) : weightOf(kind.typeId);
  return { typeId, weight: kind.weight ?? inherited, counted: kind.counted };
}

/** Until when a «точка» of a lesson's day is to be made good: the day set on it, else the school's number of days later. */
export const pointDue = (kind: Pick<MarkKind, 'dueOn'>, date: string, pointDays: number): string =>
  kind.dueOn ?? addDays(date, pointDays);

/** «вес 3, не в среднем»: what a mark says about itself. `typeName`: of its own type. */
export function kindWords(kind: MarkKind, typeName = 'другой вид'): string {
  const words = [
    kind.typeId !== null && typeName,
    kind.weight !== null && `вес ${formatWeight(kind.weight)}`,
    !kind.counted && 'не в среднем',
    kind.dueOn !== null && `срок ${dayMonth(kind.dueOn)}`,
  ].filter(Boolean);
  return words.join(', ') || 'как у столбца';
}
