import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import { capitalize, inSentence } from '#lib/domain/diary.ts';
import type { ChangeKind } from '#lib/domain/lessonChange.ts';
import type { PayCode } from '#lib/domain/payCodes.ts';
import { className, type PersonName, shortName } from '#lib/domain/people.ts';
import { factOf, type LogAsked, type LogRow, monthDays, type SubstitutionLog } from '#lib/domain/substitutionLog.ts';
import { TEACHER_REASON_LABELS, type TeacherAbsenceReason } from '#lib/domain/teacherAbsence.ts';
import { dayIn, dayMonth } from '#lib/domain/time.ts';
import { type Actor, can } from '#lib/policy.ts';

/** Rows of one month at most: a school of ninety teachers in an epidemic writes fewer. */
const MOST_ROWS = 3000;

type Row = {
  id: number;
  was_on: string;
  was_number: number;
  on_date: string;
  number: number;
  ends_at: Date;
  status: string;
  recorded: boolean;
  topic: string | null;
  grade: number;
  letter: string;
  group_name: string;
  mixed: boolean;
  subject: string;
  instead: string | null;
  teacher_id: number;
  teacher: PersonName;
  substitute_id: number | null;
  substitute: PersonName | null;
  kind: ChangeKind | null;
  absence: TeacherAbsenceReason | null;
  into_grade: number | null;
  into_letter: string | null;
  hours: number;
  paid: boolean;
  pay_code: PayCode | null;
  order_no: string | null;
  order_on: string | null;
  version: number | null;
};
/** The log of one month, by day and lesson: everybody's for deputies, the director and the administrator, one's own for a teacher;
 *  null when it is not his to read. */
export async function substitutionLog(
  actor: Actor,
  ask: (today: string) => LogAsked,
  db: Sql = sql(),
): Promise<SubstitutionLog | null> {
  const { schoolId, personId } = actor;
  if (!can(actor, 'substitutionLog.read', { personId })) return null;
  const whole = can(actor, 'substitutionLog.read', { personId: null });
  return readAs(db, contextOf(actor), async (tx) => {
    const [school] = await tx<{ now: Date; tz: string }[]>`
      select school_now(school_id) as now, tz from school where school_id = ${schoolId}`;
    if (!school) return null;
    const today = dayIn(school.now, school.tz);
    const asked = ask(today);
    const { from, to } = monthDays(asked.month);
    const own = whole ? null : personId;
    const rows = await tx<Row[]>`
      select l.id, coalesce(sb.was_on, l.on_date) as was_on, coalesce(sb.was_number, l.number) as was_number, l.on_date, l.number,
        l.ends_at, l.status, l.roll_at is not null or l.topic is not null and l.ends_at <= ${school.now} as recorded, l.topic,
        c.grade, c.letter, g.name as group_name, g.mixed, s.name as subject, si.name as instead, l.teacher_id,
        json_build_object('familyName', t.family_name, 'givenName', t.given_name, 'patronymic', t.patronymic) as teacher,
        sb.teacher_id as substitute_id, case when p.id is not null then json_build_object('familyName', p.family_name,
          'givenName', p.given_name, 'patronymic', p.patronymic) end as substitute,
        sb.kind, a.reason as absence, ic.grade as into_grade, ic.letter as into_letter,
        coalesce(sb.hours, 100) as hours, coalesce(sb.paid, false) as paid, sb.pay_code,
        coalesce(sb.order_no, a.order_no) as order_no, coalesce(sb.order_on, a.order_on) as order_on, sb.version
      from (select lesson_id as id, absence_id from substitution
          where school_id = ${schoolId} and was_on between ${from} and ${to}
        union select l.id, a.id from teacher_absence a
          join lesson l on l.school_id = a.school_id and l.teacher_id = a.teacher_id
            and l.on_date between greatest(a.starts, ${from}::date) and least(a.ends, ${to}::date) and l.status = 'planned'
            and (a.numbers is null or l.number = any(a.numbers))
          where a.school_id = ${schoolId} and a.ends >= ${from} and a.starts <= ${to} and not a.cancelled
            and not exists (select from substitution x where x.school_id = l.school_id and x.lesson_id = l.id)) d
      join lesson l on l.school_id = ${schoolId} and l.id = d.id
      join study_group g on g.school_id = l.school_id and g.id = l.group_id
      join class c on c.school_id = l.school_id and c.id = l.class_id
      join subject s on s.school_id = l.school_id and s.id = l.subject_id
      join person t on t.school_id = l.school_id and t.id = l.teacher_id
      left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
      left join person p on p.school_id = sb.school_id and p.id = sb.teacher_id
      left join subject si on si.school_id = sb.school_id and si.id = sb.subject_id
      left join teacher_absence a on a.school_id = l.school_id and a.id = d.absence_id
      left join lesson il on il.school_id = sb.school_id and il.id = sb.merged_into
      left join class ic on ic.school_id = il.school_id and ic.id = il.class_id
      where ${own}::int is null or l.teacher_id = ${own} or sb.teacher_id = ${own}
      order by 2, 3, c.grade, c.letter, l.id limit ${MOST_ROWS}`;
    const all = rows.map((row) => {
      const told = toRow(row, school.now.getTime());
      return whole ? told : cut(told, personId);
    });
    const people = new Map<number, string>();
    for (const { teacher, substitute } of all) {
      people.set(teacher.id, teacher.name);
      if (substitute) people.set(substitute.id, substitute.name);
    }
    return {
      today,
      mayWrite: can(actor, 'substitution.write'),
      whole,
      asked,
      rows: all.filter(
        (row) =>
          (asked.who === null || row.teacher.id === asked.who || row.substitute?.id === asked.who) &&
          (asked.kind === null || row.kind === asked.kind),
      ),
      people: [...people].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'ru')),
    };
  });
}

/** One's own rows: why a colleague is away and by which order is not told to whoever holds his lesson, and what that one is
 *  paid for it not to him who was away. */
function cut(row: LogRow, reader: number): LogRow {
  if (row.teacher.id !== reader) return { ...row, reason: '', orderNo: null, orderOn: null };
  return row.substitute !== null && row.substitute.id !== reader
    ? { ...row, hours: 0, paid: null, payCode: null }
    : row;
}

function toRow(row: Row, now: number): LogRow {
  const subject = [row.subject, row.mixed ? '' : row.group_name].filter(Boolean).join(', ');
  const taught = row.instead ? `${row.instead} (вместо: ${inSentence(row.subject)})` : row.subject;
  const fact = factOf(
    { cancelled: row.status === 'cancelled', recorded: row.recorded, endsAt: row.ends_at.toISOString() },
    now,
  );
  return {
    lessonId: row.id,
    date: row.was_on,
    number: row.was_number,
    className: row.mixed ? row.group_name : className(row),
    subject,
    teacher: { id: row.teacher_id, name: shortName(row.teacher) },
    // Nobody was away: the administration has decided so.
    reason: TEACHER_REASON_LABELS[row.absence ?? 'admin'],
    substitute:
      row.substitute_id !== null && row.substitute ? { id: row.substitute_id, name: shortName(row.substitute) } : null,
    taught: fact === 'cancelled' ? '' : capitalize([taught, row.topic].filter(Boolean).join('. ')),
    kind: row.kind ?? 'missed',
    detail: detailOf(row),
    hours: row.hours,
    paid: row.paid,
    payCode: row.pay_code,
    orderNo: row.order_no,
    orderOn: row.order_on,
    fact,
    v: row.version,
  };
}

function detailOf(row: Row): string {
  if (row.kind === 'move')
    return row.on_date === row.was_on && row.number === row.was_number
      ? 'другой кабинет'
      : `на ${dayMonth(row.on_date)}, ${row.number}-й урок`;
  if (row.kind === 'merge' && row.into_grade !== null && row.into_letter !== null)
    return `с ${className({ grade: row.into_grade, letter: row.into_letter })}`;
  return '';
}
