import type { TimetableAsked } from '#db/queries/timetablePage.ts';
import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import { type Actor, holds } from '#lib/policy.ts';

/** Whose timetable a person lands on: a teacher's own, a homeroom teacher's class, the first class of the school. Null: there
 *  is no class yet. */
export async function timetableHome(actor: Actor, db: Sql = sql()): Promise<TimetableAsked | null> {
  if (actor.teaches.some((t) => holds(t, actor.today)) || actor.substitutes.length > 0)
    return { by: 'teacher', id: String(actor.personId) };
  const own = actor.homerooms.find((h) => holds(h, actor.today));
  if (own) return { by: 'class', id: String(own.classId) };
  const { schoolId } = actor;
  const [first] = await readAs(
    db,
    contextOf(actor),
    (tx) => tx<
      { id: number }[]
    >`select c.id from academic_year y join class c on c.school_id = y.school_id and c.year_id = y.id
      where y.school_id = ${schoolId} order by y.starts desc, c.grade, c.letter limit 1`,
  );
  return first ? { by: 'class', id: String(first.id) } : null;
}
