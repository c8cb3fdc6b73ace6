import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import type { JournalView } from '#lib/contract/journalView.ts';
import type { FinalChange } from '#lib/contract/reads.ts';
import { formatMean } from '#lib/domain/averages.ts';
import { finalText, finalWords } from '#lib/domain/finals.ts';
import { markTone } from '#lib/domain/marks.ts';
import { numberOf, PERIOD_VALUES, type PeriodValue } from '#lib/domain/periodMarks.ts';
import type { PaintedRow } from '../_model/rows.ts';
import type { TotalColumn } from '../_model/totals.ts';
import type { TotalsDesk } from '../_model/useTotals.ts';
import { Anchored } from './Anchored.tsx';
import { History, useHistory } from './History.tsx';

type Props = {
  cell: string;
  view: JournalView;
  painted: PaintedRow;
  column: TotalColumn;
  at: { row: number; col: number };
  /** The value that was typed and waits for its grounds. */
  asked: PeriodValue | null;
  desk: TotalsDesk;
  tz: string;
  onExplain(): void;
  onPropose(key: string): void;
  onClose(): void;
};

/** The card of a period mark: «Предварительно» beside «Выставлено», every value, обоснование, history. */
export function FinalCard(props: Props) {
  const { cell, view, painted, column, at, asked, desk, tz, onExplain, onPropose, onClose } = props;
  const root = useRef<HTMLDivElement>(null);
  const shown = desk.shownAt(at.row, column);
  const [value, setValue] = useState<PeriodValue | null>(asked ?? shown.value);
  const [grounds, setGrounds] = useState(shown.grounds ?? '');
  const [history, setHistory] = useState(false);
  const locked = desk.lockedAt(column);
  const need = desk.groundsNeeded(at.row, column, value);
  const basis = desk.factsAt(at.row, column)?.basis ?? { mean: null, preliminary: null };
  const groundsId = useId();
  const missing = need !== null && grounds.trim() === '';
  useEffect(() => {
    const wanted = asked === null ? '.jkeys [aria-pressed="true"], .jkeys button:not(:disabled)' : 'textarea';
    (root.current?.querySelector<HTMLElement>(wanted) ?? root.current)?.focus({ preventScroll: true });
  }, [asked]);
  function save(next: PeriodValue | null) {
    if (desk.set(at.row, at.col, next, grounds.trim() || null)) onClose();
  }
  function choose(next: PeriodValue) {
    setValue(next);
    if (desk.groundsNeeded(at.row, column, next) === null) save(next);
    else root.current?.querySelector('textarea')?.focus();
  }
  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
    const digit = PERIOD_VALUES.find((known) => known === event.key);
    if (digit && event.target instanceof HTMLButtonElement && locked === null) choose(digit);
  }
  const values = PERIOD_VALUES.filter((known) => known !== '1' || view.rules.withOne);
  return (
    <Anchored cell={cell} side="left">
      <div
        ref={root}
        role="dialog"
        tabIndex={-1}
        aria-label={`${column.words}: ${painted.row.student.name}`}
        className="pop jcard jfinal"
        onKeyDown={onKeyDown}
      >
        <div className="flex items-center gap-2">
          <b className="grow truncate">{painted.row.student.name}</b>
          <span className="text-ink-3 text-small">{column.period?.label}</span>
          <button type="button" className="btn quiet tiny -mr-1.5" aria-label="Закрыть" onClick={onClose}>
            <Icon name="close" size="small" />
          </button>
        </div>
        <dl className="grid grid-cols-2 gap-2 text-small [&_dd]:text-body [&_dt]:text-ink-3">
          <div className={column.kind === 'before' ? 'hidden' : ''}>
            <dt>Предварительно</dt>
            <dd className="text-ink-2">
              {basis.preliminary ?? '—'}
              {basis.mean !== null && <span className="text-ink-3 text-small"> при {formatMean(basis.mean)}</span>}
            </dd>
          </div>
          <div>
            <dt>Выставлено</dt>
            <dd>
              <b>{shown.value === null ? '—' : finalText(shown.value)}</b>
              {shown.by && <span className="text-ink-3 text-small"> {shown.by}</span>}
            </dd>
          </div>
        </dl>
        <div>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a form's meaning, this is a toolbar */}
          <div className="jkeys finals" role="group" aria-label="Итоговая отметка">
            {values.map((known) => (
              <button
                key={known}
                type="button"
                disabled={locked !== null}
                aria-pressed={value === known}
                title={numberOf(known) === null ? finalWords(known) : undefined}
                className={value === known && numberOf(known) !== null ? markTone(Number(known)) : ''}
                onClick={() => choose(known)}
              >
                {finalText(known)}
              </button>
            ))}
          </div>
          {locked && <p className="mt-1 text-caption text-ink-3">{locked}</p>}
          {desk.hint && (
            <p role="alert" className="mt-1 text-bad text-caption">
              {desk.hint.text}
            </p>
          )}
        </div>
        {locked === null && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (!missing) save(value);
            }}
          >
            <div className="jlabel">
              <span>
                <label htmlFor={groundsId}>Обоснование</label> <i>{need ? 'обязательно' : 'видит школа'}</i>
              </span>
              <textarea
                id={groundsId}
                className="field"
                rows={2}
                maxLength={500}
                value={grounds}
                onChange={(event) => setGrounds(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.shiftKey) return;
                  event.preventDefault();
                  event.currentTarget.form?.requestSubmit();
                }}
              />
              {need && <p className="mt-1 text-caption text-warn">{need}</p>}
            </div>
            <div className="mt-1.5 flex items-center gap-2 text-small">
              <button type="submit" className="btn tiny" disabled={missing || value === null}>
                Выставить
              </button>
              {shown.value !== null && (
                <button
                  type="button"
                  className="link danger ml-auto"
                  disabled={view.rights.finals === 'request' && grounds.trim() === ''}
                  onClick={() => save(null)}
                >
                  Удалить
                </button>
              )}
            </div>
          </form>
        )}
        {shown.grounds && locked !== null && <p className="text-small">Обоснование: {shown.grounds}</p>}
        <div className="flex flex-wrap items-center gap-x-3 text-small">
          {column.kind === 'final' && (
            <button type="button" className="link" onClick={onExplain}>
              Из чего складывается
            </button>
          )}
          {locked === null && column.period?.kind !== 'exam' && (
            <button type="button" className="link" onClick={() => onPropose(column.key)}>
              Выставить по среднему
            </button>
          )}
          <button type="button" className="link" aria-expanded={history} onClick={() => setHistory(!history)}>
            История изменений
          </button>
        </div>
        {history && column.period && (
          <FinalHistory
            groupId={view.group.id}
            studentId={painted.row.student.id}
            periodId={column.period.id}
            tz={tz}
          />
        )}
      </div>
    </Anchored>
  );
}

const valueText = (value: FinalChange['before']): string => (value === null ? 'пусто' : finalText(value));

function FinalHistory({ tz, ...place }: { groupId: number; studentId: number; periodId: number; tz: string }) {
  const key = `${place.groupId}:${place.studentId}:${place.periodId}`;
  const history = useHistory(key, (signal) => askRead('periodMark.history', place, signal));
  return (
    <History
      history={history}
      tz={tz}
      empty="Эту отметку ещё не меняли."
      lineOf={({ seq, at, by, before, after, grounds }: FinalChange) => ({
        ...{ seq, at, by, what: 'Итоговая', before: valueText(before), after: valueText(after), why: grounds },
      })}
    />
  );
}
