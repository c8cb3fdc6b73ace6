import { hashPassword } from '#db/signIn.ts';
import { type Sql, systemContext, writeAs } from '#db/sql.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';

export type FirstAdmin = {
  schoolName: string;
  tz: string;
  familyName: string;
  givenName: string;
  patronymic: string | null;
  login: string;
  password: string;
};

/** Whether nobody can sign in yet: only then may the first administrator be made, with the code from the terminal. */
export async function isEmpty(db: Sql): Promise<boolean> {
  const rows = await db`select 1 from account limit 1`;
  return rows.length === 0;
}

/** Makes the school and its first administrator in an empty database. Refused when somebody was faster. */
export async function createFirstAdmin(db: Sql, input: FirstAdmin): Promise<{ ok: true } | Refusal> {
  const passwordHash = await hashPassword(input.password);
  // The first school of a database is number 1: its row must carry the number that the transaction works for.
  const schoolId = 1;
  return writeAs(db, systemContext(schoolId), async (tx) => {
    await tx`select pg_advisory_xact_lock(0, 0)`;
    if ((await tx`select 1 from account limit 1`).length > 0)
      return refuse('not_found', 'Администратор уже создан. Войдите под его логином.');
    await tx`insert into school (school_id, name, short_name, tz) overriding system value
      values (${schoolId}, ${input.schoolName}, ${input.schoolName}, ${input.tz}) on conflict (school_id) do nothing`;
    await tx`insert into school_log_head (school_id) values (${schoolId}) on conflict (school_id) do nothing`;
    const [person] = await tx<{ id: number }[]>`insert into person (school_id, family_name, given_name, patronymic)
      values (${schoolId}, ${input.familyName}, ${input.givenName}, ${input.patronymic}) returning id`;
    if (!person) throw new Error('person was not inserted');
    await tx`insert into role_grant (school_id, person_id, role, starts) values (${schoolId}, ${person.id}, 'admin',
      school_today(${schoolId}))`;
    await tx`insert into account (school_id, person_id, login, password_hash)
      values (${schoolId}, ${person.id}, ${input.login.trim().toLowerCase()}, ${passwordHash})`;
    return { ok: true } as const;
  });
}
