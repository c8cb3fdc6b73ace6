import type { Tx } from '#db/sql.ts';
import type { JournalFinal, JournalPeriod } from '#lib/contract/journalView.ts';
import type { PeriodRef } from '#lib/contract/viewParts.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';

const LABELS = ['I', 'II', 'III', 'IV'] as const;
const STAGES: Record<string, string> = { year: 'Год', exam: 'Экзамен', final: 'Итоговая' };
/** «II четверть», «I полугодие», «Год». */
export const periodLabel = (kind: string, number: number): string =>
  STAGES[kind] ?? `${LABELS[number - 1] ?? number} ${kind === 'half' ? 'полугодие' : 'четверть'}`;

/** Grades that end with exams: «Экзамен» and «Итоговая» stand beside «Год» (domain: 9 and 11). */
export const EXAM_GRADES: readonly number[] = [9, 11];

/** The group's own periods, and the year's stages after them. */
export async function readPeriods(
  tx: Tx,
  schoolId: number,
  group: { year_id: number; period_kind: string },
): Promise<JournalPeriod[]> {
  const rows = await tx<PeriodRow[]>`
    select id, kind, number, starts, ends, closed_at is not null as closed from period
    where school_id = ${schoolId} and year_id = ${group.year_id} and kind in (${group.period_kind}, 'year', 'exam', 'final')
    order by array_position(array['quarter', 'half', 'year', 'exam', 'final'], kind), number`;
  return rows.map(({ number, ...p }) => ({ ...p, label: periodLabel(p.kind, number) }));
}
type PeriodRow = Omit<JournalPeriod, 'label'> & { number: number };

type FinalRow = Omit<JournalFinal, 'by'> & PersonName;
export async function readFinals(
  tx: Tx,
  schoolId: number,
  groupId: number,
  periods: readonly PeriodRef[],
): Promise<JournalFinal[]> {
  const rows = await tx<FinalRow[]>`
    select m.period_id as "periodId", m.student_id as "studentId", m.value, m.grounds, m.version as v,
      p.family_name as "familyName", p.given_name as "givenName", p.patronymic
    from period_mark m join person p on p.school_id = m.school_id and p.id = m.set_by
    where m.school_id = ${schoolId} and m.group_id = ${groupId} and m.period_id = any(${periods.map((p) => p.id)})
    order by m.period_id, m.student_id`;
  return rows.map(({ familyName, givenName, patronymic, ...final }) => ({
    ...final,
    by: shortName({ familyName, givenName, patronymic }),
  }));
}
