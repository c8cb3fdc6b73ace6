import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { requireActor } from '#app/_session/actor.ts';
import { Attendance } from '#app/(staff)/attendance/Attendance.tsx';
import { attendanceDay } from '#db/queries/attendanceDay.ts';
import { isDay } from '#lib/domain/time.ts';
import { can, landingOf, scopeOfAttendance } from '#lib/policy.ts';

export const metadata: Metadata = { title: 'Журнал дня' };

type Query = Record<string, string | string[] | undefined>;
const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function AttendancePage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query] = await Promise.all([requireActor(), searchParams]);
  const scope = scopeOfAttendance(actor);
  // Not refused but led on: the address is no secret, and somebody may have changed his role in another tab.
  if (scope !== 'school' && scope.length === 0) redirect(landingOf(actor));
  const [classText, date] = [single(query['class']), single(query['date'])];
  const view = await attendanceDay(actor, {
    classId: classText && /^[1-9]\d{0,8}$/.test(classText) ? Number(classText) : undefined,
    date: date?.startsWith('20') && isDay(date) ? date : undefined,
  });
  if (!view) notFound();
  return (
    <Attendance initial={view} viewer={{ personId: actor.personId }} mayCompare={can(actor, 'attendance.compare')} />
  );
}
