import { Icon } from '#app/_ui/Icon.tsx';
import type { PlanControlsBoard } from '#lib/contract/planControls.ts';
import { RULE_SOURCES } from '#lib/domain/controlLimits.ts';
import { controlWords } from '#lib/domain/controlWorks.ts';
import type { Placing } from '#lib/domain/plans/controlPlacing.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

const when = (date: string): string => `${weekdayShort(date)} ${dayMonth(date)}`;

function stateWords({ state, at, plan }: Placing): string {
  switch (state) {
    case 'held':
      return `проведена ${at ? dayMonth(at.date) : ''}`;
    case 'placed':
      return `в графике, ${plan ? when(plan.date) : ''}`;
    case 'drifted':
      return `в графике ${plan ? dayMonth(plan.date) : ''}, по плану ${at ? when(at.date) : ''}: перенести`;
    case 'free':
      return at ? `${when(at.date)}, ${at.number}-й урок` : '';
    case 'past':
      return at ? `урок ${dayMonth(at.date)} прошёл: добавьте работу в журнале` : 'урок прошёл';
    case 'undated':
      return 'уроков для неё не хватает: проверьте часы плана';
  }
}

/** One control work in one class: its day, how it stands, and the limits in its way. */
export function PlacingRow({
  board,
  placing,
  open,
  taken,
  refused,
  onTake,
}: {
  board: PlanControlsBoard;
  placing: Placing;
  open: boolean;
  taken: boolean;
  /** Why the server did not take it. */
  refused: string | null;
  onTake(taken: boolean): void;
}) {
  const { row, state, breaches, group } = placing;
  const type = board.workTypes.find((known) => known.id === row.typeId)?.name ?? 'Контрольная';
  const words = row.topic || controlWords(type, null);
  const line = (
    <>
      <span className="cut">{words}</span>
      <span className={state === 'drifted' || state === 'undated' || state === 'past' ? 'text-warn' : 'text-ink-2'}>
        {stateWords(placing)}
        {!group.mine && (state === 'free' || state === 'drifted') && ', ставит учитель класса'}
      </span>
    </>
  );
  return (
    <li>
      {open ? (
        <label className="pcwork">
          <input
            type="checkbox"
            className="checkbox"
            checked={taken}
            onChange={(event) => onTake(event.target.checked)}
          />
          {line}
        </label>
      ) : (
        <div className="pcwork">
          {state === 'held' || state === 'placed' ? <Icon name="check" size="small" /> : <span />}
          {line}
        </div>
      )}
      {breaches.map((breach) => (
        <p key={breach.rule} className={breach.mode === 'forbid' ? 'text-bad' : 'text-warn'}>
          {breach.mode === 'forbid' ? 'Нельзя: ' : ''}
          {breach.words} <span className="text-ink-3">({RULE_SOURCES[breach.rule]})</span>
        </p>
      ))}
      {refused && (
        <p role="alert" className="text-bad">
          {refused}
        </p>
      )}
    </li>
  );
}
