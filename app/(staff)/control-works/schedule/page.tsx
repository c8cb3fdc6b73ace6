import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import { PrintButton } from '#app/_ui/PrintButton.tsx';
import { idOf, single } from '#app/_ui/query.ts';
import { controlSchedule, type SchedulePage } from '#db/queries/controlSchedule.ts';
import type { Schedule } from '#lib/domain/controlSchedule.ts';
import { dayFull } from '#lib/domain/time.ts';
import { can, landingOf } from '#lib/policy.ts';
import './schedule.css';

export const metadata: Metadata = { title: 'График оценочных процедур' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The published schedule: `?grade=8` or `?grade=all`, `?period=2` or `year`. */
export default async function ControlSchedulePage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  if (!can(actor, 'controlWork.read')) redirect(landingOf(actor));
  const whole = single(query['grade']) === 'all';
  const page = await controlSchedule(actor, {
    grade: whole ? null : idOf(query['grade']),
    span: single(query['period']),
  });
  if (!page) notFound();
  const empty = page.parts.every((part) => part.subjects.length === 0);
  return (
    <main className="printed schedule">
      <Controls page={page} />
      <article className="papersheet">
        <h1>График оценочных процедур</h1>
        <p>
          {page.school}. {page.span.label}, {dayFull(page.span.starts)} – {dayFull(page.span.ends)}
        </p>
        {empty ? (
          <EmptyState title="Контрольных нет">За этот период ничего не запланировано и не проведено.</EmptyState>
        ) : (
          page.parts.map((part) => <Part key={part.grade} part={part} />)
        )}
        <p className="paperfoot">
          Даты без пометки — школьный уровень, (Р) — региональный, (Ф) — федеральный. Сформировано {dayFull(page.today)}
          .
        </p>
      </article>
    </main>
  );
}

const scopeOf = (page: SchedulePage): string => (page.grade === null ? 'all' : String(page.grade));

function Controls({ page }: { page: SchedulePage }) {
  const own = scopeOf(page);
  const hrefOf = (grade: string, period: string) => `/control-works/schedule?grade=${grade}&period=${period}`;
  return (
    <div className="pagehead flex-wrap">
      <Link href={page.grade === null ? '/control-works' : `/control-works?grade=${page.grade}`} prefetch={false}>
        К календарю
      </Link>
      <nav className="segmented" aria-label="Параллель">
        {['all', ...page.grades.map(String)].map((grade) => (
          <Link
            key={grade}
            href={hrefOf(grade, page.span.key)}
            prefetch={false}
            aria-current={grade === own ? 'true' : undefined}
          >
            {grade === 'all' ? 'Вся школа' : grade}
          </Link>
        ))}
      </nav>
      <nav className="segmented" aria-label="Период">
        {page.spans.map((span) => (
          <Link
            key={span.key}
            href={hrefOf(own, span.key)}
            prefetch={false}
            aria-current={span.key === page.span.key ? 'true' : undefined}
          >
            {span.label}
          </Link>
        ))}
      </nav>
      <span className="ml-auto flex gap-2">
        <a className="btn" href={`/api/control-works?grade=${own}&period=${page.span.key}`} download>
          Выгрузить в Excel
        </a>
        <PrintButton look="primary" />
      </span>
    </div>
  );
}

function Part({ part }: { part: Schedule }) {
  if (part.subjects.length === 0) return null;
  return (
    <table>
      <caption>{part.grade} классы</caption>
      <thead>
        <tr>
          <th scope="col">Класс</th>
          {part.subjects.map((subject) => (
            <th key={subject} scope="col">
              {subject}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {part.rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            {row.cells.map((text, at) => (
              <td key={part.subjects[at]}>{text}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
