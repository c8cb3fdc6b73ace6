'use client';

import { type ReactNode, useState } from 'react';
import { SkeletonRows } from '#app/_ui/Skeleton.tsx';
import { PlacingDialog } from '#app/(staff)/plans/[plan]/_controls/PlacingDialog.tsx';
import { useBoard } from '#app/(staff)/plans/[plan]/_controls/useBoard.ts';
import { RULE_SOURCES } from '#lib/domain/controlLimits.ts';
import { plural } from '#lib/domain/people.ts';
import { heldWords, placings } from '#lib/domain/plans/controlPlacing.ts';
import { planControls, shareWords } from '#lib/domain/plans/controls.ts';
import './controls.css';

/** «Контрольные» of a plan, a part of its side panel: how many against the limits, which stand in the schedule (001 3.2.4; 004 2а).
 *  `version`: differs when the plan's rows or their dates do, so that it is read anew. */
export function PlanControls({
  planId,
  version,
  children,
}: {
  planId: number;
  version: string;
  /** What stands instead for whoever reads plans and not the schedule. */
  children: ReactNode;
}) {
  const { board, problem, again } = useBoard(planId, version);
  const [open, setOpen] = useState(false);
  if (!board) return problem ? children : <SkeletonRows rows={2} height="h-5" />;
  const all = placings(board);
  const count = planControls(
    board.rows.map((row) => ({ kind: 'lesson', hours: row.hours, control: row.typeId })),
    {
      controls: new Set(board.rows.map((row) => row.typeId)),
      ...{ subject: board.subject, yearHours: board.yearHours, modes: board.modes },
    },
  );
  const own = all.filter((placing) => placing.group.mine);
  const free = own.filter((placing) => placing.state === 'free').length;
  const drifted = own.filter((placing) => placing.state === 'drifted').length;
  const forbidden = count.over.some((breach) => breach.mode === 'forbid');
  return (
    <section className="pccontrols" aria-label="Контрольные">
      <div className="pcline">
        <span>
          Контрольных: {heldWords(all, board)}
          {count.share !== null && `, ${shareWords(count.share)} часов`}
        </span>
        <span className={`tag ${count.over.length === 0 ? 'ok' : forbidden ? 'bad' : 'warn'}`}>
          {count.over.length === 0 ? 'в норме' : 'сверх нормы'}
        </span>
      </div>
      {count.over.map((breach) => (
        <p key={breach.rule} className={breach.mode === 'forbid' ? 'text-bad' : 'text-warn'}>
          {breach.words} <span className="text-ink-3">({RULE_SOURCES[breach.rule]})</span>
        </p>
      ))}
      {board.rows.length > 0 && (
        <div className="pcline">
          <span className="text-ink-2">
            {free + drifted === 0
              ? 'График составлен'
              : [
                  free > 0 && `${free} ещё не в графике`,
                  drifted > 0 && `${drifted} ${plural(drifted, 'разошлась', 'разошлись', 'разошлись')} с планом`,
                ]
                  .filter(Boolean)
                  .join(', ')}
          </span>
          <button type="button" className="btn small" onClick={() => setOpen(true)}>
            {free + drifted === 0 ? 'Открыть график' : 'Поставить в график…'}
          </button>
        </div>
      )}
      {open && <PlacingDialog board={board} all={all} onDone={again} onClose={() => setOpen(false)} />}
    </section>
  );
}
