import type { Asker } from '#db/sql.ts';
import type { BellRuleRef, BellSetRef, DraftGroup, DraftSlot, TimetableClass } from '#lib/contract/draftViews.ts';

/** What the rules of a week need, as columns of one query: for the editor's view and for the command that puts a draft into
 *  force. */
export type WeekFacts = {
  classes: TimetableClass[];
  groups: DraftGroup[];
  meets: [number, number][];
  curriculum: [classId: number, subjectId: number, hours: number][];
  bellSets: BellSetRef[];
  bellRules: BellRuleRef[];
  slots: DraftSlot[];
};

/** Select list over an alias `v` of timetable_version: the week of the draft, as of its day or the one it is put into force. */
export const weekFacts = (tx: Asker, day: ReturnType<Asker> = tx`v.starts`) => tx`
  ${bellColumns(tx)},
  coalesce((select json_agg(json_build_object('id', g.id, 'classId', g.class_id, 'subjectId', g.subject_id,
      'subject', s.name, 'short', s.short, 'name', g.name, 'kind', g.kind, 'mixed', g.mixed, 'hours', g.hours,
      'teacherId', (select gt.teacher_id from group_teacher gt where gt.school_id = g.school_id and gt.group_id = g.id
        and gt.starts <= ${day} and (gt.ends is null or gt.ends >= ${day})
        order by gt.place, gt.starts desc, gt.teacher_id limit 1),
      'teacherIds', array(select gt.teacher_id from group_teacher gt where gt.school_id = g.school_id
        and gt.group_id = g.id and gt.starts <= ${day} and (gt.ends is null or gt.ends >= ${day})
        group by gt.teacher_id order by min(gt.place), gt.teacher_id),
      'counted', g.kind in ('class', 'subgroup') and exists (select from curriculum u where u.school_id = g.school_id
        and u.year_id = g.year_id and u.class_id = g.class_id and u.subject_id = g.subject_id)) order by g.id)
    from class c join study_group g on g.school_id = c.school_id and g.class_id = c.id
    join subject s on s.school_id = g.school_id and s.id = g.subject_id
    where c.school_id = v.school_id and c.year_id = v.year_id), '[]') as groups,
  coalesce((select json_agg(json_build_array(u.class_id, u.subject_id, u.hours) order by u.class_id, u.subject_id)
    from curriculum u where u.school_id = v.school_id and u.year_id = v.year_id), '[]') as curriculum,
  coalesce((select json_agg(json_build_array(m.a, m.b) order by m.a, m.b) from (
    select distinct a.group_id as a, b.group_id as b
    from class c join study_group g on g.school_id = c.school_id and g.class_id = c.id
    join group_student a on a.school_id = g.school_id and a.group_id = g.id
    join group_student b on b.school_id = a.school_id and b.student_id = a.student_id and b.group_id > a.group_id
    where c.school_id = v.school_id and c.year_id = v.year_id and (a.ends is null or a.ends >= ${day})
      and (b.ends is null or b.ends >= ${day})) m), '[]') as meets,
  coalesce((select json_agg(json_build_object('id', t.id, 'groupId', t.group_id, 'weekday', t.weekday, 'number', t.number,
      'parity', t.parity, 'room', t.room, 'teacherId', t.teacher_id, 'gone', t.gone, 'v', t.v) order by t.id)
    from draft_slot t where t.school_id = v.school_id and t.version_id = v.id), '[]') as slots`;

/** Classes, bell sets and rules of the year of an alias `v`. */
export const bellColumns = (tx: Asker) => tx`
  coalesce((select json_agg(json_build_object('id', c.id, 'grade', c.grade, 'letter', c.letter, 'shift', c.shift,
      'bellSetId', c.bell_set_id) order by c.grade, c.letter collate "ru-x-icu")
    from class c where c.school_id = v.school_id and c.year_id = v.year_id), '[]') as classes,
  coalesce((select json_agg(json_build_object('id', b.id, 'name', b.name, 'v', b.version, 'bells', coalesce((
      select json_agg(json_build_object('number', x.number, 'starts', extract(epoch from x.starts)::int / 60,
        'ends', extract(epoch from x.ends)::int / 60) order by x.number)
      from bell x where x.school_id = b.school_id and x.bell_set_id = b.id), '[]')) order by b.id)
    from bell_set b where b.school_id = v.school_id), '[]') as "bellSets",
  coalesce((select json_agg(json_build_object('id', r.id, 'bellSetId', r.bell_set_id, 'classId', r.class_id,
      'grade', r.grade, 'weekday', r.weekday, 'date', r.on_date, 'starts', r.starts, 'ends', r.ends, 'v', r.version) order by r.id)
    from bell_plan r where r.school_id = v.school_id), '[]') as "bellRules"`;
