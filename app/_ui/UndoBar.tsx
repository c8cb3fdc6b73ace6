'use client';

import { useEffect, useRef } from 'react';

/** What has just been done or refused, and how to take it back. */
export type Note = { text: string; bad: boolean; undo: (() => void) | null };
/** How long it stays, ms. */
const STAYS = 12_000;

/** What has been done, with «Вернуть» (Ctrl+Z too); or why it was not. The live region stands always, or nobody would be read the words. */
export function UndoBar({ note, onClose }: { note: Note | null; onClose(): void }) {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    if (!note) return;
    const timer = setTimeout(() => close.current(), STAYS);
    return () => clearTimeout(timer);
  }, [note]);
  useEffect(() => {
    if (!note?.undo) return;
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyZ' || event.shiftKey || typing) return;
      event.preventDefault();
      note.undo?.();
      close.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [note]);
  return (
    <div role="status" className="cwnote">
      {note && (
        <div className="toast">
          <span>{note.text}</span>
          {note.undo && (
            <button
              type="button"
              onClick={() => {
                note.undo?.();
                onClose();
              }}
            >
              Вернуть
            </button>
          )}
          <button type="button" onClick={onClose}>
            {note.undo ? 'Закрыть' : 'Понятно'}
          </button>
        </div>
      )}
    </div>
  );
}
