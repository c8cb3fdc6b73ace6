import * as z from 'zod/mini';
import { planChanges, planRemark, planVersionHead } from '#lib/contract/planLife.ts';
import { CASE_STEPS, DOCUMENT_KINDS, NOTICE_KINDS, NOTICE_STATUS } from '#lib/domain/absences.ts';
import { APPROVALS } from '#lib/domain/approvals.ts';
import { CLASS_PLAN_KINDS } from '#lib/domain/classPlan.ts';
import { CONTROL_LEVELS } from '#lib/domain/controlLimits.ts';
import { CHANGE_KINDS } from '#lib/domain/lessonChange.ts';
import { HOMEWORK_STATES, ICT, LESSON_KINDS } from '#lib/domain/lessons.ts';
import { PAY_CODES } from '#lib/domain/payCodes.ts';
import { PERIOD_VALUES } from '#lib/domain/periodMarks.ts';
import { PLAN_STATES } from '#lib/domain/plans/life.ts';
import { planRow } from '#lib/domain/plans/rows.ts';
import { settingChange } from '#lib/domain/settings.ts';
import { ABSENCE_REASONS } from '#lib/domain/teacherAbsence.ts';

const id = z.int();
const date = z.string();
const lessonRef = { lessonId: id, groupId: id, classId: id, date };
const cellRef = { ...lessonRef, studentId: id };
const markRef = { ...cellRef, workId: id, number: z.int() };
const fileRef = { id, name: z.string(), size: z.int() };
const workRef = {
  id,
  lessonId: id,
  number: z.int(),
  typeId: id,
  name: z.nullable(z.string()),
  weight: z.nullable(z.int()),
  v: z.int(),
};
/** What a mark says about itself beside its value; null: as its work says. */
export const markKind = z.strictObject({
  typeId: z.nullable(id),
  weight: z.nullable(z.int()),
  counted: z.boolean(),
  dueOn: z.nullable(date),
});
const person = z.strictObject({ id, name: z.string() });
const workKind = z.strictObject({ typeId: id, weight: z.nullable(z.int()) });
const workType = z.strictObject({
  id,
  name: z.string(),
  short: z.string(),
  weight: z.int(),
  control: z.boolean(),
  written: z.boolean(),
  sort: z.int(),
  archived: z.boolean(),
  v: z.int(),
});

const reason = z.nullable(z.enum(['excused', 'unexcused', 'ill']));
const code = z.nullable(z.enum(['absent', 'late', 'remote', 'exempt']));
/** The whole cell after a change, with both authors, for those who may read reasons of the student's class, which is not
 *  always the lesson's. Cut for everybody else, families included. */
const wholeCell = z.optional(
  z.strictObject({
    classId: id,
    code,
    minutes: z.nullable(z.int()),
    v: z.int(),
    by: z.nullable(z.string()),
    reason,
    reasonV: z.int(),
    reasonBy: z.nullable(z.string()),
  }),
);
/** Field → who changed it last and when (school time, ISO). */
const cellAuthors = z.record(z.string(), z.tuple([id, z.string()]));
const planRowData = z.strictObject({ ...planRow.shape, position: z.int(), authors: cellAuthors });
const planTotals = z.strictObject({ hours: id, rows: id, controls: z.array(z.tuple([z.int(), id])) });
const lessonDraft = z.strictObject({
  rows: z.array(
    z.strictObject({
      id: z.string(),
      hour: z.int(),
      of: z.int(),
      place: z.int(),
      topic: z.string(),
      homework: z.string(),
      type: z.nullable(z.enum(LESSON_KINDS)),
    }),
  ),
});
const range = { starts: date, ends: date };
const lessonNumber = z.nullable(z.int());

/** Everything that can happen in a school's log, in the past tense. `v` is the new version of the changed field. */
export const eventData = {
  'mark.changed': z.strictObject({
    ...markRef,
    value: z.nullable(z.int()),
    /** What a correction replaced; null when the cell was empty. */
    previous: z.nullable(z.int()),
    /** School time, ISO. */
    setAt: z.string(),
    /** Its work, so that a diary can show the mark without asking. */
    work: workKind,
    workName: z.nullable(z.string()),
    /** Type and weight (hundredths) it counts by. */
    typeId: id,
    weight: z.int(),
    kind: markKind,
    kindV: z.int(),
    comment: z.nullable(z.string()),
    commentV: z.int(),
    v: z.int(),
  }),
  'mark.qualified': z.strictObject({ ...markRef, kind: markKind, v: z.int() }),
  'mark.commented': z.strictObject({ ...markRef, comment: z.nullable(z.string()), v: z.int() }),
  'mark.noted': z.strictObject({ ...cellRef, workId: id, authorId: id, note: z.nullable(z.string()), v: z.int() }),
  'absence.changed': z.strictObject({
    ...cellRef,
    code,
    minutes: z.nullable(z.int()),
    v: z.int(),
    whole: wholeCell,
  }),
  'absence.reasoned': z.strictObject({ ...cellRef, reason, v: z.int(), whole: wholeCell }),
  /** A document as it is from now on. `by`: who entered it; cut for families. */
  'absenceDocument.changed': z.strictObject({
    ...{ id, studentId: id, classId: id },
    kind: z.enum(DOCUMENT_KINDS),
    number: z.nullable(z.string()),
    issuedOn: z.nullable(date),
    reason: z.enum(['excused', 'ill']),
    ...range,
    firstLesson: lessonNumber,
    lastLesson: lessonNumber,
    noticeId: z.nullable(id),
    active: z.boolean(),
    by: z.nullable(z.string()),
    v: z.int(),
  }),
  /** What parents report of an absence, as it stands. */
  'absenceNotice.changed': z.strictObject({
    ...{ id, studentId: id, classId: id },
    kind: z.enum(NOTICE_KINDS),
    text: z.nullable(z.string()),
    ...range,
    status: z.enum(NOTICE_STATUS),
    answer: z.nullable(z.string()),
    from: z.string(),
    /** School time, ISO. */
    sentAt: z.string(),
    v: z.int(),
  }),
  /** Who is not expected at the lessons of these groups: all that their teachers are told of documents and reports. */
  'absence.expected': z.strictObject({
    /** Of the document or report, the same of every change; which of the two it is, is not theirs to know. */
    key: id,
    ...{ studentId: id, classId: id },
    groupIds: z.array(id),
    ...range,
    firstLesson: lessonNumber,
    lastLesson: lessonNumber,
    active: z.boolean(),
    v: z.int(),
  }),
  /** A step of a case record: its status and the note that was written. */
  'absenceCase.changed': z.strictObject({
    ...{ studentId: id, classId: id },
    openedOn: date,
    status: z.enum(['open', 'work', 'closed']),
    note: z.strictObject({
      number: z.int(),
      step: z.enum(['opened', ...CASE_STEPS]),
      text: z.nullable(z.string()),
      by: z.string(),
      at: z.string(),
    }),
    v: z.int(),
  }),
  'roll.confirmed': z.strictObject({ ...lessonRef, confirmed: z.boolean(), v: z.int() }),
  'lesson.recorded': z.strictObject({
    ...lessonRef,
    change: z.discriminatedUnion('field', [
      z.strictObject({ field: z.literal('topic'), value: z.nullable(z.string()) }),
      z.strictObject({ field: z.literal('kind'), value: z.nullable(z.enum(LESSON_KINDS)) }),
      z.strictObject({
        field: z.literal('homework'),
        state: z.nullable(z.enum(HOMEWORK_STATES)),
        text: z.nullable(z.string()),
        minutes: z.nullable(z.int()),
        /** The lesson it is due at and its day; null when the group has no further lesson. */
        dueId: z.nullable(id),
        dueDate: z.nullable(date),
        /** The lesson's files, for a diary that has not shown this homework before. */
        files: z._default(z.array(z.strictObject(fileRef)), []),
        /** Rows of the log that are older than links have none. */
        links: z._default(z.array(z.strictObject({ url: z.string(), title: z.nullable(z.string()) })), []),
      }),
      z.strictObject({ field: z.literal('ict'), value: z.array(z.enum(ICT)) }),
    ]),
    v: z.int(),
  }),
  /** What a lesson passes of its group's plan, whole. `how` null: nothing was said, or it was taken back. */
  'lesson.passed': z.strictObject({
    ...lessonRef,
    planId: z.nullable(id),
    how: z.nullable(z.enum(['rows', 'repeat', 'lost'])),
    rows: z.array(z.string()),
    reason: z.nullable(z.string()),
    decided: z.boolean(),
    v: z.int(),
  }),
  /** Drafts of a group's lessons that became others, the nearest first; of those after `until` only that they did. `planId` null:
   *  the group follows no plan any more. `v`: of the group's drafts, each is one higher. */
  'plan.drafts': z.strictObject({
    groupId: id,
    classId: id,
    planId: z.nullable(id),
    lessons: z.array(z.strictObject({ lessonId: id, draft: z.nullable(lessonDraft) })),
    until: z.nullable(date),
    v: z.int(),
  }),
  /** Counters of a group's way through its plan; null: it follows none any more. */
  'plan.paced': z.strictObject({
    groupId: id,
    classId: id,
    planId: z.nullable(id),
    subject: z.string(),
    /** «1 подгруппа», or the group's own name when its students come from several classes; ''. */
    name: z.string(),
    pace: z.nullable(
      z.strictObject({
        lag: z.int(),
        total: z.int(),
        passed: z.int(),
        merged: z.int(),
        outside: z.int(),
        cancelled: z.int(),
        unbound: z.int(),
        rest: z.int(),
        open: z.int(),
      }),
    ),
  }),
  /** How long a lesson's homework takes and when it is due: what volumes of a day are summed from. */
  'homework.weighed': z.strictObject({
    ...lessonRef,
    given: z.boolean(),
    minutes: z.nullable(id),
    dueId: z.nullable(id),
    dueDate: z.nullable(date),
    v: z.int(),
  }),
  /** Where a lesson stands now, whole, after a change against the timetable or its taking back (`kind` null). */
  'lesson.changed': z.strictObject({
    ...lessonRef,
    number: z.int(),
    /** ISO instants of school time. */
    startsAt: date,
    endsAt: date,
    room: z.string(),
    status: z.enum(['planned', 'cancelled']),
    /** What is taught; `instead` names it when it is not the group's own subject. */
    subjectId: id,
    instead: z.nullable(z.string()),
    /** By the timetable, and who holds it instead. */
    teacher: person,
    substitute: z.nullable(person),
    kind: z.nullable(z.enum(CHANGE_KINDS)),
    /** The lesson it is held together with. */
    intoId: z.nullable(id),
    /** By the timetable. */
    was: z.strictObject({ date, number: z.int(), room: z.string() }),
    /** Before this change: what counters move by. */
    from: z.strictObject({
      date,
      number: z.int(),
      status: z.enum(['planned', 'cancelled']),
      /** Who held it instead until now: he is told too. */
      substituteId: z.optional(z.nullable(id)),
    }),
    v: z.int(),
  }),
  /** A teacher's absence as it is from now on. */
  'teacherAbsence.changed': z.strictObject({
    id,
    teacher: person,
    from: date,
    to: date,
    numbers: z.nullable(z.array(z.int())),
    reason: z.enum(ABSENCE_REASONS),
    orderNo: z.nullable(z.string()),
    orderOn: z.nullable(date),
    cancelled: z.boolean(),
    v: z.int(),
  }),
  /** Pay and order of a substituted lesson, in its log. */
  'substitution.paid': z.strictObject({
    lessonId: id,
    paid: z.boolean(),
    hours: z.int(),
    payCode: z.nullable(z.enum(PAY_CODES)),
    orderNo: z.nullable(z.string()),
    orderOn: z.nullable(date),
    v: z.int(),
  }),
  'work.added': z.strictObject({ ...lessonRef, work: z.strictObject(workRef) }),
  'work.changed': z.strictObject({ ...lessonRef, work: z.strictObject(workRef) }),
  /** A control work of the schedule as it stands from now on, whole. `author` and `planRow` are cut for families. */
  'controlWork.changed': z.strictObject({
    id,
    groupId: id,
    classId: id,
    /** The lesson of that day and number; null when the timetable has none there. */
    lessonId: z.nullable(id),
    date,
    number: z.int(),
    typeId: id,
    name: z.nullable(z.string()),
    minutes: z.int(),
    level: z.enum(CONTROL_LEVELS),
    cancelled: z.boolean(),
    author: z.nullable(z.strictObject({ id, name: z.string() })),
    /** The row of the group's thematic plan it was placed for; cut for families. Older rows of the log have none. */
    planRow: z._default(z.nullable(z.strictObject({ planId: id, rowId: z.string() })), null),
    v: z.int(),
  }),
  /** An entry of a class's plan of extracurricular classes as it stands from now on, whole. */
  'classPlan.changed': z.strictObject({
    id,
    classId: id,
    date,
    title: z.string(),
    kind: z.enum(CLASS_PLAN_KINDS),
    place: z.string(),
    who: z.string(),
    held: z.boolean(),
    notes: z.string(),
    removed: z.boolean(),
    v: z.int(),
  }),
  'file.attached': z.strictObject({ ...lessonRef, file: z.strictObject(fileRef) }),
  'file.removed': z.strictObject({ ...lessonRef, fileId: id }),
  /** What the deputy's wall counts of a lesson, whole, after a change. */
  'filling.changed': z.strictObject({
    ...lessonRef,
    teacherId: id,
    topic: z.boolean(),
    homework: z.boolean(),
    roll: z.boolean(),
    due: z.int(),
    done: z.int(),
    /** The same after minus before: what the day's counters move by. */
    moved: z.strictObject({ topic: z.int(), homework: z.int(), roll: z.int(), due: z.int(), done: z.int() }),
  }),
  'periodMark.set': z.strictObject({
    groupId: id,
    classId: id,
    studentId: id,
    periodId: id,
    value: z.nullable(z.enum(PERIOD_VALUES)),
    /** Обоснование; cut for families. */
    grounds: z.nullable(z.string()),
    /** School time, ISO. */
    setAt: z.string(),
    v: z.int(),
  }),
  'settings.changed': z.strictObject({
    change: settingChange,
    v: z.int(),
  }),
  /** A work type as it is from now on: new or changed. */
  'workType.changed': z.strictObject({ type: workType }),
  'homework.ticked': z.strictObject({ studentId: id, lessonId: id, groupId: id, done: z.boolean(), v: z.int() }),
  /** A calendar's address was made anew or revoked. Neither it nor its hash is told. */
  'calendar.changed': z.strictObject({ personId: id, studentId: z.nullable(id), active: z.boolean(), v: z.int() }),
  /** Lessons from that day on were derived anew, of these classes (null: of all): views read anew. `v`: each is higher. */
  'timetable.changed': z.strictObject({
    from: date,
    classIds: z.nullable(z.array(id)),
    /** The version in force; 0: there is none yet. */
    versionId: id,
    v: z.int(),
  }),
  /** A version of the timetable or a draft was made, put into force, taken back or thrown away. */
  'timetable.versioned': z.strictObject({
    versionId: id,
    title: z.string(),
    starts: date,
    state: z.enum(['draft', 'current', 'withdrawn', 'dropped']),
  }),
  /** Places of a draft as they are from now on; `gone`: taken away. */
  'draft.edited': z.strictObject({
    versionId: id,
    slots: z.array(
      z.strictObject({
        id,
        groupId: id,
        weekday: z.int(),
        number: z.int(),
        parity: z.union([z.literal(0), z.literal(1), z.literal(2)]),
        room: z.string(),
        teacherId: z.nullable(id),
        gone: z.boolean(),
        v: z.int(),
      }),
    ),
  }),
  /** A file's timetable: a name of it was decided on (`choice`), it was applied, or taken back. */
  'import.changed': z.strictObject({
    importId: id,
    state: z.enum(['draft', 'applied', 'reverted']),
    choice: z.nullable(
      z.strictObject({ kind: z.string(), key: z.string(), how: z.nullable(z.string()), id: z.nullable(z.int()) }),
    ),
    v: z.int(),
  }),
  /** A thematic plan as it is from now on: new, or serving other groups, or in another state. `totals`: of
   *  its rows. */
  'plan.changed': z.strictObject({
    planId: id,
    subjectId: id,
    grade: z.int(),
    name: z.string(),
    groupIds: z.array(id),
    state: z.enum(PLAN_STATES),
    approved: z.int(),
    /** School time, ISO. */
    approvedAt: z.nullable(z.string()),
    note: z.nullable(z.string()),
    totals: planTotals,
    v: z.int(),
  }),
  /** Rows of a plan that are otherwise since its document was last read, up to its update `seq`. Positions count sections too.
   *  `people`: whose names stand in `authors`. `v`: of its state. */
  'plan.rows': z.strictObject({
    planId: id,
    subjectId: id,
    grade: z.int(),
    groupIds: z.array(id),
    seq: z.int(),
    rows: z.array(planRowData),
    removed: z.array(z.string()),
    people: z.array(person),
    totals: planTotals,
    state: z.enum(PLAN_STATES),
    v: z.int(),
    /** What departs from the approved version; null: none is approved. */
    changes: z.nullable(planChanges),
    /** Versions kept by the way: what the sitting before has left, what was brought back. */
    versions: z.array(planVersionHead),
  }),
  /** A version of a plan was kept: sent for review, approved, named. */
  'plan.versioned': z.strictObject({ planId: id, version: planVersionHead }),
  /** A remark as it is from now on; `open`: how many of its plan are left open. */
  'planRemark.changed': z.strictObject({ planId: id, remark: planRemark, open: z.int() }),
  'approval.given': z.strictObject({ kind: z.enum(APPROVALS), orderNo: z.string(), orderOn: date }),
  /** What this person may see has changed: his hat, later his roles and relations. */
  'rights.changed': z.strictObject({ personId: id }),
  'session.ended': z.strictObject({ publicId: id, personId: id }),
} as const;

export type EventName = keyof typeof eventData;
export type EventData<N extends EventName> = z.infer<(typeof eventData)[N]>;
/** One thing that happened, as commands return it and the log keeps it. */
export type SchoolEvent = { [N in EventName]: { name: N; data: EventData<N> } }[EventName];

/** An event with its place in the school's log, as clients receive it. `by` is cut for families. */
export type AppliedEvent = SchoolEvent & {
  seq: number;
  commandId: string;
  by: { id: number; name: string } | null;
};

const envelope = z.object({
  seq: z.int(),
  commandId: z.string(),
  by: z.nullable(z.object({ id: z.int(), name: z.string() })),
  name: z.enum(Object.keys(eventData) as [EventName, ...EventName[]]),
  data: z.unknown(),
});

/** An event as it came over the wire; null when it is not one this page understands: then the page is outdated. */
export function parseEvent(raw: unknown): AppliedEvent | null {
  const outer = envelope.safeParse(raw);
  if (!outer.success) return null;
  const data = eventData[outer.data.name].safeParse(outer.data.data);
  // The name picked the schema, so name and data belong together; TypeScript cannot follow the pick.
  return data.success ? ({ ...outer.data, data: data.data } as AppliedEvent) : null;
}

/** A list of events; null when any of them is not understood. */
export function parseEvents(raw: unknown): AppliedEvent[] | null {
  if (!Array.isArray(raw)) return null;
  const events = raw.map(parseEvent);
  return events.every((event) => event !== null) ? events : null;
}
