'use client';

import { useState } from 'react';
import { AskDialog } from '#app/(staff)/plans/[plan]/_state/AskDialog.tsx';
import type { LifeActions } from '#app/(staff)/plans/[plan]/_state/lifeActions.ts';
import { changesWords } from '#app/(staff)/plans/[plan]/_state/stateWords.ts';
import type { PlanLife } from '#lib/contract/planLife.ts';
import { VERSION_NAME } from '#lib/domain/plans/life.ts';
import { dayIn, dayMonth } from '#lib/domain/time.ts';
import { isMilestone, labelled, versionTitle, versionWords } from './versionWords.ts';
import './versions.css';

/** The least distance of two labels as a share of the rail: seven fit on a school's laptop. */
const LABEL_ROOM = 1 / 7;

/** «Версии»: a slider over the plan's past. Its right end is the plan as it stands; anywhere else the grid shows a past version
 *  to read. `shown`: its number, null the present. */
export function VersionRail({
  life,
  shown,
  onShow,
  onCompare,
  actions,
}: {
  life: PlanLife;
  shown: number | null;
  onShow(number: number | null): void;
  /** Two versions side by side; `now` null: the plan as it stands. */
  onCompare(was: number, now: number | null): void;
  actions: Pick<LifeActions, 'keep' | 'restore'>;
}) {
  const [asked, setAsked] = useState<'keep' | 'restore' | null>(null);
  const { versions, tz } = life;
  const last = versions.length;
  const found = versions.findIndex((version) => version.number === shown);
  const at = found < 0 ? last : found;
  const approvedAt = versions.findLastIndex((version) => version.kind === 'approved');
  const milestones = versions.flatMap((version, place) => (isMilestone(version) ? [place] : [])).reverse();
  const words = labelled(last + 1, [at, approvedAt, ...milestones], LABEL_ROOM);
  const past = versions[at];
  const share = (place: number) => (last === 0 ? 100 : (place / last) * 100);
  const approved = versions[approvedAt];
  // The present is compared with what was approved; a past version with the one before it, the first one with the present.
  const before = past ? (versions[at - 1] ?? null) : (approved ?? versions[last - 1] ?? null);
  const compare = () => {
    if (past && !before) onCompare(past.number, null);
    else if (before) onCompare(before.number, past?.number ?? null);
  };
  return (
    <section className="planversions" aria-label="Версии плана">
      <b>Версии</b>
      <div className="planrail">
        {approvedAt >= 0 && <i className="since" style={{ left: `${share(approvedAt)}%` }} />}
        {[...versions, null].map((version, place) => (
          <span
            key={version?.number ?? 'now'}
            className={version ? version.kind : 'present'}
            data-shown={place === at || undefined}
            style={{ left: `${share(place)}%`, maxWidth: `min(8rem, ${100 * Math.max(LABEL_ROOM, 1 / last)}%)` }}
          >
            {words.has(place) && (
              <>
                {version ? dayMonth(dayIn(version.at, tz)) : 'сейчас'}
                <br />
                {version && versionWords(version)}
              </>
            )}
          </span>
        ))}
        <input
          type="range"
          min={0}
          max={last}
          value={at}
          disabled={last === 0}
          aria-label="Версия плана"
          aria-valuetext={past ? versionTitle(past, tz) : 'План как он есть сейчас'}
          onChange={(event) => onShow(versions[Number(event.target.value)]?.number ?? null)}
        />
      </div>
      <span className="planversion" role="status">
        {past ? (
          <b>{versionTitle(past, tz)}</b>
        ) : life.changes ? (
          <>
            С утверждённой: <b>{changesWords(life.changes)}</b>
          </>
        ) : last === 0 ? (
          'Версии появятся, когда в плане начнут работать'
        ) : (
          'Ещё не утверждён'
        )}
      </span>
      <span className="acts">
        <button type="button" className="btn small" disabled={last === 0} onClick={compare}>
          Сравнить
        </button>
        {past ? (
          <>
            {life.may.write && (
              <button type="button" className="btn small" onClick={() => setAsked('restore')}>
                Вернуть эту
              </button>
            )}
            <button type="button" className="btn small quiet" onClick={() => onShow(null)}>
              К плану
            </button>
          </>
        ) : (
          life.may.write && (
            <button type="button" className="btn small quiet" onClick={() => setAsked('keep')}>
              Сохранить версию
            </button>
          )
        )}
      </span>
      {asked === 'keep' && (
        <AskDialog
          title="Сохранить версию"
          verb="Сохранить"
          field={{ label: 'Название', limit: VERSION_NAME, needed: true, rows: 1 }}
          act={(text) => actions.keep(text)}
          onClose={() => setAsked(null)}
        >
          <p>План останется как есть, а к этому его виду можно будет вернуться.</p>
        </AskDialog>
      )}
      {asked === 'restore' && past && (
        <AskDialog
          title="Вернуть эту версию"
          verb="Вернуть"
          act={async () => {
            const outcome = await actions.restore(past.number);
            if (outcome.ok) onShow(null);
            return outcome;
          }}
          onClose={() => setAsked(null)}
        >
          <p>
            План станет таким, каким был: {versionTitle(past, tz)}. Это увидят все, кто его открыл. Теперешний вид
            сохранится версией, вернуться к нему можно так же.
          </p>
        </AskDialog>
      )}
    </section>
  );
}
