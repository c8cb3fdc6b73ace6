import { useSearchParams } from 'next/navigation';
import { askedReport } from '#lib/domain/plans/fulfilmentSheet.ts';

type Named = Record<'grade' | 'subject' | 'q' | 'behind' | 'sort' | 'by', string>;

/** What the report shows, kept in the address: it can be sent, printed, taken away and found again. */
export function useReportFilter() {
  const params = useSearchParams();
  const { filter, by } = askedReport((name) => params.get(name));
  function change(values: Partial<Named>) {
    const url = new URL(window.location.href);
    for (const [name, value] of Object.entries(values))
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    window.history.replaceState(null, '', url);
  }
  return { filter, by, change };
}
