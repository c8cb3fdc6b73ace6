import './rows.css';
import type { WallView } from '#lib/contract/views.ts';
import { plural } from '#lib/domain/people.ts';
import { unreasonedByClass } from '#lib/domain/wall.ts';

/** «Отсутствуют без причины» by class: whom to ask is the homeroom teacher; children are not named on a shared screen. */
export function AbsencePane({ view }: { view: WallView }) {
  const rows = unreasonedByClass(view);
  const classes = new Map(view.classes.map((c) => [c.id, `${c.grade}${c.letter}`]));
  if (rows.length === 0) {
    return (
      <p className="text-ink-2">
        {view.absences.some((absence) => absence.absent)
          ? 'Причины всех сегодняшних пропусков указаны.'
          : 'Отсутствующих сегодня не отмечено.'}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling pane without links must be reachable by keyboard
    <section className="pane" tabIndex={0} aria-label="Классы, где есть пропуски без причины">
      <table className="rows">
        <tbody>
          {rows.map((row) => (
            <tr key={row.classId}>
              <th scope="row" className="w-10">
                {classes.get(row.classId)}
              </th>
              <td>
                {row.students} {plural(row.students, 'ученик', 'ученика', 'учеников')}
              </td>
              <td className="number w-20">
                {row.lessons} {plural(row.lessons, 'урок', 'урока', 'уроков')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
