import type postgres from 'postgres';
import type { SchoolYear } from '#db/seed/calendar.ts';
import type { SchoolIds } from '#db/seed/schoolRows.ts';
import { DIRECTOR } from '#db/seed/staffList.ts';
import type { Office } from '#db/seed/storyRows.ts';
import { PRINTS } from '#db/timetable/prints.ts';
import type { ApprovalKind } from '#lib/domain/approvals.ts';

/** What the director approved in August. Тарификация was forgotten: somebody should see it. */
const ORDERS: readonly [kind: ApprovalKind, day: number, number: string][] = [
  ['curriculum', 27, '118-о'],
  ['load', 28, '121-о'],
  ['timetable', 31, '124-о'],
];

export async function loadApprovals(
  tx: postgres.TransactionSql,
  own: SchoolIds,
  year: SchoolYear,
  office: Office,
): Promise<void> {
  const director = office.get([DIRECTOR.family, DIRECTOR.given, DIRECTOR.patronymic].filter(Boolean).join(' '));
  if (director === undefined) throw new Error('There is no director to approve.');
  for (const [kind, day, number] of ORDERS) {
    const on = `${year.year}-08-${day}`;
    await tx`insert into approval (school_id, year_id, kind, order_no, order_on, print, by_id, at)
      select y.school_id, y.id, ${kind}, ${number}, ${on}, ${tx.unsafe(PRINTS[kind])}, ${director}, ${`${on}T11:00:00Z`}
      from academic_year y where y.school_id = ${own.schoolId} and y.id = ${own.yearId}`;
  }
}
