import type { Asker } from '#db/sql.ts';
import type { School } from '#lib/domain/timetableImport/school.ts';

/** What of the school an import is compared with, as of the day the new timetable would begin. Staff: whoever teaches, has a
 *  part in the school's work or once had, and is nobody's pupil or mere parent. */
export async function schoolFacts(tx: Asker, schoolId: number, from: string): Promise<School> {
  const year = tx`(select id from academic_year where school_id = ${schoolId} and ${from}::date between starts and ends)`;
  const [classes, subjects, staff, groups, slots, bells, known] = await Promise.all([
    tx<School['classes']>`select id, grade, letter from class where school_id = ${schoolId} and year_id = ${year}
      order by grade, letter collate "ru-x-icu"`,
    tx<
      School['subjects']
    >`select id, name, short from subject where school_id = ${schoolId} order by name collate "ru-x-icu", id`,
    tx<
      School['staff']
    >`select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic from person p
      where p.school_id = ${schoolId}
        and (exists (select from group_teacher g where g.school_id = p.school_id and g.teacher_id = p.id)
          or exists (select from role_grant r where r.school_id = p.school_id and r.person_id = p.id)
          or exists (select from homeroom h where h.school_id = p.school_id and h.teacher_id = p.id)
          or not (exists (select from enrolment e where e.school_id = p.school_id and e.student_id = p.id)
            or exists (select from guardian d where d.school_id = p.school_id and d.guardian_id = p.id)))
      order by p.family_name, p.given_name, p.patronymic, p.id`,
    tx<School['groups']>`select g.id, g.class_id as "classId", g.subject_id as "subjectId", g.name, g.kind, g.mixed,
        array(select t.teacher_id from group_teacher t where t.school_id = g.school_id and t.group_id = g.id
          and t.starts <= ${from}::date and (t.ends is null or t.ends >= ${from}::date)
          order by t.place, t.starts desc, t.teacher_id) as "teacherIds",
        case when not g.mixed then array[g.class_id] else array(select distinct c from (
            select g.class_id as c union
            select e.class_id from group_student s
              join enrolment e on e.school_id = s.school_id and e.student_id = s.student_id
                and e.starts <= ${from}::date and (e.ends is null or e.ends >= ${from}::date)
            where s.school_id = g.school_id and s.group_id = g.id and (s.ends is null or s.ends >= ${from}::date)) x order by c)
          end as "classIds"
      from study_group g where g.school_id = ${schoolId} and g.year_id = ${year} order by g.id`,
    tx<School['slots']>`select group_id as "groupId", weekday, number, parity, room, teacher_id as "teacherId",
        starts, ends
      from timetable_slot where school_id = ${schoolId} and ends >= ${from}::date and starts <= ends
      order by group_id, weekday, number, parity`,
    tx<School['bells']>`select c.id as "classId", b.number, to_char(b.starts, 'HH24:MI') as starts from class c
      join bell b on b.school_id = c.school_id and b.bell_set_id = c.bell_set_id
      where c.school_id = ${schoolId} and c.year_id = ${year} order by c.id, b.number`,
    tx<
      School['known']
    >`select kind, name as key, target as "to" from timetable_import_name where school_id = ${schoolId}`,
  ]);
  return { classes, subjects, staff, groups, slots, bells, known };
}

/** Students of each group on a day, for telling which groups meet. */
export async function groupMembers(tx: Asker, schoolId: number, from: string): Promise<Map<number, Set<number>>> {
  const rows = await tx<{ groupId: number; studentIds: number[] }[]>`
    select group_id as "groupId", array_agg(student_id) as "studentIds" from group_student
    where school_id = ${schoolId} and starts <= ${from}::date and (ends is null or ends >= ${from}::date) group by group_id`;
  return new Map(rows.map((row) => [row.groupId, new Set(row.studentIds)]));
}
