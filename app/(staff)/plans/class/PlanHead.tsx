import { useRouter } from 'next/navigation';
import { saveCsv } from '#app/_ui/csv.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import { PlansNav, type PlansTab } from '#app/(staff)/plans/_nav/PlansNav.tsx';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import { CLASS_PLAN_LABELS, type ClassPlanEntry } from '#lib/domain/classPlan.ts';
import { dayFull, monthName } from '#lib/domain/time.ts';

/** Whose plan and of which month; adding, copying, taking it away on paper or as a table. */
export function PlanHead({
  view,
  month,
  tabs,
  online,
  onAdd,
  onCopy,
  entries,
}: {
  view: ClassPlanView;
  month: string;
  tabs: readonly PlansTab[];
  online: boolean;
  onAdd: (() => void) | null;
  onCopy: (() => void) | null;
  entries: readonly ClassPlanEntry[];
}) {
  const router = useRouter();
  const save = () =>
    saveCsv(`План с классом ${view.class.name}, ${monthName(`${month}-01`).toLowerCase()} ${month.slice(0, 4)}`, [
      ['Дата', 'Занятие', 'Вид', 'Место', 'Кто проводит', 'Проведено', 'Итог'],
      ...entries.map((entry) => [
        ...[dayFull(entry.date), entry.title, CLASS_PLAN_LABELS[entry.kind], entry.place, entry.who],
        ...[entry.held ? 'да' : 'нет', entry.notes],
      ]),
    ]);
  return (
    <div className="pagehead cphead">
      <h1>План внеурочных занятий</h1>
      <PlansNav current="class" tabs={tabs} />
      {view.classes.length > 1 ? (
        <select
          className="field w-24"
          aria-label="Класс"
          value={view.class.id}
          onChange={(event) => router.push(`/plans/class?class=${event.target.value}&month=${month}`)}
        >
          {view.classes.map((cls) => (
            <option key={cls.id} value={cls.id}>
              {cls.name}
            </option>
          ))}
        </select>
      ) : (
        <b>{view.class.name}</b>
      )}
      {view.homeroom && !view.mayWrite && <span className="text-ink-2">{view.homeroom}</span>}
      {!online && (
        <span className="tag warn" role="status">
          <Icon name="offline" size="small" />
          Нет связи
        </span>
      )}
      <span className="cpacts">
        {onCopy && (
          <button type="button" className="btn" onClick={onCopy}>
            Скопировать…
          </button>
        )}
        <button
          type="button"
          className="btn max-md:hidden"
          disabled={entries.length === 0}
          onClick={() => window.print()}
        >
          <Icon name="print" />
          Печать
        </button>
        <button type="button" className="btn max-md:hidden" disabled={entries.length === 0} onClick={save}>
          Выгрузить в Excel (CSV)
        </button>
        {onAdd && (
          <button type="button" className="btn primary" onClick={onAdd}>
            <Icon name="plus" />
            Добавить
          </button>
        )}
      </span>
    </div>
  );
}
