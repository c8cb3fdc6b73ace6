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
import './edits.css';

type Props = { packed: PackedJournal; viewer: Viewer; start: Start };

const never = () => () => undefined;

/** «Журнал». The server sends the data and a skeleton of the same geometry; the cells are drawn here, because a thousand
 *  of them cost the server more than everything else of the page. */
export function Journal(props: Props) {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return inBrowser ? <Unpacked {...props} /> : <JournalSkeleton students={props.packed.students.length} />;
}

function Unpacked({ packed, viewer, start }: Props) {
  const initial = useMemo(() => unpackJournal(packed, viewer.tz), [packed, viewer.tz]);
  const key = `${initial.group.id}:${initial.period.id}`;
  return <LiveJournal key={key} initial={initial} viewer={viewer} start={start} />;
}
