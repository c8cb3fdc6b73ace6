import { plural } from '#lib/domain/people.ts';
import type { Preview } from '../_model/bulk.ts';

/** Rows shown; the rest is a number. A person checks the beginning and the count, not four hundred lines. */
const SHOWN = 8;

/** What will change, what will not and why, and how to get it back. */
export function PlanPreview({ preview, unit }: { preview: Preview; unit: [string, string, string] }) {
  const { changed, refused, same } = preview;
  const total = changed.length + refused.length + same;
  return (
    <div className="jplan">
      <p role="status" className="my-2">
        {changed.length === 0
          ? 'Ничего не изменится'
          : `Изменится ${changed.length} из ${total} ${plural(total, unit[0], unit[1], unit[2])}`}
        {same > 0 && `, уже так: ${same}`}
        {refused.length > 0 && `, нельзя: ${refused.length}`}.
      </p>
      {changed.length > 0 && (
        <table className="jplantable">
          <thead>
            <tr>
              <th scope="col">Кому</th>
              <th scope="col">Где</th>
              <th scope="col">Было</th>
              <th scope="col">Станет</th>
            </tr>
          </thead>
          <tbody>
            {changed.slice(0, SHOWN).map((line) => (
              <tr key={line.key}>
                <td>{line.who}</td>
                <td>{line.where}</td>
                <td>{line.before || 'пусто'}</td>
                <td>
                  <b>{line.after || 'пусто'}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {changed.length > SHOWN && <p className="text-ink-2 text-small">и ещё {changed.length - SHOWN}</p>}
      {refused.length > 0 && (
        <ul className="jplanrefused">
          {refused.slice(0, SHOWN).map((line) => (
            <li key={line.key}>
              {line.who}, {line.where}: {line.why}
            </li>
          ))}
          {refused.length > SHOWN && <li>и ещё {refused.length - SHOWN}</li>}
        </ul>
      )}
    </div>
  );
}

/** The foot of a preview: how to return, and the two answers. */
export function PlanButtons({ count, verb, onClose }: PlanButtonsProps) {
  return (
    <div className="mt-3 flex items-center gap-2">
      <span className="grow text-ink-3 text-small">Вернуть — Ctrl+Z в журнале, одним шагом</span>
      <button type="button" className="btn" onClick={onClose}>
        Отмена
      </button>
      <button type="submit" className="btn primary" disabled={count === 0}>
        {verb}
        {count > 0 && ` (${count})`}
      </button>
    </div>
  );
}
type PlanButtonsProps = { count: number; verb: string; onClose(): void };
