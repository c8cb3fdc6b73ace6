'use client';

import { type MouseEvent, useEffect, useMemo, useState } from 'react';
import { commandQueue } from '#app/_live/commandQueue.ts';
import { unsentInPlans } from '#app/_live/keptPlans.ts';
import { type KeptView, keptViews, type Owner } from '#app/_live/keptViews.ts';
import { PageSourceProvider } from '#app/_live/PageSource.tsx';
import { EmptyState } from '#app/_ui/EmptyState.tsx';
import type { Section } from '#app/_ui/sections.ts';
import { planTitle } from '#app/(staff)/plans/[plan]/_parts/PlanHead.tsx';
import { timeIn } from '#lib/domain/time.ts';
import { chooseView, studentOf } from './chooseView.ts';
import { KeptScreen } from './KeptScreen.tsx';
import { OfflineFrame } from './OfflineFrame.tsx';
import { useReachable } from './useReachable.ts';

type Found = { owner: Owner | null; views: KeptView[]; chosen: KeptView | null };

/** The product without a network: the same screens, drawn from what this device has kept. */
export function OfflineShell() {
  const [found, setFound] = useState<Found | null>(null);
  const reachable = useReachable();
  useEffect(() => {
    const { pathname, search } = window.location;
    keptViews().then(
      ({ owner, views }) => setFound({ owner, views, chosen: chooseView(views, pathname, search) }),
      // A browser that keeps nothing has nothing to show.
      () => setFound({ owner: null, views: [], chosen: null }),
    );
  }, []);
  const shown = found?.chosen?.view.view;
  const live = shown === 'journal' || shown === 'plan';
  // A journal and a plan go on by themselves, with what is being typed; everything else is simply opened as usual again.
  useEffect(() => {
    if (reachable && found && !live) window.location.reload();
  }, [reachable, found, live]);
  const keptAt = found?.chosen?.view.now ?? null;
  const personId = found?.owner?.person.id;
  // Not amid a batch: the browser would ask whether to leave unsent changes behind.
  const source = useMemo(() => {
    const reload = async () => {
      if (!reachable || personId === undefined) return;
      await commandQueue(personId).idle();
      window.location.reload();
    };
    return { keptAt, reload: () => void reload() };
  }, [keptAt, reachable, personId]);
  if (!found) return <main className="min-h-dvh" aria-busy="true" />;
  const { owner, chosen } = found;
  if (!owner)
    return (
      <main className="flex min-h-dvh flex-col justify-center text-body">
        <EmptyState title="Нет связи" heading action={<RetryButton />}>
          На этом устройстве ничего не сохранено: сохраняется только то, что видел вошедший человек.
        </EmptyState>
      </main>
    );
  const note = noteOf(chosen);
  return (
    <PageSourceProvider value={source}>
      <div className="contents" onClickCapture={leaveByLink}>
        <OfflineFrame owner={owner} note={reachable ? null : note}>
          {chosen ? (
            <KeptScreen kept={chosen} />
          ) : (
            <main className="flex flex-1 flex-col justify-center">
              <EmptyState title="Эта страница без связи не открывается" heading action={<RetryButton />}>
                {found.views.length > 0
                  ? 'Сохранены страницы, которые вы открывали недавно.'
                  : 'На этом устройстве пока ничего не сохранено.'}
                {unsentInPlans().has(owner.person.id) &&
                  ' Неотправленные правки плана целы: они уйдут, когда он откроется со связью.'}
              </EmptyState>
              <KeptList views={found.views} sections={owner.sections} />
            </main>
          )}
        </OfflineFrame>
      </div>
    </PageSourceProvider>
  );
}

/** A family's page says itself how old its data are. */
function noteOf(chosen: KeptView | null): string | null {
  if (!chosen) return 'Нет связи';
  const { view } = chosen;
  if (view.view !== 'journal' && view.view !== 'plan') return null;
  const what = view.view === 'plan' ? 'править' : 'заполнять';
  return `Нет связи · данные на ${timeIn(new Date(view.now), view.tz)} · можно ${what}: отправим сами`;
}

/** The shell stands in the place of another page, so the router does not know where it is: links load whole pages. */
function leaveByLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  window.location.assign(link.href);
}

const RetryButton = () => (
  <button type="button" className="btn primary touch" onClick={() => window.location.reload()}>
    Повторить
  </button>
);

/** «8Б · Алгебра», «Отметки: Михаил». */
function titleOf({ path, view }: KeptView, sections: Section[]): string {
  if (view.view === 'journal') return `${view.group.className} · ${view.group.subject}`;
  if (view.view === 'plan') return planTitle(view.plan);
  const section = sections.find(({ href }) => path.startsWith(href))?.label ?? path;
  const student = studentOf(view);
  return student ? `${section}: ${student.given}` : section;
}
function KeptList({ views, sections }: { views: KeptView[]; sections: Section[] }) {
  return (
    <ul className="mx-auto grid gap-1 pb-5">
      {views.map((kept) => (
        <li key={kept.path}>
          <a href={kept.path}>{titleOf(kept, sections)}</a>
        </li>
      ))}
    </ul>
  );
}
