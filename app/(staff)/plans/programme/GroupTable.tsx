import Link from 'next/link';
import { Fragment } from 'react';
import {
  type FulfilmentRow,
  type FulfilmentSort,
  lagOf,
  makeUpWords,
  type PlanFact,
  percentOf,
  reasonWords,
  WORK_KINDS,
} from '#lib/domain/plans/fulfilment.ts';

const WORK_HEADS = { control: 'К/р', practical: 'Пр/р', laboratory: 'Л/р' } as const;

/** «2 / 3»: fewer than planned stands out. */
export function WorkCell({ work }: { work: PlanFact }) {
  if (work.plan === 0 && work.fact === 0) return <td className="num text-ink-3">—</td>;
  return (
    <td className={`num${work.fact < work.plan ? ' text-warn' : ''}`}>
      {work.plan} / {work.fact}
    </td>
  );
}

/** Every group, plan against fact. A lag leads to the plan, a class to its journal. */
export function GroupTable({
  rows,
  sort,
  onSort,
}: {
  rows: readonly FulfilmentRow[];
  sort: FulfilmentSort;
  onSort(sort: FulfilmentSort): void;
}) {
  const head = (of: FulfilmentSort, label: string, className?: string) => (
    <th
      scope="col"
      className={className}
      aria-sort={sort === of ? (of === 'lag' ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" onClick={() => onSort(of)}>
        {label}
        {sort === of && <span aria-hidden="true">{of === 'lag' ? ' ▾' : ' ▴'}</span>}
      </button>
    </th>
  );
  return (
    <div className="fscroll">
      <table className="register ftable">
        <caption className="sr-only">Выполнение программы по группам, часы</caption>
        <thead>
          <tr>
            {head('class', 'Класс')}
            {head('subject', 'Предмет')}
            {head('teacher', 'Учитель')}
            <th scope="col" className="num">
              Учебный план
            </th>
            <th scope="col" className="num">
              КТП
            </th>
            <th scope="col" className="num">
              Положено
            </th>
            <th scope="col" className="num">
              Проведено
            </th>
            <th scope="col" className="num">
              %
            </th>
            {head('lag', 'Отставание', 'num')}
            {WORK_KINDS.map((kind) => (
              <th key={kind} scope="col" className="num fshort" title="план / факт">
                {WORK_HEADS[kind]}
              </th>
            ))}
            <th scope="col" className="num" title="отменено / замещено">
              Отм.{'\u00a0'}/ зам.
            </th>
            <th scope="col">Причина и как восполняется</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.groupId} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: FulfilmentRow }) {
  const lag = lagOf(row.facts);
  const percent = percentOf(row.facts);
  const [reason, makeUp] = [reasonWords(row), makeUpWords(row)];
  const { facts } = row;
  return (
    <tr>
      <th scope="row">
        <Link href={`/journal/${row.groupId}/topics`} prefetch={false}>
          {row.className}
        </Link>
      </th>
      <td>
        {row.subject}
        {row.name && <span className="text-ink-3">, {row.name}</span>}
      </td>
      <td>
        {row.teachers.length === 0
          ? '—'
          : row.teachers.map((teacher, at) => (
              <Fragment key={teacher}>
                <span className="whitespace-nowrap">{teacher}</span>
                {at < row.teachers.length - 1 && ', '}
              </Fragment>
            ))}
      </td>
      <td className="num">{row.curriculum}</td>
      <td className="num">
        {row.planned === null ? (
          <span className="text-bad">нет</span>
        ) : row.planId === null ? (
          row.planned
        ) : (
          <Link
            href={`/plans/${row.planId}`}
            prefetch={false}
            className={row.planned === row.curriculum ? undefined : 'text-warn'}
          >
            {row.planned}
          </Link>
        )}
      </td>
      <td className="num">{facts.due}</td>
      <td className="num">
        {facts.held}
        {facts.merged > 0 && <span className="text-ink-3"> +{facts.merged}</span>}
      </td>
      <td className="num">{percent ?? '—'}</td>
      <td className="num">
        {lag === 0 ? (
          <span className="text-ink-3">0</span>
        ) : (
          <span className={lag > 0 ? 'tag bad' : 'tag ok'}>{lag > 0 ? `−${lag} ч` : `+${-lag} ч`}</span>
        )}
      </td>
      {WORK_KINDS.map((kind) => (
        <WorkCell key={kind} work={row.works[kind]} />
      ))}
      <td className="num">
        {facts.cancelled + facts.substituted === 0 ? (
          <span className="text-ink-3">—</span>
        ) : (
          `${facts.cancelled} / ${facts.substituted}`
        )}
      </td>
      <td className="fwhy">
        {reason}
        {reason && makeUp && <br />}
        {makeUp && <span className="text-ink-2">{makeUp}</span>}
      </td>
    </tr>
  );
}
