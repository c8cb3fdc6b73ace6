import type { ReactNode } from 'react';
import type { ImportView } from '#lib/contract/importPage.ts';
import { WEEKDAYS_SHORT } from '#lib/domain/time.ts';
import type { LeftOut } from '#lib/domain/timetableImport/plan.ts';

const CONFLICTS = { teacher: 'учитель', students: 'класс', room: 'кабинет' } as const;

/** What was recognised, created, left out, doubted, and what stands in each other's way. */
export function Findings({ view }: { view: ImportView }) {
  const { made, out, doubts, conflicts, layout } = view;
  const created = [
    ...made.subjects.map((name) => `предмет: ${name}`),
    ...made.staff.map((name) => `сотрудник без доступа: ${name}`),
    ...made.groups.map((name) => `группа: ${name}`),
    ...made.teachers.map((name) => `назначение: ${name}`),
  ];
  const several = conflicts.hard + conflicts.rooms;
  return (
    <section className="panel impblock" aria-label="Подробности">
      <Part title="Что распознано" count={layout.length}>
        <ul className="implines">
          {layout.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Part>
      {created.length > 0 && (
        <Part title="Будет создано" count={created.length}>
          <ul className="implines">
            {created.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="text-ink-3 text-small">
            В новую группу войдёт весь класс; список подгруппы и потока делится поровну по алфавиту.
          </p>
        </Part>
      )}
      {out.lines.length > 0 && (
        <Part title="Не перенесено" count={view.counts.out}>
          <ul className="implines">
            {out.reasons.slice(0, 30).map(({ reason, count }) => (
              <li key={reason}>
                {reason} <span className="text-ink-3">× {count}</span>
              </li>
            ))}
          </ul>
          <Lines lines={out.lines} total={view.counts.out} />
        </Part>
      )}
      {doubts.length > 0 && (
        <Part title="Проверьте" count={doubts.length}>
          <Lines lines={doubts} total={doubts.length} />
        </Part>
      )}
      {several > 0 && (
        <Part title="Накладки" count={several}>
          <ul className="implines">
            {conflicts.lines.map((line) => (
              <li key={`${line.kind} ${line.weekday} ${line.number} ${line.a} ${line.b}`}>
                <b className="font-semibold">
                  {WEEKDAYS_SHORT[line.weekday - 1]}, {line.number}-й, {CONFLICTS[line.kind]}:
                </b>{' '}
                {line.a} и {line.b}
              </li>
            ))}
          </ul>
          {several > conflicts.lines.length && (
            <p className="text-ink-3 text-small">Показаны первые {conflicts.lines.length}.</p>
          )}
        </Part>
      )}
    </section>
  );
}

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <details className="imppart">
      <summary>
        {title} <span className="text-ink-3">{count}</span>
      </summary>
      {children}
    </details>
  );
}

function Lines({ lines, total }: { lines: readonly LeftOut[]; total: number }) {
  return (
    <>
      <ul className="implines mt-1">
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file may say the same twice, and never move
          <li key={at}>
            <span className="text-ink-3">{line.place}:</span> {line.text} — {line.reason}
          </li>
        ))}
      </ul>
      {total > lines.length && <p className="text-ink-3 text-small">Показаны первые {lines.length}.</p>}
    </>
  );
}
