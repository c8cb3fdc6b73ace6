import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { PLAN_CHECKS, PLAN_SORTS, type PlanFilter } from '#lib/domain/plans/list.ts';

export type FilterChange = Partial<PlanFilter>;

const NAMES = {
  text: 'q',
  check: 'show',
  subjectId: 'subject',
  grade: 'grade',
  mine: 'mine',
  sort: 'sort',
  down: 'down',
} as const;
const FIELDS = Object.keys(NAMES) as (keyof typeof NAMES)[];
const NUMBER = /^\d{1,9}$/;

/** What the list is asked for, kept in the address: it can be sent and found again, and «back» undoes a choice. Typing does
 *  not make a step of it for every letter. */
export function usePlanFilter(): { filter: PlanFilter; change(next: FilterChange): void; clear(): void } {
  const params = useSearchParams();
  const filter = useMemo((): PlanFilter => {
    const number = (name: string) => (NUMBER.test(params.get(name) ?? '') ? Number(params.get(name)) : null);
    return {
      text: params.get('q') ?? '',
      check: PLAN_CHECKS.find((check) => check === params.get('show')) ?? null,
      subjectId: number('subject'),
      grade: number('grade'),
      mine: params.get('mine') === '1',
      sort: PLAN_SORTS.find((sort) => sort === params.get('sort')) ?? 'subject',
      down: params.get('down') === '1',
    };
  }, [params]);
  return {
    filter,
    change(next) {
      const url = new URL(window.location.href);
      for (const field of FIELDS) {
        if (!(field in next)) continue;
        const value = next[field];
        const usual = value === null || value === false || value === '' || value === 'subject';
        if (usual) url.searchParams.delete(NAMES[field]);
        else url.searchParams.set(NAMES[field], value === true ? '1' : String(value));
      }
      if ('text' in next) window.history.replaceState(null, '', url);
      else window.history.pushState(null, '', url);
    },
    clear() {
      window.history.pushState(null, '', window.location.pathname);
    },
  };
}
