import { useState } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';
import { useSeen } from '#app/_ui/useSeen.ts';
import type { PlanActs } from '#app/(staff)/plans/class/useClassPlan.ts';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import { CLASS_PLAN_LABELS, type ClassPlanEntry, refuseHeld } from '#lib/domain/classPlan.ts';
import { dayMonth, weekdayShort } from '#lib/domain/time.ts';

/** The entries of a month. A title opens its entry; «проведено» is one click. */
export function EntryTable({
  view,
  entries,
  acts,
  onOpen,
}: {
  view: ClassPlanView;
  entries: readonly ClassPlanEntry[];
  acts: PlanActs;
  onOpen(id: number): void;
}) {
  const changed = useSeen(new Map(entries.map((entry) => [`${entry.id}`, entry.v])));
  return (
    <table className="register cptable">
      <caption className="sr-only">Занятия с классом {view.class.name}</caption>
      <thead>
        <tr>
          <th scope="col">Дата</th>
          <th scope="col">Занятие</th>
          <th scope="col">Вид</th>
          <th scope="col">Место</th>
          <th scope="col">Кто проводит</th>
          <th scope="col">Проведено</th>
          <th scope="col">Итог</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} className={changed(`${entry.id}`) ? 'fresh' : undefined}>
            <td className="cpdate">
              <span className="text-ink-3">{weekdayShort(entry.date)}</span> {dayMonth(entry.date)}
            </td>
            <th scope="row">
              {view.mayWrite ? (
                <button type="button" className="link" onClick={() => onOpen(entry.id)}>
                  {entry.title}
                </button>
              ) : (
                entry.title
              )}
            </th>
            <td>{CLASS_PLAN_LABELS[entry.kind]}</td>
            <td className={entry.place ? undefined : 'cpnone'}>{entry.place || '—'}</td>
            <td className={entry.who ? undefined : 'cpnone'}>{entry.who || '—'}</td>
            <td>
              <Held view={view} entry={entry} acts={acts} />
            </td>
            <td className={entry.notes ? 'cpnotes' : 'cpnotes cpnone'}>{entry.notes || '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Held({ view, entry, acts }: { view: ClassPlanView; entry: ClassPlanEntry; acts: PlanActs }) {
  const toCome = refuseHeld(entry.date, view.today) !== null;
  // Ticked at once; the answer confirms it, or takes it back with its reason.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const held = wanted ?? entry.held;
  if (!view.mayWrite || (toCome && !entry.held))
    return entry.held ? (
      <span className="tag ok">
        <Icon name="check" size="small" />
        да
      </span>
    ) : (
      <span className={toCome ? 'text-ink-3' : 'text-warn'}>{toCome ? 'ещё не было' : 'нет'}</span>
    );
  return (
    <label className="inline-flex cursor-pointer items-center gap-1.5">
      <input
        type="checkbox"
        className="checkbox"
        checked={held}
        disabled={acts.busy}
        aria-label={`Проведено: ${entry.title}, ${dayMonth(entry.date)}`}
        onChange={(event) => {
          setWanted(event.target.checked);
          void acts.hold(entry, event.target.checked, entry.notes).then(() => setWanted(null));
        }}
      />
      <span className={held ? 'text-ok' : 'text-warn'}>{held ? 'да' : 'нет'}</span>
    </label>
  );
}
