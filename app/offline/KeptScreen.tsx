'use client';

import { useMemo } from 'react';
import type { KeptView } from '#app/_live/keptViews.ts';
import { Absences } from '#app/(family)/absences/Absences.tsx';
import { Today } from '#app/(family)/day/Today.tsx';
import { Diary } from '#app/(family)/diary/Diary.tsx';
import { HomeworkList } from '#app/(family)/homework/HomeworkList.tsx';
import { Marks } from '#app/(family)/marks/Marks.tsx';
import { Results } from '#app/(family)/results/Results.tsx';
import { FamilyTimetable } from '#app/(family)/timetable/FamilyTimetable.tsx';
import { packJournal } from '#app/(staff)/journal/_model/pack.ts';
import { parseStart } from '#app/(staff)/journal/_model/start.ts';
import { Journal } from '#app/(staff)/journal/Journal.tsx';
import { LivePlan } from '#app/(staff)/plans/[plan]/LivePlan.tsx';
import '#app/(staff)/plans/[plan]/plan.css';
import '#app/(staff)/plans/[plan]/grid.css';
import '#app/(staff)/plans/[plan]/side.css';
import '#app/(staff)/plans/[plan]/over.css';
import '#app/(staff)/plans/[plan]/list.css';

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
  if (shown.view === 'plan') {
    const { personId, schoolId } = viewer;
    const asked = new URLSearchParams(window.location.search);
    return schoolId === undefined ? null : (
      <LivePlan
        initial={shown}
        viewer={{ personId, schoolId }}
        start={{ row: asked.get('row'), field: asked.get('field') }}
      />
    );
  }
  return <FamilyScreen view={shown} viewer={viewer} path={path} />;
}

function FamilyScreen({ view, viewer, path }: Pick<KeptView, 'view' | 'viewer' | 'path'>) {
  const { tz } = view;
  if (view.view === 'marks') return <Marks initial={view} viewer={viewer} tz={tz} />;
  if (view.view === 'results') return <Results initial={view} viewer={viewer} tz={tz} />;
  if (view.view === 'timetable') return <FamilyTimetable initial={view} viewer={viewer} calendar={null} />;
  if (view.view === 'absences') return <Absences initial={view} viewer={viewer} tz={tz} mayReport={false} />;
  if (view.view !== 'diary') return null;
  // «Сделано» is not for here: without a connection families read.
  const props = { initial: view, viewer, tz };
  if (path.startsWith('/diary')) return <Diary {...props} />;
  return path.startsWith('/homework') ? (
    <HomeworkList {...props} mayTick={false} />
  ) : (
    <Today {...props} mayTick={false} />
  );
}
