import { useEffect } from 'react';

/** How long «Вернуть» is offered, ms. Ctrl+Z works after it too. */
const OFFERED = 10_000;

/** `undo` null: there is nothing to take back, only something to know. */
export type Undoable = { id: number; text: string; undo: (() => void) | null };

export function UndoToast({ toast, onClose }: { toast: Undoable | null; onClose(): void }) {
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(onClose, OFFERED);
    return () => clearTimeout(timer);
  }, [toast, onClose]);
  return (
    <div role="status">
      {toast && (
        <div className="toast jtoast">
          <span>{toast.text}</span>
          <button type="button" onClick={toast.undo ?? onClose}>
            {toast.undo ? 'Вернуть' : 'Понятно'}
          </button>
        </div>
      )}
    </div>
  );
}
