import { Icon } from '#app/_ui/Icon.tsx';
import type { DiaryMark } from '#lib/contract/diaryViews.ts';

/** A mark's place among marks that have just arrived: see useLive's `freshMarks`. */
export const markKey = (mark: DiaryMark): string => `${mark.workId}:${mark.number}`;

/** «исправлено 3 → 4»: a correction is said, never hidden. */
export function Corrected({ mark }: { mark: DiaryMark }) {
  if (mark.previous === null || mark.previous === mark.value) return null;
  return (
    <span className="inline-flex items-center gap-1 text-small text-warn">
      исправлено {mark.previous === 0 ? 'точка' : mark.previous}
      <Icon name="arrow" size="small" />
      <span className="sr-only">на</span>
      {mark.value === 0 ? 'точка' : mark.value}
    </span>
  );
}
