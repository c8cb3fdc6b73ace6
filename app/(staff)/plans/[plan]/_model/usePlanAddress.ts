import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import type { PlanVersionHead } from '#lib/contract/planLife.ts';
import type { Tab } from '../_parts/PlanSide.tsx';
import type { Compared } from '../_versions/CompareDialog.tsx';

const TABS: readonly Tab[] = ['totals', 'remarks', 'history'];

/** «1» with the plan as it stands, «1-4»: two versions. */
function comparedIn(text: string | null, numbers: ReadonlySet<number>): Compared | null {
  const [, was, now] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text ?? '') ?? [];
  const found = { was: Number(was), now: now === undefined ? null : Number(now) };
  return was && numbers.has(found.was) && (found.now === null || numbers.has(found.now)) ? found : null;
}

/** What stands open beside and over the grid, kept in the address: it can be sent and found again. «Back» leaves a past version;
 *  tabs and what is compared make no step of it. */
export function usePlanAddress(versions: readonly PlanVersionHead[]) {
  const params = useSearchParams();
  const [tab, version, compare] = [params.get('tab'), params.get('version'), params.get('compare')];
  const numbers = useMemo(() => new Set(versions.map((one) => one.number)), [versions]);
  const compared = useMemo(() => comparedIn(compare, numbers), [compare, numbers]);
  const shown = /^\d{1,9}$/.test(version ?? '') && numbers.has(Number(version)) ? Number(version) : null;
  function change(name: string, value: string | null, step = false) {
    const url = new URL(window.location.href);
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    if (url.href === window.location.href) return;
    if (step) window.history.pushState(null, '', url);
    else window.history.replaceState(null, '', url);
  }
  return {
    /** The panel was asked for by name: on a narrow screen it opens at once. */
    named: tab !== null,
    tab: TABS.find((one) => one === tab) ?? 'totals',
    setTab: (next: Tab) => change('tab', next === 'totals' ? null : next),
    /** The past version in the grid; null: the plan as it stands. */
    shown,
    show: (next: number | null) =>
      change('version', next === null ? null : String(next), shown === null || next === null),
    compared,
    setCompared: (next: Compared | null) =>
      change('compare', next && (next.now === null ? String(next.was) : `${next.was}-${next.now}`)),
  };
}
