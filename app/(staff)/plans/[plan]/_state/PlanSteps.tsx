import { Icon } from '#app/_ui/Icon.tsx';
import type { PlanLife } from '#lib/contract/planLife.ts';
import { stepsOf } from './stateWords.ts';
import './state.css';

/** Where a plan stands in its life. Without room only the present step. */
export function PlanSteps({ life }: { life: PlanLife }) {
  return (
    <div className="plansteps">
      <ol aria-label="Состояние плана">
        {stepsOf(life).map(({ key, text, mark }, at) => (
          <li key={key} className={mark} aria-current={mark === 'now' ? 'step' : undefined} data-step={key}>
            {at > 0 && <Icon name="right" size="small" />}
            {text}
          </li>
        ))}
      </ol>
    </div>
  );
}
