import { useSearchParams } from 'next/navigation';
import { FULFILMENT_SORTS, type FulfilmentFilter } from '#lib/domain/plans/fulfilment.ts';

export const REPORT_VIEWS = ['groups', 'subject', 'grade'] as const;
export type ReportView = (typeof REPORT_VIEWS)[number];
type Named = Record<'grade' | 'subject' | 'q' | 'behind' | 'sort' | 'by', string>;

/** What the report shows, kept in the address: it can be sent, printed and found again. */
export function useReportFilter() {
  const params = useSearchParams();
  const number = (name: string) => Number(params.get(name)) || null;
  const filter: FulfilmentFilter = {
    ...{ grade: number('grade'), subjectId: number('subject'), words: params.get('q') ?? '' },
    behind: params.get('behind') === '1',
    sort: FULFILMENT_SORTS.find((sort) => sort === params.get('sort')) ?? 'class',
  };
  const by = REPORT_VIEWS.find((view) => view === params.get('by')) ?? 'groups';
  function change(values: Partial<Named>) {
    const url = new URL(window.location.href);
    for (const [name, value] of Object.entries(values))
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    window.history.replaceState(null, '', url);
  }
  return { filter, by, change };
}
