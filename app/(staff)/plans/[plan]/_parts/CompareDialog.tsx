import { Dialog } from '#app/_ui/Dialog.tsx';
import { LoadingWords, SkeletonRows } from '#app/_ui/Skeleton.tsx';
import type { PlanVersionHead } from '#lib/contract/planLife.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { usePast } from '../_model/usePast.ts';
import { Difference } from '../_versions/Difference.tsx';
import { versionTitle } from '../_versions/versionWords.ts';

/** Two versions, or a version and the plan as it stands. */
export type Compared = { was: number; now: number | null };

export function CompareDialog({
  planId,
  compared,
  versions,
  rows,
  controls,
  tz,
  onGo,
  onClose,
}: {
  planId: number;
  compared: Compared;
  versions: readonly PlanVersionHead[];
  /** The plan as it stands. */
  rows: readonly PlanRow[];
  controls: ReadonlyMap<number, string>;
  tz: string;
  onGo(rowId: string): void;
  onClose(): void;
}) {
  const was = usePast(planId, compared.was);
  const past = usePast(planId, compared.now);
  const now = compared.now === null ? { rows } : past;
  const nameOf = (number: number | null) => {
    const version = versions.find((one) => one.number === number);
    return version ? versionTitle(version, tz) : 'сейчас';
  };
  const problem = [was, now].find((side) => side && 'problem' in side);
  return (
    <Dialog title="Что изменилось" onClose={onClose}>
      <div className="pcompare">
        <p className="text-ink-2">
          Было: {nameOf(compared.was)}. Стало: {nameOf(compared.now)}.
        </p>
        {problem && 'problem' in problem ? (
          <p role="alert" className="text-bad">
            {problem.problem}
          </p>
        ) : was && now && 'rows' in was && 'rows' in now ? (
          <Difference
            was={was.rows}
            now={now.rows}
            controls={controls}
            onGo={
              compared.now === null
                ? (rowId) => {
                    onClose();
                    onGo(rowId);
                  }
                : null
            }
          />
        ) : (
          <>
            <LoadingWords />
            <SkeletonRows rows={6} height="h-row-list" />
          </>
        )}
      </div>
    </Dialog>
  );
}
