import { useEffect, useRef, useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { PlansNav, type PlansTab } from '#app/(staff)/plans/_nav/PlansNav.tsx';
import type { FilterChange } from '#app/(staff)/plans/usePlanFilter.ts';
import type { PlansView } from '#lib/contract/planView.ts';
import { countChecks, PLAN_CHECKS, type PlanCheck, type PlanFilter, type PlanLine } from '#lib/domain/plans/list.ts';

const CHECK_LABELS: Record<PlanCheck, string> = {
  missing: 'нет КТП',
  draft: 'черновики',
  review: 'на проверке',
  changed: 'с изменениями',
  hours: 'часы не сходятся',
  controls: 'к/р больше нормы',
  schedule: 'график не внесён',
  remarks: 'с замечаниями',
  overdue: 'срок прошёл',
  lag: 'отстают',
};
/** What needs somebody's hand, and what only informs. */
const TONES: Record<PlanCheck, string> = {
  missing: 'bad',
  overdue: 'bad',
  hours: 'warn',
  controls: 'warn',
  schedule: 'bad',
  draft: '',
  review: '',
  changed: '',
  remarks: '',
  lag: 'warn',
};

/** Search, choices, and the counters: each is a filter of what it counts. */
export function PlanFilters({
  tabs,
  view,
  lines,
  filter,
  due,
  online,
  onChange,
}: {
  tabs: readonly PlansTab[];
  view: PlansView;
  lines: readonly PlanLine[];
  filter: PlanFilter;
  due: string;
  online: boolean;
  onChange(change: FilterChange): void;
}) {
  const counts = countChecks(lines);
  const subjects = [...new Map(lines.map((line) => [line.subjectId, line.subject]))];
  const grades = [...new Set(lines.map((line) => line.grade))].sort((a, b) => a - b);
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(filter.text);
  // The address follows the typing a moment later: what it says of an earlier letter must not take back a later one.
  const told = useRef(filter.text);
  useEffect(() => {
    if (filter.text === told.current || document.activeElement === search.current) return;
    told.current = filter.text;
    setTyped(filter.text);
  }, [filter.text]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const { target } = event;
      const typing = target instanceof HTMLElement && target.closest('input, select, textarea, dialog');
      if (event.code !== 'Slash' || event.ctrlKey || event.altKey || event.metaKey || typing) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);
  return (
    <>
      <div className="pagehead plhead">
        <h1>КТП</h1>
        <PlansNav current="plans" tabs={tabs} />
        <input
          ref={search}
          type="search"
          className="field plsearch"
          aria-label="Найти план"
          placeholder="Предмет, класс, учитель"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            told.current = event.target.value;
            onChange({ text: event.target.value });
          }}
        />
        <select
          className="field w-44"
          aria-label="Предмет"
          value={filter.subjectId ?? ''}
          onChange={(event) => onChange({ subjectId: event.target.value ? Number(event.target.value) : null })}
        >
          <option value="">Все предметы</option>
          {subjects.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <select
          className="field w-32"
          aria-label="Параллель"
          value={filter.grade ?? ''}
          onChange={(event) => onChange({ grade: event.target.value ? Number(event.target.value) : null })}
        >
          <option value="">Все классы</option>
          {grades.map((grade) => (
            <option key={grade} value={grade}>
              {grade} класс
            </option>
          ))}
        </select>
        {view.plans.some((plan) => plan.mine) && (
          <label className="flex items-center gap-1.5 whitespace-nowrap text-ink-2">
            <input
              type="checkbox"
              className="checkbox"
              checked={filter.mine}
              onChange={(event) => onChange({ mine: event.target.checked })}
            />
            Только мои
          </label>
        )}
        {!online && (
          <span className="tag warn" role="status">
            <Icon name="offline" size="small" />
            Нет связи, чужие изменения не видны
          </span>
        )}
        <span className="ml-auto whitespace-nowrap text-ink-3 text-small">Срок: {due}</span>
      </div>
      <ul className="plcounts" aria-label="Что проверить">
        <li>
          <button
            type="button"
            className="plcount"
            aria-pressed={filter.check === null}
            onClick={() => onChange({ check: null })}
          >
            всего <b>{lines.length}</b>
          </button>
        </li>
        {PLAN_CHECKS.filter((check) => counts[check] > 0 || filter.check === check).map((check) => (
          <li key={check}>
            <button
              type="button"
              className={`plcount ${TONES[check]}`}
              aria-pressed={filter.check === check}
              onClick={() => onChange({ check: filter.check === check ? null : check })}
            >
              {CHECK_LABELS[check]} <b>{counts[check]}</b>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
