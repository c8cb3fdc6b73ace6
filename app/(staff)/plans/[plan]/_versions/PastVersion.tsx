import type { ComponentProps } from 'react';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { LoadingWords, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { PastGrid } from './PastGrid.tsx';
import { useVersionRows } from './useVersionRows.ts';

/** A past version in place of the plan, as soon as its rows are here. */
export function PastVersion({
  planId,
  number,
  ...grid
}: { planId: number; number: number } & Omit<ComponentProps<typeof PastGrid>, 'label' | 'rows'>) {
  const past = useVersionRows(planId, number);
  if (past?.state === 'done') return <PastGrid label="Прошлая версия плана" rows={past.rows} {...grid} />;
  return (
    <div className="pscroll">
      {past?.state === 'failed' ? (
        <EmptyState
          title="Версия не открылась"
          action={
            <button type="button" className="btn" onClick={past.again}>
              Повторить
            </button>
          }
        >
          {past.message}
        </EmptyState>
      ) : (
        <>
          <LoadingWords />
          <SkeletonRows rows={20} height="h-row-table pl-13" />
        </>
      )}
    </div>
  );
}
