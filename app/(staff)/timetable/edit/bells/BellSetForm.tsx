import { type FormEvent, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import type { BellSetRef, TimetableOfficeView } from '#lib/contract/draftViews.ts';
import { type Bell, bellProblems, minutesOf, timeOf } from '#lib/domain/bells.ts';

type Times = { starts: string; ends: string };
type Props = { live: LiveView<TimetableOfficeView>; set: BellSetRef | null; onDone(): void };
const FIRST: Times[] = [{ starts: '08:30', ends: '09:15' }];
/** Length of a lesson and of a break that a new row begins with, minutes. */
const NEXT = { pause: 10, lesson: 45 };
const MOST = 12;

const textsOf = (bells: readonly Bell[]): Times[] =>
  bells.map((bell) => ({ starts: timeOf(bell.starts), ends: timeOf(bell.ends) }));

/** One set of bells: its name and times, what the sanitary rules say to them, «Сохранить». */
export function BellSetForm({ live, set, onDone }: Props) {
  const { mayWrite } = live.view;
  const [name, setName] = useState(set?.name ?? '');
  const [rows, setRows] = useState<Times[]>(set ? textsOf(set.bells) : FIRST);
  const [failed, setFailed] = useState<string | null>(null);
  const parsed = rows.map((row, at) => ({ number: at + 1, starts: minutesOf(row.starts), ends: minutesOf(row.ends) }));
  const bells = parsed.flatMap((b): Bell[] =>
    b.starts === null || b.ends === null ? [] : [{ number: b.number, starts: b.starts, ends: b.ends }],
  );
  const whole = bells.length === rows.length;
  const problems = bellProblems(bells);
  const dirty = name !== (set?.name ?? '') || JSON.stringify(rows) !== JSON.stringify(set ? textsOf(set.bells) : null);
  const change = (at: number, field: keyof Times, text: string) =>
    setRows(rows.map((row, i) => (i === at ? { ...row, [field]: text } : row)));
  function add() {
    const last = bells.at(-1);
    const starts = last ? last.ends + NEXT.pause : 510;
    setRows([...rows, { starts: timeOf(starts), ends: timeOf(starts + NEXT.lesson) }]);
  }
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setFailed(null);
    const input = { bellSetId: set?.id ?? null, name, bells: bells.map(({ starts, ends }) => ({ starts, ends })) };
    const answer = await live.send({ name: 'bells.save', input, ...(set ? { base: set.v } : {}) });
    if (answer.ok) return onDone();
    setFailed(answer.message);
    live.dismissRefusal();
  }
  const title = set?.name ?? 'Новые звонки';
  return (
    <form className="panel bellset" aria-label={title} onSubmit={onSubmit}>
      <input
        className="field mb-2 font-semibold"
        aria-label="Название"
        maxLength={60}
        readOnly={!mayWrite}
        placeholder="Название: сокращённый день, суббота…"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <ol>
        {rows.map((row, at) => {
          const wrong = problems.filter((problem) => problem.number === at + 1);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bell is its number
            <li key={at}>
              <span className="bellnumber">{at + 1}</span>
              <input
                className="field"
                inputMode="numeric"
                maxLength={5}
                placeholder="08:30"
                aria-label={`${at + 1} урок, начало`}
                aria-invalid={minutesOf(row.starts) === null}
                readOnly={!mayWrite}
                value={row.starts}
                onChange={(event) => change(at, 'starts', event.target.value)}
              />
              <span aria-hidden="true">–</span>
              <input
                className="field"
                inputMode="numeric"
                maxLength={5}
                placeholder="08:30"
                aria-label={`${at + 1} урок, конец`}
                aria-invalid={minutesOf(row.ends) === null}
                readOnly={!mayWrite}
                value={row.ends}
                onChange={(event) => change(at, 'ends', event.target.value)}
              />
              {wrong.map((problem) => (
                <small key={problem.text} className={problem.hard ? 'text-bad' : 'text-warn'}>
                  {problem.text}
                </small>
              ))}
            </li>
          );
        })}
      </ol>
      {failed && (
        <p role="alert" className="text-bad">
          {failed}
        </p>
      )}
      {mayWrite && (
        <div className="mt-2 flex flex-wrap gap-2">
          {rows.length < MOST && (
            <button type="button" className="btn small" onClick={add}>
              Добавить урок
            </button>
          )}
          {rows.length > 1 && (
            <button type="button" className="btn small" onClick={() => setRows(rows.slice(0, -1))}>
              Убрать последний
            </button>
          )}
          {dirty && (
            <button
              type="submit"
              className="btn small"
              disabled={!whole || name.trim() === '' || problems.some((problem) => problem.hard)}
            >
              Сохранить
            </button>
          )}
          {(dirty || !set) && (
            <button
              type="button"
              className="btn small quiet"
              onClick={() => {
                setName(set?.name ?? '');
                setRows(set ? textsOf(set.bells) : FIRST);
                onDone();
              }}
            >
              Отменить
            </button>
          )}
        </div>
      )}
    </form>
  );
}
