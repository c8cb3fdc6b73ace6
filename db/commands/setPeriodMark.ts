import { askedRows, defineCommand, rowsOf } from '#db/commands/command.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { type Weighed, weightedMean } from '#lib/domain/averages.ts';
import { basisOf, type PeriodKind, type PeriodValue, refusePeriodMark } from '#lib/domain/periodMarks.ts';
import { classOfRights, holds } from '#lib/policy.ts';

type Loaded = {
  group_id: number;
  class_id: number;
  mixed: boolean;
  grade: number;
  graded: boolean;
  kind: PeriodKind;
  closed: boolean;
  starts: string;
  member: boolean;
  value: PeriodValue | null;
  grounds: string | null;
  version: number | null;
  marks: Weighed[] | null;
  others: { kind: PeriodKind; value: string | null }[] | null;
};

type Row = {
  groupId: number;
  studentId: number;
  periodId: number;
  value: PeriodValue | null;
  grounds: string | null;
  at: Date;
  by: number;
};

/** Итоговая отметка of a quarter, a half-year, the year, an exam (001 3.2.7, 003 П6 4.8: justified by the current marks).
 *  The teacher sets it; a deputy on his request and with a reason. Refuses: a closed period, grounds that are missing. */
export const setPeriodMark = defineCommand<'periodMark.set', Loaded, Row>({
  name: 'periodMark.set',
  // «Год» rests on the student's other period marks: they go one after another.
  lock: (input) => `finals:${input.groupId}/student:${input.studentId}`,
  // Whether it needs grounds is judged by the average: a mark typed just before it counts already.
  follows: ['mark.set', 'mark.kind', 'work.change', 'workType.change'],
  load: (tx, asked, schoolId) => tx<(Loaded & { n: number })[]>`
    select q.n, g.id as group_id, g.class_id, g.mixed, c.grade, s.graded, p.kind, p.closed_at is not null as closed, p.starts,
      gs.member, pm.value, pm.grounds, pm.version, x.marks, o.others
    from ${askedRows(tx, asked)}
    join study_group g on g.school_id = ${schoolId} and g.id = q."groupId"
    join class c on c.school_id = g.school_id and c.id = g.class_id
    join subject s on s.school_id = g.school_id and s.id = g.subject_id
    join period p on p.school_id = g.school_id and p.id = q."periodId" and p.year_id = c.year_id
      and (p.kind = c.period_kind or p.kind in ('year', 'exam', 'final'))
    cross join lateral (select exists (select from group_student gs where gs.school_id = g.school_id and gs.group_id = g.id
      and gs.student_id = q."studentId" and gs.starts <= p.ends and (gs.ends is null or gs.ends >= p.starts)) as member) gs
    left join period_mark pm on pm.school_id = g.school_id and pm.group_id = g.id and pm.student_id = q."studentId"
      and pm.period_id = p.id
    cross join lateral (select json_agg(json_build_object('value', m.value,
        'weight', coalesce(m.weight, ot.weight, w.weight, t.weight), 'counted', m.counted)) as marks
      from mark m join work w on w.school_id = m.school_id and w.id = m.work_id
      join work_type t on t.school_id = w.school_id and t.id = w.type_id
      left join work_type ot on ot.school_id = m.school_id and ot.id = m.type_id
      where m.school_id = g.school_id and m.student_id = q."studentId" and m.group_id = g.id
        and m.on_date between p.starts and p.ends and m.value > 0 and p.kind in ('quarter', 'half')) x
    cross join lateral (select json_agg(json_build_object('kind', op.kind, 'value', om.value)) as others
      from period_mark om join period op on op.school_id = om.school_id and op.id = om.period_id and op.year_id = p.year_id
      where om.school_id = g.school_id and om.group_id = g.id and om.student_id = q."studentId") o`,
  permission: (_, l) => ({ action: 'periodMark.write', subject: { groupId: l.group_id, classId: classOfRights(l) } }),
  decide(input, l, { actor, now, today, settings, base }) {
    const { groupId, studentId, periodId, value } = input;
    const grounds = input.grounds?.trim() || null;
    const others = l.others ?? [];
    const stageOf = (kind: PeriodKind) => others.find((other) => other.kind === kind)?.value ?? null;
    const basis = basisOf(
      l.kind,
      {
        mean: weightedMean(l.marks ?? []),
        periods: others.filter(({ kind }) => kind === 'quarter' || kind === 'half').map((other) => other.value),
        year: stageOf('year'),
        exam: stageOf('exam'),
      },
      settings.thresholds,
    );
    const refused = refusePeriodMark(
      {
        kind: l.kind,
        closed: l.closed,
        starts: l.starts,
        today,
        member: l.member,
        grade: l.grade,
        graded: l.graded,
        withOne: settings.withOne,
        basis,
        rule: settings.grounds,
        onRequest: !actor.teaches.some((t) => t.groupId === groupId && holds(t, actor.today)),
      },
      value,
      grounds,
    );
    if (refused) return refused;
    const version = l.version ?? 0;
    if (value === l.value && grounds === l.grounds) return { ok: true, unchanged: true };
    if (base !== version)
      return refuse('conflict', 'Эту итоговую отметку одновременно изменил другой человек.', {
        current: { value: l.value, version },
      });
    const place = { groupId, studentId, periodId };
    const setAt = now.toISOString();
    return {
      ok: true,
      changes: [
        {
          event: {
            name: 'periodMark.set',
            data: { ...place, classId: classOfRights(l), value, grounds, setAt, v: version + 1 },
          },
          object: `final:${groupId}:${studentId}:${periodId}`,
          base: version,
          version: version + 1,
          before: l.value,
        },
      ],
      row: { ...place, value, grounds, at: now, by: actor.personId },
    };
  },
  write: (tx, rows, schoolId) => [
    tx`insert into period_mark (school_id, group_id, student_id, period_id, value, grounds, set_at, set_by, version)
      select ${schoolId}, "groupId", "studentId", "periodId", value, grounds, at, by, 1
      from jsonb_to_recordset(${rowsOf(tx, rows)}) as r ("groupId" int, "studentId" int, "periodId" int, value text,
        grounds text, at timestamptz, by int)
      on conflict (school_id, group_id, student_id, period_id) do update set value = excluded.value,
        grounds = excluded.grounds, set_at = excluded.set_at, set_by = excluded.set_by, version = period_mark.version + 1`,
  ],
});
