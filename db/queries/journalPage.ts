import { draftColumn } from '#db/plans/redraft.ts';
import { readPlans } from '#db/queries/controlPlans.ts';
import { journalGroups } from '#db/queries/journalGroups.ts';
import { EXAM_GRADES, readFinals, readPeriods } from '#db/queries/journalPeriods.ts';
import { lastLessonOf } from '#db/queries/lastLesson.ts';
import { readWorkTypes } from '#db/queries/workTypes.ts';
import { contextOf, readAs, type Sql, sql, type Tx } from '#db/sql.ts';
import type { JournalLesson, JournalView } from '#lib/contract/journalView.ts';
import { EXPECTED_BACK, type Expected } from '#lib/domain/absences.ts';
import type { FileRef } from '#lib/domain/files.ts';
import { type GroupKind, groupLabel } from '#lib/domain/groups.ts';
import type { Ict, LessonKind } from '#lib/domain/lessons.ts';
import { className, listName, shortName } from '#lib/domain/people.ts';
import type { LessonDraft, LessonPass } from '#lib/domain/plans/drafts.ts';
import type { HomeworkLink } from '#lib/domain/records.ts';
import { parseSettings } from '#lib/domain/settings.ts';
import { addDays, addMinutes, dayIn, timeIn } from '#lib/domain/time.ts';
import { type Actor, can, classOfRights } from '#lib/policy.ts';

type GroupRow = {
  id: number;
  class_id: number;
  grade: number;
  letter: string;
  subject_id: number;
  subject: string;
  name: string;
  kind: GroupKind;
  mixed: boolean;
  graded: boolean;
  hours: number;
  year_id: number;
  period_kind: string;
  now: Date;
  tz: string;
  settings: unknown;
  seq: number;
  lesson_date: string | null;
};
type Name = { familyName: string; givenName: string; patronymic: string | null };
type LessonRow = {
  id: number;
  on_date: string;
  number: number;
  starts_at: Date;
  ends_at: Date;
  room: string;
  status: string;
  topic: string | null;
  topic_v: number;
  draft: LessonDraft | null;
  pass: LessonPass | null;
  kind: LessonKind | null;
  kind_v: number;
  homework_state: 'given' | 'none' | null;
  homework: string | null;
  homework_minutes: number | null;
  homework_due_id: number | null;
  due_date: string | null;
  homework_links: HomeworkLink[];
  files: FileRef[];
  homework_v: number;
  ict: Ict[];
  ict_v: number;
  rolled: boolean;
  roll_v: number;
  change_v: number;
  last_ends: Date;
  substitute: (Name & { id: number }) | null;
};

/** Which of a class's periods a day belongs to; between periods, the one that ended last; before the first, the first. */
export function periodOn<P extends { starts: string; ends: string }>(periods: P[], day: string): P | undefined {
  return periods.filter((p) => p.starts <= day).at(-1) ?? periods[0];
}

/** Журнал of one group over one period, as this person may see it; null when he may not. One snapshot. */
export async function journalPage(
  actor: Actor,
  asked: { groupId: number; periodId?: number | undefined; lessonId?: number | null },
  db: Sql = sql(),
): Promise<JournalView | null> {
  return readAs(db, contextOf(actor), async (tx) => {
    const { schoolId } = actor;
    const [group] = await tx<GroupRow[]>`
      select g.id, g.class_id, c.grade, c.letter, g.subject_id, s.name as subject, g.name, g.kind, g.mixed, s.graded, g.hours, g.year_id,
        c.period_kind, school_now(g.school_id) as now, sc.tz, sc.settings, h.seq,
        (select l.on_date from lesson l where l.school_id = g.school_id and l.id = ${asked.lessonId ?? null}
          and l.group_id = g.id) as lesson_date
      from study_group g join class c on c.school_id = g.school_id and c.id = g.class_id
      join subject s on s.school_id = g.school_id and s.id = g.subject_id
      join school sc on sc.school_id = g.school_id join school_log_head h on h.school_id = g.school_id
      where g.school_id = ${schoolId} and g.id = ${asked.groupId}`;
    if (!group) return null;
    const subject = { groupId: group.id, classId: classOfRights(group) };
    if (!can(actor, 'journal.read', subject)) return null;
    const today = dayIn(group.now, group.tz);
    const all = await readPeriods(tx, schoolId, group);
    const periods = all.filter((p) => p.kind === group.period_kind);
    const stages = all.filter(
      (p) => p.kind === 'year' || (EXAM_GRADES.includes(group.grade) && p.kind !== group.period_kind),
    );
    // A link to a lesson opens the period it was held in.
    const period = periods.find((p) => p.id === asked.periodId) ?? periodOn(periods, group.lesson_date ?? today);
    if (!period) return null;
    const ofClass = group.kind === 'class' && !group.mixed;
    const last = { schoolId, id: group.id, ofClass, today };
    const span = { schoolId, groupId: group.id, from: period.starts, to: period.ends, last };
    const settings = parseSettings(group.settings);
    const reasons = can(actor, 'reason.read', subject);
    const [
      teachers,
      homeroom,
      students,
      lessons,
      works,
      marks,
      attendance,
      expected,
      notes,
      finals,
      workTypes,
      groups,
      separate,
      plans,
      follows,
    ] = await Promise.all([
      tx<
        (Name & { id: number })[]
      >`select p.id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic
          from group_teacher gt join person p on p.school_id = gt.school_id and p.id = gt.teacher_id
          where gt.school_id = ${schoolId} and gt.group_id = ${group.id} and gt.starts <= ${today}
            and (gt.ends is null or gt.ends >= ${today}) order by gt.starts, p.id`,
      tx<Name[]>`select p.family_name as "familyName", p.given_name as "givenName", p.patronymic from homeroom r
          join person p on p.school_id = r.school_id and p.id = r.teacher_id
          where r.school_id = ${schoolId} and r.class_id = ${subject.classId} and r.starts <= ${today}
            and (r.ends is null or r.ends >= ${today})`,
      tx<
        StudentRow[]
      >`select gs.student_id as id, p.family_name as "familyName", p.given_name as "givenName", p.patronymic,
            gs.starts, gs.ends, e.order_in, e.order_out, e.label
          from group_student gs join person p on p.school_id = gs.school_id and p.id = gs.student_id
          left join lateral (select order_in, order_out, k.grade, k.letter, k.grade || k.letter as label from enrolment e
            join class k on k.school_id = e.school_id and k.id = e.class_id
            where e.school_id = gs.school_id and e.student_id = gs.student_id
              and (${group.mixed} or e.class_id = ${group.class_id}) order by e.starts desc limit 1) e on true
          where gs.school_id = ${schoolId} and gs.group_id = ${group.id} and gs.starts <= ${period.ends}
            and (gs.ends is null or gs.ends >= ${period.starts})
          order by gs.ends is not null and gs.ends < ${today}, ${group.mixed ? tx`e.grade, e.letter,` : tx``} p.family_name, p.given_name, p.id`,
      readLessons(tx, span),
      tx<
        {
          id: number;
          lessonId: number;
          number: number;
          typeId: number;
          name: string | null;
          weight: number | null;
          v: number;
        }[]
      >`
          select w.id, w.lesson_id as "lessonId", w.number, w.type_id as "typeId", w.name, w.weight, w.version as v
          from work w join lesson l on l.school_id = w.school_id and l.id = w.lesson_id
          where w.school_id = ${schoolId} and w.group_id = ${group.id} and w.on_date between ${span.from} and ${span.to}
          order by w.on_date, l.number, w.number`,
      tx<JournalView['marks']>`select work_id as "workId", student_id as "studentId", number, value, value_v as v,
            json_build_object('typeId', type_id, 'weight', weight, 'counted', counted, 'dueOn', due_on) as kind,
            kind_v as "kindV", comment, comment_v as "commentV"
          from mark where school_id = ${schoolId} and group_id = ${group.id} and on_date between ${span.from} and ${span.to}
          order by student_id, work_id, number`,
      tx<
        JournalView['attendance']
      >`select lesson_id as "lessonId", student_id as "studentId", code, minutes, code_v as v,
            ${reasons ? tx`reason` : tx`null`} as reason, ${reasons ? tx`reason_v` : tx`0`} as "reasonV"
          from attendance where school_id = ${schoolId} and group_id = ${group.id}
            and on_date between ${span.from} and ${span.to}
          order by lesson_id, student_id`,
      readExpected(tx, schoolId, group.id, today),
      tx<JournalView['notes']>`select n.work_id as "workId", n.student_id as "studentId", n.note, n.version as v
          from mark_note n join work w on w.school_id = n.school_id and w.id = n.work_id
          where n.school_id = ${schoolId} and n.group_id = ${group.id} and n.author_id = ${actor.personId}
            and w.on_date between ${span.from} and ${span.to} order by n.work_id, n.student_id`,
      readFinals(tx, schoolId, group.id, [...periods, ...stages]),
      readWorkTypes(tx, schoolId),
      journalGroups(tx, actor, { classId: group.class_id, subjectId: group.subject_id }),
      group.kind === 'class'
        ? tx<SeparateRow[]>`select g.id as "groupId", g.class_id, g.mixed, g.kind, p.family_name as "familyName",
              p.given_name as "givenName", p.patronymic
            from study_group g join group_student gs on gs.school_id = g.school_id and gs.group_id = g.id
              and gs.starts <= ${period.ends} and (gs.ends is null or gs.ends >= ${period.starts})
            join person p on p.school_id = gs.school_id and p.id = gs.student_id
            where g.school_id = ${schoolId} and g.class_id = ${group.class_id} and g.subject_id = ${group.subject_id}
              and g.kind in ('individual', 'family') order by p.family_name, p.given_name, g.id`
        : [],
      readPlans(tx, schoolId, tx`cw.group_id = ${group.id} and cw.on_date between ${span.from} and ${span.to}`),
      tx<{ id: number; v: number; seq: number }[]>`
        select p.id, coalesce(w.drafts_v, 0) as v, p.projected as seq
        from plan_group pg join plan p on p.school_id = pg.school_id and p.id = pg.plan_id
        left join plan_pace w on w.school_id = pg.school_id and w.group_id = pg.group_id
        where pg.school_id = ${schoolId} and pg.group_id = ${group.id}`,
    ]);
    const ownLessons = actor.substitutes.filter((s) => s.groupId === group.id).map((s) => s.lessonId);
    const teaches =
      actor.teaches.some((t) => t.groupId === group.id) &&
      can(actor, 'lesson.write', { ...subject, lessonId: 0, date: today });
    return {
      view: 'journal',
      seq: group.seq,
      now: group.now.toISOString(),
      today,
      tz: group.tz,
      group: {
        id: group.id,
        classId: group.class_id,
        // Students of several classes: the group is called by its own name.
        className: group.mixed ? group.name : className(group),
        grade: group.grade,
        subjectId: group.subject_id,
        subject: group.subject,
        name: group.mixed ? '' : group.name,
        kind: group.kind,
        graded: group.graded && group.grade > 1,
        hours: group.hours,
        teachers: teachers.map((t) => ({ id: t.id, name: shortName(t) })),
        homeroom: homeroom[0] ? shortName(homeroom[0]) : null,
      },
      groups: groups.map((g) => ({ id: g.id, label: groupLabel(g), kind: g.kind })),
      separate: separate.map(({ groupId, mixed, ...s }) => ({
        studentName: listName(s),
        kind: s.kind,
        groupId: can(actor, 'journal.read', { groupId, classId: classOfRights({ ...s, mixed }) }) ? groupId : null,
      })),
      rights: {
        write: teaches || ownLessons.length > 0,
        reasons,
        setReasons: can(actor, 'reason.write', subject),
        lessonIds: teaches ? null : ownLessons,
        finals: teaches ? 'own' : can(actor, 'periodMark.write', subject) ? 'request' : null,
      },
      period,
      periods,
      stages,
      students: students.map((s) => ({
        id: s.id,
        name: group.mixed && s.label ? `${listName(s)}, ${s.label}` : listName(s),
        from: s.starts,
        to: s.ends,
        orderIn: s.order_in ?? '',
        orderOut: s.order_out,
      })),
      lessons: lessons.map((l) => toLesson(l, group.tz, settings.homeworkMinutes, today)),
      works,
      marks,
      attendance,
      expected: [...expected],
      notes,
      finals,
      workTypes: [...workTypes],
      plans,
      plan: follows[0] ?? null,
      rules: settings,
    };
  });
}

type SeparateRow = Name & { groupId: number; class_id: number; mixed: boolean; kind: GroupKind };
type StudentRow = Name & {
  label: string | null;
  id: number;
  starts: string;
  ends: string | null;
  order_in: string | null;
  order_out: string | null;
};

/** Who is not expected at the lessons of a group: documents in force and reports that wait for an answer. Not why, nor
 *  which of the two. */
const readExpected = (tx: Tx, schoolId: number, groupId: number, today: string) => {
  const from = addDays(today, -EXPECTED_BACK);
  const members = tx`(select distinct student_id from group_student where school_id = ${schoolId} and group_id = ${groupId}
    and (ends is null or ends >= ${from}))`;
  return tx<Expected[]>`
    select key, student_id as "studentId", starts, ends, first_lesson as "firstLesson", last_lesson as "lastLesson", v
    from (
      select d.key, d.student_id, d.starts, d.ends, d.first_lesson, d.last_lesson, d.version as v
      from ${members} m join absence_document d on d.school_id = ${schoolId} and d.student_id = m.student_id
        and d.ends >= ${from} and d.active
      union all select n.key, n.student_id, n.starts, n.ends, null, null, n.version
      from ${members} m join absence_notice n on n.school_id = ${schoolId} and n.student_id = m.student_id
        and n.ends >= ${from} and n.status = 'sent'
    ) e order by student_id, key`;
};

/** Lessons of the span, each with the end of its students' last lesson that day: homework is due an hour after it. */
type LessonSpan = {
  schoolId: number;
  groupId: number;
  from: string;
  to: string;
  last: Parameters<typeof lastLessonOf>[1];
};
const readLessons = (tx: Tx, span: LessonSpan) =>
  tx<LessonRow[]>`
    select l.id, l.on_date, l.number, l.starts_at, l.ends_at, l.room, l.status, l.topic, l.topic_v,
      case when (l.topic is null or l.homework_state is null) and l.status = 'planned' then ${draftColumn(tx)} end as draft,
      case when lp.lesson_id is not null then json_build_object('how', lp.kind, 'rows', coalesce(lr.rows, '[]'), 'reason', lp.reason,
        'decided', lp.decided, 'v', lp.version) end as pass, l.kind, l.kind_v,
      l.homework_state, l.homework, l.homework_minutes, l.homework_due_id, d.on_date as due_date, l.homework_links, l.homework_v,
      coalesce(f.files, '[]') as files, l.ict, l.ict_v,
      l.roll_at is not null as rolled, l.roll_v, l.change_v, coalesce(x.last_ends, l.ends_at) as last_ends,
      case when s.teacher_id is not null then json_build_object('id', p.id, 'familyName', p.family_name,
        'givenName', p.given_name, 'patronymic', p.patronymic) end as substitute
    from lesson l
    left join lesson d on d.school_id = l.school_id and d.id = l.homework_due_id
    left join substitution s on s.school_id = l.school_id and s.lesson_id = l.id
    left join person p on p.school_id = s.school_id and p.id = s.teacher_id
    left join lesson_pass lp on lp.school_id = l.school_id and lp.lesson_id = l.id
    left join (select r.lesson_id, json_agg(r.row_id order by r.row_id collate "C", n) as rows from plan_group pg
        join lesson_row r on r.school_id = pg.school_id and r.group_id = pg.group_id and r.plan_id = pg.plan_id
        cross join lateral generate_series(1, r.hours) n
        where pg.school_id = ${span.schoolId} and pg.group_id = ${span.groupId} group by r.lesson_id) lr on lr.lesson_id = l.id
    left join lateral ${lastLessonOf(tx, span.last)} x on true
    left join (select lesson_id, json_agg(json_build_object('id', id, 'name', name, 'size', size) order by id) as files
        from attachment where school_id = ${span.schoolId} and group_id = ${span.groupId} and state = 'attached'
        group by lesson_id) f on f.lesson_id = l.id
    where l.school_id = ${span.schoolId} and l.group_id = ${span.groupId} and l.on_date between ${span.from} and ${span.to}
    order by l.on_date, l.number`;

function toLesson(l: LessonRow, tz: string, homeworkMinutes: number, today: string): JournalLesson {
  // Instants matter for the running day alone; for the others they are not worth the bytes of a page.
  const live = l.on_date === today;
  return {
    id: l.id,
    date: l.on_date,
    number: l.number,
    starts: timeIn(l.starts_at, tz),
    ends: timeIn(l.ends_at, tz),
    startsAt: live ? l.starts_at.toISOString() : '',
    endsAt: live ? l.ends_at.toISOString() : '',
    room: l.room,
    cancelled: l.status === 'cancelled',
    substitute: l.substitute ? shortName(l.substitute) : null,
    changeV: l.change_v,
    topic: l.topic,
    topicV: l.topic_v,
    draft: l.draft,
    pass: l.pass,
    kind: l.kind,
    kindV: l.kind_v,
    homework:
      l.homework_state === null
        ? null
        : {
            state: l.homework_state,
            text: l.homework,
            minutes: l.homework_minutes,
            dueId: l.homework_due_id,
            dueDate: l.due_date,
            links: l.homework_links,
          },
    homeworkV: l.homework_v,
    files: l.files,
    homeworkBy: addMinutes(l.last_ends, homeworkMinutes).toISOString(),
    ict: l.ict,
    ictV: l.ict_v,
    roll: l.rolled,
    rollV: l.roll_v,
  };
}
