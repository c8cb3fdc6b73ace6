import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import { offConcerns } from '#db/timetable/days.ts';
import type { ClassPlanView } from '#lib/contract/classPlanView.ts';
import { className, type PersonName, shortName } from '#lib/domain/people.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, can, scopeOfClassPlans } from '#lib/policy.ts';

type ClassRow = {
  id: number;
  grade: number;
  letter: string;
  starts: string;
  ends: string;
  study: { starts: string; ends: string };
};

/** «План внеурочных занятий с классом» of one class; without one asked for, of one's own, else the first. Null: not for him. */
export async function classPlanPage(
  actor: Actor,
  asked: { classId?: number | undefined } = {},
  db: Sql = sql(),
): Promise<ClassPlanView | null> {
  const { schoolId } = actor;
  const scope = scopeOfClassPlans(actor);
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ name: string; now: Date; tz: string; seq: number }[]>`
      select s.name, school_now(s.school_id) as now, s.tz, h.seq from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
    if (!school) return null;
    const today = dayIn(school.now, school.tz);
    // A coming school year has its plans before it begins.
    const classes = await tx<ClassRow[]>`select c.id, c.grade, c.letter, y.starts, y.ends, s.study from (
        select id, school_id, starts, ends from academic_year where school_id = ${schoolId} and ends >= ${today}
        order by starts limit 1) y
      join class c on c.school_id = y.school_id and c.year_id = y.id
      cross join lateral (select json_build_object('starts', coalesce(min(p.starts), y.starts), 'ends',
          coalesce(max(p.ends), y.ends)) as study from period p
        where p.school_id = c.school_id and p.year_id = c.year_id and p.kind = c.period_kind) s
      ${scope === 'school' ? tx`` : tx`where c.id = any(${scope})`} order by c.grade, c.letter collate "ru-x-icu"`;
    const own =
      classes.find((c) => c.id === asked.classId) ?? (asked.classId === undefined ? first(actor, classes) : null);
    if (!own || !can(actor, 'classPlan.read', { classId: own.id })) return null;
    const [entries, dayOffs, homerooms] = await Promise.all([
      readEntries(tx, schoolId, own.id),
      tx<ClassPlanView['dayOffs']>`select o.starts, o.ends, o.title from day_off o
        join class c on c.school_id = o.school_id and c.id = ${own.id}
        where o.school_id = ${schoolId} and o.starts <= ${own.ends} and o.ends >= ${own.starts} and ${offConcerns(tx)}
        order by o.starts, o.id`,
      tx<PersonName[]>`select p.family_name as "familyName", p.given_name as "givenName", p.patronymic from homeroom h
        join person p on p.school_id = h.school_id and p.id = h.teacher_id
        where h.school_id = ${schoolId} and h.class_id = ${own.id} and h.starts <= ${today}
          and (h.ends is null or h.ends >= ${today}) order by h.starts desc, h.id limit 1`,
    ]);
    const [homeroom] = homerooms;
    return {
      view: 'classPlan',
      seq: school.seq,
      now: school.now.toISOString(),
      today,
      tz: school.tz,
      school: school.name,
      class: { id: own.id, name: className(own) },
      homeroom: homeroom ? shortName(homeroom) : null,
      classes: classes.map((c) => ({ id: c.id, name: className(c) })),
      mayWrite: can(actor, 'classPlan.write', { classId: own.id }),
      year: { starts: own.starts, ends: own.ends },
      study: own.study,
      dayOffs: [...dayOffs],
      entries: [...entries],
    };
  });
}

/** A deputy who keeps a class has his own before him. */
const first = (actor: Actor, classes: readonly ClassRow[]): ClassRow | undefined =>
  classes.find((c) => can(actor, 'classPlan.write', { classId: c.id })) ?? classes[0];

const readEntries = (tx: Tx, schoolId: number, classId: number) => tx<ClassPlanView['entries']>`
  select id, on_date as date, title, kind, place, who, held, notes, version as v from class_plan
  where school_id = ${schoolId} and class_id = ${classId} and not removed order by on_date, id`;
