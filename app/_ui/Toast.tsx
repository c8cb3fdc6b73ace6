'use client';

import { useEffect } from 'react';

/** How long a message stays, ms: long enough to read one sentence twice. */
const STAYS = 10_000;

/** One sentence at the bottom left, with at most one thing to do about it. `message` null: nothing is shown, but the live
 *  region stays in the page, because a screen reader does not announce a region that arrives together with its text. */
export function Toast({ message, onClose }: { message: string | null; onClose(): void }) {
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(onClose, STAYS);
    return () => clearTimeout(timer);
  }, [message, onClose]);
  return (
    <div role="status">
      {message === null ? null : (
        <div className="toast">
          <span>{message}</span>
          <button type="button" onClick={onClose}>
            Понятно
          </button>
        </div>
      )}
    </div>
  );
}
