'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { AccountMenu } from '#app/_ui/AccountMenu.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import type { MenuPerson } from '#app/_ui/sections.ts';

/** The avatar at the right of the bar and the menu under it. Closes by Esc, by a press elsewhere and when focus leaves. */
export function UserMenu({ person }: { person: MenuPerson }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menuId = useId();
  useEffect(() => {
    if (!open) return;
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches focus leave; the button and the menu are inside
    <div
      ref={root}
      className="relative"
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="btn quiet"
        aria-expanded={open}
        aria-controls={menuId}
        aria-label={`Меню: ${person.full}, ${person.role}`}
        onClick={() => setOpen(!open)}
      >
        <span className="avatar" aria-hidden="true">
          {person.initials}
        </span>
        <span className="max-sm:hidden">{person.short}</span>
        <Icon name="down" size="small" />
      </button>
      <div id={menuId} className="pop absolute top-full right-0 z-50 mt-1 w-72 p-2" hidden={!open}>
        {open ? <AccountMenu person={person} onLeave={() => setOpen(false)} /> : null}
      </div>
    </div>
  );
}
