'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useLive } from '#app/_live/useLive.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { UndoBar } from '#app/_ui/UndoBar.tsx';
import type { PlansTab } from '#app/(staff)/plans/_nav/PlansNav.tsx';
import { CopyDialog } from '#app/(staff)/plans/class/CopyDialog.tsx';
import { EntryDialog } from '#app/(staff)/plans/class/EntryDialog.tsx';
import { EntryTable } from '#app/(staff)/plans/class/EntryTable.tsx';
import { MonthTabs } from '#app/(staff)/plans/class/MonthTabs.tsx';
import { PlanHead } from '#app/(staff)/plans/class/PlanHead.tsx';
import { useClassPlan } from '#app/(staff)/plans/class/useClassPlan.ts';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import { monthOf, planMonths } from '#lib/domain/classPlan.ts';
import { monthName } from '#lib/domain/time.ts';
import './classPlan.css';

/** The month that stands in the address; «back» leads to the one before. */
function openMonth(month: string) {
  const url = new URL(window.location.href);
  url.searchParams.set('month', month);
  window.history.pushState(null, '', url);
}

/** «План внеурочных занятий с классом»: a month of a class, what of it was held and what came of it. */
export function ClassPlan({
  initial,
  viewer,
  tabs,
}: {
  initial: ClassPlanView;
  viewer: { personId: number };
  tabs: readonly PlansTab[];
}) {
  const live = useLive(initial, { view: 'classPlan', classId: initial.class.id }, viewer);
  const acts = useClassPlan(live);
  const { view } = live;
  const params = useSearchParams();
  const months = planMonths(view.study, view.entries);
  const asked = params.get('month') ?? monthOf(view.today);
  const month = months.includes(asked) ? asked : asked < (months[0] ?? '') ? (months[0] ?? '') : (months.at(-1) ?? '');
  const [opened, setOpened] = useState<number | 'new' | null>(null);
  const [copying, setCopying] = useState(false);
  const entries = view.entries.filter((entry) => monthOf(entry.date) === month);
  const entry = opened === 'new' ? null : (view.entries.find((own) => own.id === opened) ?? null);
  const title = `${monthName(`${month}-01`)} ${month.slice(0, 4)}`;
  const left = monthOf(view.today) > month;
  return (
    <main className="printed cppage">
      <PlanHead
        view={view}
        month={month}
        tabs={tabs}
        online={live.online}
        onAdd={view.mayWrite ? () => setOpened('new') : null}
        onCopy={view.mayWrite ? () => setCopying(true) : null}
        entries={entries}
      />
      <MonthTabs view={view} months={months} month={month} onMonth={openMonth} />
      <div className="cpbody">
        <div className="onpaper papertitle">
          <div>{view.school}</div>
          <h2>План внеурочных занятий с классом {view.class.name}</h2>
          <div>{title}</div>
        </div>
        {entries.length === 0 ? (
          <EmptyState
            title={`На ${monthName(`${month}-01`).toLowerCase()} план не внесён`}
            action={
              view.mayWrite && (
                <span className="flex gap-2">
                  <button type="button" className="btn" onClick={() => setOpened('new')}>
                    Добавить занятие
                  </button>
                  <button type="button" className="btn" onClick={() => setCopying(true)}>
                    Скопировать
                  </button>
                </span>
              )
            }
          >
            {view.mayWrite
              ? 'Внесите классные часы, экскурсии и общие дела этого месяца, или возьмите их из прошлого месяца или у параллельного класса.'
              : left
                ? 'Занятий с классом в этом месяце классный руководитель не внёс.'
                : 'Его вносит классный руководитель: занятия появятся здесь сразу.'}
          </EmptyState>
        ) : (
          <EntryTable view={view} entries={entries} acts={acts} onOpen={setOpened} />
        )}
        <p className="onpaper papersign">Классный руководитель ____________________ {view.homeroom}</p>
      </div>
      {opened !== null && (opened === 'new' || entry) && (
        <EntryDialog key={opened} view={view} month={month} entry={entry} acts={acts} onClose={() => setOpened(null)} />
      )}
      {copying && <CopyDialog view={view} month={month} acts={acts} onClose={() => setCopying(false)} />}
      <UndoBar note={acts.note} onClose={acts.dismiss} />
    </main>
  );
}
