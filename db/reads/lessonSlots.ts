import { clashesOf } from '#db/commands/lessonClashes.ts';
import { defineRead } from '#db/reads/read.ts';
import { bellRule, dayOffTitle } from '#db/timetable/days.ts';
import type { Clash } from '#lib/domain/changeRules.ts';
import { can } from '#lib/policy.ts';

type Row = {
  number: number;
  starts: string;
  ends: string;
  clashes: Clash[];
  away: boolean;
  dayOff: string | null;
  past: boolean;
};

/** Where a lesson could be held on a day: for each bell of its class, what stands in the way of its pupils, its teacher and its
 *  room. The same look at the timetable that the command decides on. */
export const lessonSlots = defineRead('lesson.slots', async (tx, actor, { lessonId, date }) => {
  if (!can(actor, 'substitution.read')) return null;
  const rows = await tx<Row[]>`
    select b.number, to_char(b.starts, 'HH24:MI') as starts, to_char(b.ends, 'HH24:MI') as ends,
      coalesce((select json_agg(k) from (${clashesOf(tx)} limit 12) k), '[]') as clashes,
      exists (select from teacher_absence t where t.school_id = l.school_id and t.teacher_id = l.teacher_id
        and t.ends >= ${date} and t.starts <= ${date} and not t.cancelled
        and (t.numbers is null or b.number = any(t.numbers))) as away,
      coalesce((${dayOffTitle(tx, tx`goal.on_date`)}),
        case when extract(isodow from goal.on_date) = 7 then 'Воскресенье' end) as "dayOff",
      ${date} < (select school_today(l.school_id)) as past
    from lesson l
    join class c on c.school_id = l.school_id and c.id = l.class_id
    join school sc on sc.school_id = l.school_id
    left join lateral (${bellRule(tx, tx`${date}::date`)}) rung on true
    join bell b on b.school_id = l.school_id and b.bell_set_id = coalesce(rung.bell_set_id, c.bell_set_id)
    left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
    cross join lateral (select ${date}::date as on_date, (${date}::date + b.starts) at time zone sc.tz as starts_at,
      (${date}::date + b.ends) at time zone sc.tz as ends_at, coalesce(sb.was_room, l.room) as room, l.teacher_id offset 0) goal
    where l.school_id = ${actor.schoolId} and l.id = ${lessonId} order by b.number`;
  if (rows.length === 0) return null;
  return {
    dayOff: rows[0]?.dayOff ?? null,
    slots: rows.map(({ number, starts, ends, clashes, away, past }) => {
      const [students, teacher, room] = [
        clashes.find((c) => c.students),
        clashes.find((c) => c.teacher),
        clashes.find((c) => c.room),
      ];
      const taken = past
        ? 'прошёл'
        : students
          ? `у учеников ${students.label}`
          : away
            ? 'учитель отсутствует'
            : teacher
              ? `учитель ведёт ${teacher.label}`
              : null;
      return { number, starts, ends, taken, roomTaken: room ? room.label : null };
    }),
  };
});
