import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { idOf, single } from '#app/_ui/query.ts';
import { Attendance } from '#app/(staff)/attendance/Attendance.tsx';
import { attendanceDay } from '#db/queries/attendanceDay.ts';
import { isDay } from '#lib/domain/time.ts';
import { can, landingOf, scopeOfAttendance } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Журнал дня' };

type Query = Record<string, string | string[] | undefined>;
export default async function AttendancePage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  const scope = scopeOfAttendance(actor);
  // Not refused but led on: the address is no secret, and somebody may have changed his role in another tab.
  if (scope !== 'school' && scope.length === 0) redirect(landingOf(actor));
  const date = single(query['date']);
  const view = await attendanceDay(actor, {
    classId: idOf(query['class']),
    date: date?.startsWith('20') && isDay(date) ? date : undefined,
  });
  if (!view) notFound();
  return (
    <Attendance initial={view} viewer={{ personId: actor.personId }} mayCompare={can(actor, 'attendance.compare')} />
  );
}
