'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';

/** A native modal dialog; on a phone it is a sheet from below. Mounted means open: the owner unmounts it on `onClose`. */
export function Dialog({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const opener = document.activeElement;
    dialog?.showModal();
    // Unmounting a dialog does not give the focus back by itself.
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a native dialog by itself; the click is on the backdrop
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="dialogbody">
        <div className="flex items-start gap-3">
          <h2 id={titleId} className="grow font-semibold text-body">
            {title}
          </h2>
          <button type="button" className="btn quiet -mr-2" onClick={onClose} aria-label="Закрыть">
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
