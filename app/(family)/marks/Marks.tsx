'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { FamilyHead } from '#app/(family)/_parts/FamilyHead.tsx';
import { Gradeless } from '#app/(family)/_parts/NoMarks.tsx';
import { PeriodHead } from '#app/(family)/marks/PeriodHead.tsx';
import { ProgrammeLink } from '#app/(family)/marks/ProgrammeLink.tsx';
import { SUBJECT_TITLE_ID, SubjectPage } from '#app/(family)/marks/SubjectPage.tsx';
import { SubjectRow, subjectLinkId } from '#app/(family)/marks/SubjectRow.tsx';
import type { MarksView } from '#lib/contract/diaryViews.ts';
import { subjectsOf } from '#lib/domain/studentMarks.ts';

/** «Отметки»: all subjects of a period, and each subject opened to what its average is made of. Opening one asks the
 *  server nothing: its marks are here already. The address says which is open. */
export function Marks({ initial, viewer, tz }: { initial: MarksView; viewer: { personId: number }; tz: string }) {
  const live = useLive(initial, { view: 'marks', studentId: initial.student.id }, viewer);
  const { view } = live;
  const minute = useClock(initial.now, live.now);
  const asked = useSearchParams();
  const openedHere = useRef(false);
  const rows = subjectsOf(view);
  // A new mark on «Сегодня» knows its group only.
  const opened = rows.find(
    ({ subject }) =>
      String(subject.id) === asked.get('subject') || subject.groupIds.some((id) => String(id) === asked.get('group')),
  );
  const list = `/marks?child=${view.student.id}&period=${view.period.id}`;

  const shown = opened?.subject.id ?? null;
  const last = useRef(shown);
  // What held the focus is gone with its page: it goes to what has come instead, and back to where it was.
  useEffect(() => {
    const before = last.current;
    last.current = shown;
    if (before !== shown)
      document.getElementById(shown === null ? subjectLinkId(before ?? 0) : SUBJECT_TITLE_ID)?.focus();
  }, [shown]);

  function open(href: string) {
    openedHere.current = true;
    window.history.pushState(null, '', href);
    window.scrollTo(0, 0);
  }
  function close() {
    // The list lies just behind when the subject was opened from it; a shared link has nothing behind.
    if (openedHere.current) window.history.back();
    else window.history.replaceState(null, '', list);
    openedHere.current = false;
  }

  return (
    <>
      <FamilyHead view={view} online={live.online} status={live.status} minute={minute} tz={tz} />
      <main className="mx-auto w-full max-w-[35rem] flex-1 pb-5 md:border-line md:border-x">
        {opened ? (
          <SubjectPage
            key={opened.subject.id}
            row={opened}
            view={view}
            fresh={live.freshMarks}
            list={list}
            onClose={close}
          />
        ) : (
          <>
            <PeriodHead view={view} />
            {view.student.grade === 1 ? (
              <Gradeless given={view.student.given} />
            ) : rows.length === 0 ? (
              <EmptyState title="Предметов с отметками нет">
                В этот период школа не записала ученика ни в одну группу с отметками. Выберите другой период.
              </EmptyState>
            ) : (
              <ul>
                {rows.map((row) => (
                  <SubjectRow
                    key={row.subject.id}
                    row={row}
                    view={view}
                    fresh={live.freshMarks}
                    href={`${list}&subject=${row.subject.id}`}
                    onOpen={open}
                  />
                ))}
              </ul>
            )}
            <div className="px-3.5 pb-3.5">
              <ProgrammeLink href={`/programme?child=${view.student.id}`} label="Программа года по всем предметам" />
            </div>
          </>
        )}
      </main>
    </>
  );
}
