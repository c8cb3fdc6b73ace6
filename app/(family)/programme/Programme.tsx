'use client';

import Link from 'next/link';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { FamilyHead } from '#app/(family)/_parts/FamilyHead.tsx';
import { Bar } from '#app/(family)/programme/Bar.tsx';
import { SubjectProgramme } from '#app/(family)/programme/SubjectProgramme.tsx';
import type { ProgrammeView } from '#lib/contract/diaryViews.ts';

/** «Программа» (000 П2.5): how much of the year's programme each subject has passed; a subject opens to its topics. */
export function Programme({
  initial,
  viewer,
  tz,
}: {
  initial: ProgrammeView;
  viewer: { personId: number };
  tz: string;
}) {
  const live = useLive(initial, { view: 'programme', studentId: initial.student.id }, viewer);
  const { view } = live;
  const minute = useClock(initial.now, live.now);
  const chosen = view.subjects.find((subject) => subject.id === view.chosen?.subjectId);
  return (
    <>
      <FamilyHead view={view} online={live.online} status={live.status} minute={minute} tz={tz} />
      <main className="mx-auto w-full max-w-[35rem] flex-1 pb-5 md:border-line md:border-x">
        {chosen && view.chosen ? (
          <SubjectProgramme view={view} subject={chosen} chosen={view.chosen} />
        ) : (
          <>
            <h1 className="px-3.5 pt-3 pb-1 font-semibold">Программа года</h1>
            {view.subjects.length === 0 ? (
              <EmptyState title="Предметов нет">
                Школа пока не записала ученика ни в одну учебную группу. Предметы появятся здесь сами.
              </EmptyState>
            ) : (
              <ul>
                {view.subjects.map((subject) => (
                  <li key={subject.id} className="border-line border-b">
                    <Link
                      href={`/programme?child=${view.student.id}&subject=${subject.id}`}
                      prefetch={false}
                      className="flex min-h-[3.25rem] items-center gap-2 px-3.5 py-2 text-ink hover:bg-hover hover:no-underline"
                    >
                      <span className="min-w-0 grow">
                        <span className="block font-medium text-base [overflow-wrap:anywhere]">{subject.name}</span>
                        {subject.plan ? (
                          <Bar passed={subject.plan.passed} total={subject.plan.total} />
                        ) : (
                          <span className="text-ink-3 text-small">План учителя ещё не внесён</span>
                        )}
                      </span>
                      <Icon name="right" />
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </main>
    </>
  );
}
