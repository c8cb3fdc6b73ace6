import { defineCommand, rowsOf } from '#db/commands/command.ts';
import { revertStatements } from '#db/timetable/replace.ts';
import { unrungBefore } from '#db/timetable/unrung.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { unrungProblem } from '#lib/domain/bells.ts';
import type { MadeIds } from '#lib/domain/timetableImport/carry.ts';

type Loaded = {
  state: 'draft' | 'applied' | 'reverted';
  version: number;
  made: MadeIds | null;
  version_id: number | null;
  title: string | null;
  starts: string | null;
  version_state: string | null;
  version_v: number | null;
  last: boolean;
  before_id: number | null;
  unrung: number;
  timetable_v: number;
};
type Row = { importId: number; versionId: number; from: string; made: MadeIds | null };

/** «Отменить импорт»: what held before holds again, from the import's day on or, when that has passed, from today. What was
 *  created for it goes, unless something rests on it by now. */
export const revertImport = defineCommand<'import.revert', Loaded, Row>({
  name: 'import.revert',
  lock: () => 'timetable',
  alone: true,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, i.state, i.version, i.made, i.version_id, v.title, v.starts, v.state as version_state,
      v.version as version_v, s.timetable_v,
      not exists (select from timetable_version o where o.school_id = v.school_id and o.state = 'current' and o.turn > v.turn) as last,
      (select o.id from timetable_version o where o.school_id = v.school_id and o.state = 'current' and o.turn < v.turn
        order by o.turn desc limit 1) as before_id,
      ${unrungBefore(tx)} as unrung
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input }, n) => ({ n, importId: input.importId })),
    )}) as q (n int, "importId" int)
    join timetable_import i on i.school_id = ${schoolId} and i.id = q."importId"
    join school s on s.school_id = i.school_id
    left join timetable_version v on v.school_id = i.school_id and v.id = i.version_id`,
  permission: 'timetable.write',
  decide({ importId }, l, { today }) {
    if (l.state !== 'applied' || l.version_id === null || l.starts === null)
      return refuse('closed', 'Этот импорт сейчас не применён: отменять нечего.');
    if (l.version_state !== 'current') return refuse('closed', 'Это расписание уже вернули в редакторе.');
    if (!l.last) return refuse('closed', 'Сначала верните то расписание, которое введено позже.');
    const unrung = unrungProblem(l.unrung);
    if (unrung) return refuse('invalid', unrung);
    const from = l.starts > today ? l.starts : today;
    const versionId = l.version_id;
    const v = l.timetable_v + 1;
    return {
      ok: true,
      changes: [
        {
          event: { name: 'import.changed', data: { importId, state: 'reverted', choice: null, v: l.version + 1 } },
          object: `import:${importId}`,
          base: l.version,
          version: l.version + 1,
          before: l.state,
        },
        {
          event: {
            name: 'timetable.versioned',
            data: { versionId, title: l.title ?? '', starts: l.starts, state: 'withdrawn' },
          },
          object: `timetable:${versionId}`,
          base: l.version_v ?? 1,
          version: (l.version_v ?? 1) + 1,
          before: l.version_state,
        },
        {
          event: {
            name: 'timetable.changed',
            data: { from, classIds: l.made?.classIds ?? null, versionId: l.before_id ?? 0, v },
          },
          object: 'timetable',
          base: l.timetable_v,
          version: v,
          before: null,
        },
        ...(l.made?.people ?? []).map((personId) => ({
          event: { name: 'rights.changed' as const, data: { personId } },
          object: `rights:${personId}`,
          base: 0,
          version: 1,
          before: null,
        })),
      ],
      row: { importId, versionId, from, made: l.made },
    };
  },
  write: (tx, rows, schoolId) =>
    rows.flatMap(({ importId, versionId, from, made }) => {
      const { before, derive, after } = revertStatements(tx, { schoolId, versionId, from });
      return [
        ...before,
        derive,
        ...after,
        tx`select forget_imported(${schoolId}, ${versionId}, ${JSON.stringify(made ?? {})}::text::jsonb)`,
        tx`update timetable_import set state = 'reverted', version = version + 1
          where school_id = ${schoolId} and id = ${importId}`,
      ];
    }),
});
