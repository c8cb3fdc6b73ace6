import type postgres from 'postgres';
import { CANONICAL_LESSON } from '#db/seed/canonical.ts';

/** Lets a demo school open in the middle of a lesson whatever the real day: where school time is outside every lesson, its
 *  offset moves forward to the middle of the third lesson of the next day that has one. School time never goes back, and after
 *  the last lesson of the year it stays as it is. Grade 1 with its shorter bells does not count: the school is in a lesson when
 *  the others are, and their third lesson is the longest.
 *
 *  The offset always belongs to the database's real clock, which is what school_now() reads. `now` pretends the machine's clock
 *  for the choice of the day only: the lesson found lies after the later of the two school times. */
export async function alignClock(sql: postgres.Sql, options: { now?: Date } = {}): Promise<void> {
  const pretended = options.now?.toISOString() ?? null;
  await sql.begin(async (tx) => {
    // account is outside the wall of row-level security: an owner who does not bypass it finds the schools there.
    const schools = await tx<{ school_id: number }[]>`select distinct school_id from account order by school_id`;
    for (const { school_id } of schools) {
      await tx`select set_config('zvonok.school', ${String(school_id)}, true), set_config('zvonok.person', '', true),
        set_config('zvonok.students', '*', true), set_config('zvonok.groups', '*', true)`;
      await tx`
        with shown as materialized (
          select school_id, school_now(school_id) as at,
            greatest(school_now(school_id), ${pretended}::timestamptz + coalesce(clock_offset, interval '0')) as after
          from school where school_id = ${school_id} and kind = 'demo'
        ), wanted as (
          select s.school_id, l.starts_at + (l.ends_at - l.starts_at) / 2 as at
          from shown s
          join lesson l on l.school_id = s.school_id and l.number = ${CANONICAL_LESSON} and l.status = 'planned'
            and l.starts_at + (l.ends_at - l.starts_at) / 2 > s.after
          where not exists (
            select from lesson r join class c on c.school_id = r.school_id and c.id = r.class_id and c.grade > 1
            where r.school_id = s.school_id and r.status = 'planned' and r.starts_at <= s.at and s.at < r.ends_at)
          order by l.on_date, l.ends_at - l.starts_at desc
          limit 1
        )
        update school set clock_offset = make_interval(secs => extract(epoch from wanted.at - now())::float8)
        from wanted where school.school_id = wanted.school_id`;
    }
  });
}
