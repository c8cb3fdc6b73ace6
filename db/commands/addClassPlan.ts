import { type EntryRow, entryChange, insertEntries } from '#db/commands/classPlanFacts.ts';
import { defineCommand, rowsOf } from '#db/commands/command.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { CLASS_PLAN_ENTRIES, cleanEntry, refuseEntry } from '#lib/domain/classPlan.ts';

type Loaded = { class_id: number; year_starts: string; year_ends: string; planned: number; ids: number[] };

/** Entries of «План внеурочных занятий с классом», one or a whole month's (004 1ж). Refuses all of them or none. */
export const addClassPlan = defineCommand<'classPlan.add', Loaded, EntryRow[]>({
  name: 'classPlan.add',
  lock: (input) => `classPlans:${input.classId}`,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, c.id as class_id, y.starts as year_starts, y.ends as year_ends,
      (select count(*)::int from class_plan k where k.school_id = c.school_id and k.class_id = c.id and not k.removed) as planned,
      array(select nextval(pg_get_serial_sequence('class_plan', 'id'))::int from generate_series(1, q.count)) as ids
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input }, n) => ({ n, classId: input.classId, count: input.entries.length })),
    )}) as q (n int, "classId" int, count int)
    join class c on c.school_id = ${schoolId} and c.id = q."classId"
    join academic_year y on y.school_id = c.school_id and y.id = c.year_id`,
  permission: (input) => ({ action: 'classPlan.write', subject: { classId: input.classId } }),
  decide({ classId, entries }, l, { actor }) {
    if (l.planned + entries.length > CLASS_PLAN_ENTRIES)
      return refuse(
        'invalid',
        `В плане класса уже ${l.planned} занятий: больше ${CLASS_PLAN_ENTRIES} за год не внести.`,
      );
    const rows: EntryRow[] = [];
    for (const [at, asked] of entries.entries()) {
      const entry = cleanEntry(asked);
      const refused = refuseEntry(entry, { starts: l.year_starts, ends: l.year_ends });
      if (refused) return refused;
      const fresh = { held: false, notes: '', removed: false, v: 1, by: actor.personId };
      rows.push({ id: l.ids[at] ?? 0, classId, ...entry, ...fresh });
    }
    const [first, ...rest] = rows.map((row) => entryChange(row, null));
    return first ? { ok: true, changes: [first, ...rest], row: rows } : { ok: true, unchanged: true };
  },
  write: (tx, rows, schoolId) => insertEntries(tx, rows.flat(), schoolId),
});
