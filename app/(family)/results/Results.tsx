'use client';

import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { useClock } from '#app/_ui/useClock.ts';
import { Choice } from '#app/(family)/_parts/Choice.tsx';
import { FamilyHead } from '#app/(family)/_parts/FamilyHead.tsx';
import { Gradeless } from '#app/(family)/_parts/NoMarks.tsx';
import { ExamSheet } from '#app/(family)/results/ExamSheet.tsx';
import { ResultTable } from '#app/(family)/results/ResultTable.tsx';
import type { ResultsView } from '#lib/contract/diaryViews.ts';

/** «Итоги»: period marks of the year, and the sheets they come from. */
export function Results({ initial, viewer, tz }: { initial: ResultsView; viewer: { personId: number }; tz: string }) {
  const live = useLive(initial, { view: 'results', studentId: initial.student.id }, viewer);
  const { view } = live;
  const minute = useClock(initial.now, live.now);
  const nothing = view.marks.length === 0 && view.periodMarks.length === 0;
  return (
    <>
      <FamilyHead view={view} online={live.online} status={live.status} minute={minute} tz={tz} />
      <main className="mx-auto w-full max-w-[35rem] flex-1 pb-5 md:border-line md:border-x">
        <YearHead view={view} />
        {view.student.grade === 1 && nothing ? (
          <Gradeless given={view.student.given} />
        ) : view.subjects.length === 0 || nothing ? (
          <EmptyState title="Отметок ещё нет">
            Отметок ещё нет: с начала этого учебного года учителя ничего не поставили. Итоги появятся вместе с ними.
          </EmptyState>
        ) : (
          <>
            <ResultTable view={view} />
            <ExamSheet view={view} />
          </>
        )}
      </main>
    </>
  );
}

function YearHead({ view }: { view: ResultsView }) {
  return (
    <div className="flex min-h-[2.875rem] flex-wrap items-center justify-between gap-x-3 gap-y-1 border-line-2 border-b bg-surface px-3.5 py-1">
      <h1 className="font-semibold">Итоги</h1>
      {view.years.length > 1 ? (
        <Choice
          label="Учебный год"
          options={view.years.map(({ id, label }) => ({
            key: id,
            text: label,
            words: label,
            href: `/results?child=${view.student.id}&year=${id}`,
            current: id === view.year.id,
          }))}
        />
      ) : (
        <span className="text-base text-ink-3">{view.year.label} учебный год</span>
      )}
    </div>
  );
}
