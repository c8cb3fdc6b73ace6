'use client';

import { useMemo } from 'react';
import type { KeptView } from '#app/_live/keptViews.ts';
import { Today } from '#app/(family)/day/Today.tsx';
import { Diary } from '#app/(family)/diary/Diary.tsx';
import { packJournal } from '#app/(staff)/journal/_model/pack.ts';
import { parseStart } from '#app/(staff)/journal/_model/start.ts';
import { Journal } from '#app/(staff)/journal/Journal.tsx';

/** A kept view on the screen it came from. Families read; a teacher goes on filling, and the queue keeps it. */
export function KeptScreen({ kept }: { kept: KeptView }) {
  const { view, viewer, path, savedAt } = kept;
  const start = useMemo(() => parseStart(Object.fromEntries(new URLSearchParams(window.location.search))), []);
  // The school's clock has gone on since the view was kept.
  const shown = useMemo(
    () => ({ ...view, now: new Date(Date.parse(view.now) + (Date.now() - savedAt)).toISOString() }),
    [view, savedAt],
  );
  if (shown.view === 'journal') {
    const { tz } = shown;
    return <Journal packed={packJournal(shown, tz)} viewer={{ ...viewer, tz }} start={start} />;
  }
  if (shown.view !== 'diary') return null;
  return path.startsWith('/diary') ? (
    <Diary initial={shown} viewer={viewer} tz={shown.tz} />
  ) : (
    <Today initial={shown} viewer={viewer} tz={shown.tz} mayTick={false} />
  );
}
