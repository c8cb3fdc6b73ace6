import { isEmpty } from '#db/firstAdmin.ts';
import { type Sql, sql } from '#db/sql.ts';

export type LoginPage = { schoolName: string | null; demo: boolean; now: string; tz: string; empty: boolean };

/** What a stranger sees: the school's name and clock when the database holds one school, nothing of a person. */
export async function loginPage(db: Sql = sql()): Promise<LoginPage> {
  const schools = await db<{ name: string; tz: string; kind: string; now: Date }[]>`
    select name, tz, kind, school_now(school_id) as now from school order by school_id limit 2`;
  const [first] = schools;
  return {
    schoolName: schools.length === 1 && first ? first.name : null,
    demo: schools.some((s) => s.kind === 'demo'),
    now: (first?.now ?? new Date()).toISOString(),
    tz: first?.tz ?? 'Europe/Moscow',
    empty: await isEmpty(db),
  };
}
