import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { retimeStatements } from '#db/timetable/retime.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import { notFound, refuse } from '#lib/contract/refusal.ts';
import { ruleProblem } from '#lib/domain/bells.ts';

type Rule = NonNullable<CommandInput<'bells.plan'>['rule']>;
type Loaded = {
  next: number;
  old: Rule | null;
  version: number | null;
  sets: number[];
  classes: number[];
  current: number | null;
  timetable_v: number;
};
type Row = { id: number; rule: Rule | null; version: number; from: string };

/** For whom and when a set of bells rings: a class, a grade or the school, on a date, a weekday or every day, from … to. */
export const planBells = defineCommand<'bells.plan', Loaded, Row>({
  name: 'bells.plan',
  lock: () => 'timetable',
  alone: true,
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, nextval(pg_get_serial_sequence('bell_plan', 'id'))::int as next, s.timetable_v,
      (select json_build_object('bellSetId', r.bell_set_id, 'classId', r.class_id, 'grade', r.grade, 'weekday', r.weekday,
          'date', r.on_date, 'starts', r.starts, 'ends', r.ends)
        from bell_plan r where r.school_id = s.school_id and r.id = q."ruleId") as old,
      (select r.version from bell_plan r where r.school_id = s.school_id and r.id = q."ruleId"),
      array(select b.id from bell_set b where b.school_id = s.school_id) as sets,
      array(select c.id from class c where c.school_id = s.school_id) as classes,
      (select v.id from timetable_version v where v.school_id = s.school_id and v.state = 'current'
        order by v.turn desc limit 1) as current
    from ${askedRows(tx, asked)} join school s on s.school_id = ${schoolId}`,
  permission: 'timetable.write',
  decide({ ruleId, rule }, l, { base, today }) {
    if (ruleId !== null && !l.old) return notFound();
    if (ruleId === null && !rule) return refuse('invalid', 'Нечего убирать.');
    if (rule && (!l.sets.includes(rule.bellSetId) || (rule.classId !== null && !l.classes.includes(rule.classId))))
      return notFound();
    const problem = rule && ruleProblem(rule, today);
    if (problem) return refuse('invalid', problem);
    const was = l.version ?? 0;
    if (l.old && base !== was)
      return refuse('conflict', 'Это правило одновременно изменил другой человек.', {
        current: { value: l.old, version: was },
      });
    const id = ruleId ?? l.next;
    const v = l.timetable_v + 1;
    return {
      ok: true,
      changes: [
        {
          event: { name: 'timetable.changed', data: { from: today, classIds: null, versionId: l.current ?? 0, v } },
          object: `bellPlan:${id}`,
          base: was,
          version: was + 1,
          before: l.old,
        },
      ],
      row: { id, rule, version: was + 1, from: today },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`delete from bell_plan p using jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int)
      where p.school_id = ${schoolId} and p.id = r.id`,
    tx`insert into bell_plan (school_id, id, version, bell_set_id, class_id, grade, weekday, on_date, starts, ends)
        overriding system value
      select ${schoolId}, r.id, r.version, x."bellSetId", x."classId", x.grade, x.weekday, x.date, x.starts, x.ends
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r (id int, version int, rule jsonb)
      cross join lateral jsonb_to_record(nullif(r.rule, 'null')) as x ("bellSetId" int, "classId" int, grade smallint,
        weekday smallint, date date, starts date, ends date)
      where x."bellSetId" is not null`,
    ...rows.slice(0, 1).flatMap(({ from }) => retimeStatements(tx, schoolId, from)),
  ],
});
