import { periodLabel } from '#db/queries/journalPeriods.ts';
import type { Tx } from '#db/sql.ts';
import { offConcerns } from '#db/timetable/days.ts';
import type { PlanGroup } from '#lib/contract/planView.ts';
import { className, type PersonName, shortName } from '#lib/domain/people.ts';
import { dueHours, type StudyPeriod, studyDays } from '#lib/domain/plans/hours.ts';

type GroupRow = {
  id: number;
  classId: number;
  subjectId: number;
  subject: string;
  grade: number;
  letter: string;
  kind: 'quarter' | 'half';
  mixed: boolean;
  name: string;
  weekly: number;
  planId: number | null;
  teachers: (PersonName & { id: number })[];
};
/** A group with the plan it follows. */
export type PlannedGroup = PlanGroup & { grade: number; subjectId: number; subject: string; planId: number | null };

/** Groups with their teachers and the hours the curriculum gives them, by class, subject and name. `which`: a condition on
 *  g (study_group), c (class), s (subject), pg (plan_group). */
export async function readPlannedGroups(
  tx: Tx,
  schoolId: number,
  yearId: number,
  today: string,
  which: ReturnType<Tx>,
): Promise<PlannedGroup[]> {
  const groups = await tx<GroupRow[]>`
    select g.id, g.class_id as "classId", g.subject_id as "subjectId", s.name as subject, c.grade, c.letter,
      c.period_kind as kind, g.mixed, g.name, g.hours as weekly, pg.plan_id as "planId", coalesce(t.teachers, '[]') as teachers
    from class c join study_group g on g.school_id = c.school_id and g.class_id = c.id
    join subject s on s.school_id = g.school_id and s.id = g.subject_id
    left join plan_group pg on pg.school_id = g.school_id and pg.group_id = g.id
    left join lateral (select json_agg(json_build_object('id', p.id, 'familyName', p.family_name, 'givenName', p.given_name,
        'patronymic', p.patronymic) order by gt.starts, p.id) as teachers
      from group_teacher gt join person p on p.school_id = gt.school_id and p.id = gt.teacher_id
      where gt.school_id = g.school_id and gt.group_id = g.id and gt.starts <= ${today}
        and (gt.ends is null or gt.ends >= ${today})) t on true
    where c.school_id = ${schoolId} and c.year_id = ${yearId} and ${which}
    order by c.grade, c.letter collate "ru-x-icu", s.name collate "ru-x-icu", g.name collate "ru-x-icu", g.id`;
  const classIds = [...new Set(groups.map((group) => group.classId))];
  const years = await classYears(tx, schoolId, yearId, classIds);
  return groups.map(({ letter, kind: _, mixed, teachers, ...group }) => {
    const year = years.get(group.classId);
    return {
      ...group,
      className: mixed ? group.name : className({ grade: group.grade, letter }),
      name: mixed ? '' : group.name,
      teachers: teachers.map((person) => ({ id: person.id, name: shortName(person) })),
      due: dueHours(group.weekly, year?.week ?? 5, year?.periods ?? []),
    };
  });
}

type ClassYear = { week: number; periods: StudyPeriod[] };
/** Days of study of each class by its periods. Classes of one grade that are free on the same days are counted once. */
async function classYears(
  tx: Tx,
  schoolId: number,
  yearId: number,
  classIds: readonly number[],
): Promise<Map<number, ClassYear>> {
  const [classes, periods] = await Promise.all([
    tx<{ id: number; kind: string; week: number; offs: { starts: string; ends: string }[] }[]>`
      select c.id, c.period_kind as kind, coalesce(w.week, 5) as week, coalesce(f.offs, '[]') as offs
      from class c
      left join lateral (select greatest(5, max(t.weekday)) as week from study_group g
        join timetable_slot t on t.school_id = g.school_id and t.group_id = g.id
        where g.school_id = c.school_id and g.class_id = c.id and g.kind in ('class', 'subgroup')) w on true
      left join lateral (select json_agg(json_build_object('starts', o.starts, 'ends', o.ends) order by o.starts, o.id) as offs
        from day_off o where o.school_id = c.school_id and o.year_id = c.year_id and ${offConcerns(tx)}) f on true
      where c.school_id = ${schoolId} and c.id = any(${[...classIds]})`,
    tx<{ id: number; kind: string; number: number; starts: string; ends: string }[]>`
      select id, kind, number, starts, ends from period
      where school_id = ${schoolId} and year_id = ${yearId} and kind in ('quarter', 'half') order by kind, number`,
  ]);
  const counted = new Map<string, StudyPeriod[]>();
  return new Map(
    classes.map(({ id, kind, week, offs }) => {
      const key = JSON.stringify([kind, week, offs]);
      const known =
        counted.get(key) ??
        periods
          .filter((period) => period.kind === kind)
          .map(({ id: periodId, number, starts, ends }) => ({
            ...{ id: periodId, label: periodLabel(kind, number), starts, ends, half: kind === 'half' },
            days: studyDays(starts, ends, week, offs),
          }));
      counted.set(key, known);
      return [id, { week, periods: known }];
    }),
  );
}
