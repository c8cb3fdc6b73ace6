import { readDocuments } from '#db/queries/absencePapers.ts';
import { heldByDay, readStudentGroups } from '#db/queries/familyAbsences.ts';
import { defineRead } from '#db/reads/read.ts';
import type { StudentAbsences } from '#lib/contract/reads.ts';
import { className, listName, type PersonName, shortName } from '#lib/domain/people.ts';
import { can } from '#lib/policy.ts';

type Row = Omit<StudentAbsences['rows'][number], 'by' | 'reasonBy'> & { by: PersonName; reasonBy: PersonName | null };

/** The registry of missed lessons of one student (R029): by date, subject, reason, author, with his documents. */
export const studentAbsences = defineRead('attendance.student', async (tx, actor, { studentId, from, to }) => {
  const { schoolId } = actor;
  const [student] = await tx<(PersonName & { class_id: number; grade: number; letter: string })[]>`
    select p.family_name as "familyName", p.given_name as "givenName", p.patronymic, c.id as class_id, c.grade, c.letter
    from enrolment e join class c on c.school_id = e.school_id and c.id = e.class_id
    join person p on p.school_id = e.school_id and p.id = e.student_id
    where e.school_id = ${schoolId} and e.student_id = ${studentId} order by e.starts desc limit 1`;
  if (!student || !can(actor, 'reason.read', { classId: student.class_id })) return null;
  const [groups, held, rows, documents] = await Promise.all([
    readStudentGroups(tx, schoolId, studentId),
    heldByDay(tx, schoolId, studentId, from, to),
    tx<Row[]>`
      select a.lesson_id as "lessonId", a.group_id as "groupId", a.on_date as date, l.number, a.code, a.minutes, a.reason,
        json_build_object('familyName', p.family_name, 'givenName', p.given_name, 'patronymic', p.patronymic) as by,
        case when r.id is not null then json_build_object('familyName', r.family_name, 'givenName', r.given_name,
          'patronymic', r.patronymic) end as "reasonBy"
      from attendance a join lesson l on l.school_id = a.school_id and l.id = a.lesson_id
      join person p on p.school_id = a.school_id and p.id = a.set_by
      left join person r on r.school_id = a.school_id and r.id = a.reason_by
      where a.school_id = ${schoolId} and a.student_id = ${studentId} and a.on_date between ${from} and ${to}
        and a.code in ('absent', 'late') order by a.on_date, l.number, l.id`,
    readDocuments(tx, schoolId, { studentId }, from, true),
  ]);
  return {
    student: { id: studentId, name: listName(student), className: className(student) },
    groups,
    held: [...held],
    rows: rows.map(({ by, reasonBy, ...row }) => ({
      ...row,
      by: shortName(by),
      reasonBy: reasonBy && shortName(reasonBy),
    })),
    documents: documents.filter((document) => document.starts <= to),
  };
});
