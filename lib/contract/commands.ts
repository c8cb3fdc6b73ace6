import * as z from 'zod/mini';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { linksSchema } from '#lib/contract/links.ts';
import { planField } from '#lib/contract/planLife.ts';
import type { Refusal } from '#lib/contract/refusal.ts';
import { storable } from '#lib/contract/storable.ts';
import { CASE_STEPS, DOCUMENT_KINDS, NOTICE_KINDS } from '#lib/domain/absences.ts';
import { APPROVALS } from '#lib/domain/approvals.ts';
import { CLASS_PLAN_AT_ONCE, CLASS_PLAN_KINDS, CLASS_PLAN_TEXT } from '#lib/domain/classPlan.ts';
import { CONTROL_LEVELS, LEAST_MINUTES } from '#lib/domain/controlLimits.ts';
import { HOMEWORK_STATES, ICT, LESSON_KINDS } from '#lib/domain/lessons.ts';
import { PAY_CODES } from '#lib/domain/payCodes.ts';
import { HATS } from '#lib/domain/people.ts';
import { PERIOD_VALUES } from '#lib/domain/periodMarks.ts';
import { IMPORT_MODES } from '#lib/domain/planImport/merge.ts';
import { BOUND_LESSONS } from '#lib/domain/plans/bind.ts';
import { RETURN_REASON, VERSION_NAME } from '#lib/domain/plans/life.ts';
import { MERGED_ROWS, PASS_REASON } from '#lib/domain/plans/pass.ts';
import { PLAN_GROUPS, PLAN_NAME } from '#lib/domain/plans/plan.ts';
import { REMARK_TEXT, SETTLEMENTS } from '#lib/domain/plans/remarks.ts';
import { PLAN_CELL, PLAN_HOURS, PLAN_ROWS, planRowId } from '#lib/domain/plans/rows.ts';
import { settingChange } from '#lib/domain/settings.ts';
import { ABSENCE_REASONS, LAST_NUMBER } from '#lib/domain/teacherAbsence.ts';
import { isDay } from '#lib/domain/time.ts';
import { NAME_KINDS } from '#lib/domain/timetableImport/school.ts';

/** Row ids are positive 32-bit integers. */
const id = z.int().check(z.minimum(1), z.maximum(2147483647));
const text = (max: number) => storable(z.string().check(z.maxLength(max)));
const day = z.string().check(z.refine(isDay));
/** Hundredths. */
const weight = z.int().check(z.minimum(0), z.maximum(1000));
const workType = { name: text(60), short: text(8), weight, written: z.boolean() };
const minutes = z.int().check(z.minimum(0), z.maximum(1439));
/** A place of the week, as a draft holds it. `teacherId` null: the group's own. */
const weekPlace = z.strictObject({
  groupId: id,
  weekday: z.int().check(z.minimum(1), z.maximum(7)),
  number: z.int().check(z.minimum(1), z.maximum(20)),
  parity: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  room: text(20),
  teacherId: z.nullable(id),
});
/** Rows of a plan that a lesson passes; one that passes two hours of a row names it twice. */
const planRows = z.array(planRowId).check(z.maxLength(MERGED_ROWS));
const lessonNumber = z.int().check(z.minimum(1), z.maximum(LAST_NUMBER));
/** Days a teacher is away, or some lessons of them, and on what grounds. */
const away = {
  from: day,
  to: day,
  numbers: z.nullable(z.array(lessonNumber).check(z.maxLength(LAST_NUMBER))),
  reason: z.enum(ABSENCE_REASONS),
  orderNo: z.nullable(text(40)),
  orderOn: z.nullable(day),
};
/** A row of a plan before it has a place. */
const planRowDraft = z.strictObject({
  kind: z.enum(['section', 'lesson']),
  topic: text(PLAN_CELL),
  hours: z.int().check(z.minimum(0), z.maximum(PLAN_HOURS)),
  type: z.nullable(z.enum(LESSON_KINDS)),
  control: z.nullable(id),
  homework: text(PLAN_CELL),
  resources: text(PLAN_CELL),
  results: text(PLAN_CELL),
  note: text(PLAN_CELL),
  correction: text(PLAN_CELL),
});
const cell = { lessonId: id, studentId: id };
/** A control work of the schedule: when, which lesson, what. */
const controlWork = {
  date: day,
  number: z.int().check(z.minimum(0), z.maximum(15)),
  typeId: id,
  name: z.nullable(text(120)),
  minutes: z.int().check(z.minimum(LEAST_MINUTES), z.maximum(240)),
  level: z.enum(CONTROL_LEVELS),
};
/** An entry of the plan of extracurricular classes with a class. */
const classPlanEntry = {
  date: day,
  title: text(CLASS_PLAN_TEXT.title),
  kind: z.enum(CLASS_PLAN_KINDS),
  place: text(CLASS_PLAN_TEXT.place),
  who: text(CLASS_PLAN_TEXT.who),
};
const ofDay = z.nullable(z.int().check(z.minimum(0), z.maximum(14)));
/** A document of absence: what it is, whose lessons of which days it explains, and how. */
const document = {
  studentId: id,
  kind: z.enum(DOCUMENT_KINDS),
  number: z.nullable(text(40)),
  issuedOn: z.nullable(day),
  reason: z.enum(['excused', 'ill']),
  starts: day,
  ends: day,
  /** On the first day from this lesson on, on the last day up to this one; null: whole days. */
  firstLesson: ofDay,
  lastLesson: ofDay,
};
const markKey = { ...cell, workId: id, number: z.union([z.literal(1), z.literal(2)]) };

/** Every write of the product by name: what a client may ask for. `base` is the version of the field the person saw. */
export const commandInputs = {
  /** Set, change or clear one mark. `value`: 1…5, 0 is «точка», null clears. */
  'mark.set': z.strictObject({ ...markKey, value: z.nullable(z.int().check(z.minimum(0), z.maximum(5))) }),
  /** The mark's own type, weight, «не учитывать в среднем», and the day a «точка» is due. Null: as the work says. */
  'mark.kind': z.strictObject({
    ...markKey,
    typeId: z.nullable(id),
    weight: z.nullable(weight),
    counted: z.boolean(),
    dueOn: z.nullable(day),
  }),
  /** The comment that the family reads. */
  'mark.comment': z.strictObject({ ...markKey, comment: z.nullable(text(300)) }),
  /** A private note: its author alone sees it. */
  'mark.note': z.strictObject({ ...cell, workId: id, note: z.nullable(text(300)) }),
  /** «Н» or «О» by whoever holds the lesson; null clears. `minutes` go with lateness only. */
  'absence.mark': z.strictObject({
    ...cell,
    code: z.nullable(z.enum(['absent', 'late'])),
    minutes: z.nullable(z.int().check(z.minimum(1), z.maximum(90))),
  }),
  /** The homeroom teacher's reason of an absence: «УП», «НП», «Б»; null takes it back. */
  'absence.reason': z.strictObject({ ...cell, reason: z.nullable(z.enum(['excused', 'unexcused', 'ill'])) }),
  /** «Сообщить об отсутствии» by a parent; he may take it back until it is answered. */
  'absenceNotice.send': z.strictObject({
    studentId: id,
    kind: z.enum(NOTICE_KINDS),
    text: z.nullable(text(300)),
    starts: day,
    ends: day,
  }),
  'absenceNotice.withdraw': z.strictObject({ noticeId: id, studentId: id }),
  /** The homeroom teacher does not accept it, and may say why. Accepting is a document made of it. */
  'absenceNotice.decline': z.strictObject({ noticeId: id, studentId: id, answer: z.nullable(text(300)) }),
  /** Справка, заявление or приказ over a range of days: it re-labels all absences in them, held and to come. `noticeId`:
   *  the report of the parents that it accepts. */
  'absenceDocument.add': z.strictObject({ ...document, noticeId: z.nullable(id) }),
  'absenceDocument.change': z.strictObject({ ...document, documentId: id }),
  /** Cancels a document, or puts a cancelled one in force again. */
  'absenceDocument.cancel': z.strictObject({ documentId: id, studentId: id, cancelled: z.boolean() }),
  /** A case record of truancy, opened by hand (НП opens one by itself), and a step of it (004 1г). */
  'absenceCase.open': z.strictObject({ studentId: id, text: z.nullable(text(1000)) }),
  'absenceCase.step': z.strictObject({
    studentId: id,
    openedOn: day,
    step: z.enum(CASE_STEPS),
    text: z.nullable(text(1000)),
  }),
  /** «Все присутствуют» / «Остальные присутствуют»: the roll of the lesson is taken. */
  'roll.confirm': z.strictObject({ lessonId: id, confirmed: z.boolean() }),
  /** One field of the lesson's record. */
  'lesson.record': z.strictObject({
    lessonId: id,
    change: z.discriminatedUnion('field', [
      z.strictObject({
        field: z.literal('topic'),
        value: z.nullable(text(500)),
        /** Rows of the plan it passes, as they were offered. Absent: those of its draft, or as they are. */
        rows: z.optional(planRows),
      }),
      z.strictObject({ field: z.literal('kind'), value: z.nullable(z.enum(LESSON_KINDS)) }),
      z.strictObject({
        field: z.literal('homework'),
        state: z.nullable(z.enum(HOMEWORK_STATES)),
        text: z.nullable(text(2000)),
        minutes: z.nullable(z.int().check(z.minimum(1), z.maximum(240))),
        /** The lesson it is due at; null: the group's next one; absent: as it is. */
        dueId: z.optional(z.nullable(id)),
        /** Absent: as they are. */
        links: z.optional(linksSchema),
      }),
      z.strictObject({ field: z.literal('ict'), value: z.array(z.enum(ICT)).check(z.maxLength(ICT.length)) }),
    ]),
  }),
  /** What a lesson passes of its group's plan: these rows («Объединить темы»), none because it was a repetition or was lost
   *  («Сдвинуть»); null takes that back. */
  'lesson.pass': z.strictObject({
    lessonId: id,
    as: z.nullable(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('rows'), rows: planRows, reason: z.nullable(text(PASS_REASON)) }),
        z.strictObject({ kind: z.literal('repeat'), reason: text(PASS_REASON) }),
        z.strictObject({ kind: z.literal('lost'), reason: text(PASS_REASON) }),
      ]),
    ),
  }),
  /** «Связать проведённые уроки с темами плана»: filled lessons of a group pass these rows; no rows frees them again. `v`: of what the
   *  lesson passes, as the person saw it. */
  'plan.bind': z.strictObject({
    planId: id,
    groupId: id,
    lessons: z
      .array(
        z.strictObject({
          lessonId: id,
          rows: planRows,
          v: z.int().check(z.minimum(0)),
        }),
      )
      .check(z.minLength(1), z.maxLength(BOUND_LESSONS)),
  }),
  /** «+ работа»: one more work, and so one more column, in a lesson. */
  'work.add': z.strictObject({ lessonId: id, typeId: id, name: z.nullable(text(120)) }),
  /** Type, name and weight of a work. `weight` in hundredths; null: the type's own. */
  'work.change': z.strictObject({
    lessonId: id,
    workId: id,
    typeId: id,
    name: z.nullable(text(120)),
    weight: z.nullable(weight),
  }),
  /** A control work into the schedule of a group (график оценочных процедур). */
  'controlWork.place': z.strictObject({
    ...controlWork,
    groupId: id,
    /** The row of the group's thematic plan that it is placed for. */
    rowId: z.optional(planRowId),
  }),
  /** Another day, lesson, type, name, length or level of it. */
  'controlWork.change': z.strictObject({ ...controlWork, controlWorkId: id }),
  /** Taken out of the schedule, or put back. */
  'controlWork.cancel': z.strictObject({ controlWorkId: id, cancelled: z.boolean() }),
  /** «План внеурочных занятий с классом» (004 1ж): entries added together, so that a copied month is one act. */
  'classPlan.add': z.strictObject({
    classId: id,
    entries: z.array(z.strictObject(classPlanEntry)).check(z.minLength(1), z.maxLength(CLASS_PLAN_AT_ONCE)),
  }),
  'classPlan.change': z.strictObject({ entryId: id, ...classPlanEntry }),
  /** It has been held, and what came of it. */
  'classPlan.hold': z.strictObject({ entryId: id, held: z.boolean(), notes: text(CLASS_PLAN_TEXT.notes) }),
  /** Taken out of the plan, or put back. */
  'classPlan.remove': z.strictObject({ entryId: id, removed: z.boolean() }),
  /** Итоговая of a quarter, half-year or year, an exam's, a final one; null takes it back. `grounds`: обоснование. */
  'periodMark.set': z.strictObject({
    groupId: id,
    studentId: id,
    periodId: id,
    value: z.nullable(z.enum(PERIOD_VALUES)),
    grounds: z.nullable(text(500)),
  }),
  /** One field of what the school decides for itself. */
  'settings.change': z.strictObject({
    change: settingChange,
  }),
  /** A new work type. Whether it is a control work is said once: what was due of whom rests on it. */
  'workType.add': z.strictObject({ ...workType, control: z.boolean() }),
  'workType.change': z.strictObject({
    ...workType,
    typeId: id,
    sort: z.int().check(z.minimum(0), z.maximum(10_000)),
    archived: z.boolean(),
  }),
  /** An uploaded file becomes part of the lesson's homework, or one that was removed comes back. */
  'file.attach': z.strictObject({ lessonId: id, fileId: id }),
  'file.remove': z.strictObject({ lessonId: id, fileId: id }),
  /** «Сделано» in the family's checklist. `lessonId`: the lesson the homework was given at. */
  'homework.tick': z.strictObject({ studentId: id, lessonId: id, done: z.boolean() }),
  /** A secret address of a calendar: one's own lessons (`studentId` null), or a child's. The secret is made in the browser and
   *  shown there once; only its SHA-256 comes here, so that neither the server nor its log ever holds an address. */
  'calendar.issue': z.strictObject({
    studentId: z.nullable(id),
    hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  /** The address opens nothing any more. */
  'calendar.revoke': z.strictObject({ studentId: z.nullable(id) }),
  /** «Новый черновик»: the timetable in force, copied to be changed and to hold from `from` on. */
  'draft.make': z.strictObject({ from: day, title: text(80) }),
  /** Places put, moved, changed and taken away together: an exchange is one change. `v`: the version of the place that the
   *  person saw, 0 for a new one; `to` null takes it away. */
  'draft.edit': z.strictObject({
    versionId: id,
    changes: z
      .array(
        z.strictObject({
          slotId: z.nullable(id),
          v: z.int().check(z.minimum(0)),
          to: z.nullable(weekPlace),
        }),
      )
      .check(z.minLength(1), z.maxLength(60)),
  }),
  /** Throws a draft away. */
  'draft.drop': z.strictObject({ versionId: id }),
  /** «Ввести в действие» from a day on. `despite`: how many clashes the person saw and lets stand. */
  'timetable.enforce': z.strictObject({ versionId: id, from: day, despite: z.int().check(z.minimum(0)) }),
  /** «Вернуть прежнее»: the newest version in force is taken back. */
  'timetable.revert': z.strictObject({ versionId: id }),
  /** A set of bells with its times, minutes from midnight; `bellSetId` null: a new one. */
  'bells.save': z.strictObject({
    bellSetId: z.nullable(id),
    name: text(60),
    bells: z.array(z.strictObject({ starts: minutes, ends: minutes })).check(z.minLength(1), z.maxLength(12)),
  }),
  /** For whom and when a set rings; `rule` null takes the rule away. */
  'bells.plan': z.strictObject({
    ruleId: z.nullable(id),
    rule: z.nullable(
      z.strictObject({
        bellSetId: id,
        classId: z.nullable(id),
        grade: z.nullable(z.int().check(z.minimum(1), z.maximum(11))),
        weekday: z.nullable(z.int().check(z.minimum(1), z.maximum(7))),
        date: z.nullable(day),
        starts: z.nullable(day),
        ends: z.nullable(day),
      }),
    ),
  }),
  /** The director approves by an order: учебный план, нагрузка, расписание, тарификация (003 П4 3.2.1). */
  'approval.give': z.strictObject({
    kind: z.enum(APPROVALS),
    orderNo: text(20),
    orderOn: day,
    note: z.nullable(text(300)),
  }),
  /** What a name of an imported file means: one of the school's, a new one (of a group: with this teacher), nothing; null takes
   *  the decision back. */
  'import.choose': z.strictObject({
    importId: id,
    kind: z.enum(NAME_KINDS),
    key: text(300),
    choice: z.nullable(
      z.discriminatedUnion('how', [
        z.strictObject({ how: z.enum(['to', 'make']), id: z.int().check(z.minimum(0), z.maximum(2147483647)) }),
        z.strictObject({ how: z.literal('out') }),
      ]),
    ),
  }),
  /** «Применить»: an imported timetable holds from a day on. `base`: the version of its choices that was looked at. */
  'timetable.apply': z.strictObject({ importId: id, from: day }),
  /** «Отменить импорт»: the timetable before it holds again, and what was created for it goes. */
  'import.revert': z.strictObject({ importId: id }),
  /** «Учитель отсутствует». */
  'teacherAbsence.add': z.strictObject({ teacherId: id, ...away }),
  'teacherAbsence.change': z.strictObject({ absenceId: id, ...away }),
  /** Written down by mistake: it counts nowhere. Substitutions that were ordered for it stay. */
  'teacherAbsence.cancel': z.strictObject({ absenceId: id }),
  /** One lesson against the timetable, whole: what stood before is replaced. Null: by the timetable again. */
  'lesson.change': z.strictObject({
    lessonId: id,
    change: z.nullable(
      z.discriminatedUnion('kind', [
        /** «Замена»; `subjectId`: what is taught instead («химия вместо физики»). */
        z.strictObject({ kind: z.literal('substitute'), teacherId: id, subjectId: z.nullable(id) }),
        /** «Объединить»: held together with another lesson, by its teacher and in its room. */
        z.strictObject({ kind: z.literal('merge'), intoId: id }),
        /** «Перенести»: another day, number or room. */
        z.strictObject({ kind: z.literal('move'), date: day, number: lessonNumber, room: text(20) }),
        z.strictObject({ kind: z.literal('cancel') }),
        /** «Самостоятельная работа», supervised or not. */
        z.strictObject({ kind: z.literal('self'), teacherId: z.nullable(id) }),
      ]),
    ),
  }),
  /** What the log of substituted lessons says of pay and order. `hours` in hundredths. */
  'substitution.pay': z.strictObject({
    lessonId: id,
    paid: z.boolean(),
    hours: z.int().check(z.minimum(0), z.maximum(400)),
    payCode: z.nullable(z.enum(PAY_CODES)),
    orderNo: z.nullable(text(40)),
    orderOn: z.nullable(day),
  }),
  /** A thematic plan for groups of one subject and grade: empty, or with the rows of another one (last year's, a parallel's);
   *  what was held stays with its own groups. `name` tells two plans of one subject and grade apart. */
  'plan.create': z.strictObject({
    groupIds: z.array(id).check(z.minLength(1), z.maxLength(PLAN_GROUPS)),
    name: text(PLAN_NAME),
    from: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('empty') }),
      z.strictObject({ kind: z.literal('plan'), planId: id }),
    ]),
  }),
  /** All groups that a plan serves from now on. */
  'plan.serve': z.strictObject({ planId: id, groupIds: z.array(id).check(z.maxLength(PLAN_GROUPS)) }),
  /** Reads what was written in the document into rows. Said twice it does nothing the second time. */
  'plan.project': z.strictObject({ planId: id }),
  /** «Отправить на проверку». */
  'plan.submit': z.strictObject({ planId: id }),
  /** «Утвердить» what stands at the update `seq`, which the deputy has seen: a plan changed since is a conflict. */
  'plan.approve': z.strictObject({ planId: id, seq: z.int().check(z.minimum(0)), name: text(VERSION_NAME) }),
  /** «Вернуть с замечанием». */
  'plan.return': z.strictObject({ planId: id, reason: text(RETURN_REASON) }),
  /** «Отозвать»: its authors take it back before it is decided on. */
  'plan.withdraw': z.strictObject({ planId: id }),
  /** «Сохранить версию»: the plan as it stands, under a name. */
  'plan.keep': z.strictObject({ planId: id, name: text(VERSION_NAME) }),
  /** «Вернуть эту»: the plan becomes what a version was; what it was until now is kept as one too. */
  'plan.restore': z.strictObject({ planId: id, number: id }),
  /** A comment on a cell, or another text suggested for it; `was`: the cell as the person saw it (a suggestion). */
  'planRemark.add': z.strictObject({
    planId: id,
    rowId: planRowId,
    field: planField,
    kind: z.enum(['comment', 'suggestion']),
    text: text(PLAN_CELL),
    was: z.nullable(text(PLAN_CELL)),
  }),
  'planRemark.answer': z.strictObject({ planId: id, remarkId: id, text: text(REMARK_TEXT) }),
  /** Resolves, accepts, declines or takes back. Accepting writes the cell; `over`: what the person has seen there, when it is no
   *  longer what the suggestion was made over. */
  'planRemark.settle': z.strictObject({
    planId: id,
    remarkId: id,
    how: z.enum(SETTLEMENTS),
    over: z.nullable(text(PLAN_CELL)),
  }),
  /** Rows of a file or a pasted table put into a plan. `seq`: the update of its document that the person saw; `source`: the
   *  file's name, for the list of versions. */
  'plan.import': z.strictObject({
    planId: id,
    rows: z.array(planRowDraft).check(z.minLength(1), z.maxLength(PLAN_ROWS)),
    mode: z.enum(IMPORT_MODES),
    seq: z.int().check(z.minimum(0), z.maximum(2147483647)),
    source: text(120),
  }),
  /** Puts on another of one's own hats in one of one's own sessions. */
  'session.wear': z.strictObject({ publicId: id, hat: z.enum(HATS) }),
  /** «Завершить» one of one's own sessions. */
  'session.end': z.strictObject({ publicId: id }),
} as const;

export type CommandName = keyof typeof commandInputs;
export type CommandInput<N extends CommandName> = z.infer<(typeof commandInputs)[N]>;

/** The field a command changes, as a text: two commands with one key stand behind each other in versions. */
export function fieldKey(name: CommandName, input: object): string {
  const part = (key: string): unknown => Object.entries(input).find(([own]) => own === key)?.[1];
  const change = part('change');
  const field = typeof change === 'object' && change !== null && 'field' in change ? change.field : '';
  // Every edit of a draft stands by itself: its places carry their own versions. So does what is new: two remarks on one cell
  // are two.
  if (['draft.edit', 'classPlan.add', 'planRemark.add', 'planRemark.answer'].includes(name))
    return `${name}:${JSON.stringify(input)}`;
  if (name === 'import.choose') return [name, ...['importId', 'kind', 'key'].map(part)].join(':');
  const own =
    name === 'workType.change' ? part('typeId') : name === 'absenceCase.step' ? part('openedOn') : part('periodId');
  const place = [
    'importId',
    'groupId',
    'lessonId',
    'workId',
    'studentId',
    'number',
    'publicId',
    'fileId',
    'absenceId',
    'teacherId',
    'versionId',
    'bellSetId',
    'ruleId',
    'kind',
    'controlWorkId',
    'documentId',
    'noticeId',
    'entryId',
    'planId',
    'groupIds',
    'remarkId',
  ].map(part);
  return [name, ...place, own, field].join(':');
}

/** Letters of a reason for a change. */
export const WHY_LIMIT = 200;

/** A command on the wire. `id` is made by the client once and kept over retries: a command runs at most once. */
export const commandEnvelope = z.strictObject({
  id: z.uuid(),
  name: z.enum(Object.keys(commandInputs) as [CommandName, ...CommandName[]]),
  input: z.unknown(),
  base: z.optional(z.int().check(z.minimum(0), z.maximum(2147483647))),
  /** «Почему»: kept in the history beside who, when, was → became. */
  why: z.optional(text(WHY_LIMIT)),
});
export type CommandEnvelope = z.infer<typeof commandEnvelope>;

/** Commands of one request at most. */
export const COMMANDS_AT_ONCE = 100;
/** The body of POST /api/commands: carried out in order, each answered by itself. */
export const commandsBody = z.strictObject({
  protocol: z.int(),
  /** Who typed them: a queue that outlived its person's session is not carried out in the name of the next. */
  person: z.optional(z.int()),
  commands: z.array(z.unknown()).check(z.minLength(1), z.maxLength(COMMANDS_AT_ONCE)),
});
/** Largest accepted body of POST /api/commands, bytes: an imported plan of two hundred long rows is the largest command. */
export const COMMANDS_BODY_LIMIT = 768 * 1024;

/** Answered only after the database has committed: the word «Сохранено» means this `ok`. */
export type CommandAnswer = { ok: true; seq: number; events: AppliedEvent[] } | Refusal;
