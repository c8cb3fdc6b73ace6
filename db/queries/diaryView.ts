import { changeColumn } from '#db/queries/changeColumn.ts';
import { readHeld, readPlans } from '#db/queries/controlPlans.ts';
import { readWorkTypes } from '#db/queries/workTypes.ts';
import { contextOf, readAs, type Sql, type Tx } from '#db/sql.ts';
import {
  CONTROLS_AHEAD,
  type DiaryDay,
  type DiaryHomework,
  type DiaryLesson,
  type DiaryMark,
  type DiaryMoved,
  type DiaryView,
  RECENT_DAYS,
} from '#lib/contract/diaryViews.ts';
import type { AbsenceReason, AttendanceCode } from '#lib/contract/viewParts.ts';
import { concerns, type OffFor } from '#lib/domain/dayOff.ts';
import type { LessonChange } from '#lib/domain/lessonChange.ts';
import { className, listName, shortName } from '#lib/domain/people.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { addDays, dayIn, timeIn } from '#lib/domain/time.ts';
import { type Actor, can, holds } from '#lib/policy.ts';

type Name = { familyName: string; givenName: string; patronymic: string | null };
type StudentRow = Name & {
  grade: number;
  letter: string;
  class_id: number;
  now: Date;
  tz: string;
  settings: unknown;
  seq: number;
};
type LessonRow = {
  id: number;
  group_id: number;
  on_date: string;
  number: number;
  starts_at: Date;
  ends_at: Date;
  subject: string;
  room: string;
  status: string;
  topic: string | null;
  topic_v: number;
  homework_state: 'given' | 'none' | null;
  homework: string | null;
  due_date: string | null;
  homework_v: number;
  code: AttendanceCode | null;
  minutes: number | null;
  code_v: number | null;
  reason: AbsenceReason | null;
  reason_v: number | null;
  substitute: Name | null;
  change: LessonChange | null;
  change_v: number;
};
type HomeworkRow = Omit<DiaryHomework, never> & { atId: number };

/** The days a diary shows, decided by the caller once the student's school day is known. */
export type Span = (today: string, tx: Tx, classId: number) => Promise<{ from: string; to: string; days: string[] }>;

/** Дневник of one student, as this person may see it; null when he may not. One snapshot, the student's own rows only. */
export async function diaryView(
  db: Sql,
  actor: Actor,
  studentId: number | undefined,
  span: Span,
): Promise<DiaryView | null> {
  const child =
    actor.children.find((c) => c.studentId === studentId) ?? (studentId === undefined ? actor.children[0] : undefined);
  if (!child || !can(actor, 'diary.read', { studentId: child.studentId })) return null;
  const id = child.studentId;
  const { schoolId } = actor;
  return readAs(db, contextOf(actor), async (tx) => {
    const [student] = await tx<StudentRow[]>`
      select p.family_name as "familyName", p.given_name as "givenName", p.patronymic, c.grade, c.letter, c.id as class_id,
        school_now(p.school_id) as now, s.tz, s.settings, h.seq
      from person p join enrolment e on e.school_id = p.school_id and e.student_id = p.id
        and e.starts <= (select school_today(p.school_id)) and (e.ends is null or e.ends >= (select school_today(p.school_id)))
      join class c on c.school_id = e.school_id and c.id = e.class_id
      join school s on s.school_id = p.school_id join school_log_head h on h.school_id = p.school_id
      where p.school_id = ${schoolId} and p.id = ${id}`;
    if (!student) return null;
    const today = dayIn(student.now, student.tz);
    const { from, to, days } = await span(today, tx, student.class_id);
    const groupIds = child.groups.map((g) => g.groupId);
    const ahead = addDays(today, CONTROLS_AHEAD);
    const [lessons, homework, marks, recent, offs, subjects, workTypes, plans, controls, moved] = await Promise.all([
      readLessons(tx, schoolId, id, from, to),
      tx<
        HomeworkRow[]
      >`select l.homework_due_id as "atId", l.id as "fromId", l.homework_state as state, l.homework as text,
          l.homework_minutes as minutes, l.homework_links as links, coalesce(f.files, '[]') as files, l.homework_v as v, coalesce(d.done, false) as done, coalesce(d.version, 0) as "doneV"
        from lesson l join lesson at on at.school_id = l.school_id and at.id = l.homework_due_id
        join group_student gs on gs.school_id = l.school_id and gs.group_id = l.group_id and gs.student_id = ${id}
          and gs.starts <= l.on_date and (gs.ends is null or gs.ends >= l.on_date)
        left join lateral (select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) order by f.id) as files
          from attachment f where f.school_id = l.school_id and f.lesson_id = l.id and f.state = 'attached') f on true
        left join homework_done d on d.school_id = l.school_id and d.lesson_id = l.id and d.student_id = ${id}
        where l.school_id = ${schoolId} and l.group_id = any(${groupIds}) and l.homework_state is not null
          and at.on_date between ${from} and ${to} and l.on_date >= ${addDays(from, -60)}
        order by l.id`,
      readMarks(tx, schoolId, id, tx`m.on_date between ${from} and ${to}`, tx`m.work_id, m.number`),
      readMarks(
        tx,
        schoolId,
        id,
        tx`m.set_at > ${student.now}::timestamptz - make_interval(days => ${RECENT_DAYS}) and m.on_date > ${addDays(today, -60)}`,
        tx`m.set_at desc, m.work_id, m.number`,
      ),
      tx<(OffFor & { starts: string; ends: string; title: string })[]>`select starts, ends, title, grades,
          class_ids as "classIds"
        from day_off where school_id = ${schoolId} and starts <= ${to} and ends >= ${from} order by starts, id`,
      tx<{ groupId: number; subject: string }[]>`select g.id as "groupId", s.name as subject from study_group g
        join subject s on s.school_id = g.school_id and s.id = g.subject_id
        where g.school_id = ${schoolId} and g.id = any(${groupIds}) order by g.id`,
      readWorkTypes(tx, schoolId),
      readPlans(
        tx,
        schoolId,
        tx`cw.group_id = any(${groupIds}) and cw.state = 'planned' and cw.on_date between ${today} and ${ahead}`,
        true,
      ),
      readHeld(tx, schoolId, groupIds, today, ahead),
      readMoved(tx, schoolId, groupIds, days),
    ]);
    // What is planned in a group that the child has left, or is not in yet, is others' matter.
    const belongs = ({ groupId, date }: { groupId: number; date: string }) =>
      child.groups.some((g) => g.groupId === groupId && holds(g, date));
    const cls = { id: student.class_id, grade: student.grade };
    const dayOf = (date: string): DiaryDay => ({
      date,
      dayOff: offs.find((o) => o.starts <= date && date <= o.ends && concerns(o, cls))?.title ?? null,
      lessons: lessons.filter((l) => l.on_date === date).map((l) => toLesson(l, student.tz, homework, marks)),
    });
    return {
      view: 'diary',
      seq: student.seq,
      now: student.now.toISOString(),
      today,
      tz: student.tz,
      from,
      to,
      student: { id, name: listName(student), given: student.givenName, className: className(student) },
      children: actor.children.map((c) => ({ id: c.studentId, given: c.given, className: c.className })),
      subjects,
      days: days.map(dayOf),
      moved: [...moved],
      recent,
      workTypes: [...workTypes],
      plans: plans.filter(belongs),
      controls: controls.filter(belongs),
      pointDays: parseSettings(student.settings).pointDays,
    };
  });
}

const readLessons = (tx: Tx, schoolId: number, studentId: number, from: string, to: string) => tx<LessonRow[]>`
  select l.id, l.group_id, l.on_date, l.number, l.starts_at, l.ends_at, s.name as subject, l.room, l.status, l.topic, l.topic_v,
    l.homework_state, l.homework, d.on_date as due_date, l.homework_v, a.code, a.minutes, a.code_v, a.reason, a.reason_v,
    case when sb.teacher_id is not null then json_build_object('familyName', p.family_name, 'givenName', p.given_name,
      'patronymic', p.patronymic) end as substitute, l.change_v, ${changeColumn(tx)} as change
  from group_student gs
  join lesson l on l.school_id = gs.school_id and l.group_id = gs.group_id and l.on_date >= gs.starts
    and (gs.ends is null or l.on_date <= gs.ends)
  join subject s on s.school_id = l.school_id and s.id = l.subject_id
  left join lesson d on d.school_id = l.school_id and d.id = l.homework_due_id
  left join attendance a on a.school_id = l.school_id and a.lesson_id = l.id and a.student_id = gs.student_id
  left join substitution sb on sb.school_id = l.school_id and sb.lesson_id = l.id
  left join person p on p.school_id = sb.school_id and p.id = sb.teacher_id
  left join subject si on si.school_id = sb.school_id and si.id = sb.subject_id
  where gs.school_id = ${schoolId} and gs.student_id = ${studentId} and l.on_date between ${from} and ${to}
  order by l.on_date, l.number, l.id`;

const readMoved = (tx: Tx, schoolId: number, groupIds: number[], days: string[]) => tx<DiaryMoved[]>`
  select l.id, l.group_id as "groupId", json_build_object('date', sb.was_on, 'number', sb.was_number) as was,
    l.on_date as date, l.number, l.change_v as v
  from substitution sb join lesson l on l.school_id = sb.school_id and l.id = sb.lesson_id
  where sb.school_id = ${schoolId} and sb.was_on = any(${days}::date[]) and l.on_date <> all(${days}::date[])
    and l.group_id = any(${groupIds})
  order by sb.was_on, sb.was_number, l.id`;

type Fragment = ReturnType<Tx>;
/** Marks of one student as a family reads them. */
export const readMarks = (tx: Tx, schoolId: number, studentId: number, where: Fragment, order: Fragment) => tx<
  DiaryMark[]
>`
  select m.work_id as "workId", m.number, m.lesson_id as "lessonId", m.group_id as "groupId", s.name as subject,
    m.on_date as date, m.value, m.previous, to_char(m.set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "setAt",
    m.value_v as v, coalesce(m.type_id, w.type_id) as "typeId", coalesce(m.weight, ot.weight, w.weight, t.weight) as weight,
    m.counted, json_build_object('typeId', m.type_id, 'weight', m.weight, 'counted', m.counted, 'dueOn', m.due_on) as kind,
    m.kind_v as "kindV", json_build_object('typeId', w.type_id, 'weight', w.weight) as work, w.name as "workName", m.comment,
    m.comment_v as "commentV"
  from mark m join work w on w.school_id = m.school_id and w.id = m.work_id
  join work_type t on t.school_id = w.school_id and t.id = w.type_id
  left join work_type ot on ot.school_id = m.school_id and ot.id = m.type_id
  join subject s on s.school_id = m.school_id and s.id = m.subject_id
  where m.school_id = ${schoolId} and m.student_id = ${studentId} and m.value is not null and ${where}
  order by ${order}`;

function toLesson(
  l: LessonRow,
  tz: string,
  homework: readonly HomeworkRow[],
  marks: readonly DiaryMark[],
): DiaryLesson {
  return {
    id: l.id,
    groupId: l.group_id,
    number: l.number,
    starts: timeIn(l.starts_at, tz),
    ends: timeIn(l.ends_at, tz),
    startsAt: l.starts_at.toISOString(),
    endsAt: l.ends_at.toISOString(),
    subject: l.subject,
    room: l.room,
    cancelled: l.status === 'cancelled',
    substitute: l.substitute ? shortName(l.substitute) : null,
    change: l.change,
    changeV: l.change_v,
    topic: l.topic,
    topicV: l.topic_v,
    homework: homework.filter((h) => h.atId === l.id).map(({ atId: _, ...h }) => h),
    given: l.homework_state === null ? null : { state: l.homework_state, text: l.homework, dueDate: l.due_date },
    givenV: l.homework_v,
    marks: marks.filter((m) => m.lessonId === l.id),
    absence: { code: l.code, minutes: l.minutes, v: l.code_v ?? 0, reason: l.reason, reasonV: l.reason_v ?? 0 },
  };
}
