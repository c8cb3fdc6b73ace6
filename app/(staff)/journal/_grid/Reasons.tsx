import { REASON_TEXT, REASON_WORDS } from '#lib/domain/marks.ts';
import type { CardSubject } from '../_model/card.ts';

const REASONS = ['excused', 'ill', 'unexcused'] as const;

/** «Причина» of an absence in the card: what «Н» pressed again goes round, for who works with the mouse. */
export function Reasons({ reason }: { reason: NonNullable<CardSubject['reason']> }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a form's meaning, this is a toolbar
    <div className="jreasons" role="group" aria-label="Причина пропуска">
      <span>Причина</span>
      <span className="jkeys">
        {REASONS.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={reason.value === option}
            title={REASON_WORDS[option]}
            onClick={() => reason.set(reason.value === option ? null : option)}
          >
            {REASON_TEXT[option]}
          </button>
        ))}
      </span>
    </div>
  );
}
