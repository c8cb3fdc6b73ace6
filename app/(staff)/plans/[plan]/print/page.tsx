import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { PrintButton } from '#app/_ui/PrintButton.tsx';
import { idOf } from '#app/_ui/query.ts';
import { planExport } from '#db/queries/planExport.ts';
import { headLines, type PlanTable, planTable, planTitle, signBlocks } from '#lib/domain/plans/planSheet.ts';
import { dayFull } from '#lib/domain/time.ts';
import { can, landingOf } from '#lib/policy.ts';
import './print.css';

export const metadata: Metadata = { title: 'План на печать' };

type Props = {
  params: Promise<{ plan: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** A plan as it is signed: `?group=12` with the days of one class, without it with those of all. */
export default async function PlanPrintPage({ params, searchParams }: Props) {
  const [actor, { plan: asked }, query] = await Promise.all([requireActor(), params, searchParams]);
  if (!can(actor, 'plan.read')) redirect(landingOf(actor));
  const planId = idOf(asked);
  const plan = planId === undefined ? null : await planExport(actor, planId);
  if (!plan) notFound();
  const group = plan.groups.find((one) => one.id === idOf(query['group'])) ?? null;
  const table = planTable(plan, group?.id ?? null);
  const file = (format: string): string =>
    `/api/plans?plan=${plan.id}&format=${format}${group ? `&group=${group.id}` : ''}`;
  return (
    <main className="printed plprint">
      <div className="pagehead flex-wrap">
        <Link href={`/plans/${plan.id}`} prefetch={false}>
          К плану
        </Link>
        {plan.groups.length > 1 && (
          <nav className="segmented" aria-label="Класс">
            {[null, ...plan.groups].map((one) => (
              <Link
                key={one?.id ?? 0}
                href={`/plans/${plan.id}/print${one ? `?group=${one.id}` : ''}`}
                prefetch={false}
                aria-current={one?.id === group?.id ? 'true' : undefined}
              >
                {one?.label ?? 'Все классы'}
              </Link>
            ))}
          </nav>
        )}
        <span className="ml-auto flex flex-wrap gap-2">
          <a className="btn" href={file('xlsx')} download>
            Выгрузить в Excel
          </a>
          <a className="btn" href={file('docx')} download>
            Выгрузить в Word
          </a>
          <PrintButton look="primary" />
        </span>
      </div>
      <article className="papersheet">
        <p className="plcentre">{plan.school}</p>
        <div className="plsigns">
          {signBlocks(plan.signs).map(({ title, lines }) => (
            <section key={title} aria-label={title}>
              <h2>{title}</h2>
              {lines.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text, which may repeat
                <p key={at}>{line || '\u00a0'}</p>
              ))}
            </section>
          ))}
        </div>
        <h1>Календарно-тематическое планирование</h1>
        {headLines(plan, table, group?.label ?? null).map((line) => (
          <p key={line} className="plcentre">
            {line}
          </p>
        ))}
        {table.rows.length === 0 ? (
          <EmptyState title={`${planTitle(plan)}: план пуст`}>В нём ещё нет ни одной строки.</EmptyState>
        ) : (
          <Rows table={table} />
        )}
        <p className="paperfoot">Сформировано {dayFull(plan.today)}.</p>
      </article>
    </main>
  );
}

/** How a cell may break. */
const classOf = (cell: string | number, key: string | undefined): string | undefined => {
  if (typeof cell === 'number') return 'num';
  if (key === 'resources') return 'links';
  return key === 'due' || key === 'fact' || key?.startsWith('group') ? 'date' : undefined;
};

const Rows = ({ table }: { table: PlanTable }) => (
  <div className="plwide">
    <table>
      <colgroup>
        {table.columns.map((column) => (
          <col key={column.key} style={{ width: `${column.width}ch` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column.key} scope="col" className={column.key === 'number' ? 'brief' : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) =>
          row.kind === 'section' && row.cells === null ? (
            <tr key={row.id} className="plsection">
              <th scope="rowgroup" colSpan={table.columns.length}>
                {row.topic} <span>{row.hours} ч</span>
              </th>
            </tr>
          ) : (
            <tr key={row.id} className={row.kind === 'section' ? 'plsection' : undefined}>
              {row.cells?.map((cell, at) => (
                <td key={table.columns[at]?.key} className={classOf(cell, table.columns[at]?.key)}>
                  {cell}
                </td>
              ))}
            </tr>
          ),
        )}
      </tbody>
    </table>
  </div>
);
