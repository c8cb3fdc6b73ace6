import { useEffect, useId, useRef, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { JournalView } from '#lib/contract/journalView.ts';
import { formatMean } from '#lib/domain/averages.ts';
import { markTone } from '#lib/domain/marks.ts';
import { plural } from '#lib/domain/people.ts';
import { ruleWords } from '../_model/explain.ts';
import { type ProposalLine, proposalCommands, proposalsFor } from '../_model/proposals.ts';
import type { PaintedRow } from '../_model/rows.ts';
import type { TotalColumn } from '../_model/totals.ts';
import { PlanButtons } from './PlanPreview.tsx';

type Props = {
  view: JournalView;
  rows: readonly PaintedRow[];
  column: TotalColumn;
  onApply(commands: NewCommand[], words: string): void;
  onClose(): void;
};

/** «Выставить по среднему»: fills empty ones only, after a look at who gets what and who is left out. */
export function FinalsDialog({ view, rows, column, onApply, onClose }: Props) {
  const [few, setFew] = useState(false);
  const [grounds, setGrounds] = useState('');
  const groundsId = useId();
  const form = useRef<HTMLFormElement>(null);
  // Enter carries out what is shown.
  useEffect(() => form.current?.querySelector<HTMLElement>('input.field, [type=submit]')?.focus(), []);
  const { lines, least } = proposalsFor(view, rows, column, few);
  const given = lines.filter(({ proposal }) => proposal.give !== null);
  const set = lines.filter(({ proposal }) => proposal.why === 'set').length;
  const out = lines.filter(({ proposal }) => proposal.why === 'none' || proposal.why === 'few');
  const onRequest = view.rights.finals === 'request';
  const current = column.kind === 'final';
  const blocked = column.period?.closed === true || (onRequest && grounds.trim() === '');
  const periodId = column.period?.id ?? 0;
  return (
    <Dialog title="Выставить по среднему" onClose={onClose}>
      <form
        ref={form}
        className="jbulk"
        onSubmit={(event) => {
          event.preventDefault();
          if (given.length === 0 || blocked) return;
          const count = `${given.length} ${plural(given.length, 'итоговая', 'итоговые', 'итоговых')}`;
          onApply(proposalCommands(view, periodId, given, grounds.trim() || null), `Выставлено: ${count}`);
        }}
      >
        <p className="text-ink-2 text-small">
          {view.group.className}, {view.group.subject}. {column.period?.label}. Заполняются только пустые.
        </p>
        <p className="text-ink-3 text-small">
          {current
            ? `Правило школы: ${ruleWords(view.rules.thresholds)}.`
            : 'Среднее выставленных отметок с математическим округлением.'}
        </p>
        {current && least > 0 && (
          <label className="my-1.5 flex items-center gap-2 text-small">
            <input
              type="checkbox"
              className="checkbox"
              checked={few}
              onChange={(event) => setFew(event.target.checked)}
            />
            Выставить и тем, у кого отметок меньше нормы ({least})
          </label>
        )}
        {onRequest && (
          <div className="jlabel">
            <span>
              <label htmlFor={groundsId}>Причина</label> <i>обязательно: вместо учителя по его просьбе</i>
            </span>
            <input
              id={groundsId}
              className="field"
              maxLength={500}
              value={grounds}
              onChange={(event) => setGrounds(event.target.value)}
            />
          </div>
        )}
        <p role="status" className="my-1">
          {given.length === 0 ? 'Выставлять некому' : `Получат отметку: ${given.length} из ${lines.length}`}
          {set > 0 && `, уже выставлено: ${set}`}
          {out.length > 0 && `, без отметки останутся: ${out.length}`}.
        </p>
        {given.length > 0 && <Given lines={given} counted={current} />}
        {out.length > 0 && <LeftOut lines={out} least={least} />}
        {column.period?.closed && <p className="text-bad text-small">Период закрыт: итоговые не меняются.</p>}
        <PlanButtons count={blocked ? 0 : given.length} verb="Выставить" onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Given({ lines, counted }: { lines: readonly ProposalLine[]; counted: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard
    <section className="jproposals" tabIndex={0} aria-label="Кому что">
      <table className="jplantable">
        <thead>
          <tr>
            <th scope="col">Ученик</th>
            {counted && <th scope="col">Отметок</th>}
            <th scope="col">Ср. балл</th>
            <th scope="col">Станет</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, mean, count, proposal }) => (
            <tr key={proposal.studentId}>
              <td>{name}</td>
              {counted && <td>{count}</td>}
              <td>{mean === null ? '' : formatMean(mean)}</td>
              <td>
                <b className={`text-${markTone(Number(proposal.give))}`}>{proposal.give}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LeftOut({ lines, least }: { lines: readonly ProposalLine[]; least: number }) {
  const why = ({ proposal, count }: ProposalLine): string =>
    proposal.why === 'none' ? 'нет отметок' : `отметок ${count} из ${least}`;
  return (
    <details className="mt-1 text-small">
      <summary>Кто останется без отметки и почему</summary>
      <ul className="jplanrefused">
        {lines.map((line) => (
          <li key={line.proposal.studentId}>
            {line.name}: {why(line)}
          </li>
        ))}
      </ul>
    </details>
  );
}
