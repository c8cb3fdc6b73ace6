import type { ReactNode } from 'react';

/** An empty screen says why it is empty and, when there is something to do, what to do next. */
export function EmptyState({
  title,
  heading,
  children,
  action,
}: {
  title: string;
  /** It is the whole page, so its title is the page's heading. */
  heading?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-5 text-center">
      {heading ? <h1 className="font-semibold">{title}</h1> : <b>{title}</b>}
      {children ? <p className="max-w-sm text-ink-2">{children}</p> : null}
      {action}
    </div>
  );
}
