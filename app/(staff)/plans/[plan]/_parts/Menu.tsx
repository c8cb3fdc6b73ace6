import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';

export type MenuItem = { label: string; key?: string; danger?: boolean; act(): void } | 'line';

/** A menu at a point of the window: arrows walk it, Esc and a press elsewhere close it. */
export function Menu({
  label,
  items,
  x,
  y,
  onClose,
}: {
  label: string;
  items: readonly MenuItem[];
  x: number;
  y: number;
  onClose(): void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = menu.current;
    if (!own) return;
    // Within the window, whatever corner was pressed.
    const { width, height } = own.getBoundingClientRect();
    own.style.left = `${Math.max(8, Math.min(x, window.innerWidth - width - 8))}px`;
    own.style.top = `${Math.max(8, Math.min(y, window.innerHeight - height - 8))}px`;
    own.querySelector('button')?.focus();
    const elsewhere = (event: PointerEvent) => {
      if (event.target instanceof Node && !own.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [x, y, onClose]);
  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const active = document.activeElement;
    const at = active instanceof HTMLButtonElement ? buttons.indexOf(active) : -1;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
    } else if (step !== 0) {
      event.preventDefault();
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    }
  }
  let lines = 0;
  return (
    <div ref={menu} role="menu" aria-label={label} tabIndex={-1} className="pop pmenu" onKeyDown={onKeyDown}>
      {items.map((item): ReactNode => {
        if (item === 'line') {
          lines += 1;
          return <hr key={`line${lines}`} />;
        }
        return (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            className={item.danger ? 'text-bad' : undefined}
            onClick={() => {
              onClose();
              item.act();
            }}
          >
            <span>{item.label}</span>
            {item.key && <kbd className="jkbd">{item.key}</kbd>}
          </button>
        );
      })}
    </div>
  );
}
