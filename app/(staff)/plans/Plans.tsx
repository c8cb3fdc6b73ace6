'use client';

import { useMemo, useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import type { PlansTab } from '#app/(staff)/plans/_nav/PlansNav.tsx';
import { NewPlan } from '#app/(staff)/plans/NewPlan.tsx';
import { PlanFilters } from '#app/(staff)/plans/PlanFilters.tsx';
import { PlanTable } from '#app/(staff)/plans/PlanTable.tsx';
import { ServedGroups } from '#app/(staff)/plans/ServedGroups.tsx';
import { usePlanFilter } from '#app/(staff)/plans/usePlanFilter.ts';
import type { PlansView } from '#lib/contract/planView.ts';
import { chosenLines, planDueOn, planLines } from '#lib/domain/plans/list.ts';
import { dayFull } from '#lib/domain/time.ts';
import './plans.css';

/** What stands open over the list: a new plan for the groups of a line, or the groups of a plan. */
type Open = { what: 'new' | 'groups'; key: string };

/** «КТП»: the single base of plans of the school. A teacher has his own first; who oversees the school has counters of what is
 *  missing, late and over its limits. */
export function Plans({
  initial,
  viewer,
  oversees,
  tabs,
}: {
  initial: PlansView;
  viewer: { personId: number };
  oversees: boolean;
  /** Parts of «КТП» this person can open. */
  tabs: readonly PlansTab[];
}) {
  const live = useLive(initial, { view: 'plans' }, viewer);
  const { view } = live;
  const { filter, change, clear } = usePlanFilter();
  const lines = useMemo(() => planLines(view), [view]);
  const chosen = useMemo(() => chosenLines(lines, filter), [lines, filter]);
  const [open, setOpen] = useState<Open | null>(null);
  const line = open ? (lines.find((one) => one.key === open.key) ?? null) : null;
  const own = chosen.filter((one) => one.mine);
  const others = chosen.filter((one) => !one.mine);
  // Only a list in its usual order is parted: a sorted one is compared as a whole.
  const parted = !oversees && !filter.mine && filter.sort === 'subject' && own.length > 0 && others.length > 0;
  const due = dayFull(planDueOn(view.rules.planDue, view.year));
  const table = (title: string, of: typeof chosen) => (
    <PlanTable
      title={title}
      lines={of}
      filter={filter}
      due={due}
      onSort={(sort) => change({ sort, down: filter.sort === sort ? !filter.down : false })}
      onNew={(key) => setOpen({ what: 'new', key })}
      onGroups={(key) => setOpen({ what: 'groups', key })}
    />
  );
  return (
    <main className="printed plpage">
      <PlanFilters
        tabs={tabs}
        view={view}
        lines={lines}
        filter={filter}
        due={due}
        online={live.online}
        onChange={change}
      />
      <div className="plbody">
        {lines.length === 0 ? (
          <EmptyState title="Планов ещё нет">
            {view.groups.length === 0
              ? 'В этом учебном году ещё нет групп с нагрузкой: планы создают для них.'
              : 'Создайте первый план для своей группы.'}
          </EmptyState>
        ) : chosen.length === 0 ? (
          <EmptyState
            title="По этому отбору планов нет"
            action={
              <button type="button" className="btn" onClick={clear}>
                Показать все
              </button>
            }
          >
            Измените слова поиска или снимите отбор.
          </EmptyState>
        ) : parted ? (
          <>
            {table('Мои планы', own)}
            {table('Остальные планы школы', others)}
          </>
        ) : (
          table(filter.mine ? 'Мои планы' : 'Планы школы', chosen)
        )}
      </div>
      {open?.what === 'new' && line && <NewPlan view={view} line={line} live={live} onClose={() => setOpen(null)} />}
      {open?.what === 'groups' && line?.plan && (
        <ServedGroups view={view} line={line} plan={line.plan} live={live} onClose={() => setOpen(null)} />
      )}
    </main>
  );
}
