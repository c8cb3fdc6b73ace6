'use client';

import Link from 'next/link';
import { useState } from 'react';
import { MarkChip } from '#app/_ui/MarkChip.tsx';
import { Corrected, markKey } from '#app/(family)/_parts/Corrected.tsx';
import { Reason, Section } from '#app/(family)/_parts/Section.tsx';
import { useLastVisit } from '#app/(family)/day/useLastVisit.ts';
import { type DiaryMark, type DiaryView, RECENT_DAYS } from '#lib/contract/diaryViews.ts';
import { dayNear, reasonOf, uncountedWords } from '#lib/domain/diary.ts';
import { plural } from '#lib/domain/people.ts';

/** Rows shown before «Показать ещё», so that homework stays within one push of the thumb. */
const FIRST = 4;

export function NewMarks({
  view,
  fresh,
  minute,
}: {
  view: DiaryView;
  fresh: ReadonlySet<string>;
  /** School time, ms. */
  minute: number;
}) {
  const [all, setAll] = useState(false);
  const lastVisit = useLastVisit(view.student.id, minute);
  const isNew = (mark: DiaryMark) => lastVisit !== null && Date.parse(mark.setAt) > lastVisit;
  const shown = all ? view.recent : view.recent.slice(0, FIRST);
  const hidden = view.recent.length - shown.length;
  return (
    <Section title="Новые отметки" aside={`за ${RECENT_DAYS} ${plural(RECENT_DAYS, 'день', 'дня', 'дней')}`}>
      {view.recent.length === 0 ? (
        <Reason>За последнюю неделю отметок не было. Новая появится здесь сразу, как учитель её поставит.</Reason>
      ) : (
        <ul>
          {shown.map((mark) => (
            <MarkRow
              key={markKey(mark)}
              mark={mark}
              view={view}
              fresh={fresh.has(markKey(mark))}
              unseen={isNew(mark)}
            />
          ))}
        </ul>
      )}
      {hidden > 0 ? (
        <button
          type="button"
          className="h-row-touch w-full border-line border-t text-accent text-base"
          onClick={() => setAll(true)}
        >
          Показать ещё {hidden}
        </button>
      ) : null}
    </Section>
  );
}

function MarkRow({
  mark,
  view,
  fresh,
  unseen,
}: {
  mark: DiaryMark;
  view: DiaryView;
  fresh: boolean;
  /** Set since this browser last showed the day. */
  unseen: boolean;
}) {
  const uncounted = uncountedWords(mark, view.pointDays, view.today);
  return (
    <li
      className={`relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-line border-t px-3 py-2 first:border-t-0 hover:bg-hover ${fresh ? 'fresh' : ''} ${unseen ? 'shadow-[inset_3px_0_0_var(--accent)]' : ''}`}
    >
      <div>
        <Link
          href={`/marks?child=${view.student.id}&group=${mark.groupId}&on=${mark.date}`}
          prefetch={false}
          className="text-ink after:absolute after:inset-0 hover:no-underline"
        >
          {mark.subject}
        </Link>{' '}
        {unseen ? <span className="sr-only">новая </span> : null}
        <Corrected mark={mark} />
        <span className="block text-base text-ink-2">
          {reasonOf(mark, view.workTypes)}
          {mark.comment ? `. «${mark.comment}»` : ''}
          {mark.date === view.today ? null : <span className="text-ink-3"> · {dayNear(mark.date, view.today)}</span>}
        </span>
        {uncounted ? <span className="block text-small text-warn">{uncounted}</span> : null}
      </div>
      <MarkChip value={mark.value} weight={mark.weight} look="large" />
    </li>
  );
}
