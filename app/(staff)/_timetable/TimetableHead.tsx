'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { Icon } from '#app/_ui/Icon.tsx';

/** A kind of timetable this person may open. */
export type TimetableTab = { by: string; label: string };

/** The head that all kinds of timetables share: whose, which kind, and what the screen itself adds. */
export function TimetableHead({
  tabs,
  by,
  online,
  children,
}: {
  tabs: readonly TimetableTab[];
  by: string;
  online: boolean;
  children?: ReactNode;
}) {
  return (
    <div className="pagehead">
      <h1>Расписание</h1>
      <nav className="segmented" aria-label="Чьё расписание">
        {tabs.map((tab) => (
          <Link
            key={tab.by}
            href={`/timetable?by=${tab.by}`}
            prefetch={false}
            aria-current={tab.by === by ? 'page' : undefined}
          >
            {tab.label}
          </Link>
        ))}
      </nav>
      {children}
      {online ? null : (
        <span className="tag warn" role="status">
          <Icon name="offline" size="small" />
          Нет связи, изменения не приходят
        </span>
      )}
    </div>
  );
}
