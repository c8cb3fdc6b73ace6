'use client';

import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { callApi } from '#app/_ui/callApi.ts';
import { LockContext } from '#app/_ui/lockContext.ts';
import { IDLE, idleFor, isLockedHere, markLocked, rememberPlace, touch } from '#app/_ui/screenLock.ts';
import type { MenuPerson } from '#app/_ui/sections.ts';
import { UnlockForm } from '#app/_ui/UnlockForm.tsx';

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
/** How often idleness is looked at, ms. */
const LOOK = 5000;

/** Locks the screen of a member of staff after idle minutes or from his menu, in every tab of the browser, and keeps the page's state under
 *  the cover: a text half typed is there after unlocking. The page is hidden and inert, so it can be neither seen, nor
 *  reached by keyboard, nor read aloud; taking it out of the document would lose the state. A reload shows nothing at all:
 *  the server has been told too. */
export function ScreenLock({
  session,
  person,
  children,
}: {
  session: string;
  person: MenuPerson;
  children: ReactNode;
}) {
  const [locked, setLocked] = useState(false);
  const focused = useRef<Element | null>(null);
  const cover = useCallback(() => {
    focused.current = document.activeElement;
    rememberPlace();
    setLocked(true);
  }, []);
  const lock = useCallback(() => {
    markLocked(session);
    cover();
    // Without a network the server learns of it at the next load of a page, when this tab or another one finds the mark.
    void callApi('POST', '/api/lock');
  }, [session, cover]);
  useEffect(() => {
    if (isLockedHere(session)) lock();
    const look = () => {
      if (isLockedHere(session)) return;
      if (idleFor(session) >= IDLE) lock();
    };
    const shared = () => {
      if (isLockedHere(session)) cover();
      else setLocked(false);
    };
    look();
    if (!isLockedHere(session)) touch(session);
    const timer = setInterval(look, LOOK);
    const woken = () => document.visibilityState === 'visible' && look();
    document.addEventListener('visibilitychange', woken);
    window.addEventListener('storage', shared);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', woken);
      window.removeEventListener('storage', shared);
    };
  }, [session, lock, cover]);
  useEffect(() => {
    if (locked) return;
    const touched = () => touch(session);
    // Opened again by the password: that is a touch, too.
    touched();
    for (const name of TOUCHES) window.addEventListener(name, touched, { passive: true, capture: true });
    return () => {
      for (const name of TOUCHES) window.removeEventListener(name, touched, { capture: true });
    };
  }, [locked, session]);
  return (
    <>
      <div className={locked ? 'invisible contents' : 'contents'} inert={locked}>
        <LockContext value={lock}>{children}</LockContext>
      </div>
      {locked ? (
        <Cover>
          <UnlockForm
            person={person}
            onUnlocked={() => {
              setLocked(false);
              const back = focused.current;
              if (back instanceof HTMLElement) requestAnimationFrame(() => back.focus({ preventScroll: true }));
            }}
          />
        </Cover>
      ) : null}
    </>
  );
}

/** Over everything, an open dialog of the page too: that one lies in the browser's top layer, shows what stands behind it
 *  hidden, and would keep the keyboard from the password. So the cover is a modal dialog as well, opened later. */
function Cover({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-label="Экран заблокирован"
      className="lockcover"
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.preventDefault();
      }}
      onCancel={(event) => event.preventDefault()}
      // A browser closes it by a second Esc, or by a phone's «back», whatever the page says.
      onClose={() => {
        const dialog = ref.current;
        if (dialog?.isConnected && !dialog.open) dialog.showModal();
      }}
    >
      {children}
    </dialog>
  );
}
