'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { LiveStatus } from '#app/_live/liveStore.ts';
import { usePageSource } from '#app/_live/PageSource.tsx';
import { Icon } from '#app/_ui/Icon.tsx';
import type { DiaryView } from '#lib/contract/diaryViews.ts';
import { plural } from '#lib/domain/people.ts';
import { timeIn } from '#lib/domain/time.ts';

const PILL = 'flex h-9 items-center gap-1 rounded-full border px-3 text-[0.875rem] hover:no-underline';

type Whose = Pick<DiaryView, 'student' | 'children'>;

/** Whose diary it is, and how fresh. `minute`: school time, ms; while the link lives, the data are of this minute. */
export function FamilyHead({
  view,
  online,
  status,
  minute,
  tz,
}: {
  view: Whose;
  online: boolean;
  status: LiveStatus;
  minute: number;
  tz: string;
}) {
  const pathname = usePathname();
  // Opened without a network: the data are as old as they were kept.
  const { keptAt } = usePageSource();
  const [freshAt, setFreshAt] = useState(keptAt === null ? minute : Date.parse(keptAt));
  useEffect(() => {
    if (online && keptAt === null) setFreshAt(minute);
  }, [online, minute, keptAt]);
  const waiting = status.state === 'offline' || status.state === 'saving' ? status.count : 0;
  return (
    <section aria-label="Чей дневник" className="border-line border-b bg-surface">
      <div className="mx-auto flex w-full max-w-[35rem] flex-wrap items-center gap-1.5 px-3.5 py-1.5">
        <Children view={view} pathname={pathname} />
        <span
          role="status"
          className={`ml-auto inline-flex items-center gap-1 text-caption ${online ? 'text-ink-3' : 'text-warn'}`}
        >
          <Icon name={online ? 'check' : 'offline'} size="small" />
          {online ? 'обновлено' : 'данные на'} {timeIn(new Date(online ? minute : freshAt), tz)}
        </span>
      </div>
      {online ? null : (
        <p className="bg-warn-soft px-3.5 py-1 text-center text-small text-warn">
          {waiting > 0
            ? `Нет связи — ${waiting} ${plural(waiting, 'изменение ждёт', 'изменения ждут', 'изменений ждут')}: отправим сами`
            : 'Нет связи: показано последнее, что пришло'}
        </p>
      )}
    </section>
  );
}

/** What a page was asked for stays when the child is switched: the same week of the brother's diary. A period or a year
 *  that the other child has not had is answered with the running one. */
const KEPT = ['week', 'period', 'year'];

function Children({ view, pathname }: { view: Whose; pathname: string }) {
  const asked = useSearchParams();
  const hrefOf = (child: number) => {
    const kept = KEPT.flatMap((name) => (asked.get(name) ? [[name, asked.get(name) ?? '']] : []));
    return `${pathname}?${new URLSearchParams([['child', String(child)], ...kept])}`;
  };
  if (view.children.length < 2) {
    return (
      <span className="flex h-9 items-center gap-1 text-[0.875rem]">
        <b>{view.student.given}</b> {view.student.className}
      </span>
    );
  }
  return (
    <nav aria-label="Дети" className="flex flex-wrap gap-1.5">
      {view.children.map((child) => {
        const current = child.id === view.student.id;
        return (
          <Link
            key={child.id}
            href={hrefOf(child.id)}
            prefetch={false}
            aria-current={current ? 'true' : undefined}
            className={`${PILL} ${current ? 'border-accent-line bg-accent-soft text-accent' : 'border-transparent text-ink-2'}`}
          >
            <b>{child.given}</b> {child.className}
          </Link>
        );
      })}
    </nav>
  );
}
