import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { Suspense } from 'react';
import { requireActor } from '#app/_session/actor.ts';
import { single } from '#app/_ui/query.ts';
import { hasFamilyFrame } from '#app/_ui/sections.ts';
import { childOf } from '#app/(family)/_parts/family.ts';
import { FamilyTimetable } from '#app/(family)/timetable/FamilyTimetable.tsx';
import { FamilyTimetableSkeleton } from '#app/(family)/timetable/FamilyTimetableSkeleton.tsx';
import { Changes } from '#app/(staff)/_timetable/Changes.tsx';
import { Timetable } from '#app/(staff)/_timetable/Timetable.tsx';
import { TimetableChoice } from '#app/(staff)/_timetable/TimetableChoice.tsx';
import type { TimetableTab } from '#app/(staff)/_timetable/TimetableHead.tsx';
import { TimetableSkeleton } from '#app/(staff)/_timetable/TimetableSkeleton.tsx';
import { dayChanges } from '#db/queries/dayChanges.ts';
import { childAsked } from '#db/queries/diaryStudent.ts';
import { timetableHome } from '#db/queries/timetableHome.ts';
import { timetablePage } from '#db/queries/timetablePage.ts';
import { isDay } from '#lib/domain/time.ts';
import { TIMETABLE_BY, type TimetableBy } from '#lib/domain/timetableWeek.ts';
import { type Actor, can, scopeOfJournals, scopeOfStudents } from '#lib/policy.ts';

type Query = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Query> };

export const metadata: Metadata = { title: 'Расписание' };

/** «Расписание» by the hat one wears. Staff: `?by=class|teacher|room|student&id=&week=`, and `?by=changes&date=`. A family:
 *  `?child=&week=`. */
export default async function TimetablePage({ searchParams }: Props) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  return hasFamilyFrame(actor) ? (
    <Suspense fallback={<FamilyTimetableSkeleton />}>
      <OfFamily actor={actor} query={query} />
    </Suspense>
  ) : (
    <Suspense fallback={<TimetableSkeleton />}>
      <OfStaff actor={actor} query={query} />
    </Suspense>
  );
}

async function OfFamily({ actor, query }: { actor: Actor; query: Query }) {
  const child = childAsked(actor, childOf(query['child']).studentId);
  if (!child) notFound();
  const { studentId } = child;
  const view = await timetablePage(actor, { by: 'student', id: String(studentId), week: single(query['week']) });
  if (!view) notFound();
  return (
    <FamilyTimetable
      key={`${studentId}:${view.week}`}
      initial={view}
      viewer={{ personId: actor.personId }}
      calendar={can(actor, 'calendar.own', { studentId }) ? { schoolId: actor.schoolId } : null}
    />
  );
}

async function OfStaff({ actor, query }: { actor: Actor; query: Query }) {
  const asked = single(query['by']);
  const viewer = { personId: actor.personId };
  const tabs = tabsOf(actor);
  if (asked === 'changes') {
    const date = single(query['date']);
    const view = await dayChanges(actor, { date: date?.startsWith('20') && isDay(date) ? date : undefined });
    // The address is no secret: whom it does not concern is shown the timetable.
    if (!view) redirect('/timetable');
    return <Changes key={view.date} initial={view} viewer={viewer} tabs={tabs} />;
  }
  const by = TIMETABLE_BY.find((known) => known === asked);
  const id = single(query['id']);
  const target = by && id ? { by, id } : await timetableHome(actor, by);
  if (!target) return <TimetableChoice by={by ?? 'class'} tabs={tabs} />;
  const view = await timetablePage(actor, { ...target, week: single(query['week']) });
  if (!view) notFound();
  const journals = scopeOfJournals(actor);
  return (
    <Timetable
      key={`${view.by}:${view.id}:${view.week}`}
      initial={view}
      viewer={viewer}
      tabs={tabs}
      journals={journals.kind === 'school' ? 'all' : journals.kind === 'groups' ? journals.groupIds : []}
      calendar={can(actor, 'calendar.own', { studentId: null }) ? { schoolId: actor.schoolId } : null}
    />
  );
}

const LABELS: Record<TimetableBy, string> = { class: 'Класс', teacher: 'Учитель', room: 'Кабинет', student: 'Ученик' };
const tabsOf = (actor: Actor): TimetableTab[] => [
  ...TIMETABLE_BY.filter((by) => by !== 'student' || scopeOfStudents(actor).kind !== 'none').map((by) => ({
    by,
    label: LABELS[by],
  })),
  ...(can(actor, 'changes.read') ? [{ by: 'changes', label: 'Изменения за день' }] : []),
];
