'use client';

import { useRead } from '#app/_live/useRead.ts';
import { FailedRead } from '#app/_ui/FailedRead.tsx';
import { Skeleton } from '#app/_ui/Skeleton.tsx';
import { cellPlace } from '#app/(staff)/plans/[plan]/_remarks/places.ts';
import type { CellRef } from '#app/(staff)/plans/[plan]/_state/lifeActions.ts';
import type { PlanLife } from '#lib/contract/planLife.ts';
import type { PlanView } from '#lib/contract/planView.ts';
import { cellWords, valueWords } from '#lib/domain/plans/remarks.ts';
import { dayIn, dayMonth, timeIn } from '#lib/domain/time.ts';
import { TextChange } from './TextChange.tsx';
import { versionMoment, versionTitle, versionWords } from './versionWords.ts';
import './versions.css';

/** «История»: who wrote the chosen cell and what stood there before; below, the plan's versions, the newest first. */
export function History({
  view,
  life,
  cell,
  shown,
  onShow,
}: {
  view: PlanView;
  life: PlanLife;
  cell: CellRef | null;
  shown: number | null;
  onShow(number: number | null): void;
}) {
  return (
    <div className="planhistory">
      {cell && <CellHistory key={`${cell.rowId}/${cell.field}`} view={view} cell={cell} />}
      <h3>Версии</h3>
      {life.versions.length === 0 && <p className="text-ink-3">Версии появятся, когда в плане начнут работать.</p>}
      <ul>
        {[...life.versions].reverse().map((version) => (
          <li key={version.number}>
            <button
              type="button"
              aria-pressed={version.number === shown}
              onClick={() => onShow(version.number === shown ? null : version.number)}
              title={versionTitle(version, life.tz)}
            >
              <b>{version.kind === 'auto' ? 'Правки' : versionWords(version)}</b>
              <span>
                {version.author.name}, {versionMoment(version, life.tz)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** «Кто написал»: of one cell. */
function CellHistory({ view, cell }: { view: PlanView; cell: CellRef }) {
  const { rowId, field } = cell;
  const found = useRead('plan.cell', { planId: view.plan.id, rowId, field });
  const row = view.rows.find((one) => one.id === rowId);
  if (!row) return null;
  const controls = new Map(view.workTypes.map((type) => [type.id, type.short]));
  // Versions keep a cell as it is stored; people read names.
  const words = (text: string) => valueWords(field, text, controls);
  const current = cellWords(row, field, controls);
  const written = row.authors[field];
  const author = written && view.people.find((person) => person.id === written[0])?.name;
  const earlier = found.state === 'done' ? found.answer.versions.filter(({ text }) => words(text) !== current) : [];
  return (
    <section>
      <h3>{cellPlace(cell, view.rows)}</h3>
      <p>
        {current === '' ? <span className="text-ink-3">пусто</span> : <b className="plantext">{current}</b>}
        {written && author && (
          <span className="text-ink-3">
            {' '}
            — {author}, {dayMonth(dayIn(written[1], view.tz))}, {timeIn(written[1], view.tz)}
          </span>
        )}
      </p>
      {found.state === 'loading' && <Skeleton />}
      {found.state === 'failed' && <FailedRead message={found.message} again={found.again} />}
      {found.state === 'done' && earlier.length === 0 && (
        <p className="text-ink-3">В прежних версиях другого текста не было.</p>
      )}
      <ul>
        {earlier.map((version) => (
          <li key={version.number}>
            <TextChange was={words(version.text)} now={words(version.text)} />
            <span className="text-ink-3">
              {' '}
              — версия № {version.number}, {version.author.name}, {dayMonth(dayIn(version.at, view.tz))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
