import { useRouter, useSearchParams } from 'next/navigation';
import { saveCsv } from '#app/_ui/csv.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { PlansNav, type PlansTab } from '#app/(staff)/plans/_nav/PlansNav.tsx';
import type { FulfilmentPage } from '#lib/contract/fulfilment.ts';
import type { FulfilmentFilter, FulfilmentRow } from '#lib/domain/plans/fulfilment.ts';
import { fulfilmentSheet, REPORT_VIEWS, type ReportView } from '#lib/domain/plans/fulfilmentSheet.ts';

const VIEW_LABELS: Record<ReportView, string> = { groups: 'Группы', subject: 'По предметам', grade: 'По параллелям' };

/** Of what the report is: period, parallel, subject, words; how it is summed; paper and Excel. */
export function ReportHead({
  page,
  tabs,
  filter,
  by,
  rows,
  onChange,
}: {
  page: FulfilmentPage;
  tabs: readonly PlansTab[];
  filter: FulfilmentFilter;
  by: ReportView;
  rows: readonly FulfilmentRow[];
  onChange(values: Partial<Record<'grade' | 'subject' | 'q' | 'behind' | 'by', string>>): void;
}) {
  const router = useRouter();
  const workbook = new URLSearchParams(useSearchParams());
  workbook.set('period', page.period.key);
  const grades = [...new Set(page.rows.map((row) => row.grade))].sort((a, b) => a - b);
  const subjects = [...new Map(page.rows.map((row) => [row.subjectId, row.subject]))].sort((a, b) =>
    a[1].localeCompare(b[1], 'ru'),
  );
  function openPeriod(key: string) {
    const url = new URL(window.location.href);
    url.searchParams.set('period', key);
    router.push(url.pathname + url.search);
  }
  return (
    <div className="pagehead fhead">
      <h1>Выполнение программы</h1>
      <PlansNav current="programme" tabs={tabs} />
      <span className="factions">
        <button type="button" className="btn" disabled={rows.length === 0} onClick={() => window.print()}>
          <Icon name="print" />
          Печать
        </button>
        <button
          type="button"
          className="btn"
          disabled={rows.length === 0}
          onClick={() => {
            const { head, rows: lines } = fulfilmentSheet(rows, by);
            saveCsv(`Выполнение программы, ${page.period.label}`, [head, ...lines]);
          }}
        >
          CSV
        </button>
        <a className="btn" href={`/api/programme?${workbook}`} download>
          Выгрузить в Excel
        </a>
      </span>
      <span className="ffilters">
        <select
          className="field w-36"
          aria-label="Период"
          value={page.period.key}
          onChange={(event) => openPeriod(event.target.value)}
        >
          {page.periods.map((period) => (
            <option key={period.key} value={period.key}>
              {period.label}
            </option>
          ))}
        </select>
        <nav className="segmented" aria-label="Вид отчёта">
          {REPORT_VIEWS.map((view) => (
            <button
              key={view}
              type="button"
              aria-pressed={view === by}
              onClick={() => onChange({ by: view === 'groups' ? '' : view })}
            >
              {VIEW_LABELS[view]}
            </button>
          ))}
        </nav>
        <select
          className="field w-32"
          aria-label="Параллель"
          value={filter.grade ?? ''}
          onChange={(event) => onChange({ grade: event.target.value })}
        >
          <option value="">Все параллели</option>
          {grades.map((grade) => (
            <option key={grade} value={grade}>
              {grade} классы
            </option>
          ))}
        </select>
        <select
          className="field w-44"
          aria-label="Предмет"
          value={filter.subjectId ?? ''}
          onChange={(event) => onChange({ subject: event.target.value })}
        >
          <option value="">Все предметы</option>
          {subjects.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <input
          className="field w-44"
          aria-label="Учитель, класс или предмет"
          placeholder="Учитель или класс"
          value={filter.words}
          onChange={(event) => onChange({ q: event.target.value })}
        />
        <label className="inline-flex cursor-pointer items-center gap-1.5">
          <input
            type="checkbox"
            className="checkbox"
            checked={filter.behind}
            onChange={(event) => onChange({ behind: event.target.checked ? '1' : '' })}
          />
          Требуют внимания
        </label>
      </span>
    </div>
  );
}
