'use client';

import { Dialog } from '#app/_ui/Dialog.tsx';
import { FailedRead } from '#app/_ui/FailedRead.tsx';
import { Skeleton } from '#app/_ui/Skeleton.tsx';
import type { PlanLife } from '#lib/contract/planLife.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { Difference } from './Difference.tsx';
import { useVersionRows } from './useVersionRows.ts';
import { versionTitle } from './versionWords.ts';
import './versions.css';

/** Two versions of a plan; `now` null: the plan as it stands. */
export type Compared = { was: number; now: number | null };

/** «Сравнить»: any two versions, what differs between them, who made them. */
export function CompareDialog({
  life,
  rows,
  controls,
  compared,
  onCompare,
  onGo,
  onClose,
}: {
  life: PlanLife;
  /** The plan as it stands. */
  rows: readonly PlanRow[];
  /** Names of the forms of control by id. */
  controls: ReadonlyMap<number, string>;
  compared: Compared;
  onCompare(compared: Compared): void;
  /** To a row of the plan as it stands. */
  onGo(rowId: string): void;
  onClose(): void;
}) {
  const was = useVersionRows(life.id, compared.was);
  const past = useVersionRows(life.id, compared.now);
  const now = compared.now === null ? ({ state: 'done', rows } as const) : past;
  const failed = [was, now].find((side) => side?.state === 'failed');
  const options = [...life.versions].reverse();
  return (
    <Dialog title="Сравнить версии" onClose={onClose}>
      <div className="plancompare">
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <select
            className="field w-auto"
            aria-label="Было"
            value={compared.was}
            onChange={(event) => onCompare({ ...compared, was: Number(event.target.value) })}
          >
            {options.map((version) => (
              <option key={version.number} value={version.number}>
                {versionTitle(version, life.tz)}
              </option>
            ))}
          </select>
          <span className="text-ink-3">и</span>
          <select
            className="field w-auto"
            aria-label="Стало"
            value={compared.now ?? ''}
            onChange={(event) =>
              onCompare({ ...compared, now: event.target.value === '' ? null : Number(event.target.value) })
            }
          >
            <option value="">План сейчас</option>
            {options.map((version) => (
              <option key={version.number} value={version.number}>
                {versionTitle(version, life.tz)}
              </option>
            ))}
          </select>
        </div>
        {failed?.state === 'failed' ? (
          <FailedRead message={failed.message} again={failed.again} className="mt-3" />
        ) : was?.state === 'done' && now?.state === 'done' ? (
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
          <div className="mt-3 grid gap-3" aria-busy="true">
            <Skeleton />
            <Skeleton />
            <Skeleton />
          </div>
        )}
      </div>
    </Dialog>
  );
}
