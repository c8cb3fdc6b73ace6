import { useRouter } from 'next/navigation';
import { saveCsv } from '#app/_ui/csv.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { PlansNav, type PlansTab } from '#app/(staff)/plans/_nav/PlansNav.tsx';
import { REPORT_VIEWS, type ReportView } from '#app/(staff)/plans/programme/useReportFilter.ts';
import type { FulfilmentPage } from '#lib/contract/fulfilment.ts';
import {
  type FulfilmentFilter,
  type FulfilmentRow,
  lagOf,
  makeUpWords,
  percentOf,
  reasonWords,
  totalsOf,
  WORK_KINDS,
  WORK_LABELS,
} from '#lib/domain/plans/fulfilment.ts';

const VIEW_LABELS: Record<ReportView, string> = { groups: 'Группы', subject: 'По предметам', grade: 'По параллелям' };

const workHeads = WORK_KINDS.flatMap((kind) => [`${WORK_LABELS[kind]}: план`, `${WORK_LABELS[kind]}: факт`]);
function rowsForExcel(rows: readonly FulfilmentRow[]): (string | number)[][] {
  return [
    [
      ...['Класс', 'Предмет', 'Учитель', 'Часов по учебному плану', 'Часов по КТП', 'Положено', 'Проведено уроков'],
      ...['Пройдено часов', 'Выполнено, %', 'Отставание, ч', ...workHeads, 'Отменено', 'Замещено', 'Причина'],
      'Как восполняется',
    ],
    ...rows.map((row) => [
      ...[row.className, row.name ? `${row.subject}, ${row.name}` : row.subject, row.teachers.join(', ')],
      ...[row.curriculum, row.planned ?? '', row.facts.due, row.facts.held, row.facts.passed],
      ...[percentOf(row.facts) ?? '', lagOf(row.facts)],
      ...WORK_KINDS.flatMap((kind) => [row.works[kind].plan, row.works[kind].fact]),
      ...[row.facts.cancelled, row.facts.substituted, reasonWords(row), makeUpWords(row)],
    ]),
  ];
}
function totalsForExcel(rows: readonly FulfilmentRow[], by: 'subject' | 'grade'): (string | number)[][] {
  return [
    [
      ...[by === 'subject' ? 'Предмет' : 'Параллель', 'Групп', 'Часов по учебному плану', 'Часов по КТП', 'Положено'],
      ...['Проведено уроков', 'Пройдено часов', 'Выполнено, %', 'Отстают', ...workHeads],
    ],
    ...totalsOf(rows, by).map((total) => [
      ...[total.label, total.groups, total.curriculum, total.planned, total.due, total.held, total.passed],
      ...[percentOf(total) ?? '', total.behind],
      ...WORK_KINDS.flatMap((kind) => [total.works[kind].plan, total.works[kind].fact]),
    ]),
  ];
}

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
          onClick={() =>
            saveCsv(
              `Выполнение программы, ${page.period.label}`,
              by === 'groups' ? rowsForExcel(rows) : totalsForExcel(rows, by),
            )
          }
        >
          Выгрузить в Excel (CSV)
        </button>
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
