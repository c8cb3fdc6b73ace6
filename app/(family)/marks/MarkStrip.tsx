import { Icon } from '#app/_ui/Icon.tsx';
import { MarkChip } from '#app/_ui/MarkChip.tsx';
import { markKey } from '#app/(family)/_parts/Corrected.tsx';
import type { StudentMark } from '#lib/contract/diaryViews.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { reasonOf } from '#lib/domain/diary.ts';
import { dayMonth } from '#lib/domain/time.ts';

/** A subject's marks in order of their days, each over the short name of its work, as in the head of a journal. */
export function MarkStrip({
  marks,
  types,
  fresh,
}: {
  marks: readonly StudentMark[];
  types: readonly WorkTypeRef[];
  fresh: ReadonlySet<string>;
}) {
  return (
    <ol className="flex flex-wrap gap-x-1 gap-y-1">
      {marks.map((mark) => (
        <li
          key={markKey(mark)}
          className={`grid min-w-9 justify-items-center rounded-[3px] px-0.5 ${fresh.has(markKey(mark)) ? 'fresh' : ''}`}
          title={`${dayMonth(mark.date)}, ${reasonOf(mark, types)}`}
        >
          <span className="inline-flex items-center">
            <Before mark={mark} />
            <MarkChip value={mark.value} weight={mark.weight} look="text" />
          </span>
          <span className="text-ink-3 text-micro" aria-hidden="true">
            {types.find((type) => type.id === mark.typeId)?.short ?? ''}
          </span>
          <span className="sr-only">
            , {dayMonth(mark.date)}, {reasonOf(mark, types)}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** «3 → 4»: what a correction replaced. */
function Before({ mark }: { mark: StudentMark }) {
  if (mark.previous === null || mark.previous === mark.value) return null;
  return (
    <span className="inline-flex items-center text-small text-warn">
      <span className="sr-only">исправлено </span>
      {mark.previous === 0 ? '•' : mark.previous}
      <Icon name="arrow" size="small" />
      <span className="sr-only"> на </span>
    </span>
  );
}
