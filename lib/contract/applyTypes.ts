import type { DiaryMark } from '#lib/contract/diaryViews.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { effectiveKind } from '#lib/domain/markKind.ts';

/** What reducers of several views do with work types and with what a mark counts by. */

const before = (a: WorkTypeRef, b: WorkTypeRef): boolean => (a.sort === b.sort ? a.id < b.id : a.sort < b.sort);

/** The directory with this type in its place; the same list when it is known already. */
export function putType(types: WorkTypeRef[], type: WorkTypeRef): WorkTypeRef[] {
  const old = types.find((t) => t.id === type.id);
  if (old && old.v >= type.v) return types;
  const others = types.filter((t) => t !== old);
  const place = others.findIndex((other) => before(type, other));
  return place < 0 ? [...others, type] : others.toSpliced(place, 0, type);
}

type Kinded = Pick<DiaryMark, 'typeId' | 'weight' | 'counted' | 'kind' | 'work'>;
/** A mark with what it counts by, after its own field, its work or the directory has changed; the same object when it
 *  counts as before. */
export function weighed<M extends Kinded>(view: { workTypes: readonly WorkTypeRef[] }, mark: M): M {
  const weightOf = (typeId: number) => view.workTypes.find((t) => t.id === typeId)?.weight ?? 100;
  const next = effectiveKind(mark.kind, mark.work, weightOf);
  const same = next.typeId === mark.typeId && next.weight === mark.weight && next.counted === mark.counted;
  return same ? mark : { ...mark, ...next };
}
