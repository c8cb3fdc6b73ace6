import { contextOf, type Sql, sql, writeAs } from '#db/sql.ts';
import type { Refusal } from '#lib/contract/refusal.ts';
import { tidyFileName } from '#lib/domain/files.ts';
import type { Draft } from '#lib/domain/timetableImport/draft.ts';
import type { Actor } from '#lib/policy.ts';

/** Drafts that were never applied are thrown away after this, days of school time. */
const FORGOTTEN = 30;

/** Keeps what a file told. It is nobody's timetable until the command `timetable.apply` makes it so; the file's bytes are not
 *  kept. */
export function keepImport(
  actor: Actor,
  fileName: string,
  size: number,
  draft: Draft,
  db: Sql = sql(),
): Promise<{ ok: true; importId: number } | Refusal> {
  const { schoolId, personId } = actor;
  return writeAs(db, contextOf(actor), async (tx) => {
    const old = await tx<
      { id: number }[]
    >`select id from timetable_import where school_id = ${schoolId} and state = 'draft'
      and at < school_now(${schoolId}) - make_interval(days => ${FORGOTTEN})`;
    const ids = old.map((row) => row.id);
    await tx`delete from timetable_import_choice where school_id = ${schoolId} and import_id = any(${ids})`;
    await tx`delete from timetable_import where school_id = ${schoolId} and id = any(${ids})`;
    const [row] = await tx<{ id: number }[]>`insert into timetable_import (school_id, by_id, at, file_name, size, draft)
      values (${schoolId}, ${personId}, school_now(${schoolId}), ${tidyFileName(fileName) || 'файл'}, ${size},
        ${JSON.stringify(draft)}::text::jsonb) returning id`;
    if (!row) throw new Error('an inserted row was not returned');
    return { ok: true as const, importId: row.id };
  });
}
