import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { PlanActs } from '#app/(staff)/plans/class/useClassPlan.ts';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import {
  CLASS_PLAN_KINDS,
  CLASS_PLAN_LABELS,
  CLASS_PLAN_TEXT,
  type ClassPlanEntry,
  type ClassPlanFields,
  monthOf,
  refuseEntry,
} from '#lib/domain/classPlan.ts';
import { addDays } from '#lib/domain/time.ts';

const FIELDS = ['date', 'title', 'kind', 'place', 'who'] as const;

/** One entry: what, when, where, who; and after its day what came of it. `entry` null: a new one. */
export function EntryDialog({
  view,
  month,
  entry,
  acts,
  onClose,
}: {
  view: ClassPlanView;
  month: string;
  entry: ClassPlanEntry | null;
  acts: PlanActs;
  onClose(): void;
}) {
  const [fields, setFields] = useState<ClassPlanFields>(() =>
    entry
      ? { date: entry.date, title: entry.title, kind: entry.kind, place: entry.place, who: entry.who }
      : { date: startDay(view, month), title: '', kind: 'hour', place: '', who: view.homeroom ?? '' },
  );
  const [notes, setNotes] = useState(entry?.notes ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // Not the cross: the first word of a new entry would be lost, and its first space would close the dialog.
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const set = (change: Partial<ClassPlanFields>) => setFields((old) => ({ ...old, ...change }));
  const off = view.dayOffs.find((day) => day.starts <= fields.date && fields.date <= day.ends);
  const past = entry !== null && entry.date <= view.today;
  async function save(event: FormEvent) {
    event.preventDefault();
    const refused = refuseEntry(fields, view.year);
    setProblem(refused?.message ?? null);
    if (refused) return;
    if (!entry) {
      if (await acts.add([fields])) onClose();
      return;
    }
    const changed = FIELDS.some((key) => fields[key] !== entry[key]);
    if (changed && !(await acts.change(entry, fields))) return;
    if (notes.trim() !== entry.notes) {
      // The change before it has raised the version by one.
      const now = changed ? { ...entry, ...fields, v: entry.v + 1 } : entry;
      if (!(await acts.hold(now, entry.held, notes))) return;
    }
    onClose();
  }
  return (
    <Dialog title={entry ? 'Занятие с классом' : `Новое занятие, ${view.class.name}`} onClose={onClose}>
      <form ref={form} className="cpform" onSubmit={(event) => void save(event)}>
        <label>
          Занятие
          <input
            className="field"
            maxLength={CLASS_PLAN_TEXT.title}
            placeholder="Классный час «Безопасная зима»"
            value={fields.title}
            aria-invalid={problem ? true : undefined}
            onChange={(event) => set({ title: event.target.value })}
          />
        </label>
        <div className="cppair">
          <label>
            Дата
            <input
              type="date"
              className="field"
              min={view.year.starts}
              max={view.year.ends}
              required
              value={fields.date}
              onChange={(event) => set({ date: event.target.value })}
            />
          </label>
          <label>
            Вид
            <select
              className="field"
              value={fields.kind}
              onChange={(event) =>
                set({ kind: CLASS_PLAN_KINDS.find((kind) => kind === event.target.value) ?? 'other' })
              }
            >
              {CLASS_PLAN_KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {CLASS_PLAN_LABELS[kind]}
                </option>
              ))}
            </select>
          </label>
        </div>
        {off && <p className="text-warn">{off.title}: уроков у класса в этот день нет.</p>}
        <div className="cppair">
          <label>
            Место
            <input
              className="field"
              maxLength={CLASS_PLAN_TEXT.place}
              placeholder="каб. 214, музей"
              value={fields.place}
              onChange={(event) => set({ place: event.target.value })}
            />
          </label>
          <label>
            Кто проводит
            <input
              className="field"
              maxLength={CLASS_PLAN_TEXT.who}
              value={fields.who}
              onChange={(event) => set({ who: event.target.value })}
            />
          </label>
        </div>
        {past && (
          <label>
            Итог
            <textarea
              className="field h-16 py-1"
              maxLength={CLASS_PLAN_TEXT.notes}
              placeholder="Сколько было, о чём договорились"
              value={notes}
              onChange={(event) => setNotes(event.target.value)}
            />
          </label>
        )}
        {(problem || acts.note?.bad) && (
          <p role="alert" className="text-bad">
            {problem ?? acts.note?.text}
          </p>
        )}
        <div className="flex items-center gap-2">
          <button type="submit" className="btn primary" disabled={acts.busy}>
            {acts.busy ? 'Сохраняется…' : entry ? 'Сохранить' : 'Добавить'}
          </button>
          {entry && (
            <button
              type="button"
              className="btn danger"
              disabled={acts.busy}
              onClick={() => void acts.remove(entry).then((done) => done && onClose())}
            >
              Убрать из плана
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** Today, when it is a day of the month; else the month's first day of the school year. */
function startDay(view: ClassPlanView, month: string): string {
  if (monthOf(view.today) === month) return view.today;
  const first = `${month}-01` < view.year.starts ? view.year.starts : `${month}-01`;
  const off = view.dayOffs.find((day) => day.starts <= first && first <= day.ends);
  return off && monthOf(addDays(off.ends, 1)) === month ? addDays(off.ends, 1) : first;
}
