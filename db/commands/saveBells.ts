import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { retimeStatements } from '#db/timetable/retime.ts';
import { rungPlaces } from '#db/timetable/unrung.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { type Bell, bellProblems, lostBellProblem, type RungPlaces, timeOf } from '#lib/domain/bells.ts';

type Loaded = {
  next: number;
  set: { id: number; name: string; bells: Bell[]; version: number } | null;
  names: string[];
  used: RungPlaces[];
  current: number | null;
  timetable_v: number;
};
type Row = { id: number; name: string; bells: { number: number; starts: string; ends: string }[]; from: string };

/** A set of bells: its name and times. Lessons to come ring by it at once. */
export const saveBells = defineCommand<'bells.save', Loaded, Row>({
  name: 'bells.save',
  lock: () => 'timetable',
  alone: true,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, nextval(pg_get_serial_sequence('bell_set', 'id'))::int as next, s.timetable_v,
      (select json_build_object('id', b.id, 'name', b.name, 'version', b.version, 'bells', coalesce((
          select json_agg(json_build_object('number', x.number, 'starts', extract(epoch from x.starts)::int / 60,
            'ends', extract(epoch from x.ends)::int / 60) order by x.number)
          from bell x where x.school_id = b.school_id and x.bell_set_id = b.id), '[]'))
        from bell_set b where b.school_id = s.school_id and b.id = q."bellSetId") as set,
      array(select name from bell_set b where b.school_id = s.school_id and b.id is distinct from q."bellSetId") as names,
      ${rungPlaces(tx)} as used,
      (select v.id from timetable_version v where v.school_id = s.school_id and v.state = 'current'
        order by v.turn desc limit 1) as current
    from ${askedRows(tx, asked)} join school s on s.school_id = ${schoolId}`,
  permission: 'timetable.write',
  decide(input, l, { base, today }) {
    const old = l.set;
    if (input.bellSetId !== null && !old) return notFound();
    const name = input.name.trim();
    if (name === '') return refuse('invalid', 'Назовите звонки.');
    if (l.names.includes(name)) return refuse('invalid', 'Звонки с таким названием уже есть.');
    const bells = input.bells.map((bell, at) => ({ number: at + 1, ...bell }));
    const wrong = bellProblems(bells).find((problem) => problem.hard);
    if (wrong) return refuse('invalid', wrong.text);
    if (old && old.name === name && JSON.stringify(old.bells) === JSON.stringify(bells))
      return { ok: true, unchanged: true };
    if (old && base !== old.version)
      return refuse('conflict', 'Эти звонки одновременно изменил другой человек.', {
        current: { value: { name: old.name, bells: old.bells }, version: old.version },
      });
    const lost = old && lostBellProblem(old.bells, bells, l.used);
    if (lost) return refuse('invalid', lost);
    const id = old?.id ?? l.next;
    const v = l.timetable_v + 1;
    return {
      ok: true,
      changes: [
        {
          event: { name: 'timetable.changed', data: { from: today, classIds: null, versionId: l.current ?? 0, v } },
          object: `bells:${id}`,
          base: old?.version ?? 0,
          version: (old?.version ?? 0) + 1,
          before: old && { name: old.name, bells: old.bells },
        },
      ],
      row: {
        ...{ id, name, from: today },
        bells: bells.map(({ number, starts, ends }) => ({ number, starts: timeOf(starts), ends: timeOf(ends) })),
      },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into bell_set as b (school_id, id, name) overriding system value
      select ${schoolId}, r.id, r.name from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, name text)
      on conflict (school_id, id) do update set name = excluded.name, version = b.version + 1`,
    tx`delete from bell b using jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int)
      where b.school_id = ${schoolId} and b.bell_set_id = r.id`,
    tx`insert into bell (school_id, bell_set_id, number, starts, ends)
      select ${schoolId}, r.id, x.number, x.starts, x.ends
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, bells jsonb)
      cross join lateral jsonb_to_recordset(r.bells) as x (number smallint, starts time, ends time)`,
    ...rows.slice(0, 1).flatMap(({ from }) => retimeStatements(tx, schoolId, from)),
  ],
});
