import Link from 'next/link';
import { type KeyboardEvent, useId } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { PLAN_STATE_LABELS } from '#lib/domain/plans/life.ts';
import type { PlanFilter, PlanLine, PlanSort } from '#lib/domain/plans/list.ts';
import { dayMonth } from '#lib/domain/time.ts';

const HEADS: { sort: PlanSort | null; label: string }[] = [
  { sort: 'subject', label: 'Предмет' },
  { sort: 'grade', label: 'Класс' },
  { sort: null, label: 'Группы' },
  { sort: 'state', label: 'Состояние' },
  { sort: 'hours', label: 'Часы / уч. план' },
  { sort: null, label: 'Учителя' },
  { sort: null, label: 'Замечания' },
  { sort: 'approved', label: 'Утверждён' },
];

type Props = {
  title: string;
  lines: readonly PlanLine[];
  filter: PlanFilter;
  due: string;
  onSort(sort: PlanSort): void;
  onNew(key: string): void;
  onGroups(key: string): void;
};

/** The list as a register. Arrows go from line to line, Enter opens a plan. */
export function PlanTable({ title, lines, filter, due, onSort, onNew, onGroups }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="plpart">
      <h2 id={id}>
        {title} <span>{lines.length}</span>
      </h2>
      <table className="pltable" aria-labelledby={id} onKeyDown={walk}>
        <thead>
          <tr>
            {HEADS.map(({ sort, label }) => (
              <th
                key={label}
                scope="col"
                aria-sort={sort && filter.sort === sort ? (filter.down ? 'descending' : 'ascending') : undefined}
              >
                {sort ? (
                  <button type="button" onClick={() => onSort(sort)}>
                    {label}
                    {filter.sort === sort && <Icon name={filter.down ? 'down' : 'up'} size="small" />}
                  </button>
                ) : (
                  label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.key} line={line} due={due} onNew={onNew} onGroups={onGroups} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The one link or button that a line is reached by. */
const MAIN = '[data-line]';
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const { target } = event;
  if (step === 0 || !(target instanceof HTMLElement)) return;
  const page = event.currentTarget.closest('main');
  const all = [...(page?.querySelectorAll<HTMLElement>(MAIN) ?? [])];
  const own = target.closest('tr')?.querySelector<HTMLElement>(MAIN);
  const next = all[own ? all.indexOf(own) + step : 0];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Line({ line, due, onNew, onGroups }: { line: PlanLine; due: string } & Pick<Props, 'onNew' | 'onGroups'>) {
  const { plan, groups, checks } = line;
  const mayCreate = groups.some((group) => group.mayCreate);
  const words = groups.map((group) => [group.className, group.name].filter(Boolean).join(' ')).join(', ');
  return (
    <tr>
      <td>
        {plan ? (
          <Link href={`/plans/${plan.id}`} prefetch={false} data-line className="plname">
            {line.subject}
          </Link>
        ) : (
          <span className="plname">{line.subject}</span>
        )}
        {line.name && <span className="text-ink-3"> · {line.name}</span>}
      </td>
      <td>{line.grade}</td>
      <td>
        {plan && mayCreate ? (
          <button
            type="button"
            className="link"
            aria-label={`Группы плана: ${words || 'нет'}`}
            onClick={() => onGroups(line.key)}
          >
            {groupWords(line) || 'нет групп'}
          </button>
        ) : (
          <span title={words}>{groupWords(line) || '—'}</span>
        )}
      </td>
      <td>
        <State line={line} due={due} />
      </td>
      <td className={checks.includes('hours') ? 'plhours wrong' : 'plhours'}>
        {line.hours ?? '—'} / {dueWords(line)}
        {checks.includes('hours') && (
          <span className="tag warn" title="Часы плана и учебного плана расходятся">
            <Icon name="warning" size="small" />
            {differenceWords(line)}
          </span>
        )}
      </td>
      <td className="plauthors cut" title={line.authors.join(', ')}>
        {line.authors.slice(0, 2).join(', ')}
        {line.authors.length > 2 && ` и ещё ${line.authors.length - 2}`}
      </td>
      <td>
        {line.remarks > 0 && <span className="tag accent">{line.remarks}</span>}
        {line.breaches.length > 0 && (
          <span className="tag warn" title={line.breaches.join('; ')}>
            <Icon name="warning" size="small" />
            {shortBreach(line)}
          </span>
        )}
        {line.unscheduled[0] && (
          <span
            className="tag bad"
            title={`График контрольных работ должен быть готов к ${due}. Стоят в графике из предстоящих: ${line.unscheduled.join(', ')}`}
          >
            <Icon name="clock" size="small" />
            график: {line.unscheduled[0].split(' ')[0]}
            {line.unscheduled.length > 1 && ` и ещё ${line.unscheduled.length - 1}`}
          </span>
        )}
        {line.lags[0] && (
          <span className="tag warn" title={`Отстают: ${line.lags.join(', ')}`}>
            <Icon name="clock" size="small" />
            {line.lags[0]}
            {line.lags.length > 1 && ` и ещё ${line.lags.length - 1}`}
          </span>
        )}
        {line.remarks + line.breaches.length + line.unscheduled.length + line.lags.length === 0 && (
          <span className="text-ink-3">—</span>
        )}
      </td>
      <td>
        {!plan && mayCreate ? (
          <button type="button" className="btn small" data-line onClick={() => onNew(line.key)}>
            Создать план
          </button>
        ) : line.approvedOn ? (
          dayMonth(line.approvedOn)
        ) : (
          <span className="text-ink-3">—</span>
        )}
      </td>
    </tr>
  );
}

const TONES: Record<PlanLine['state'], string> = {
  missing: 'bad',
  draft: '',
  review: 'accent',
  approved: 'ok',
  changed: 'warn',
};
function State({ line, due }: { line: PlanLine; due: string }) {
  const label = line.state === 'missing' ? 'Нет КТП' : PLAN_STATE_LABELS[line.state];
  return (
    <>
      <span className={`tag ${TONES[line.state]}`}>
        {line.state === 'missing' && <i className="plnone" />}
        {label}
      </span>
      {line.checks.includes('overdue') && (
        <span className="tag bad" title={`Планы должны быть готовы к ${due}`}>
          <Icon name="clock" size="small" />
          просрочен
        </span>
      )}
    </>
  );
}

/** «8А, 8Б, 8В»: a class with two subgroups is named once. */
const groupWords = ({ groups }: PlanLine): string => [...new Set(groups.map((group) => group.className))].join(', ');
const dueWords = ({ due }: PlanLine): string =>
  due === null ? '—' : due.least === due.most ? String(due.least) : `${due.least}–${due.most}`;
function differenceWords({ hours, due }: PlanLine): string {
  if (hours === null || !due) return '';
  const away = hours < due.most ? hours - due.most : hours - due.least;
  return `${away > 0 ? '+' : '−'}${Math.abs(away)} ч`;
}
/** «Контрольных больше нормы: II, IV»: which ones stands in the whole sentences behind it. */
const shortBreach = ({ breaches }: PlanLine): string =>
  `к/р больше нормы: ${breaches.map((breach) => breach.split(' ')[0] ?? '').join(', ')}`;
