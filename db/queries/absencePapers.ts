import { papersOfClass } from '#db/queries/studentClass.ts';
import type { Tx } from '#db/sql.ts';
import type { AbsenceDocument, AbsenceNotice } from '#lib/contract/attendanceViews.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';

/** Documents of absence and reports of parents, of the students of one class or of one student. */
type Whose = { classId: number } | { studentId: number };
const ofWhom = (tx: Tx, schoolId: number, whose: Whose) =>
  'classId' in whose ? papersOfClass(tx, schoolId, tx`${whose.classId}::int`) : tx`x.student_id = ${whose.studentId}`;

/** Those that end on `from` or later. `names`: families are not told who entered a document. */
export async function readDocuments(
  tx: Tx,
  schoolId: number,
  whose: Whose,
  from: string,
  names: boolean,
): Promise<AbsenceDocument[]> {
  const rows = await tx<(AbsenceDocument & { person: PersonName })[]>`
    select x.id, x.student_id as "studentId", x.kind, x.number, x.issued_on as "issuedOn", x.reason, x.starts, x.ends,
      x.first_lesson as "firstLesson", x.last_lesson as "lastLesson", x.notice_id as "noticeId", x.active, x.version as v,
      json_build_object('familyName', p.family_name, 'givenName', p.given_name, 'patronymic', p.patronymic) as person
    from absence_document x join person p on p.school_id = x.school_id and p.id = x.by_id
    where x.school_id = ${schoolId} and ${ofWhom(tx, schoolId, whose)} and x.ends >= ${from} order by x.id`;
  return rows.map(({ person, ...row }) => ({ ...row, by: names ? shortName(person) : null }));
}

export async function readNotices(tx: Tx, schoolId: number, whose: Whose, from: string): Promise<AbsenceNotice[]> {
  const rows = await tx<(Omit<AbsenceNotice, 'from' | 'sentAt'> & { person: PersonName; sentAt: Date })[]>`
    select x.id, x.student_id as "studentId", x.kind, x.text, x.starts, x.ends, x.status, x.answer, x.sent_at as "sentAt",
      x.version as v,
      json_build_object('familyName', p.family_name, 'givenName', p.given_name, 'patronymic', p.patronymic) as person
    from absence_notice x join person p on p.school_id = x.school_id and p.id = x.by_id
    where x.school_id = ${schoolId} and ${ofWhom(tx, schoolId, whose)} and x.ends >= ${from} order by x.id`;
  return rows.map(({ person, sentAt, ...row }) => ({
    ...row,
    from: shortName(person),
    sentAt: sentAt.toISOString(),
  }));
}

/** The first day whose reasons can still be set: the day after the last closed period of this kind, or the year's first. */
export const openFromOf = (tx: Tx, schoolId: number, yearId: number, kind: string) => tx<{ day: string }[]>`
  select coalesce((select max(p.ends) + 1 from period p where p.school_id = ${schoolId} and p.year_id = ${yearId}
      and p.kind = ${kind} and p.closed_at is not null), y.starts) as day
  from academic_year y where y.school_id = ${schoolId} and y.id = ${yearId}`;
