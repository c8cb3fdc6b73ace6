import { changeColumn } from '#db/queries/changeColumn.ts';
import { type LessonRow, toTimetableLesson } from '#db/queries/timetableLessons.ts';
import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import type { ChangesView } from '#lib/contract/timetableViews.ts';
import { type PersonName, shortName } from '#lib/domain/people.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

type Row = LessonRow & { at: Date | null; by: PersonName | null };

/** «Изменения за день» (004 4а): what is held on this day otherwise than the timetable says, or is not held, with who made
 *  the change and when; null when they are not his to watch. What was taken back has no row of its own any more: who did it,
 *  and when, is told by the school's log. */
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
          ${changeColumn(tx)} as change, l.change_v, sb.ordered_at, coalesce(sb.ordered_at, back.at) as at,
          case when b.id is not null then json_build_object('familyName', b.family_name, 'givenName', b.given_name,
            'patronymic', b.patronymic) end as by
        from (select lesson_id from substitution where school_id = ${schoolId} and was_on = ${date}
          union select id from lesson where school_id = ${schoolId} and on_date = ${date} and change_v > 0) o
        join lesson l on l.school_id = ${schoolId} and l.id = o.lesson_id
        left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
        join study_group g on g.school_id = l.school_id and g.id = l.group_id
        join class c on c.school_id = l.school_id and c.id = l.class_id
        join subject s on s.school_id = g.school_id and s.id = g.subject_id
        join person t on t.school_id = l.school_id and t.id = l.teacher_id
        left join person p on p.school_id = sb.school_id and p.id = sb.teacher_id
        left join subject si on si.school_id = sb.school_id and si.id = sb.subject_id
        left join lateral (select g.actor_id, g.at + coalesce(c.clock_offset, interval '0') as at
          from school_log g join school c on c.school_id = g.school_id
          where sb.lesson_id is null and g.school_id = l.school_id and g.object = 'lesson:' || l.id || ':change'
          order by g.seq desc limit 1) back on true
        left join person b on b.school_id = l.school_id and b.id = coalesce(sb.by_id, back.actor_id)
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
        at: row.at?.toISOString() ?? null,
        by: row.by ? shortName(row.by) : '',
      })),
    };
  });
}
