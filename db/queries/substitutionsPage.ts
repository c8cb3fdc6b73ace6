import { changeColumn } from '#db/queries/changeColumn.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import type { SubstitutionLesson, SubstitutionsView, TeacherAway } from '#lib/contract/substitutionsView.ts';
import type { LessonChange } from '#lib/domain/lessonChange.ts';
import { className, type PersonName, shortName } from '#lib/domain/people.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

type LessonRow = Omit<SubstitutionLesson, 'className' | 'startsAt' | 'endsAt' | 'teacher' | 'substitute' | 'change'> & {
  letter: string;
  mixed: boolean;
  startsAt: Date;
  endsAt: Date;
  teacherId: number;
  teacher: PersonName;
  substituteId: number | null;
  substitute: PersonName | null;
  change: LessonChange | null;
};
type TeacherRow = PersonName & { id: number; subjectIds: number[]; classIds: number[]; hours: number };

/** «Замены» of one day: all its lessons with who holds them, who is away, and everybody who teaches. One snapshot; null for
 *  those who may not read it. */
export async function substitutionsPage(
  actor: Actor,
  asked: { date?: string | undefined } = {},
  db: Sql = sql(),
): Promise<SubstitutionsView | null> {
  if (!can(actor, 'substitution.read')) return null;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ now: Date; tz: string; seq: number }[]>`
      select school_now(s.school_id) as now, s.tz, h.seq from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
    if (!school) return null;
    const today = dayIn(school.now, school.tz);
    const date = asked.date ?? (await nextDay(tx, schoolId, today)) ?? today;
    const [lessons, absences, teachers, subjects, offs] = await Promise.all([
      readLessons(tx, schoolId, date),
      tx<
        (Omit<TeacherAway, 'teacher'> & PersonName & { teacherId: number })[]
      >`select a.id, a.teacher_id as "teacherId",
          p.family_name as "familyName", p.given_name as "givenName", p.patronymic, a.starts as from, a.ends as to, a.numbers,
          a.reason, a.order_no as "orderNo", a.order_on as "orderOn", a.version as v
        from teacher_absence a join person p on p.school_id = a.school_id and p.id = a.teacher_id
        where a.school_id = ${schoolId} and a.ends >= ${date} and a.starts <= ${date} and not a.cancelled order by a.id`,
      tx<TeacherRow[]>`select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic,
          coalesce(array_agg(distinct g.subject_id order by g.subject_id) filter (where s.graded), '{}') as "subjectIds",
          coalesce(array_agg(distinct g.class_id order by g.class_id) filter (where not g.mixed), '{}') as "classIds",
          sum(g.hours)::int as hours
        from group_teacher t join study_group g on g.school_id = t.school_id and g.id = t.group_id
        join subject s on s.school_id = g.school_id and s.id = g.subject_id
        join person p on p.school_id = t.school_id and p.id = t.teacher_id
        where t.school_id = ${schoolId} and t.starts <= ${date} and (t.ends is null or t.ends >= ${date})
        group by p.school_id, p.id order by p.family_name, p.given_name, p.id`,
      tx<SubstitutionsView['subjects']>`select id, name from subject where school_id = ${schoolId}
        order by name collate "ru-x-icu", id`,
      tx<
        { title: string }[]
      >`select title from day_off where school_id = ${schoolId} and ${date} between starts and ends
        and grades is null and class_ids is null order by starts limit 1`,
    ]);
    return {
      view: 'substitutions',
      seq: school.seq,
      now: school.now.toISOString(),
      today,
      tz: school.tz,
      date,
      mayWrite: can(actor, 'substitution.write'),
      dayOff: offs[0]?.title ?? null,
      lessons,
      absences: absences.map(({ teacherId, familyName, givenName, patronymic, ...away }) => ({
        ...away,
        teacher: { id: teacherId, name: shortName({ familyName, givenName, patronymic }) },
      })),
      teachers: teachers.map(({ id, subjectIds, classIds, hours, ...name }) => ({
        ...{ id, name: shortName(name), subjectIds, classIds, hours },
      })),
      subjects: [...subjects],
    };
  });
}

/** Substitutions are made for the next day with lessons (ux 4.5.3: «на завтра»). */
async function nextDay(tx: Tx, schoolId: number, today: string): Promise<string | null> {
  const [row] = await tx<{ day: string | null }[]>`select min(on_date) as day from lesson
    where school_id = ${schoolId} and on_date > ${today} and on_date <= ${today}::date + 21`;
  return row?.day ?? null;
}

async function readLessons(tx: Tx, schoolId: number, date: string): Promise<SubstitutionLesson[]> {
  const rows = await tx<LessonRow[]>`
    select l.id, l.group_id as "groupId", l.class_id as "classId", c.grade, c.letter, l.subject_id as "subjectId",
      s.name as subject, g.name, g.mixed, l.on_date as date, l.number, l.starts_at as "startsAt", l.ends_at as "endsAt", l.room,
      l.status = 'cancelled' as cancelled, l.change_v as v, l.teacher_id as "teacherId",
      json_build_object('familyName', t.family_name, 'givenName', t.given_name, 'patronymic', t.patronymic) as teacher,
      sb.teacher_id as "substituteId", case when sp.id is not null then json_build_object('familyName', sp.family_name,
        'givenName', sp.given_name, 'patronymic', sp.patronymic) end as substitute,
      ${changeColumn(tx)} as change, sb.merged_into as "intoId"
    from (select id from lesson where school_id = ${schoolId} and on_date = ${date}
      union select lesson_id from substitution where school_id = ${schoolId} and was_on = ${date}) d
    join lesson l on l.school_id = ${schoolId} and l.id = d.id
    join study_group g on g.school_id = l.school_id and g.id = l.group_id
    join class c on c.school_id = l.school_id and c.id = l.class_id
    join subject s on s.school_id = l.school_id and s.id = l.subject_id
    join person t on t.school_id = l.school_id and t.id = l.teacher_id
    left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
    left join person sp on sp.school_id = sb.school_id and sp.id = sb.teacher_id
    left join subject si on si.school_id = sb.school_id and si.id = sb.subject_id
    order by l.number, l.class_id, l.id`;
  return rows.map(({ letter, mixed, teacherId, substituteId, ...l }) => ({
    ...l,
    // Students of several classes: the group is called by its own name.
    className: mixed ? l.name : className({ grade: l.grade, letter }),
    name: mixed ? '' : l.name,
    startsAt: l.startsAt.toISOString(),
    endsAt: l.endsAt.toISOString(),
    teacher: { id: teacherId, name: shortName(l.teacher) },
    substitute: substituteId !== null && l.substitute ? { id: substituteId, name: shortName(l.substitute) } : null,
  }));
}
