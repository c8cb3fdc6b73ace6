import {
  type Asked,
  askedRows,
  type Change,
  type Command,
  defineCommand,
  rowsOf,
  type Sendable,
} from '#db/commands/command.ts';
import type { Asker } from '#db/sql.ts';
import type { EventData } from '#lib/contract/events.ts';
import { type Refusal, refuse } from '#lib/contract/refusal.ts';
import type { ClassPlanKind } from '#lib/domain/classPlan.ts';

/** What the commands of «План внеурочных занятий с классом» have in common. */

/** An entry as it stands, with the school year of its class. */
export type StoredEntry = {
  id: number;
  class_id: number;
  on_date: string;
  title: string;
  kind: ClassPlanKind;
  place: string;
  who: string;
  held: boolean;
  notes: string;
  removed: boolean;
  version: number;
  year_starts: string;
  year_ends: string;
};
type OfEntry = 'classPlan.change' | 'classPlan.hold' | 'classPlan.remove';
export type EntryRow = EventData<'classPlan.changed'> & { by: number };

const loadEntries = (tx: Asker, asked: readonly Asked<OfEntry>[], schoolId: number) => tx<
  (StoredEntry & { n: number })[]
>`
  select q.n, k.id, k.class_id, k.on_date, k.title, k.kind, k.place, k.who, k.held, k.notes, k.removed, k.version,
    y.starts as year_starts, y.ends as year_ends
  from ${askedRows(tx, asked)}
  join class_plan k on k.school_id = ${schoolId} and k.id = q."entryId"
  join class c on c.school_id = k.school_id and c.id = k.class_id
  join academic_year y on y.school_id = c.school_id and y.id = c.year_id`;

export const entryOf = (l: StoredEntry): Omit<EntryRow, 'by'> => ({
  ...{ id: l.id, classId: l.class_id, date: l.on_date, title: l.title, kind: l.kind, place: l.place, who: l.who },
  ...{ held: l.held, notes: l.notes, removed: l.removed, v: l.version },
});

/** What somebody else, or another window, has made of it since. */
export const refuseStale = (l: StoredEntry, base: number): Refusal | null =>
  base === l.version
    ? null
    : refuse('conflict', 'Это занятие одновременно изменили в другом окне.', {
        current: { value: entryOf(l), version: l.version },
      });

export function entryChange({ by: _, ...data }: EntryRow, before: StoredEntry | null): Change {
  return {
    event: { name: 'classPlan.changed', data },
    object: `classPlan:${data.id}`,
    base: data.v - 1,
    version: data.v,
    before: before && entryOf(before),
  };
}

const columns = (tx: Asker) => tx`(id int, "classId" int, date date, title text, kind text, place text, who text,
  held boolean, notes text, removed boolean, by int, v int)`;

export const insertEntries = (tx: Asker, rows: readonly EntryRow[], schoolId: number): Sendable<unknown>[] => [
  tx`insert into class_plan (school_id, id, class_id, on_date, title, kind, place, who, by_id) overriding system value
    select ${schoolId}, id, "classId", date, title, kind, place, who, by
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ${columns(tx)}`,
];
const updateEntries = (tx: Asker, rows: readonly EntryRow[], schoolId: number): Sendable<unknown>[] => [
  tx`update class_plan k set on_date = r.date, title = r.title, kind = r.kind, place = r.place, who = r.who, held = r.held,
      notes = r.notes, removed = r.removed, by_id = r.by, version = r.v
    from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ${columns(tx)}
    where k.school_id = ${schoolId} and k.id = r.id`,
];

/** A command on one entry: all of them lock, load, ask for the right and write alike. */
export const entryCommand = <N extends OfEntry>(
  command: Pick<Command<N, StoredEntry, EntryRow>, 'name' | 'decide'>,
): Command<N, StoredEntry, EntryRow> =>
  defineCommand<N, StoredEntry, EntryRow>({
    lock: ({ entryId }) => `classPlan:${entryId}`,
    load: loadEntries,
    permission: (_, l) => ({ action: 'classPlan.write', subject: { classId: l.class_id } }),
    write: updateEntries,
    ...command,
  });
