import type { Asker } from '#db/sql.ts';
import type { ApprovalKind } from '#lib/domain/approvals.ts';

const LOAD = `(select md5(coalesce(string_agg(concat_ws(':', g.id, g.hours, t.teacher_id, t.starts, coalesce(t.ends::text, '')),
      ',' order by g.id, t.teacher_id, t.starts), ''))
    from study_group g left join group_teacher t on t.school_id = g.school_id and t.group_id = g.id
    where g.school_id = y.school_id and g.year_id = y.id)`;

/** SQL of the print of what stands now, to be compared with that of what was approved. Over an alias `y` of academic_year. */
export const PRINTS: Record<ApprovalKind, string> = {
  curriculum: `(select md5(coalesce(string_agg(concat_ws(':', u.class_id, u.subject_id, u.hours), ',' order by u.class_id,
      u.subject_id), '')) from curriculum u where u.school_id = y.school_id and u.year_id = y.id)`,
  load: LOAD,
  timetable: `(select md5(coalesce(string_agg(concat_ws(':', t.group_id, t.weekday, t.number, t.parity, t.room,
      coalesce(t.teacher_id, 0), t.starts, t.ends), ',' order by t.group_id, t.weekday, t.number, t.parity, t.starts), ''))
    from timetable_version v join timetable_slot t on t.school_id = v.school_id and t.version_id = v.id and t.starts <= t.ends
    where v.school_id = y.school_id and v.year_id = y.id)`,
  // The order on pay rests on the load.
  tariff: LOAD,
};
export const printOf = (tx: Asker, kind: ApprovalKind) => tx.unsafe(PRINTS[kind]);
