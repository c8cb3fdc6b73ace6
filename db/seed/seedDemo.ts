import { hash } from '@node-rs/argon2';
import type postgres from 'postgres';
import { loadAbsencePapers } from '#db/seed/absencePapers.ts';
import { loadApprovals } from '#db/seed/approvals.ts';
import { analyzeTables, withBareTables } from '#db/seed/bareTables.ts';
import { inventBuilding, planWeek, type WeekPlan } from '#db/seed/building.ts';
import { loadPeople, loadTeaching } from '#db/seed/buildingRows.ts';
import { calendarOf, type SchoolYear, schoolYearOf } from '#db/seed/calendar.ts';
import { canonicalInstant } from '#db/seed/canonical.ts';
import { loadClassPlans } from '#db/seed/classPlans.ts';
import { bypassesRowSecurity, type Load, loader } from '#db/seed/copy.ts';
import { loadLessons } from '#db/seed/lessonRows.ts';
import { countIds, type Ids } from '#db/seed/model.ts';
import { loadPlanLessons } from '#db/seed/planLessons.ts';
import { loadPlanLife } from '#db/seed/planLife.ts';
import { loadPlans } from '#db/seed/planRows.ts';
import { loadSchool } from '#db/seed/schoolRows.ts';
import { loadAccounts, loadOffice, loadRemarks, loadTicks } from '#db/seed/storyRows.ts';

export type SeedOptions = {
  /** Schools, each with the same story; logins of the second and later ones end in «-2», «-3»… */
  schools?: number;
  /** How many times the 35 classes a school has: for benches. */
  pupils?: number;
  /** The school year by its September; without it the current one of `now`. */
  year?: number;
  /** What the machine's clock is taken to show; it only chooses the year. */
  now?: Date;
  /** A ready hash of the common password, or it is computed. */
  passwordHash?: string;
  onProgress?: (text: string) => void;
};

/** The password of every demo login; demo accounts are exempt from the rules of passwords. */
export const DEMO_PASSWORD = 'zvonok-demo';
/** argon2id, 19 MiB, two passes. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Fills an empty migrated database with the demo school. The same options give the same rows, but for the password's salt and
 *  the clock: its offset is counted from the database's real time to the canonical moment. All or nothing. */
export async function seedDemo(sql: postgres.Sql, options: SeedOptions = {}): Promise<void> {
  const { schools = 1, pupils = 1, now = new Date(), onProgress = () => undefined } = options;
  const year = options.year ?? schoolYearOf(now);
  const calendar = calendarOf(year);
  const opensAt = canonicalInstant(year);
  const passwordHash = options.passwordHash ?? (await hash(DEMO_PASSWORD, ARGON2));
  const week = planWeek();
  onProgress('Расписание составлено');
  const ids = countIds();
  await sql.begin(async (tx) => {
    // The pool's limits are for a person's request; this is one long statement after another.
    await tx`select set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`;
    const bypasses = await bypassesRowSecurity(tx);
    const fill = async () => {
      for (let number = 1; number <= schools; number += 1) {
        const school = { id: ids.next('school'), number };
        onProgress(`Школа ${number} из ${schools}`);
        await fillSchool(tx, loader(tx, bypasses), { ids, school, calendar, opensAt, week, pupils, passwordHash });
      }
    };
    await (bypasses ? withBareTables(tx, fill) : fill());
    if (bypasses) await analyzeTables(tx);
    for (const [table, last] of ids.last()) {
      const column = table === 'school' ? 'school_id' : 'id';
      await tx`select setval(pg_get_serial_sequence(${table}, ${column}), ${last})`;
    }
  });
}

type Order = {
  ids: Ids;
  school: { id: number; number: number };
  calendar: SchoolYear;
  opensAt: number;
  week: WeekPlan;
  pupils: number;
  passwordHash: string;
};

async function fillSchool(tx: postgres.TransactionSql, load: Load, order: Order): Promise<void> {
  const { ids, school, calendar, opensAt, week, pupils, passwordHash } = order;
  await tx`select set_config('zvonok.school', ${String(school.id)}, true), set_config('zvonok.person', '', true),
    set_config('zvonok.students', '*', true), set_config('zvonok.groups', '*', true)`;
  const own = await loadSchool(load, ids, school, calendar);
  const frame = {
    schoolId: school.id,
    calendar,
    subjectIds: own.subjects,
    firstQuarterId: own.firstQuarterId,
    now: opensAt,
  };
  for (let building = 0; building < pupils; building += 1) {
    const data = inventBuilding(ids, { number: building, seed: school.number * 1000 + building }, week, frame);
    await loadPeople(load, ids, own, calendar, data);
    await loadTeaching(load, ids, own, calendar, data);
    await loadLessons(load, own, data);
    if (building > 0) continue;
    const office = await loadOffice(load, ids, school.id, calendar, data.teachers);
    await loadAccounts(load, school, passwordHash, office, data, calendar);
    const plans = await loadPlans(load, ids, own, calendar, data, office);
    await loadPlanLife(tx, load, ids, school.id, calendar, plans, office);
    await loadPlanLessons(tx, load, own, plans);
    await loadApprovals(tx, own, calendar, office);
    await loadRemarks(load, ids, own, calendar, office, data);
    await loadTicks(load, own, calendar, data);
    await loadAbsencePapers(tx, school.id, calendar, opensAt);
    await loadClassPlans(tx, school.id, calendar);
  }
  // Seconds, not days: an interval of days would be added in the session's zone and jump with its summer time.
  await tx`update school set clock_offset = make_interval(secs => extract(epoch from
      ${new Date(opensAt).toISOString()}::timestamptz - clock_timestamp())::float8)
    where school_id = ${school.id}`;
}
