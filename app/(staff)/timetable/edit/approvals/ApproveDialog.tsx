import { type FormEvent, useState } from 'react';
import type { LiveView } from '#app/_live/useLive.ts';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { TimetableOfficeView } from '#lib/contract/draftViews.ts';
import { APPROVAL_LABELS, type ApprovalKind, orderProblem } from '#lib/domain/approvals.ts';

/** An order: number, date, and a word to it. What stands now is approved by it. */
export function ApproveDialog({
  live,
  kind,
  onClose,
}: {
  live: LiveView<TimetableOfficeView>;
  kind: ApprovalKind;
  onClose(): void;
}) {
  const { today } = live.view;
  const [orderNo, setOrderNo] = useState('');
  const [orderOn, setOrderOn] = useState(today);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    const wrong = orderProblem({ orderNo, orderOn }, today);
    if (wrong) return setProblem(wrong);
    const input = { kind, orderNo: orderNo.trim(), orderOn, note: note.trim() || null };
    const answer = await live.send({ name: 'approval.give', input });
    if (answer.ok) onClose();
    else setProblem(answer.message);
  }
  return (
    <Dialog title={`Утвердить: ${APPROVAL_LABELS[kind]}`} onClose={onClose}>
      <form className="mt-2 grid gap-3" onSubmit={onSubmit}>
        <div className="flex gap-2">
          <label className="setfield grow">
            <span>Приказ №</span>
            <input
              className="field"
              maxLength={20}
              value={orderNo}
              onChange={(event) => setOrderNo(event.target.value)}
            />
          </label>
          <label className="setfield grow">
            <span>от</span>
            <input
              type="date"
              className="field"
              required
              max={today}
              value={orderOn}
              onChange={(event) => setOrderOn(event.target.value)}
            />
          </label>
        </div>
        <label className="setfield">
          <span>Примечание</span>
          <input className="field" maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        {problem && (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <div className="flex gap-2">
          <button type="submit" className="btn primary">
            Утвердить
          </button>
          <button type="button" className="btn" onClick={onClose}>
            Отмена
          </button>
        </div>
      </form>
    </Dialog>
  );
}
