import { Icon } from '#app/_ui/Icon.tsx';
import type { PlanLife } from '#lib/contract/planLife.ts';
import './state.css';

/** Why a plan came back, whole: it is what its author has to do now. */
export function Returned({ life }: { life: Pick<PlanLife, 'note' | 'state'> }) {
  if (life.note === null || life.state === 'review' || life.state === 'approved') return null;
  return (
    <p className="planback">
      <Icon name="warning" />
      <span>
        <b>Возвращён:</b> {life.note}
      </span>
    </p>
  );
}
