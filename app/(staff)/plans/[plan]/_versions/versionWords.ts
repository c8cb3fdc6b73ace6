import type { PlanVersionHead } from '#lib/contract/planLife.ts';
import { dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';

const KIND_WORDS: Record<Exclude<PlanVersionHead['kind'], 'auto' | 'named'>, string> = {
  submitted: 'на проверку',
  approved: 'утверждён',
  imported: 'загружен',
  restored: 'возвращена',
};

/** What a version is, in a word or two; an automatic one is whose sitting it was. */
export const versionWords = (version: PlanVersionHead): string => {
  if (version.kind === 'auto') return version.author.name;
  if (version.kind === 'named') return version.name ?? 'сохранена';
  return version.kind === 'approved' && version.name ? version.name : KIND_WORDS[version.kind];
};
export const versionMoment = ({ at }: PlanVersionHead, tz: string): string => {
  const day = dayIn(at, tz);
  return `${dayMonth(day)}, ${timeIn(at, tz)}`;
};
/** For a list and a screen reader: number, kind, who, when. */
export const versionTitle = (version: PlanVersionHead, tz: string): string => {
  const words = version.kind === 'auto' ? 'правки' : versionWords(version);
  return `№ ${version.number}, ${words}, ${version.author.name}, ${versionMoment(version, tz)}`;
};

/** Versions that stand out on the rail: what was decided or named, not merely typed. */
export const isMilestone = (version: PlanVersionHead): boolean => version.kind !== 'auto';

/** Which of `count` places on the rail have room for words: the ends and the wanted first, then whoever is far enough from all
 *  that have some. `room`: the least distance between two of them, as a share of the rail. */
export function labelled(count: number, wanted: readonly number[], room: number): Set<number> {
  const chosen: number[] = [];
  const far = (at: number) => chosen.every((other) => count < 2 || Math.abs(other - at) / (count - 1) >= room);
  const all = Array.from({ length: count }, (_, at) => count - 1 - at);
  for (const at of [count - 1, ...wanted, 0, ...all]) if (at >= 0 && !chosen.includes(at) && far(at)) chosen.push(at);
  return new Set(chosen);
}
