import type { Asker } from '#db/sql.ts';

/** What of the school an import is compared with, as columns of one query over its row `i` and the day `q."from"`: a command
 *  reads all it decides on in one statement. Staff: whoever has a part in the school's work, and people created for a
 *  timetable; no pupil and no mere parent. */
export const schoolFacts = (tx: Asker) => tx`
  json_build_object(
    'classes', coalesce((select json_agg(json_build_object('id', c.id, 'grade', c.grade, 'letter', c.letter)
        order by c.grade, c.letter collate "ru-x-icu")
      from class c where c.school_id = y.school_id and c.year_id = y.id), '[]'),
    'subjects', coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name, 'short', s.short)
        order by s.name collate "ru-x-icu", s.id)
      from subject s where s.school_id = i.school_id), '[]'),
    'staff', coalesce((select json_agg(json_build_object('id', p.id, 'familyName', p.family_name,
        'givenName', p.given_name, 'patronymic', p.patronymic) order by p.family_name, p.given_name, p.patronymic, p.id)
      from person p where p.school_id = i.school_id
        and (exists (select from group_teacher g where g.school_id = p.school_id and g.teacher_id = p.id)
          or exists (select from role_grant r where r.school_id = p.school_id and r.person_id = p.id)
          or exists (select from homeroom h where h.school_id = p.school_id and h.teacher_id = p.id)
          or not (exists (select from enrolment e where e.school_id = p.school_id and e.student_id = p.id)
            or exists (select from guardian d where d.school_id = p.school_id and d.guardian_id = p.id)))), '[]'),
    'groups', coalesce((select json_agg(json_build_object('id', g.id, 'classId', g.class_id, 'subjectId', g.subject_id,
        'name', g.name, 'kind', g.kind, 'mixed', g.mixed,
        'teacherIds', array(select t.teacher_id from group_teacher t where t.school_id = g.school_id and t.group_id = g.id
          and t.starts <= q."from" and (t.ends is null or t.ends >= q."from")
          order by t.place, t.starts desc, t.teacher_id),
        'classIds', case when not g.mixed then array[g.class_id] else array(
          select g.class_id union
          select e.class_id from group_student s
            join enrolment e on e.school_id = s.school_id and e.student_id = s.student_id
              and e.starts <= q."from" and (e.ends is null or e.ends >= q."from")
          where s.school_id = g.school_id and s.group_id = g.id and (s.ends is null or s.ends >= q."from")
          order by 1) end) order by g.id)
      from class c join study_group g on g.school_id = c.school_id and g.class_id = c.id
      where c.school_id = y.school_id and c.year_id = y.id), '[]'),
    'slots', coalesce((select json_agg(json_build_object('groupId', t.group_id, 'weekday', t.weekday, 'number', t.number,
        'parity', t.parity, 'room', t.room, 'teacherId', t.teacher_id, 'starts', t.starts, 'ends', t.ends)
        order by t.group_id, t.weekday, t.number, t.parity, t.id)
      from timetable_slot t where t.school_id = i.school_id and t.ends >= q."from" and t.starts <= t.ends), '[]'),
    'bells', coalesce((select json_agg(json_build_object('classId', c.id, 'number', b.number,
        'starts', to_char(b.starts, 'HH24:MI')) order by c.id, b.number)
      from class c join bell b on b.school_id = c.school_id and b.bell_set_id = c.bell_set_id
      where c.school_id = y.school_id and c.year_id = y.id), '[]'),
    'known', coalesce((select json_agg(json_build_object('kind', n.kind, 'key', n.name, 'to', n.target))
      from timetable_import_name n where n.school_id = i.school_id), '[]')) as school`;

/** A person's decisions on the names of `i`. */
export const choiceColumn = (tx: Asker) => tx`
  coalesce((select json_agg(json_build_object('kind', c.kind, 'key', c.name, 'how', c.how, 'id', c.target, 'v', c.version))
    from timetable_import_choice c where c.school_id = i.school_id and c.import_id = i.id), '[]') as choices`;

/** The school year that the day `q."from"` lies in: its lessons end on `last_day`. */
export const yearJoin = (tx: Asker) => tx`
  left join academic_year y on y.school_id = i.school_id and q."from" between y.starts and y.ends`;
export const lastDay = (tx: Asker) => tx`
  (select max(p.ends) from period p where p.school_id = y.school_id and p.year_id = y.id and p.kind in ('quarter', 'half')) as last_day`;

export type ChoiceRow = { kind: string; key: string; how: 'to' | 'make' | 'out' | null; id: number | null; v: number };

/** Students of each group on a day, for telling which groups meet. */
export async function groupMembers(tx: Asker, schoolId: number, from: string): Promise<Map<number, Set<number>>> {
  const rows = await tx<{ groupId: number; studentIds: number[] }[]>`
    select group_id as "groupId", array_agg(student_id) as "studentIds" from group_student
    where school_id = ${schoolId} and starts <= ${from}::date and (ends is null or ends >= ${from}::date) group by group_id`;
  return new Map(rows.map((row) => [row.groupId, new Set(row.studentIds)]));
}
