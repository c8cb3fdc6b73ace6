import { readHeld, readPlans } from '#db/queries/controlPlans.ts';
import { periodLabel } from '#db/queries/journalPeriods.ts';
import { readWorkTypes } from '#db/queries/workTypes.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import { offConcerns } from '#db/timetable/days.ts';
import type { ControlWorksView } from '#lib/contract/controlWorksView.ts';
import { className, type PersonName, shortName } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { addDays, dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

type SchoolRow = { now: Date; tz: string; settings: unknown; seq: number };
type YearRow = { id: number; starts: string; ends: string };
type ClassRow = { id: number; grade: number; letter: string; kind: 'quarter' | 'half' };
type GroupRow = Omit<ControlWorksView['groups'][number], 'teachers' | 'mine'> & { teachers: PersonName[] };

/** «2026-12» → its first and last day. */
export function monthSpan(month: string): { from: string; to: string } {
  const from = `${month}-01`;
  return { from, to: addDays(`${addDays(from, 32).slice(0, 7)}-01`, -1) };
}

/** «Контрольные работы» of one parallel; null for those who may not read them. The year's works, the month's lessons. */
export async function controlWorksPage(
  actor: Actor,
  asked: { grade?: number | undefined; month?: string | undefined } = {},
  db: Sql = sql(),
): Promise<ControlWorksView | null> {
  return readAs(db, contextOf(actor), (tx) =>
    readControlWorks(tx, actor, { grade: asked.grade, span: asked.month ? monthSpan(asked.month) : null }),
  );
}

/** The same inside a snapshot; `span`: the days whose lessons are read, null is the running month. */
export async function readControlWorks(
  tx: Tx,
  actor: Actor,
  asked: { grade: number | undefined; span: { from: string; to: string } | null },
): Promise<ControlWorksView | null> {
  if (!can(actor, 'controlWork.read')) return null;
  const { schoolId } = actor;
  const [school] = await tx<SchoolRow[]>`
    select school_now(s.school_id) as now, s.tz, s.settings, h.seq from school s
    join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
  if (!school) return null;
  const today = dayIn(school.now, school.tz);
  const [year] = await tx<YearRow[]>`select id, starts, ends from academic_year
    where school_id = ${schoolId} and ${today} between starts and ends order by starts desc limit 1`;
  if (!year) return null;
  // Grade 1 is taught without marks.
  const grades = await tx<{ grade: number }[]>`select distinct grade from class
    where school_id = ${schoolId} and year_id = ${year.id} and grade > 1 order by grade`;
  const known = grades.map((row) => row.grade);
  const grade = known.find((own) => own === asked.grade) ?? (await ownGrade(tx, actor)) ?? known[0];
  if (grade === undefined) return null;
  const { from, to } = asked.span ?? monthSpan(today.slice(0, 7));
  const classes = await tx<ClassRow[]>`select id, grade, letter, period_kind as kind from class
    where school_id = ${schoolId} and year_id = ${year.id} and grade = ${grade} order by letter collate "ru-x-icu"`;
  const classIds = classes.map((row) => row.id);
  const groups = await readControlGroups(tx, schoolId, classIds, today);
  const groupIds = groups.map((group) => group.id);
  const [periods, lessons, dayOffs, plans, works, workTypes] = await Promise.all([
    tx<{ kind: string; number: number; starts: string; ends: string }[]>`select kind, number, starts, ends from period
      where school_id = ${schoolId} and year_id = ${year.id} and kind in ('quarter', 'half') order by kind, number`,
    tx<ControlWorksView['lessons']>`
      select l.id, l.class_id as "classId", l.group_id as "groupId", l.on_date as date, l.number,
        l.status = 'cancelled' as cancelled
      from lesson l join study_group g on g.school_id = l.school_id and g.id = l.group_id and g.kind in ('class', 'subgroup')
      where l.school_id = ${schoolId} and l.class_id = any(${classIds}) and l.on_date between ${from} and ${to}
      order by l.on_date, l.number, l.id`,
    // Of the whole parallel: on a day that only one of its classes has off the others write.
    tx<ControlWorksView['dayOffs']>`select o.starts, o.ends, o.title from day_off o
      where o.school_id = ${schoolId} and o.starts <= ${to} and o.ends >= ${from}
        and not exists (select from class c where c.school_id = o.school_id and c.id = any(${classIds})
          and not ${offConcerns(tx)}) order by o.starts, o.id`,
    readPlans(tx, schoolId, tx`cw.group_id = any(${groupIds}) and cw.on_date between ${year.starts} and ${year.ends}`),
    readHeld(tx, schoolId, groupIds, year.starts, year.ends),
    readWorkTypes(tx, schoolId),
  ]);
  return {
    view: 'controlWorks',
    seq: school.seq,
    now: school.now.toISOString(),
    today,
    tz: school.tz,
    grade,
    grades: known,
    year: { starts: year.starts, ends: year.ends },
    from,
    to,
    classes: classes.map((row) => ({
      id: row.id,
      label: className(row),
      periods: periods
        .filter((period) => period.kind === row.kind)
        .map(({ kind, number, starts, ends }) => ({
          label: periodLabel(kind, number),
          starts,
          ends,
          half: kind === 'half',
        })),
    })),
    groups: groups.map(({ teachers, ...group }) => ({
      ...group,
      teachers: teachers.map(shortName),
      mine: can(actor, 'controlWork.write', { groupId: group.id }),
    })),
    lessons: [...lessons],
    dayOffs: [...dayOffs],
    plans,
    works: [...works],
    workTypes: [...workTypes],
    rules: parseSettings(school.settings),
  };
}

/** The parallel this person has most to do with: he teaches there, leads a class, or supervises it. */
async function ownGrade(tx: Tx, actor: Actor): Promise<number | undefined> {
  if (actor.grades.length > 0) return actor.grades.find((grade) => grade > 1);
  const [row] = await tx<{ grade: number }[]>`
    select c.grade from study_group g join class c on c.school_id = g.school_id and c.id = g.class_id
    where g.school_id = ${actor.schoolId} and c.grade > 1
      and (g.id = any(${actor.teaches.map((t) => t.groupId)}) or g.class_id = any(${actor.homerooms.map((h) => h.classId)}))
    order by (g.class_id = any(${actor.homerooms.map((h) => h.classId)})) desc, c.grade desc limit 1`;
  return row?.grade;
}

/** Graded groups of these classes, by subject. */
export const readControlGroups = (tx: Tx, schoolId: number, classIds: number[], today: string) => tx<GroupRow[]>`
  select g.id, g.class_id as "classId", g.subject_id as "subjectId", s.name as subject, s.short, g.name, g.hours,
    coalesce(t.teachers, '[]') as teachers
  from study_group g join subject s on s.school_id = g.school_id and s.id = g.subject_id
  left join lateral (select json_agg(json_build_object('familyName', p.family_name, 'givenName', p.given_name,
      'patronymic', p.patronymic) order by gt.starts, p.id) as teachers
    from group_teacher gt join person p on p.school_id = gt.school_id and p.id = gt.teacher_id
    where gt.school_id = g.school_id and gt.group_id = g.id and gt.starts <= ${today}
      and (gt.ends is null or gt.ends >= ${today})) t on true
  where g.school_id = ${schoolId} and g.class_id = any(${classIds}) and g.kind in ('class', 'subgroup') and s.graded
  order by s.name collate "ru-x-icu", g.name, g.id`;
