import type postgres from 'postgres';
import type { SchoolYear } from '#db/seed/calendar.ts';
import type { Load, Row } from '#db/seed/copy.ts';
import type { Ids } from '#db/seed/model.ts';
import type { SeededPlan } from '#db/seed/planRows.ts';
import { LOGINS } from '#db/seed/story.ts';
import type { PlanRow } from '#lib/domain/plans/rows.ts';
import { addDays } from '#lib/domain/time.ts';

/** What happened to the demo's plans since they were written: sittings of the authors of algebra 8, what the deputy said of it and
 *  a colleague suggests; and the days of lessons as they were when each plan was approved. */

type Said = {
  by: number;
  nth: number;
  field: 'topic' | 'homework';
  text: (row: PlanRow) => string;
  answer?: { by: number; text: string };
};

export async function loadPlanLife(
  tx: postgres.TransactionSql,
  load: Load,
  ids: Ids,
  schoolId: number,
  year: SchoolYear,
  plans: readonly SeededPlan[],
  office: ReadonlyMap<string, number>,
): Promise<void> {
  // One statement: the lessons stand in the database already.
  await tx`update plan_version v set due = (select jsonb_object_agg(pg.group_id, (select coalesce(jsonb_agg(l.on_date
        order by l.on_date, l.number), '[]') from lesson l where l.school_id = pg.school_id and l.group_id = pg.group_id
        and l.status <> 'cancelled'))
      from plan_group pg where pg.school_id = v.school_id and pg.plan_id = v.plan_id)
    where v.school_id = ${schoolId} and v.kind = 'approved'`;
  const plan = plans.find(({ course }) => course.subject === 'alg' && course.grade === 8);
  if (!plan) return;
  const deputy = office.get(LOGINS.deputy) ?? 0;
  const [own, second, third] = [...new Set(plan.course.groups.map((group) => group.teacher.id))];
  const teacher = own ?? deputy;
  const at = (day: string, time: string) => `${day}T${time}:00+03:00`;
  const changed = plan.rows.filter((row, index) => JSON.stringify(row) !== JSON.stringify(plan.approved[index]));
  /** The plan when the first `count` corrections were in. */
  const after = (count: number): PlanRow[] => {
    const done = new Map(changed.slice(0, count).map((row) => [row.id, row]));
    return plan.approved.map((row) => done.get(row.id) ?? row);
  };
  await load(
    'plan_version',
    ['school_id', 'plan_id', 'number', 'kind', 'name', 'approved', 'at', 'author_id', 'reason', 'seq', 'rows'],
    [
      version(2, 'auto', null, at(addDays(year.starts, 41), '16:20'), second ?? teacher, after(1)),
      version(3, 'named', 'После первой четверти', at(addDays(year.starts, 66), '14:05'), teacher, after(2)),
      version(
        4,
        'auto',
        null,
        at(addDays(year.starts, 87), '19:40'),
        third ?? second ?? teacher,
        after(changed.length),
      ),
    ],
  );
  function version(number: number, kind: string, name: string | null, when: string, by: number, rows: PlanRow[]): Row {
    return [schoolId, plan?.id ?? 0, number, kind, name, null, when, by, null, 1, rows];
  }
  const rows = plan.rows.filter((row) => row.kind === 'lesson');
  const middle = Math.floor(rows.length * 0.46);
  const said: Said[] = [
    {
      ...{ by: deputy, nth: 3, field: 'topic' },
      text: () => '11.12 у 8Б уже стоит контрольная по физике. Перенесите на 14.12?',
      answer: { by: teacher, text: 'Хорошо, поменяю местами со следующей.' },
    },
    { by: deputy, nth: 9, field: 'homework', text: () => 'Больше трёх номеров на вечер пятницы не задаём.' },
  ];
  const remarks: Row[] = [];
  said.forEach(({ by, nth, field, text, answer }, index) => {
    const row = rows[middle + nth];
    if (!row) return;
    const when = at(addDays(year.starts, 92 - index), index === 0 ? '09:31' : '15:10');
    const id = ids.next('plan_remark');
    remarks.push([schoolId, id, plan.id, row.id, field, 'comment', null, text(row), null, by, when]);
    if (answer)
      remarks.push([
        ...[schoolId, ids.next('plan_remark'), plan.id, row.id, field, 'comment', id, answer.text, null, answer.by],
        at(addDays(year.starts, 92), '09:40'),
      ]);
  });
  const row = rows[middle + 2];
  if (row && second)
    remarks.push([
      ...[
        schoolId,
        ids.next('plan_remark'),
        plan.id,
        row.id,
        'topic',
        'suggestion',
        null,
        `${row.topic}, как в учебнике`,
      ],
      ...[row.topic, second, at(addDays(year.starts, 92), '10:02')],
    ]);
  await load(
    'plan_remark',
    ['school_id', 'id', 'plan_id', 'row_id', 'field', 'kind', 'parent_id', 'text', 'was', 'author_id', 'at'],
    remarks,
  );
}
