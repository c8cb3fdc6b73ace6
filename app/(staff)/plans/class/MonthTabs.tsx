import { useEffect, useRef } from 'react';
import { FillSign } from '#app/_ui/FillSign.tsx';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import { monthOf, monthState } from '#lib/domain/classPlan.ts';
import { monthName } from '#lib/domain/time.ts';

const STATE_WORDS = {
  filled: 'всё проведено',
  running: 'внесён',
  next: 'ещё не внесён',
  late: 'не внесён',
} as const;

/** The months of the year with how each stands. */
export function MonthTabs({
  view,
  months,
  month,
  onMonth,
}: {
  view: ClassPlanView;
  months: readonly string[];
  month: string;
  onMonth(month: string): void;
}) {
  const nav = useRef<HTMLElement>(null);
  // On a phone the row of months is longer than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another month is another place
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [month]);
  return (
    <nav className="noprint cpmonths" aria-label="Месяц" ref={nav}>
      {months.map((own) => {
        const state = monthState(view.entries, own, view.today);
        const count = view.entries.filter((entry) => monthOf(entry.date) === own).length;
        const name = monthName(`${own}-01`);
        return (
          <button
            key={own}
            type="button"
            aria-current={own === month ? 'true' : undefined}
            aria-label={`${name}: ${STATE_WORDS[state]}${count > 0 ? `, ${count}` : ''}`}
            onClick={() => onMonth(own)}
          >
            <FillSign state={state} silent />
            {name}
            {count > 0 && <span className="text-ink-3">{count}</span>}
          </button>
        );
      })}
    </nav>
  );
}
