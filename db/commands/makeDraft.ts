import { defineCommand, rowsOf } from '#db/commands/command.ts';
import { refuse } from '#lib/contract/refusal.ts';

type Loaded = { id: number; year_id: number | null; last_day: string | null };
type Row = { id: number; yearId: number; from: string; title: string; by: number; at: Date };

/** «Новый черновик»: a copy of the timetable in force at a day, to be changed in peace. Nobody but its makers sees it. */
export const makeDraft = defineCommand<'draft.make', Loaded, Row>({
  name: 'draft.make',
  lock: () => 'timetable',
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, nextval(pg_get_serial_sequence('timetable_version', 'id'))::int as id, y.id as year_id, x.last_day
    from jsonb_to_recordset(${rowsOf(
      tx,
      asked.map(({ input }, n) => ({ n, from: input.from })),
    )}) as q (n int, "from" date)
    left join academic_year y on y.school_id = ${schoolId} and q."from" between y.starts and y.ends
    left join lateral (select max(p.ends) as last_day from period p where p.school_id = ${schoolId} and p.year_id = y.id
      and p.kind in ('quarter', 'half')) x on true`,
  permission: 'timetable.write',
  decide({ from, title }, l, { actor, now, today }) {
    if (l.year_id === null || l.last_day === null || from > l.last_day)
      return refuse('invalid', 'Этот день вне уроков учебного года: выберите день до их конца.');
    if (from < today) return refuse('invalid', 'Черновик начинается сегодня или позже: прошедшие уроки не меняются.');
    const name = title.trim();
    if (name === '') return refuse('invalid', 'Назовите черновик.');
    return {
      ok: true,
      changes: [
        {
          event: { name: 'timetable.versioned', data: { versionId: l.id, title: name, starts: from, state: 'draft' } },
          object: `timetable:${l.id}`,
          base: 0,
          version: 1,
          before: null,
        },
      ],
      row: { id: l.id, yearId: l.year_id, from, title: name, by: actor.personId, at: now },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into timetable_version (school_id, id, year_id, title, starts, state, made_by, made_at) overriding system value
      select ${schoolId}, r.id, r."yearId", r.title, r."from", 'draft', r.by, r.at
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, "yearId" int, title text, "from" date, by int, at timestamptz)`,
    tx`insert into draft_slot (school_id, version_id, group_id, weekday, number, parity, room, teacher_id, starts)
      select t.school_id, r.id, t.group_id, t.weekday, t.number, t.parity, t.room, t.teacher_id,
        case when t.starts > r."from" then t.starts end
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, "yearId" int, "from" date)
      join timetable_slot t on t.school_id = ${schoolId} and t.ends >= r."from" and t.starts <= t.ends
        and t.version_id = (select v.id from timetable_version v where v.school_id = t.school_id and v.year_id = r."yearId"
          and v.state = 'current' and v.starts <= r."from" order by v.turn desc limit 1)
      order by t.id`,
  ],
});
