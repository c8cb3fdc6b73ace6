import { changeColumn } from '#db/queries/changeColumn.ts';
import type { Asker } from '#db/sql.ts';
import type { TimetableLesson } from '#lib/contract/timetableViews.ts';
import type { LessonChange } from '#lib/domain/lessonChange.ts';
import { className, type PersonName, shortName } from '#lib/domain/people.ts';
import { timeIn } from '#lib/domain/time.ts';

/** Whose lessons. A class's are also those of its students in groups of several classes (`groupIds`). */
export type LessonsOf =
  | { by: 'class'; id: number; groupIds: number[] }
  | { by: 'teacher'; id: number }
  | { by: 'room'; id: string }
  | { by: 'student'; id: number };

export type LessonRow = {
  id: number;
  group_id: number;
  on_date: string;
  number: number;
  starts_at: Date;
  ends_at: Date;
  grade: number;
  letter: string;
  mixed: boolean;
  name: string;
  subject: string;
  room: string;
  status: 'planned' | 'cancelled';
  teacher_id: number;
  teacher: PersonName;
  substitute_id: number | null;
  substitute: PersonName | null;
  change: LessonChange | null;
  change_v: number;
  ordered_at: Date | null;
};

/** Lessons that are held between two days, and those that the timetable has there and that are held elsewhere: what departs
 *  from the timetable has one row each, found by its day. Every part is one look by an index, whatever the school's size. */
export const readTimetableLessons = (tx: Asker, schoolId: number, of: LessonsOf, from: string, to: string) =>
  tx<LessonRow[]>`
    select l.id, l.group_id, l.on_date, l.number, l.starts_at, l.ends_at, c.grade, c.letter, l.mixed, g.name,
      s.name as subject, l.room, l.status, l.teacher_id,
      json_build_object('familyName', t.family_name, 'givenName', t.given_name, 'patronymic', t.patronymic) as teacher,
      sb.teacher_id as substitute_id, case when sb.teacher_id is not null then json_build_object('familyName', p.family_name,
        'givenName', p.given_name, 'patronymic', p.patronymic) end as substitute,
      ${changeColumn(tx)} as change, l.change_v, sb.ordered_at
    from (${idsOf(tx, schoolId, of, from, to)}) o
    join lesson l on l.school_id = ${schoolId} and l.id = o.id
    join study_group g on g.school_id = l.school_id and g.id = l.group_id
    join class c on c.school_id = l.school_id and c.id = l.class_id
    join subject s on s.school_id = g.school_id and s.id = g.subject_id
    join person t on t.school_id = l.school_id and t.id = l.teacher_id
    left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
    left join person p on p.school_id = sb.school_id and p.id = sb.teacher_id
    left join subject si on si.school_id = sb.school_id and si.id = sb.subject_id
    order by l.on_date, l.number, l.id`;

/** Ids, each once. Changed lessons of the days are few in a school, whoever they belong to. */
function idsOf(tx: Asker, schoolId: number, of: LessonsOf, from: string, to: string) {
  const changed = tx`select l.id from substitution sb join lesson l on l.school_id = sb.school_id and l.id = sb.lesson_id`;
  const days = tx`sb.school_id = ${schoolId} and sb.was_on between ${from} and ${to}`;
  switch (of.by) {
    case 'class':
      return tx`
        select id from lesson where school_id = ${schoolId} and class_id = ${of.id} and on_date between ${from} and ${to}
        union select id from lesson where school_id = ${schoolId} and group_id = any(${of.groupIds})
          and on_date between ${from} and ${to}
        union ${changed} where ${days} and (l.class_id = ${of.id} or l.group_id = any(${of.groupIds}))`;
    case 'teacher':
      return tx`
        select id from lesson where school_id = ${schoolId} and teacher_id = ${of.id} and on_date between ${from} and ${to}
        union ${changed} where ${days} and (l.teacher_id = ${of.id} or sb.teacher_id = ${of.id})`;
    case 'room':
      return tx`
        select id from lesson where school_id = ${schoolId} and room = ${of.id} and on_date between ${from} and ${to}
        union ${changed} where ${days} and sb.was_room = ${of.id}`;
    case 'student':
      return tx`
        select l.id from group_student gs
        join lesson l on l.school_id = gs.school_id and l.group_id = gs.group_id and l.on_date between ${from} and ${to}
        where gs.school_id = ${schoolId} and gs.student_id = ${of.id} and gs.starts <= l.on_date
          and (gs.ends is null or gs.ends >= l.on_date)
        union ${changed}
        join group_student gs on gs.school_id = l.school_id and gs.group_id = l.group_id and gs.student_id = ${of.id}
          and gs.starts <= l.on_date and (gs.ends is null or gs.ends >= l.on_date)
        where ${days}`;
  }
}

export const toTimetableLesson = (l: LessonRow, tz: string): TimetableLesson => ({
  id: l.id,
  groupId: l.group_id,
  date: l.on_date,
  number: l.number,
  starts: timeIn(l.starts_at, tz),
  ends: timeIn(l.ends_at, tz),
  subject: l.subject,
  // Students of several classes: the group is called by its own name.
  className: l.mixed ? l.name : className(l),
  name: l.mixed ? '' : l.name,
  room: l.room,
  cancelled: l.status === 'cancelled',
  teacher: { id: l.teacher_id, name: shortName(l.teacher) },
  substitute: l.substitute_id !== null && l.substitute ? { id: l.substitute_id, name: shortName(l.substitute) } : null,
  change: l.change,
  changeV: l.change_v,
});
