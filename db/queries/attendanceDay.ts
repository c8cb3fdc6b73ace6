import { openFromOf, readDocuments, readNotices } from '#db/queries/absencePapers.ts';
import { readPeriods } from '#db/queries/journalPeriods.ts';
import { papersOfClass } from '#db/queries/studentClass.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import { dayOffTitle } from '#db/timetable/days.ts';
import type { AbsenceCase, AttendanceCell, AttendanceGroup, AttendanceView } from '#lib/contract/attendanceViews.ts';
import { papersFrom } from '#lib/domain/attendanceDay.ts';
import { className, listName, type PersonName, shortName } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { dayIn, timeIn } from '#lib/domain/time.ts';
import { type Actor, can, scopeOfAttendance } from '#lib/policy.ts';

type ClassRow = { id: number; grade: number; letter: string; year_id: number; period_kind: string };
type LessonRow = {
  id: number;
  group_id: number;
  number: number;
  starts_at: Date;
  ends_at: Date;
  room: string;
  status: string;
  mixed: boolean;
  rolled: boolean;
  roll_v: number;
  members: number[];
};

/** Classes whose attendance this person may open, by grade; the school year of `today`. */
export async function attendanceClasses(tx: Tx, actor: Actor, today: string): Promise<readonly ClassRow[]> {
  const scope = scopeOfAttendance(actor);
  return tx<ClassRow[]>`select c.id, c.grade, c.letter, c.year_id, c.period_kind
    from academic_year y join class c on c.school_id = y.school_id and c.year_id = y.id
    where y.school_id = ${actor.schoolId} and ${today} between y.starts and y.ends
      ${scope === 'school' ? tx`` : tx`and c.id = any(${scope})`} order by c.grade, c.letter collate "ru-x-icu"`;
}

/** «Журнал дня»: one class, one day, all its lessons on one screen; null when this person keeps no class. */
export async function attendanceDay(
  actor: Actor,
  asked: { classId?: number | undefined; date?: string | undefined } = {},
  db: Sql = sql(),
): Promise<AttendanceView | null> {
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ now: Date; tz: string; settings: unknown; seq: number }[]>`
      select school_now(s.school_id) as now, s.tz, s.settings, h.seq from school s
      join school_log_head h on h.school_id = s.school_id where s.school_id = ${schoolId}`;
    if (!school) return null;
    const today = dayIn(school.now, school.tz);
    const classes = await attendanceClasses(tx, actor, today);
    const own = classes.find((c) => c.id === asked.classId) ?? (asked.classId === undefined ? classes[0] : undefined);
    if (!own || !can(actor, 'reason.read', { classId: own.id })) return null;
    const date = asked.date ?? today;
    const papers = papersFrom({ date, today });
    const [open, periods, students, groups, lessons, offs, documents, notices, cases] = await Promise.all([
      openFromOf(tx, schoolId, own.year_id, own.period_kind),
      readPeriods(tx, schoolId, own),
      tx<(PersonName & { id: number; from: string; to: string | null })[]>`
        select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic, min(e.starts) as from,
          case when bool_or(e.ends is null) then null else max(e.ends) end as to
        from enrolment e join person p on p.school_id = e.school_id and p.id = e.student_id
        where e.school_id = ${schoolId} and e.class_id = ${own.id}
        group by p.id, p.family_name, p.given_name, p.patronymic order by p.family_name, p.given_name, p.id`,
      readGroups(tx, schoolId, own.id),
      tx<LessonRow[]>`
        select l.id, l.group_id, l.number, l.starts_at, l.ends_at, l.room, l.status, l.mixed, l.roll_at is not null as rolled,
          l.roll_v, x.members
        from (
          select l.id from lesson l where l.school_id = ${schoolId} and l.class_id = ${own.id} and l.on_date = ${date}
          union select l.id from enrolment e
            join group_student gs on gs.school_id = e.school_id and gs.student_id = e.student_id
              and gs.starts <= ${date} and (gs.ends is null or gs.ends >= ${date})
            join study_group g on g.school_id = gs.school_id and g.id = gs.group_id and g.mixed
            join lesson l on l.school_id = g.school_id and l.group_id = g.id and l.on_date = ${date}
            where e.school_id = ${schoolId} and e.class_id = ${own.id}
        ) o
        join lesson l on l.school_id = ${schoolId} and l.id = o.id
        cross join lateral (select array_agg(gs.student_id order by gs.student_id) as members from group_student gs
          join enrolment e on e.school_id = gs.school_id and e.student_id = gs.student_id and e.class_id = ${own.id}
            and e.starts <= ${date} and (e.ends is null or e.ends >= ${date})
          where gs.school_id = l.school_id and gs.group_id = l.group_id and gs.starts <= ${date}
            and (gs.ends is null or gs.ends >= ${date})) x
        where x.members is not null order by l.number, l.id`,
      tx<{ title: string | null }[]>`select (${dayOffTitle(tx, tx`${date}::date`)}) as title from class c
        where c.school_id = ${schoolId} and c.id = ${own.id}`,
      readDocuments(tx, schoolId, { classId: own.id }, papers, true),
      readNotices(tx, schoolId, { classId: own.id }, papers),
      readCases(tx, schoolId, own.id),
    ]);
    const openFrom = open[0]?.day ?? date;
    const cells = await readCells(tx, schoolId, own.id, date, openFrom);
    return {
      view: 'attendance',
      seq: school.seq,
      now: school.now.toISOString(),
      today,
      tz: school.tz,
      date,
      dayOff: offs[0]?.title ?? null,
      class: { id: own.id, name: className(own) },
      classes: classes.map((c) => ({ id: c.id, name: className(c) })),
      mayWrite: can(actor, 'reason.write', { classId: own.id }),
      students: students.map((s) => ({ id: s.id, name: listName(s), from: s.from, to: s.to })),
      groups,
      lessons: lessons.map((l) => ({
        ...{ id: l.id, groupId: l.group_id, number: l.number, room: l.room, cancelled: l.status === 'cancelled' },
        ...{ starts: timeIn(l.starts_at, school.tz), ends: timeIn(l.ends_at, school.tz), members: l.members },
        ...(l.mixed ? { roll: false, rollV: 0 } : { roll: l.rolled, rollV: l.roll_v }),
      })),
      cells,
      documents,
      notices,
      cases,
      periods: periods
        .filter((p) => p.kind === own.period_kind || p.kind === 'year')
        .map(({ kind: _, ...period }) => period),
      openFrom,
      reasonDays: parseSettings(school.settings).reasonDays,
    };
  });
}

/** Groups of the class's students, clubs of several classes included. */
async function readGroups(tx: Tx, schoolId: number, classId: number): Promise<AttendanceGroup[]> {
  return [
    ...(await tx<AttendanceGroup[]>`
      select g.id as "groupId", s.name as subject, g.name, g.mixed or g.kind not in ('class', 'subgroup', 'individual', 'family')
        as beside
      from (
        select id from study_group where school_id = ${schoolId} and class_id = ${classId}
        union select gs.group_id from enrolment e
          join group_student gs on gs.school_id = e.school_id and gs.student_id = e.student_id
          where e.school_id = ${schoolId} and e.class_id = ${classId}
      ) o
      join study_group g on g.school_id = ${schoolId} and g.id = o.id
      join subject s on s.school_id = g.school_id and s.id = g.subject_id order by g.id`),
  ];
}

type CellRow = Omit<AttendanceCell, 'by' | 'reasonBy'> & { by: PersonName | null; reasonBy: PersonName | null };
/** All cells of the day, and of other days the absences without a reason that can still be explained. */
async function readCells(
  tx: Tx,
  schoolId: number,
  classId: number,
  date: string,
  openFrom: string,
): Promise<AttendanceCell[]> {
  const columns = tx`a.lesson_id, a.group_id, a.on_date, a.student_id, a.code, a.minutes, a.code_v, a.set_by, a.reason,
    a.reason_v, a.reason_by`;
  const rows = await tx<CellRow[]>`
    select o.lesson_id as "lessonId", o.group_id as "groupId", o.on_date as date, o.student_id as "studentId", o.code,
      o.minutes, o.code_v as v, o.reason, o.reason_v as "reasonV",
      json_build_object('familyName', p.family_name, 'givenName', p.given_name, 'patronymic', p.patronymic) as by,
      case when r.id is not null then json_build_object('familyName', r.family_name, 'givenName', r.given_name,
        'patronymic', r.patronymic) end as "reasonBy"
    from (
      select ${columns} from enrolment e
      join attendance a on a.school_id = e.school_id and a.student_id = e.student_id and a.on_date = ${date}
      where e.school_id = ${schoolId} and e.class_id = ${classId} and e.starts <= ${date}
        and (e.ends is null or e.ends >= ${date})
      union all select ${columns} from enrolment e
      join attendance a on a.school_id = e.school_id and a.student_id = e.student_id and a.code = 'absent'
        and a.reason is null and a.on_date >= ${openFrom} and a.on_date >= e.starts
        and (e.ends is null or a.on_date <= e.ends) and a.on_date <> ${date}
      where e.school_id = ${schoolId} and e.class_id = ${classId}
    ) o
    join person p on p.school_id = ${schoolId} and p.id = o.set_by
    left join person r on r.school_id = ${schoolId} and r.id = o.reason_by
    order by o.lesson_id, o.student_id`;
  return rows.map(({ by, reasonBy, ...row }) => ({
    ...row,
    by: by && shortName(by),
    reasonBy: reasonBy && shortName(reasonBy),
  }));
}

type CaseRow = Omit<AbsenceCase, 'notes'> & {
  notes: (Omit<AbsenceCase['notes'][number], 'by'> & { by: PersonName })[];
};
async function readCases(tx: Tx, schoolId: number, classId: number): Promise<AbsenceCase[]> {
  const rows = await tx<CaseRow[]>`
    select x.student_id as "studentId", x.opened_on as "openedOn", x.status, x.version as v, s.notes
    from absence_case x
    cross join lateral (select json_agg(json_build_object('number', n.number, 'step', n.step, 'text', n.text,
        'at', to_char(n.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'by', json_build_object('familyName', p.family_name, 'givenName', p.given_name, 'patronymic', p.patronymic))
        order by n.number) as notes
      from absence_case_note n join person p on p.school_id = n.school_id and p.id = n.by_id
      where n.school_id = x.school_id and n.student_id = x.student_id and n.opened_on = x.opened_on) s
    where x.school_id = ${schoolId} and ${papersOfClass(tx, schoolId, tx`${classId}::int`)} order by x.student_id, x.opened_on`;
  return rows.map(({ notes, ...row }) => ({
    ...row,
    notes: (notes ?? []).map(({ by, ...note }) => ({ ...note, by: shortName(by) })),
  }));
}
