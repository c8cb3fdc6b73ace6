import { changeColumn } from '#db/queries/changeColumn.ts';
import { type LessonRow, toTimetableLesson } from '#db/queries/timetableLessons.ts';
import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import type { ChangesView } from '#lib/contract/timetableViews.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

type Row = LessonRow & { ordered_at: Date; by: PersonName | null };

/** «Изменения за день» (004 4а): what is held on this day otherwise than the timetable says, or is not held, with who made
 *  the change and when; null when they are not his to watch. What was taken back departs from nothing: it stands in the
 *  school's log alone. */
export async function dayChanges(
  actor: Actor,
  asked: { date?: string | undefined } = {},
  db: Sql = sql(),
): Promise<ChangesView | null> {
  if (!can(actor, 'changes.read')) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ now: Date; tz: string; seq: number }[]>`
      select school_now(s.school_id) as now, s.tz, h.seq from school s join school_log_head h on h.school_id = s.school_id
      where s.school_id = ${schoolId}`;
    if (!school) return null;
    const { now, tz, seq } = school;
    const today = dayIn(now, tz);
    const date = asked.date ?? today;
    const [rows, offs] = await Promise.all([
      tx<Row[]>`
        select l.id, l.group_id, l.on_date, l.number, l.starts_at, l.ends_at, c.grade, c.letter, l.mixed, g.name,
          s.name as subject, l.room, l.status, l.teacher_id,
          json_build_object('familyName', t.family_name, 'givenName', t.given_name, 'patronymic', t.patronymic) as teacher,
          sb.teacher_id as substitute_id, case when sb.teacher_id is not null then json_build_object('familyName',
            p.family_name, 'givenName', p.given_name, 'patronymic', p.patronymic) end as substitute,
          ${changeColumn(tx)} as change, l.change_v, sb.ordered_at,
          case when b.id is not null then json_build_object('familyName', b.family_name, 'givenName', b.given_name,
            'patronymic', b.patronymic) end as by
        from (select lesson_id from substitution where school_id = ${schoolId} and was_on = ${date}
          union select id from lesson where school_id = ${schoolId} and on_date = ${date}) o
        join substitution sb on sb.school_id = ${schoolId} and sb.lesson_id = o.lesson_id
        join lesson l on l.school_id = sb.school_id and l.id = sb.lesson_id
        join study_group g on g.school_id = l.school_id and g.id = l.group_id
        join class c on c.school_id = l.school_id and c.id = l.class_id
        join subject s on s.school_id = g.school_id and s.id = g.subject_id
        join person t on t.school_id = l.school_id and t.id = l.teacher_id
        left join person p on p.school_id = sb.school_id and p.id = sb.teacher_id
        left join subject si on si.school_id = sb.school_id and si.id = sb.subject_id
        left join person b on b.school_id = sb.school_id and b.id = sb.by_id
        order by l.on_date, l.number, c.grade, c.letter, l.id`,
      tx<
        { title: string }[]
      >`select title from day_off where school_id = ${schoolId} and ${date} between starts and ends
        and grades is null and class_ids is null order by starts limit 1`,
    ]);
    return {
      view: 'changes',
      seq,
      now: now.toISOString(),
      today,
      tz,
      date,
      dayOff: offs[0]?.title ?? null,
      changes: rows.map((row) => ({
        ...toTimetableLesson(row, tz),
        at: row.ordered_at.toISOString(),
        by: row.by ? shortName(row.by) : '',
      })),
    };
  });
}
