import Link from 'next/link';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import type { ImportView } from '#lib/contract/importPage.ts';
import { WEEKDAYS } from '#lib/domain/time.ts';
import type { Difference, WeekCell } from '#lib/domain/timetableImport/preview.ts';

const WORDS: Record<Difference, string> = {
  same: 'без изменений',
  added: 'добавится',
  removed: 'исчезнет',
  changed: 'изменится',
};

/** The week of one class, as it is and as it would be; the classes stand above with what would change in each. */
export function WeekGrid({ view, address }: { view: ImportView; address(classId: number): string }) {
  const { week, classes } = view;
  if (!week)
    return (
      <div className="panel impmain impweek">
        <EmptyState title="Ни один класс файла не сопоставлен">
          Выберите слева, какие это классы школы: здесь появится неделя каждого с отличиями от нынешней.
        </EmptyState>
      </div>
    );
  const days = Math.max(5, ...week.cells.map((cell) => cell.weekday));
  const numbers = Math.max(6, ...week.cells.map((cell) => cell.number));
  const at = (weekday: number, number: number) =>
    week.cells.find((cell) => cell.weekday === weekday && cell.number === number);
  const shown = classes.find((one) => one.id === week.classId);
  return (
    <section className="panel impmain impweek" aria-label="Недели классов">
      <nav className="impclasses" aria-label="Классы">
        {classes.map(({ id, label, changes }) => {
          const moved = changes.added + changes.removed + changes.changed;
          return (
            <Link
              key={id}
              href={address(id)}
              replace
              scroll={false}
              aria-current={id === week.classId ? 'page' : undefined}
              title={`Изменится мест: ${moved}`}
            >
              {label}
              <small>{moved === 0 ? '=' : moved}</small>
            </Link>
          );
        })}
      </nav>
      {shown && (
        <p className="text-ink-2 text-small" role="status">
          {shown.label}: добавится {shown.changes.added}, исчезнет {shown.changes.removed}, изменится{' '}
          {shown.changes.changed}, без изменений {shown.changes.same}.
        </p>
      )}
      <div className="impscroll">
        <table className="impgrid">
          <thead>
            <tr>
              <th scope="col" aria-label="Урок" />
              {WEEKDAYS.slice(0, days).map((day) => (
                <th key={day} scope="col">
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: numbers }, (_, row) => row + 1).map((number) => (
              <tr key={number}>
                <th scope="row">{number}</th>
                {WEEKDAYS.slice(0, days).map((day, column) => (
                  <Place key={day} cell={at(column + 1, number)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="impkey">
        {(['added', 'removed', 'changed'] as const).map((state) => (
          <span key={state} data-state={state}>
            {WORDS[state]}
          </span>
        ))}
      </p>
    </section>
  );
}

function Place({ cell }: { cell: WeekCell | undefined }) {
  if (!cell) return <td />;
  const gone = cell.before.filter((line) => !cell.after.includes(line));
  return (
    <td data-state={cell.state === 'same' ? undefined : cell.state}>
      {cell.state !== 'same' && <span className="sr-only">{WORDS[cell.state]}: </span>}
      {cell.after.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {gone.map((line) => (
        <del key={line}>{line}</del>
      ))}
    </td>
  );
}
