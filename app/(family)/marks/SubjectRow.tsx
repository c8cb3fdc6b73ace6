import type { MouseEvent } from 'react';
import { MarkStrip } from '#app/(family)/marks/MarkStrip.tsx';
import { summaryOf } from '#app/(family)/marks/summary.ts';
import type { MarksView } from '#lib/contract/diaryViews.ts';
import { formatMean } from '#lib/domain/averages.ts';
import type { SubjectMarks } from '#lib/domain/studentMarks.ts';

/** A click that only wants this page; with a key held, or another button, the browser does what it always does. */
const plain = (event: MouseEvent) => !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

export const subjectLinkId = (id: number): string => `subject-${id}`;

/** One subject of the list: its marks, the average and where it is going. The whole row opens it. */
export function SubjectRow({
  row,
  view,
  fresh,
  href,
  onOpen,
}: {
  row: SubjectMarks;
  view: MarksView;
  fresh: ReadonlySet<string>;
  href: string;
  onOpen(href: string): void;
}) {
  const { subject, marks, mean } = row;
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 border-line border-b bg-surface px-3.5 py-2 hover:bg-hover">
      <div className="min-h-7">
        <a
          id={subjectLinkId(subject.id)}
          href={href}
          className="font-medium text-ink after:absolute after:inset-0 hover:no-underline"
          onClick={(event) => {
            if (!plain(event)) return;
            event.preventDefault();
            onOpen(href);
          }}
        >
          {subject.name}
        </a>
        <p className="text-ink-2 text-small">{summaryOf(row)}</p>
      </div>
      <span className="text-right font-semibold text-title">
        {mean === null ? null : (
          <>
            <span className="sr-only">Ср. балл </span>
            {formatMean(mean)}
          </>
        )}
      </span>
      {marks.length > 0 ? (
        <div className="col-span-2 mt-1">
          <MarkStrip marks={marks} types={view.workTypes} fresh={fresh} />
        </div>
      ) : null}
    </li>
  );
}
