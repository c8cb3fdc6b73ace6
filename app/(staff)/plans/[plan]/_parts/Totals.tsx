import { useMemo } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import type { PlanGroup } from '#lib/contract/planView.ts';
import type { WorkTypeRef } from '#lib/contract/viewParts.ts';
import { plural } from '#lib/domain/people.ts';
import { hoursByPeriod } from '#lib/domain/plans/hours.ts';
import { sectionsOf } from '#lib/domain/plans/outline.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { PlanControls } from '../_controls/PlanControls.tsx';
import type { RowDates } from '../_grid/cellFacts.ts';
import { PaceList } from '../_pace/PaceList.tsx';

const hoursWords = (hours: number): string => `${hours} ${plural(hours, 'час', 'часа', 'часов')}`;
/** One decimal with a comma: «5,9». */
const tenths = (part: number, whole: number): string => {
  const value = Math.round((part * 1000) / whole);
  return value % 10 === 0 ? `${value / 10}` : `${Math.floor(value / 10)},${value % 10}`;
};

/** The row in which an hour of the plan lies, counted from 1. */
function rowOfHour(rows: readonly PlanRow[], hour: number): string | null {
  let passed = 0;
  for (const row of rows) {
    passed += row.hours;
    if (row.kind === 'lesson' && passed >= hour) return row.id;
  }
  return null;
}

/** «Итоги»: hours of the plan against the curriculum, by period and by section; each finding leads to its place. */
export function Totals({
  planId,
  rows,
  groups,
  dates,
  types,
  pace,
  onGo,
}: {
  planId: number;
  rows: readonly PlanRow[];
  groups: readonly PlanGroup[];
  dates: RowDates;
  types: ReadonlyMap<number, WorkTypeRef>;
  /** How far the groups are, for whom it is shown. */
  pace: Parameters<typeof PaceList>[0];
  onGo(rowId: string): void;
}) {
  const hours = rows.reduce((sum, row) => sum + (row.kind === 'lesson' ? row.hours : 0), 0);
  const sections = useMemo(() => sectionsOf(rows), [rows]);
  // Groups of one plan have one curriculum nearly always; the one with the most hours is measured against.
  const longest = groups.reduce<PlanGroup | null>(
    (most, group) => (most === null || group.due.year > most.due.year ? group : most),
    null,
  );
  const due = longest?.due ?? null;
  const { planned, beyond } = due ? hoursByPeriod(hours, due.periods) : { planned: [], beyond: 0 };
  const short = due ? Math.max(0, due.year - hours) : 0;
  const held = useMemo(() => heldByPeriod(groups, dates), [groups, dates]);
  const anyHeld = dates.size > 0;
  const works = rows.filter((row) => row.control !== null && types.get(row.control)?.control);
  const workHours = works.reduce((sum, row) => sum + row.hours, 0);
  const last = rows.findLast((row) => row.kind === 'lesson');
  const other = groups.filter((group) => due && group.due.year !== due.year);
  const firstShort = due?.periods.findIndex((period, i) => (planned[i] ?? 0) < period.hours) ?? -1;
  return (
    <div className="ptotals">
      {due ? (
        <table>
          <thead>
            <tr>
              <th scope="col">Часы</th>
              <th scope="col">Уч. план</th>
              <th scope="col">КТП</th>
              {anyHeld &&
                groups.map((group) => (
                  <th key={group.id} scope="col" title={`Проведено: ${group.className} ${group.name}`}>
                    {group.className}
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {due.periods.map((period, i) => (
              <tr key={period.id}>
                <th scope="row">{period.label}</th>
                <td>{period.hours}</td>
                <td className={planned[i] === period.hours ? undefined : 'bad'}>{planned[i] ?? 0}</td>
                {anyHeld && groups.map((group) => <td key={group.id}>{held.get(group.id)?.[i] || '—'}</td>)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Год</th>
              <td>{due.year}</td>
              <td className={hours === due.year ? undefined : 'bad'}>{hours}</td>
              {anyHeld &&
                groups.map((group) => (
                  <td key={group.id}>{held.get(group.id)?.reduce((sum, part) => sum + part, 0) ?? 0}</td>
                ))}
            </tr>
          </tfoot>
        </table>
      ) : (
        <p className="text-ink-2 text-small">
          План пока никому не назначен, поэтому сравнить часы не с чем. В плане: {hoursWords(hours)}.
        </p>
      )}
      {due && short > 0 && (
        <p className="pfinding">
          <Icon name="warning" />
          <span>
            Не хватает {short} {plural(short, 'часа', 'часов', 'часов')} до учебного плана
            {hours > 0 && firstShort >= 0 && `: строки кончаются в периоде «${due.periods[firstShort]?.label}»`}.{' '}
            {last && (
              <button type="button" className="link underline" onClick={() => onGo(last.id)}>
                Показать место
              </button>
            )}
          </span>
        </p>
      )}
      {due && beyond > 0 && (
        <p className="pfinding">
          <Icon name="warning" />
          <span>
            {hoursWords(beyond)} сверх учебного плана: им не хватит уроков.{' '}
            <button
              type="button"
              className="link underline"
              onClick={() => {
                const place = rowOfHour(rows, due.year + 1);
                if (place !== null) onGo(place);
              }}
            >
              Показать место
            </button>
          </span>
        </p>
      )}
      {due && short === 0 && beyond === 0 && (
        <p className="text-small text-ink-2">
          Часы сходятся с учебным планом. <span className="tag ok">в норме</span>
        </p>
      )}
      {other.map((group) => (
        <p key={group.id} className="text-small text-warn">
          {group.className}: по учебному плану {hoursWords(group.due.year)}.
        </p>
      ))}
      {hours > 0 && (
        <PlanControls
          planId={planId}
          version={JSON.stringify(works.map((row) => [row.id, row.hours, row.control, ...(dates.get(row.id) ?? [])]))}
        >
          <p className="text-small text-ink-2">
            Контрольных: {works.length}, {tenths(workHours, hours)} % часов
          </p>
        </PlanControls>
      )}
      <PaceList {...pace} />
      {sections.some((section) => section.at !== null) && (
        <>
          <h2>Разделы</h2>
          <table>
            <tbody>
              {sections.map((section) => {
                const head = section.at === null ? undefined : rows[section.at];
                const place = head?.id ?? rows[section.from]?.id;
                return (
                  <tr key={head?.id ?? 'first'}>
                    <th scope="row">
                      <button type="button" className="link" onClick={() => place && onGo(place)}>
                        {head ? head.topic || 'Раздел без названия' : 'До первого раздела'}
                      </button>
                    </th>
                    <td>{section.hours} ч</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}

/** Lessons of each group that are facts, by period. */
function heldByPeriod(groups: readonly PlanGroup[], dates: RowDates): ReadonlyMap<number, number[]> {
  const counts = new Map(groups.map((group) => [group.id, group.due.periods.map(() => 0)]));
  for (const row of dates.values())
    for (const [groupId, { date, held }] of row) {
      const periods = groups.find((group) => group.id === groupId)?.due.periods ?? [];
      const at = held ? periods.findIndex((period) => period.starts <= date && date <= period.ends) : -1;
      const own = counts.get(groupId);
      if (own && at !== -1) own[at] = (own[at] ?? 0) + 1;
    }
  return counts;
}
