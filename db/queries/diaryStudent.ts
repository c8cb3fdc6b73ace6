import { periodLabel } from '#db/queries/journalPeriods.ts';
import type { Tx } from '#db/sql.ts';
import type { DiaryView, FamilyFinal, FamilyPeriod, SubjectRef } from '#lib/contract/diaryViews.ts';
import { className, listName } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { dayIn } from '#lib/domain/time.ts';
import { type Actor, type ActorChild, can } from '#lib/policy.ts';

/** What the family's screens about marks begin with: whose they are, when it is, the school's rule. */

/** The child that was asked for, or the first; null when there is none that this person may read about. */
export function childAsked(actor: Actor, studentId: number | undefined): ActorChild | null {
  const child = studentId === undefined ? actor.children[0] : actor.children.find((c) => c.studentId === studentId);
  return child && can(actor, 'diary.read', { studentId: child.studentId }) ? child : null;
}

type StudentRow = {
  familyName: string;
  givenName: string;
  patronymic: string | null;
  grade: number;
  letter: string;
  now: Date;
  tz: string;
  seq: number;
  settings: unknown;
};
export type StudentHead = {
  seq: number;
  now: string;
  today: string;
  tz: string;
  student: DiaryView['student'] & { grade: number };
  children: DiaryView['children'];
  thresholds: [number, number, number];
  pointDays: number;
};

export async function readStudent(tx: Tx, actor: Actor, id: number): Promise<StudentHead | null> {
  const [row] = await tx<StudentRow[]>`
    select p.family_name as "familyName", p.given_name as "givenName", p.patronymic, c.grade, c.letter,
      school_now(p.school_id) as now, s.tz, s.settings, h.seq
    from person p join enrolment e on e.school_id = p.school_id and e.student_id = p.id
      and e.starts <= (select school_today(p.school_id)) and (e.ends is null or e.ends >= (select school_today(p.school_id)))
    join class c on c.school_id = e.school_id and c.id = e.class_id
    join school s on s.school_id = p.school_id join school_log_head h on h.school_id = p.school_id
    where p.school_id = ${actor.schoolId} and p.id = ${id} order by e.starts desc limit 1`;
  if (!row) return null;
  return {
    seq: row.seq,
    now: row.now.toISOString(),
    today: dayIn(row.now, row.tz),
    tz: row.tz,
    student: { id, name: listName(row), given: row.givenName, className: className(row), grade: row.grade },
    children: actor.children.map((c) => ({ id: c.studentId, given: c.given, className: c.className })),
    ...rulesOf(row.settings),
  };
}

const rulesOf = (stored: unknown) => {
  const { thresholds, pointDays } = parseSettings(stored);
  return { thresholds, pointDays };
};

type PeriodRow = Omit<FamilyPeriod, 'label' | 'year'> & { kind: string; number: number; from: string; to: string };
/** The periods of every class this student has been in, of past years too (000 П2.2: for the whole time of keeping). */
export async function readPeriods(tx: Tx, schoolId: number, studentId: number): Promise<FamilyPeriod[]> {
  const rows = await tx<PeriodRow[]>`
    select p.id, p.kind, p.number, p.starts, p.ends, p.closed_at is not null as closed, p.year_id as "yearId",
      y.starts as from, y.ends as to
    from period p join academic_year y on y.school_id = p.school_id and y.id = p.year_id
    where p.school_id = ${schoolId} and exists (select from enrolment e
      join class c on c.school_id = e.school_id and c.id = e.class_id
      where e.school_id = p.school_id and e.student_id = ${studentId} and c.year_id = p.year_id and c.period_kind = p.kind)
    order by y.starts, p.kind, p.number`;
  return rows.map(({ kind, number, from, to, ...period }) => ({
    ...period,
    label: periodLabel(kind, number),
    year: `${from.slice(0, 4)}/${to.slice(2, 4)}`,
  }));
}

/** Subjects in which this student was taught between two days, by name; his groups of one subject stand together. */
export const readSubjects = (tx: Tx, schoolId: number, studentId: number, from: string, to: string) => tx<SubjectRef[]>`
  select s.id, s.name, array_agg(distinct g.id order by g.id) as "groupIds"
  from group_student gs join study_group g on g.school_id = gs.school_id and g.id = gs.group_id
  join subject s on s.school_id = g.school_id and s.id = g.subject_id
  where gs.school_id = ${schoolId} and gs.student_id = ${studentId} and s.graded
    and gs.starts <= ${to} and (gs.ends is null or gs.ends >= ${from})
  group by s.id, s.name order by s.name collate "ru-x-icu", s.id`;

/** «Год», «Экзамен», «Итоговая» of a school year. */
export async function readStages(tx: Tx, schoolId: number, yearId: number, year: string): Promise<FamilyPeriod[]> {
  const rows = await tx<(Omit<FamilyPeriod, 'label' | 'year'> & { kind: string })[]>`
    select id, kind, starts, ends, closed_at is not null as closed, year_id as "yearId" from period
    where school_id = ${schoolId} and year_id = ${yearId} and kind in ('year', 'exam', 'final')
    order by array_position(array['year', 'exam', 'final'], kind)`;
  return rows.map(({ kind, ...period }) => ({ ...period, label: periodLabel(kind, 1), year }));
}

/** Period marks of one student, whichever periods they belong to: the one place that reads them for a family. */
export const readPeriodMarks = (tx: Tx, schoolId: number, studentId: number, groupIds: number[]) => tx<FamilyFinal[]>`
  select group_id as "groupId", period_id as "periodId", value,
    to_char(set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "setAt", version as v
  from period_mark where school_id = ${schoolId} and student_id = ${studentId} and group_id = any(${groupIds})
  order by period_id, set_at, group_id`;
