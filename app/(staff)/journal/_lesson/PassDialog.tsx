import { useId, useState } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import type { DraftRow } from '#lib/domain/plans/drafts.ts';
import { PASS_LABELS, PASS_REASON, PASS_REASONS } from '#lib/domain/plans/pass.ts';
import { dayMonth } from '#lib/domain/time.ts';
import type { PassAs } from '../_model/planOffer.ts';

type Props = {
  kind: keyof typeof PASS_LABELS;
  lesson: JournalLesson;
  /** Rows that can be merged, the lesson's own first. */
  rows: readonly DraftRow[];
  onDone(as: PassAs): void;
  onClose(): void;
};

const WORDS = {
  rows: 'Урок пройдёт сразу несколько тем плана; следующие уроки — темы, которые идут за ними.',
  repeat: 'Урок отводится повторению: темы плана сдвинутся на следующие уроки.',
  lost: 'Тема плана на этом уроке не пройдена: она и следующие сдвинутся на следующие уроки.',
} as const;

/** A modal dialog puts the focus where the attribute stands; React's own prop is over before it opens. */
const openHere = (field: HTMLInputElement | null): void => field?.setAttribute('autofocus', '');

/** «Сдвинуть», «Объединить темы», «Вставить повторение»: a departure from the plan, with its reason. Enter carries it out. */
export function PassDialog({ kind, lesson, rows, onDone, onClose }: Props) {
  const id = useId();
  const [reason, setReason] = useState<string>(PASS_REASONS[kind][0]);
  const own = lesson.topic === null ? 0 : (lesson.pass?.rows.length ?? 0);
  // A filled lesson keeps what it has passed; an empty one begins with its own topic.
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(own > 0 ? [0] : [0, 1]));
  const picked = rows.filter((_, at) => chosen.has(at)).map((row) => row.id);
  const all = [...(own > 0 ? (lesson.pass?.rows ?? []) : []), ...picked];
  const ready = reason.trim() !== '' && (kind !== 'rows' || all.length > 1);
  function done() {
    if (!ready) return;
    const why = reason.trim();
    onDone(kind === 'rows' ? { kind, rows: all, reason: why } : { kind, reason: why });
  }
  return (
    <Dialog title={`${PASS_LABELS[kind]}: урок ${dayMonth(lesson.date)}`} onClose={onClose}>
      <form
        className="jpass"
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <p className="text-ink-2">{WORDS[kind]}</p>
        {kind === 'rows' && (
          <fieldset>
            <legend>Темы урока</legend>
            {own > 0 && <p>{lesson.topic}</p>}
            {rows.map((row, at) => (
              // A row of several hours stands here once for each of them.
              <label key={`${row.id} ${row.hour}`}>
                <input
                  type="checkbox"
                  className="checkbox"
                  checked={chosen.has(at)}
                  onChange={(event) => {
                    const next = new Set(chosen);
                    if (event.target.checked) next.add(at);
                    else next.delete(at);
                    setChosen(next);
                  }}
                />
                <span>
                  {row.place > 0 && <b>№ {row.place}</b>} {row.topic || 'Без темы'}
                </span>
              </label>
            ))}
            {rows.length + own < 2 && <p>В плане больше нет тем, которые можно объединить.</p>}
          </fieldset>
        )}
        <label htmlFor={id}>Причина</label>
        <input
          id={id}
          className="field"
          list={`${id}-usual`}
          maxLength={PASS_REASON}
          value={reason}
          // The dialog was asked for by a key: it opens in this field, and Enter carries it out.
          ref={openHere}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setReason(event.target.value)}
        />
        <datalist id={`${id}-usual`}>
          {PASS_REASONS[kind].map((usual) => (
            <option key={usual} value={usual} />
          ))}
        </datalist>
        <div className="mt-2 flex justify-end gap-2">
          <button type="button" className="btn" onClick={onClose}>
            Отмена
          </button>
          <button type="submit" className="btn primary" disabled={!ready}>
            {PASS_LABELS[kind]}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
