import { askedRows, defineCommand } from '#db/commands/command.ts';
import { revertStatements } from '#db/timetable/replace.ts';
import { unrungBefore } from '#db/timetable/unrung.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { unrungProblem } from '#lib/domain/bells.ts';

type Loaded = {
  id: number;
  title: string;
  starts: string;
  state: string;
  version: number;
  last: boolean;
  before_id: number | null;
  unrung: number;
  timetable_v: number;
};
type Row = { versionId: number; from: string };

/** «Вернуть прежнее»: what held before the newest version holds again, from its day on or, when that has passed, from today. */
export const revertTimetable = defineCommand<'timetable.revert', Loaded, Row>({
  name: 'timetable.revert',
  lock: () => 'timetable',
  alone: true,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, v.id, v.title, v.starts, v.state, v.version, s.timetable_v,
      not exists (select from timetable_version o where o.school_id = v.school_id and o.state = 'current' and o.turn > v.turn) as last,
      (select o.id from timetable_version o where o.school_id = v.school_id and o.state = 'current' and o.turn < v.turn
        order by o.turn desc limit 1) as before_id,
      ${unrungBefore(tx)} as unrung
    from ${askedRows(tx, asked)}
    join timetable_version v on v.school_id = ${schoolId} and v.id = q."versionId"
    join school s on s.school_id = v.school_id`,
  permission: 'timetable.write',
  decide({ versionId }, l, { today }) {
    if (l.state !== 'current') return refuse('closed', 'Это расписание не действует.');
    if (!l.last) return refuse('closed', 'Сначала верните то расписание, которое введено позже.');
    if (l.before_id === null) return refuse('closed', 'До этого расписания другого не было.');
    const unrung = unrungProblem(l.unrung);
    if (unrung) return refuse('invalid', unrung);
    const from = l.starts > today ? l.starts : today;
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'timetable.versioned',
            data: { versionId, title: l.title, starts: l.starts, state: 'withdrawn' },
          },
          object: `timetable:${versionId}`,
          base: l.version,
          version: l.version + 1,
          before: l.state,
        },
        {
          event: {
            name: 'timetable.changed',
            data: { from, classIds: null, versionId: l.before_id, v: l.timetable_v + 1 },
          },
          object: 'timetable',
          base: l.timetable_v,
          version: l.timetable_v + 1,
          before: null,
        },
      ],
      row: { versionId, from },
    };
  },
  write: (tx, rows, schoolId) =>
    rows.flatMap(({ versionId, from }) => {
      const { before, derive, after } = revertStatements(tx, { schoolId, versionId, from });
      return [...before, derive, ...after];
    }),
});
