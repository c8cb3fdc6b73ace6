import { readAs, type Sql, systemContext } from '#db/sql.ts';
import type { Hat } from '#lib/domain/people.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, type ActorChild, holds } from '#lib/policy.ts';

/** A signed-in session as the table holds it. `hat` '' until one of several is chosen. */
export type SessionRow = {
  id: string;
  public_id: number;
  school_id: number;
  person_id: number;
  hat: string;
  locked: boolean;
};

type PersonRow = {
  familyName: string;
  givenName: string;
  patronymic: string | null;
  name: string;
  short_name: string;
  tz: string;
  kind: 'real' | 'demo' | 'test';
  now: Date;
};
type Span = { from: string; to: string | null };
type ChildRow = { student_id: number; given: string; class_name: string | null; self: boolean };

/** A substitute may write marks of a written work for this many days after the lesson: older ones give no right. */
const SUBSTITUTION_DAYS = 7;

/** Reads a person's dated relations and makes an Actor of them; null when nothing gives him a part in the school any
 *  more (dismissed, departed): he may not sign in then, and his open sessions are refused. */
export async function loadActor(db: Sql, session: SessionRow): Promise<Actor | null> {
  const { school_id: schoolId, person_id: personId } = session;
  return readAs(db, systemContext(schoolId), async (tx) => {
    const [people, roles, grades, teaches, homerooms, substitutes, children, childGroups] = await Promise.all([
      tx<
        PersonRow[]
      >`select p.family_name as "familyName", p.given_name as "givenName", p.patronymic, s.name, s.short_name,
          s.tz, s.kind, school_now(s.school_id) as now
        from person p join school s on s.school_id = p.school_id where p.school_id = ${schoolId} and p.id = ${personId}`,
      tx<(Span & { role: 'admin' | 'director' | 'deputy' })[]>`select role, starts as from, ends as to from role_grant
        where school_id = ${schoolId} and person_id = ${personId}`,
      tx<{ grade: number }[]>`select grade from deputy_grade where school_id = ${schoolId} and person_id = ${personId}
        order by grade`,
      tx<(Span & { groupId: number; subjectId: number; grade: number })[]>`select t.group_id as "groupId",
          g.subject_id as "subjectId", c.grade, t.starts as from, t.ends as to
        from group_teacher t join study_group g on g.school_id = t.school_id and g.id = t.group_id
        join class c on c.school_id = g.school_id and c.id = g.class_id
        where t.school_id = ${schoolId} and t.teacher_id = ${personId} order by t.group_id`,
      tx<(Span & { classId: number })[]>`select class_id as "classId", starts as from, ends as to from homeroom
        where school_id = ${schoolId} and teacher_id = ${personId}`,
      tx<
        { lessonId: number; groupId: number; date: string }[]
      >`select s.lesson_id as "lessonId", l.group_id as "groupId",
          l.on_date as date
        from substitution s join lesson l on l.school_id = s.school_id and l.id = s.lesson_id
        where s.school_id = ${schoolId} and s.teacher_id = ${personId}
          and l.on_date >= (select school_today(${schoolId})) - ${SUBSTITUTION_DAYS + 1}::int`,
      tx<ChildRow[]>`with own as (
          select student_id, false as self from guardian g
          where g.school_id = ${schoolId} and g.guardian_id = ${personId} and g.inform = 'electronic'
            and g.starts <= (select school_today(${schoolId})) and (g.ends is null or g.ends >= (select school_today(${schoolId})))
            and coalesce((select status from consent c where c.school_id = g.school_id and c.student_id = g.student_id
              and c.guardian_id = g.guardian_id order by c.at desc, c.id desc limit 1), 'given') = 'given'
          union select ${personId}::int, true)
        select o.student_id, p.given_name as given, o.self, c.grade || c.letter as class_name
        from own o join person p on p.school_id = ${schoolId} and p.id = o.student_id
        join enrolment e on e.school_id = ${schoolId} and e.student_id = o.student_id
          and e.starts <= (select school_today(${schoolId})) and (e.ends is null or e.ends >= (select school_today(${schoolId})))
        join class c on c.school_id = e.school_id and c.id = e.class_id
        order by c.grade desc, p.given_name`,
      tx<(Span & { student_id: number; groupId: number })[]>`select gs.student_id, gs.group_id as "groupId",
          gs.starts as from, gs.ends as to
        from group_student gs where gs.school_id = ${schoolId} and gs.student_id in (
          select ${personId}::int union select student_id from guardian
          where school_id = ${schoolId} and guardian_id = ${personId})`,
    ]);
    const person = people[0];
    if (!person) return null;
    const today = dayIn(person.now, person.tz);
    const has = (role: string) => roles.some((r) => r.role === role && holds(r, today));
    const childOf = (row: ChildRow): ActorChild => ({
      studentId: row.student_id,
      given: row.given,
      className: row.class_name ?? '',
      groups: childGroups
        .filter((g) => g.student_id === row.student_id)
        .map(({ groupId, from, to }) => ({ groupId, from, to })),
    });
    const own = children.filter((c) => !c.self).map(childOf);
    const self = children.filter((c) => c.self).map(childOf);
    const hats: Hat[] = [
      ...(has('admin') ? (['admin'] as const) : []),
      ...(has('director') ? (['director'] as const) : []),
      ...(has('deputy') ? (['deputy'] as const) : []),
      ...(homerooms.some((h) => holds(h, today)) ? (['homeroom'] as const) : []),
      ...(teaches.some((t) => holds(t, today)) || substitutes.some((s) => s.date <= today)
        ? (['teacher'] as const)
        : []),
      ...(own.length > 0 ? (['parent'] as const) : []),
      ...(self.length > 0 ? (['student'] as const) : []),
    ];
    const hat = hats.find((h) => h === session.hat) ?? hats[0];
    if (!hat) return null;
    return {
      schoolId,
      personId,
      sessionId: session.id,
      sessionPublicId: session.public_id,
      locked: session.locked,
      hat,
      hats,
      name: { familyName: person.familyName, givenName: person.givenName, patronymic: person.patronymic },
      school: { name: person.name, shortName: person.short_name, tz: person.tz, kind: person.kind },
      today,
      admin: has('admin'),
      director: has('director'),
      deputy: has('deputy'),
      grades: grades.map((g) => g.grade),
      teaches: [...teaches],
      homerooms: [...homerooms],
      substitutes: [...substitutes],
      children: hat === 'parent' ? own : hat === 'student' ? self : [],
    };
  });
}
