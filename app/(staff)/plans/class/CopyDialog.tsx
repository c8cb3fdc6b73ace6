import { useState } from 'react';
import { useRead } from '#app/_live/useRead.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import { FailedRead } from '#app/_ui/FailedRead.tsx';
import { SkeletonRows } from '#app/_ui/Skeleton.tsx';
import type { PlanActs } from '#app/(staff)/plans/class/useClassPlan.ts';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import {
  CLASS_PLAN_AT_ONCE,
  CLASS_PLAN_LABELS,
  type ClassPlanFields,
  copiedEntries,
  monthOf,
  planMonths,
} from '#lib/domain/classPlan.ts';
import { plural } from '#lib/domain/people.ts';
import { dayMonth, monthName, weekdayShort } from '#lib/domain/time.ts';

/** A month's plan out of an earlier month or out of a parallel class: what would be added is shown, each line can be left out. */
export function CopyDialog({
  view,
  month,
  acts,
  onClose,
}: {
  view: ClassPlanView;
  month: string;
  acts: PlanActs;
  onClose(): void;
}) {
  const filled = planMonths(view.study, view.entries)
    .filter((own) => own !== month && view.entries.some((entry) => monthOf(entry.date) === own))
    .sort((a, b) => Number(b < month) - Number(a < month) || (a < b ? 1 : -1));
  const [from, setFrom] = useState(filled[0] ?? '');
  const parallel = useRead('classPlan.parallel', { classId: view.class.id, month });
  const classes = parallel.state === 'done' ? parallel.answer.classes : [];
  const chosen = from || (classes[0] ? `class:${classes[0].id}` : '');
  const there = view.entries.filter((entry) => monthOf(entry.date) === month);
  const source: readonly ClassPlanFields[] = chosen.startsWith('class:')
    ? (classes.find((cls) => `class:${cls.id}` === chosen)?.entries ?? [])
    : view.entries.filter((entry) => monthOf(entry.date) === chosen);
  const copied = copiedEntries(source, month, there, view.year).slice(0, CLASS_PLAN_AT_ONCE);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const keyOf = (entry: ClassPlanFields) => `${entry.date} ${entry.title}`;
  const taken = copied.filter((entry) => !left.has(keyOf(entry)));
  const name = monthName(`${month}-01`).toLowerCase();
  return (
    <Dialog title={`Скопировать план на ${name}`} onClose={onClose}>
      <div className="cpform">
        <label>
          Откуда
          <select
            className="field"
            value={chosen}
            onChange={(event) => {
              setFrom(event.target.value);
              setLeft(new Set());
            }}
          >
            {chosen === '' && <option value="">—</option>}
            {filled.map((own) => (
              <option key={own} value={own}>
                {view.class.name}, {monthName(`${own}-01`).toLowerCase()}
              </option>
            ))}
            {classes.map((cls) => (
              <option key={cls.id} value={`class:${cls.id}`}>
                {cls.name}, {name}
              </option>
            ))}
          </select>
        </label>
        {parallel.state === 'loading' && copied.length === 0 && <SkeletonRows rows={3} height="h-6" />}
        {parallel.state === 'failed' && <FailedRead message={parallel.message} again={parallel.again} />}
        {parallel.state === 'done' && chosen === '' && (
          <p className="text-ink-2">Копировать пока не из чего: ни в других месяцах, ни у параллели плана нет.</p>
        )}
        {chosen !== '' && copied.length === 0 && parallel.state !== 'loading' && (
          <p className="text-ink-2">Всё, что там есть, в плане уже стоит.</p>
        )}
        <ul className="cpcopied">
          {copied.map((entry) => (
            <li key={keyOf(entry)}>
              <label>
                <input
                  type="checkbox"
                  className="checkbox"
                  checked={!left.has(keyOf(entry))}
                  onChange={(event) => {
                    const next = new Set(left);
                    if (event.target.checked) next.delete(keyOf(entry));
                    else next.add(keyOf(entry));
                    setLeft(next);
                  }}
                />
                <span className="tabular-nums">
                  {weekdayShort(entry.date)} {dayMonth(entry.date)}
                </span>
                <span>
                  {entry.title} <span className="text-ink-3">{CLASS_PLAN_LABELS[entry.kind].toLowerCase()}</span>
                  <DayOff view={view} date={entry.date} />
                </span>
              </label>
            </li>
          ))}
        </ul>
        {acts.note?.bad && (
          <p role="alert" className="text-bad">
            {acts.note.text}
          </p>
        )}
        <div>
          <button
            type="button"
            className="btn primary"
            disabled={taken.length === 0 || acts.busy}
            onClick={() => void acts.add(taken).then((done) => done && onClose())}
          >
            {taken.length === 0
              ? 'Внести'
              : `Внести ${taken.length} ${plural(taken.length, 'занятие', 'занятия', 'занятий')}`}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function DayOff({ view, date }: { view: ClassPlanView; date: string }) {
  const off = view.dayOffs.find((day) => day.starts <= date && date <= day.ends);
  return off ? <span className="block text-small text-warn">{off.title}</span> : null;
}
