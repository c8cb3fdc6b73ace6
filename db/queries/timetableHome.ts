import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import type { TimetableBy } from '#lib/domain/timetableWeek.ts';
import { type Actor, can, holds } from '#lib/policy.ts';

/** Whose timetable a person lands on: a teacher's own, a homeroom teacher's class, the first class of the school. `by` keeps to
 *  one kind. Null: nothing suggests itself, or there is no class yet. */
export async function timetableHome(
  actor: Actor,
  by: TimetableBy | undefined,
  db: Sql = sql(),
): Promise<{ by: TimetableBy; id: string } | null> {
  const teaches = can(actor, 'calendar.own', { studentId: null });
  if (teaches && (by === undefined || by === 'teacher')) return { by: 'teacher', id: String(actor.personId) };
  if (by === 'teacher' || by === 'room' || by === 'student') return null;
  const homeroom = actor.homerooms.find((h) => holds(h, actor.today));
  if (homeroom) return { by: 'class', id: String(homeroom.classId) };
  const { schoolId } = actor;
  const [first] = await readAs(
    db,
    contextOf(actor),
    (tx) => tx<{ id: number }[]>`
      select c.id from academic_year y join class c on c.school_id = y.school_id and c.year_id = y.id
      where y.school_id = ${schoolId} order by y.starts desc, c.grade, c.letter limit 1`,
  );
  return first ? { by: 'class', id: String(first.id) } : null;
}
