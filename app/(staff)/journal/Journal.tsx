'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { type PackedJournal, unpackJournal } from './_model/pack.ts';
import type { Start } from './_model/start.ts';
import { JournalSkeleton } from './JournalSkeleton.tsx';
import { LiveJournal, type Viewer } from './LiveJournal.tsx';
import './journal.css';
import './grid.css';
import './cells.css';
import './head.css';
import './lesson.css';

const never = () => () => undefined;

/** «Журнал». The server sends the data and a skeleton of the same geometry; the cells are drawn here, because a thousand
 *  of them cost the server more than everything else of the page. */
export function Journal({ packed, viewer, start }: { packed: PackedJournal; viewer: Viewer; start: Start }) {
  const initial = useMemo(() => unpackJournal(packed, viewer.tz), [packed, viewer.tz]);
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!inBrowser) return <JournalSkeleton students={initial.students.length} />;
  const key = `${initial.group.id}:${initial.period.id}`;
  return <LiveJournal key={key} initial={initial} viewer={viewer} start={start} />;
}
