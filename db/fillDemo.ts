import { withOwnerPool } from '#db/ownerRights.ts';
import { findSchools } from '#db/schools.ts';
import { type SeedOptions, seedDemo } from '#db/seed/seedDemo.ts';

/** Fills an empty migrated database with the demo school; one that has a school already is left alone (another node may
 *  have filled it while this one waited for its turn). */
export async function fillDemo(ownerUrl: string, options: SeedOptions): Promise<void> {
  await withOwnerPool(ownerUrl, async (sql) => {
    if ((await findSchools(ownerUrl)).length > 0) return;
    await seedDemo(sql, options);
    // 150 000 rows have come at once: until PostgreSQL has counted them, it plans as if the tables were empty, and the
    // first queries take minutes instead of milliseconds.
    await sql`analyze`;
  });
}
