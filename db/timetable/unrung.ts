import type { Asker } from '#db/sql.ts';

/** SQL of places that no bell would ring for: no lesson comes of such a place. */

/** How many lessons of each number the week of each class has that rings by set `q."bellSetId"` of school `s`: those in
 *  force today or later. A class's own set rings what the set of a rule has no bell for. */
export const rungPlaces = (tx: Asker) => tx`
  coalesce((select json_agg(json_build_object('grade', c.grade, 'letter', c.letter, 'number', x.number, 'places', x.places)
      order by c.grade, c.letter collate "ru-x-icu", x.number)
    from (select g.class_id, t.number, count(*)::int as places
      from timetable_slot t join study_group g on g.school_id = t.school_id and g.id = t.group_id
      where t.school_id = s.school_id and t.starts <= t.ends and t.ends >= school_today(s.school_id) group by 1, 2) x
    join class c on c.school_id = s.school_id and c.id = x.class_id
    where c.bell_set_id = q."bellSetId" or (exists (select from bell_plan r where r.school_id = c.school_id
        and r.bell_set_id = q."bellSetId" and (r.class_id is null or r.class_id = c.id) and (r.grade is null or r.grade = c.grade))
      and not exists (select from bell b where b.school_id = c.school_id and b.bell_set_id = c.bell_set_id
        and b.number = x.number))), '[]')`;

/** How many places that version `v` ended have no bell by now. */
export const unrungBefore = (tx: Asker) => tx`
  (select count(*)::int from timetable_closing o
    join timetable_slot t on t.school_id = o.school_id and t.id = o.slot_id
    join study_group g on g.school_id = t.school_id and g.id = t.group_id
    join class c on c.school_id = g.school_id and c.id = g.class_id
    where o.school_id = v.school_id and o.version_id = v.id and o.ends >= greatest(v.starts, school_today(v.school_id))
      and not exists (select from bell b where b.school_id = t.school_id and b.number = t.number
        and (b.bell_set_id = c.bell_set_id or exists (select from bell_plan r where r.school_id = b.school_id
          and r.bell_set_id = b.bell_set_id and r.on_date is null and (r.class_id is null or r.class_id = c.id)
          and (r.grade is null or r.grade = c.grade) and (r.weekday is null or r.weekday = t.weekday)))))`;
