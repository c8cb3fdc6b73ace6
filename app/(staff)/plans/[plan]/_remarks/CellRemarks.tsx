import type { PlanThread } from '#lib/contract/planLife.ts';
import { plural } from '#lib/domain/people.ts';

/** What of remarks stands in a cell itself: how many comments there are; the panel has their texts. */
export function RemarkBadge({ threads, onOpen }: { threads: readonly PlanThread[]; onOpen(): void }) {
  const count = threads.reduce((sum, thread) => sum + 1 + thread.answers.length, 0);
  return (
    <button
      type="button"
      className="remarkbadge"
      tabIndex={-1}
      aria-label={`${count} ${plural(count, 'комментарий', 'комментария', 'комментариев')}`}
      onClick={onOpen}
    >
      <svg className="icon small" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2.5 3.5h11v7.5h-6l-3 2.5V11h-2z" />
      </svg>
      {count}
    </button>
  );
}

/** The two buttons of a suggested change in its cell; by keyboard it is settled in the panel. */
export function SuggestionButtons({ onAccept, onDecline }: { onAccept(): void; onDecline(): void }) {
  return (
    <span className="suggestion">
      <button type="button" className="btn" tabIndex={-1} aria-label="Принять правку" onClick={onAccept}>
        <svg className="icon small" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.5 8.5l3 3 6-7" />
        </svg>
      </button>
      <button type="button" className="btn" tabIndex={-1} aria-label="Отклонить правку" onClick={onDecline}>
        <svg className="icon small" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 4l8 8M12 4l-8 8" />
        </svg>
      </button>
    </span>
  );
}
