import Link from 'next/link';
import { useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { PlacingRow } from '#app/(staff)/plans/[plan]/_controls/PlacingRow.tsx';
import { type Outcome, placeAll, undoAll } from '#app/(staff)/plans/[plan]/_controls/placeAll.ts';
import type { PlanControlsBoard } from '#lib/contract/planControls.ts';
import { forbidden } from '#lib/domain/controlLimits.ts';
import { plural } from '#lib/domain/people.ts';
import type { Placing } from '#lib/domain/plans/controlPlacing.ts';

/** Whether this person can do something about it here. */
const isOpen = (placing: Placing): boolean =>
  placing.group.mine &&
  (placing.state === 'free' || placing.state === 'drifted') &&
  forbidden(placing.breaches) === null;

/** «Поставить в график»: every control work of the plan in every class with its day, what it would break, and all chosen ones
 *  placed or moved by one click, which can be taken back. */
export function PlacingDialog({
  board,
  all,
  onDone,
  onClose,
}: {
  board: PlanControlsBoard;
  all: readonly Placing[];
  onDone(): void;
  onClose(): void;
}) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [words, setWords] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const chosen = all.filter((placing) => isOpen(placing) && !left.has(placing.key));
  const done = outcomes.filter((outcome) => outcome.refused === null);
  const choose = (keys: readonly string[], taken: boolean) => {
    const next = new Set(left);
    for (const key of keys)
      if (taken) next.delete(key);
      else next.add(key);
    setLeft(next);
  };
  async function place() {
    setBusy(true);
    setWords(null);
    const came = await placeAll(chosen);
    setBusy(false);
    setOutcomes(came);
    const placed = came.filter((outcome) => outcome.refused === null).length;
    setWords(`Готово: ${placed} из ${came.length}`);
    onDone();
  }
  async function undo() {
    setBusy(true);
    const problem = await undoAll(done);
    setBusy(false);
    setOutcomes([]);
    setWords(problem ?? 'Возвращено, как было');
    onDone();
  }
  return (
    <Dialog title={`${board.subject}: контрольные по плану`} onClose={onClose}>
      <div className="pcplacing">
        {board.served.map((group) => {
          const own = all.filter((placing) => placing.group.id === group.id);
          const open = own.filter(isOpen).map((placing) => placing.key);
          return (
            <section key={group.id} aria-label={group.label}>
              <h3>
                {open.length > 0 ? (
                  <label>
                    <input
                      type="checkbox"
                      className="checkbox"
                      checked={open.some((key) => !left.has(key))}
                      onChange={(event) => choose(open, event.target.checked)}
                    />
                    {group.label}
                  </label>
                ) : (
                  group.label
                )}
              </h3>
              <ul>
                {own.map((placing) => (
                  <PlacingRow
                    key={placing.key}
                    board={board}
                    placing={placing}
                    open={isOpen(placing)}
                    taken={!left.has(placing.key)}
                    refused={outcomes.find((outcome) => outcome.placing.key === placing.key)?.refused ?? null}
                    onTake={(taken) => choose([placing.key], taken)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
        <p role="status" className="pcfoot">
          {words && (
            <>
              {words}{' '}
              {done.length > 0 && (
                <button type="button" className="link" disabled={busy} onClick={() => void undo()}>
                  Вернуть
                </button>
              )}
            </>
          )}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <button
            type="button"
            className="btn primary"
            disabled={busy || chosen.length === 0}
            onClick={() => void place()}
          >
            {busy
              ? 'Сохраняется…'
              : chosen.length === 0
                ? 'Ставить нечего'
                : `Поставить ${chosen.length} ${plural(chosen.length, 'работу', 'работы', 'работ')}`}
          </button>
          <Link className="ml-auto" href="/control-works" prefetch={false}>
            График контрольных
          </Link>
        </div>
      </div>
    </Dialog>
  );
}
