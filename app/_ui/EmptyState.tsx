import type { ReactNode } from 'react';

/** An empty screen says why it is empty and, when there is something to do, what to do next. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-5 text-center">
      <b>{title}</b>
      {children ? <p className="max-w-sm text-ink-2">{children}</p> : null}
      {action}
    </div>
  );
}
