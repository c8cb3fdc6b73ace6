import { defineRead } from '#db/reads/read.ts';
import type { Asker } from '#db/sql.ts';
import { TIMETABLE_OPTIONS, type TimetableOption } from '#lib/contract/reads.ts';
import { className, fullName, listName, type PersonName } from '#lib/domain/people.ts';
import { titleOf } from '#lib/domain/timetableWeek.ts';
import { type Actor, can, scopeOfStudents } from '#lib/policy.ts';

/** Whose timetable to open, by the beginning of a name; without a text the first ones. «Е» finds «Ё» too. */
export const timetableFind = defineRead('timetable.find', async (tx, actor, { by, text }) => {
  if (by !== 'student' && !can(actor, 'timetable.read', { by })) return null;
  const typed = text.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ');
  const prefix = `${typed.replace(/[\\%_]/g, '\\$&')}%`;
  switch (by) {
    case 'class':
      return { options: await classes(tx, actor.schoolId, typed.replaceAll(' ', '')) };
    case 'teacher':
      return { options: await teachers(tx, actor, prefix) };
    case 'room':
      return { options: await rooms(tx, actor.schoolId, prefix) };
    case 'student':
      return students(tx, actor, prefix);
  }
});

/** Classes of the newest year: a few dozen. */
async function classes(tx: Asker, schoolId: number, typed: string): Promise<TimetableOption[]> {
  const rows = await tx<{ id: number; grade: number; letter: string }[]>`select c.id, c.grade, c.letter from class c
    where c.school_id = ${schoolId} and c.year_id = (select id from academic_year where school_id = ${schoolId}
      order by starts desc limit 1)
    order by c.grade, c.letter collate "ru-x-icu"`;
  return rows
    .map((row) => ({ id: String(row.id), label: className(row), detail: '' }))
    .filter(({ label }) => label.toLowerCase().replaceAll('ё', 'е').startsWith(typed))
    .slice(0, TIMETABLE_OPTIONS);
}

async function teachers(tx: Asker, { schoolId, today }: Actor, prefix: string): Promise<TimetableOption[]> {
  const rows = await tx<(PersonName & { id: number })[]>`
    select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic
    from (select distinct teacher_id from group_teacher where school_id = ${schoolId} and starts <= ${today}
      and (ends is null or ends >= ${today})) t
    join person p on p.school_id = ${schoolId} and p.id = t.teacher_id
    where replace(lower(p.family_name || ' ' || p.given_name), 'ё', 'е') like ${prefix}
    order by p.family_name, p.given_name, p.id limit ${TIMETABLE_OPTIONS}`;
  return rows.map((row) => ({ id: String(row.id), label: fullName(row), detail: '' }));
}

/** Every room once, stepping from one to the next along the index: lessons of years are not walked through. */
async function rooms(tx: Asker, schoolId: number, prefix: string): Promise<TimetableOption[]> {
  const rows = await tx<{ room: string }[]>`
    with recursive step as (
      select min(room) as room from lesson where school_id = ${schoolId}
      union all
      select (select min(l.room) from lesson l where l.school_id = ${schoolId} and l.room > step.room) from step
      where step.room is not null)
    select room from step where room is not null and room <> '' and replace(lower(room), 'ё', 'е') like ${prefix}
    order by (substring(room from '^\\d{1,6}'))::int nulls last, room collate "ru-x-icu" limit ${TIMETABLE_OPTIONS}`;
  return rows.map(({ room }) => ({ id: room, label: titleOf('room', room), detail: '' }));
}

/** Students of the own class; of the whole school for who reads the school. */
async function students(tx: Asker, actor: Actor, prefix: string): Promise<{ options: TimetableOption[] } | null> {
  const scope = scopeOfStudents(actor);
  if (scope.kind === 'none') return null;
  const { schoolId, today } = actor;
  const where =
    scope.kind === 'school'
      ? tx`e.school_id = ${schoolId}`
      : tx`e.school_id = ${schoolId} and e.class_id = any(${scope.classIds})`;
  const rows = await tx<(PersonName & { id: number; grade: number; letter: string })[]>`
    select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic, c.grade, c.letter
    from enrolment e join person p on p.school_id = e.school_id and p.id = e.student_id
    join class c on c.school_id = e.school_id and c.id = e.class_id
    where ${where} and e.starts <= ${today} and (e.ends is null or e.ends >= ${today})
      and replace(lower(p.family_name || ' ' || p.given_name), 'ё', 'е') like ${prefix}
    order by p.family_name, p.given_name, p.id limit ${TIMETABLE_OPTIONS}`;
  return { options: rows.map((row) => ({ id: String(row.id), label: listName(row), detail: className(row) })) };
}
