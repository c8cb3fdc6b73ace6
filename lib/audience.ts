import type { EventName, SchoolEvent } from '#lib/contract/events.ts';
import type { ViewKey } from '#lib/contract/socket.ts';
import { idNumber } from '#lib/domain/ids.ts';
import { type Actor, can, groupsOfDay, holds, homeroomsOf, isFamily, volumeOf } from '#lib/policy.ts';

/** Rooms of the live channel. The server joins them from rights; a client cannot name one. */
export const rooms = {
  journal: (groupId: number) => `journal:${groupId}`,
  reasons: (groupId: number) => `reasons:${groupId}`,
  author: (personId: number) => `author:${personId}`,
  diary: (studentId: number) => `diary:${studentId}`,
  diaryGroup: (groupId: number) => `diaryGroup:${groupId}`,
  wall: () => 'wall',
  /** Everybody who works here, and every family: what the school has decided for all. */
  staff: () => 'staff',
  families: () => 'families',
  /** What is still a draft, for those who make it. */
  drafts: () => 'drafts',
  substitutions: () => 'substitutions',
  /** Control works of all classes: whoever places one looks at its parallel. */
  controlWorks: () => 'controlWorks',
  /** How long the homework of a class takes; 0: of the whole school. */
  volume: (classId: number) => `volume:${classId}`,
  /** What is one person's own: a lesson he is to hold. */
  person: (personId: number) => `person:${personId}`,
  /** Filling of a group's lessons, for the days of those who hold them. */
  day: (groupId: number) => `day:${groupId}`,
  /** The timetable that holds and every change of it, for the weeks of classes, teachers and rooms: few a day, and a lesson that leaves one of
   *  them for another concerns both. */
  timetable: () => 'timetable',
  /** Absences of a class's students with their reasons. */
  attendance: (classId: number) => `attendance:${classId}`,
  /** What is planned with a class beside its lessons. */
  classPlan: (classId: number) => `classPlan:${classId}`,
  /** One thematic plan, and the base of all of them. */
  plan: (planId: number) => `plan:${planId}`,
  plans: () => 'plans',
  /** What becomes of a class's lessons on the page of its day. */
  classDay: (classId: number) => `classDay:${classId}`,
};

/** The rooms a person who may watch this view is put into; null when he may not. `classId`: of the group the view is of, or of
 *  the student. */
export function roomsOf(actor: Actor, key: ViewKey, classId: number | null): string[] | null {
  if (key.view === 'settings') return can(actor, 'settings.read') ? [rooms.staff()] : null;
  if (key.view === 'timetableOffice' || key.view === 'draft')
    return can(actor, 'timetable.edit') ? [rooms.drafts(), rooms.staff()] : null;
  if (key.view === 'substitutions')
    return can(actor, 'substitution.read') ? [rooms.substitutions(), rooms.timetable()] : null;
  if (key.view === 'plan') return can(actor, 'plan.read') ? [rooms.plan(key.planId), rooms.staff()] : null;
  if (key.view === 'plans') return can(actor, 'plan.read') ? [rooms.plans(), rooms.staff()] : null;
  if (key.view === 'wall') return can(actor, 'wall.read') ? [rooms.wall(), rooms.staff()] : null;
  if (key.view === 'myDay')
    return can(actor, 'day.read', { personId: actor.personId })
      ? [
          ...[rooms.staff(), rooms.person(actor.personId)],
          ...groupsOfDay(actor).map(rooms.day),
          ...homeroomsOf(actor).flatMap((own) => [rooms.attendance(own), rooms.classPlan(own)]),
        ]
      : null;
  if (key.view === 'changes') return can(actor, 'changes.read') ? [rooms.timetable()] : null;
  if (key.view === 'timetable') {
    const studentId = key.by === 'student' ? idNumber(key.id) : null;
    if (key.by === 'student' && studentId === null) return null;
    const subject =
      studentId === null ? ({ by: 'teacher' } as const) : ({ by: 'student', studentId, classId } as const);
    if (!can(actor, 'timetable.read', subject)) return null;
    return studentId !== null && isFamily(actor) ? familyRooms(actor, studentId) : [rooms.timetable()];
  }
  if (key.view === 'controlWorks') return can(actor, 'controlWork.read') ? [rooms.controlWorks(), rooms.staff()] : null;
  if (key.view === 'homeworkVolume') {
    if (key.groupId !== null)
      return classId && can(actor, 'homeworkVolume.read', { of: 'group', groupId: key.groupId })
        ? [rooms.volume(classId), rooms.staff()]
        : null;
    const of = volumeOf(actor);
    return of === null ? null : [rooms.volume(of), rooms.staff()];
  }
  if (key.view === 'classPlan')
    return can(actor, 'classPlan.read', { classId: key.classId }) ? [rooms.classPlan(key.classId)] : null;
  if (key.view === 'attendance')
    return can(actor, 'reason.read', { classId: key.classId })
      ? [rooms.attendance(key.classId), rooms.classDay(key.classId), rooms.staff()]
      : null;
  if (key.view === 'absences')
    return can(actor, 'diary.read', { studentId: key.studentId }) ? familyRooms(actor, key.studentId) : null;
  if (key.view === 'diary' || key.view === 'marks' || key.view === 'results' || key.view === 'programme') {
    if (!can(actor, 'diary.read', { studentId: key.studentId })) return null;
    return familyRooms(actor, key.studentId);
  }
  if (classId === null || !can(actor, 'journal.read', { groupId: key.groupId, classId })) return null;
  const joined = [rooms.journal(key.groupId), rooms.author(actor.personId), rooms.staff()];
  return can(actor, 'reason.read', { classId }) ? [...joined, rooms.reasons(key.groupId)] : joined;
}

function familyRooms(actor: Actor, studentId: number): string[] {
  const child = actor.children.find((c) => c.studentId === studentId);
  const groups = child ? child.groups.filter((g) => holds(g, actor.today)) : [];
  return [rooms.diary(studentId), rooms.families(), ...groups.map((g) => rooms.diaryGroup(g.groupId))];
}

/** Which room receives an event, and how much of it: the audience per field. `staff`: told who did it too. */
export type Delivery = { room: string; staff: boolean; event: SchoolEvent };
type Audience<N extends EventName> = (event: Extract<SchoolEvent, { name: N }>) => Delivery[];

const toStaff = (room: string, event: SchoolEvent): Delivery => ({ room, staff: true, event });
const toFamily = (room: string, event: SchoolEvent): Delivery => ({ room, staff: false, event });

type CellEvent = Extract<SchoolEvent, { name: 'absence.changed' | 'absence.reasoned' }>;
function withoutWhole(event: CellEvent): SchoolEvent {
  const { whole: _, ...data } = event.data;
  // Name and data still belong together; TypeScript cannot follow the pair through the union.
  return { name: event.name, data } as SchoolEvent;
}
/** The whole cell goes to those who may read reasons of the student's own class, whatever class the lesson is counted to. */
const wholeTo = (event: CellEvent): Delivery[] =>
  event.data.whole ? [toStaff(rooms.attendance(event.data.whole.classId), event)] : [];

/** An own command's event as its author may read it: a teacher who writes «Н» is not told the reason that a document gives
 *  to it. Null: nothing of it. */
export function readByAuthor(actor: Actor, event: SchoolEvent): SchoolEvent | null {
  if (event.name !== 'absence.changed' && event.name !== 'absence.reasoned') return event;
  const { whole } = event.data;
  if (whole && can(actor, 'reason.read', { classId: whole.classId })) return event;
  return event.name === 'absence.changed' ? withoutWhole(event) : null;
}

const withoutText = (event: Extract<SchoolEvent, { name: 'planRemark.changed' }>): SchoolEvent => ({
  name: event.name,
  data: { ...event.data, remark: { ...event.data.remark, text: '', was: null } },
});
/** Journals and days show drafts: texts of rows, and not who wrote them. */
function withTexts(event: Extract<SchoolEvent, { name: 'plan.rows' }>): SchoolEvent {
  const rows = event.data.rows.map((row) => ({
    ...row,
    ...{ resources: '', results: '', note: '', correction: '', authors: {} },
  }));
  return { name: event.name, data: { ...event.data, rows, people: [], changes: null, versions: [] } };
}
/** The page of a plan reads its dates anew: that drafts moved is all it is told. */
const withoutDrafts = (event: Extract<SchoolEvent, { name: 'plan.drafts' }>): SchoolEvent => ({
  name: event.name,
  data: { ...event.data, lessons: [] },
});
/** The base of plans counts: what the rows say is the plan's own. */
const withoutRows = (event: Extract<SchoolEvent, { name: 'plan.rows' }>): SchoolEvent => ({
  name: event.name,
  data: { ...event.data, rows: [], removed: [], people: [], changes: null, versions: [] },
});

/** What a family is told of its group's plan (000 П2.5): how much of it has been passed, never how late; of its rows how many
 *  hours they have and the titles of sections. Nothing of its state, other groups, authors. */
const passedTo = (e: Extract<SchoolEvent, { name: 'plan.paced' }>): SchoolEvent => ({
  name: e.name,
  data: {
    ...{ groupId: e.data.groupId, classId: e.data.classId, planId: e.data.planId, subject: '', name: '' },
    pace: e.data.pace && {
      ...{ lag: 0, merged: 0, outside: 0, cancelled: 0, rest: 0, open: 0 },
      ...{ total: e.data.pace.total, passed: e.data.pace.passed, unbound: e.data.pace.unbound },
    },
  },
});
const sectionsTo = (e: Extract<SchoolEvent, { name: 'plan.rows' }>, groupId: number): SchoolEvent => ({
  name: e.name,
  data: {
    ...{
      planId: e.data.planId,
      subjectId: e.data.subjectId,
      grade: e.data.grade,
      groupIds: [groupId],
      seq: e.data.seq,
    },
    rows: e.data.rows
      .filter((row) => row.kind === 'section')
      .map((row) => ({
        ...row,
        ...{ homework: '', resources: '', results: '', note: '', correction: '', authors: {} },
      })),
    ...{ removed: e.data.removed, people: [], state: 'approved', changes: null, versions: [], v: 0 },
    totals: { hours: e.data.totals.hours, rows: 0, controls: [] },
  },
});

const audiences: { [N in EventName]: Audience<N> } = {
  'mark.changed': (e) => [toStaff(rooms.journal(e.data.groupId), e), toFamily(rooms.diary(e.data.studentId), e)],
  'mark.qualified': (e) => [toStaff(rooms.journal(e.data.groupId), e), toFamily(rooms.diary(e.data.studentId), e)],
  'mark.commented': (e) => [toStaff(rooms.journal(e.data.groupId), e), toFamily(rooms.diary(e.data.studentId), e)],
  // A private note goes to its author only.
  'mark.noted': (e) => [toStaff(rooms.author(e.data.authorId), e)],
  'absence.changed': (e) => [
    toStaff(rooms.journal(e.data.groupId), withoutWhole(e)),
    toStaff(rooms.wall(), withoutWhole(e)),
    ...wholeTo(e),
    toFamily(rooms.diary(e.data.studentId), withoutWhole(e)),
  ],
  // A reason of absence may be health data: homeroom teacher, deputies, director and the child's family.
  'absence.reasoned': (e) => [
    toStaff(rooms.reasons(e.data.groupId), withoutWhole(e)),
    toStaff(rooms.wall(), withoutWhole(e)),
    ...wholeTo(e),
    toFamily(rooms.diary(e.data.studentId), withoutWhole(e)),
  ],
  'absenceDocument.changed': (e) => [
    toStaff(rooms.attendance(e.data.classId), e),
    toFamily(rooms.diary(e.data.studentId), { name: e.name, data: { ...e.data, by: null } }),
  ],
  'absenceNotice.changed': (e) => [
    toStaff(rooms.attendance(e.data.classId), e),
    toFamily(rooms.diary(e.data.studentId), e),
  ],
  // Teachers learn that a student is not expected, and nothing else: whoever said so would tell a report from a document.
  'absence.expected': (e) =>
    e.data.groupIds.map((groupId) => ({ room: rooms.journal(groupId), staff: false, event: e })),
  'absenceCase.changed': (e) => [toStaff(rooms.attendance(e.data.classId), e)],
  'roll.confirmed': (e) => [toStaff(rooms.journal(e.data.groupId), e), toStaff(rooms.classDay(e.data.classId), e)],
  'lesson.recorded': (e) => {
    const staff = toStaff(rooms.journal(e.data.groupId), e);
    const text = e.data.change.field === 'topic' || e.data.change.field === 'homework';
    return text
      ? [staff, toStaff(rooms.day(e.data.groupId), e), toFamily(rooms.diaryGroup(e.data.groupId), e)]
      : [staff];
  },
  // How long it takes and not what it is: other subjects' texts are not the asker's journal's.
  'homework.weighed': (e) => [toStaff(rooms.volume(e.data.classId), e), toStaff(rooms.volume(0), e)],
  'work.added': (e) => [
    toStaff(rooms.journal(e.data.groupId), e),
    toStaff(rooms.controlWorks(), e),
    toFamily(rooms.diaryGroup(e.data.groupId), e),
  ],
  'work.changed': (e) => [
    toStaff(rooms.journal(e.data.groupId), e),
    toStaff(rooms.controlWorks(), e),
    toFamily(rooms.diaryGroup(e.data.groupId), e),
  ],
  'controlWork.changed': (e) => {
    const short = { ...e.data, author: null, planRow: null };
    return [
      toStaff(rooms.journal(e.data.groupId), e),
      toStaff(rooms.controlWorks(), e),
      // That a group has one more or one less ahead: all staff read the base of plans, the schedule not all of them.
      toStaff(rooms.plans(), { name: e.name, data: { ...short, name: null } }),
      toFamily(rooms.diaryGroup(e.data.groupId), { name: e.name, data: short }),
    ];
  },
  // Every member of staff: another lesson of a class moves the deadline of its homework (003 П2 2.2).
  'lesson.changed': (e) => [
    toStaff(rooms.staff(), e),
    toStaff(rooms.timetable(), e),
    toStaff(rooms.substitutions(), e),
    toFamily(rooms.diaryGroup(e.data.groupId), e),
  ],
  'teacherAbsence.changed': (e) => [toStaff(rooms.substitutions(), e)],
  'substitution.paid': (e) => [toStaff(rooms.substitutions(), e)],
  // The family sees it on commit (003 П2 4.3); its grounds are the school's own matter.
  'periodMark.set': (e) => [
    toStaff(rooms.journal(e.data.groupId), e),
    toFamily(rooms.diary(e.data.studentId), { name: e.name, data: { ...e.data, grounds: null } }),
  ],
  'settings.changed': (e) => [toStaff(rooms.staff(), e), toFamily(rooms.families(), e)],
  'workType.changed': (e) => [toStaff(rooms.staff(), e), toFamily(rooms.families(), e)],
  'timetable.changed': (e) => [toStaff(rooms.staff(), e), toStaff(rooms.timetable(), e), toFamily(rooms.families(), e)],
  'timetable.versioned': (e) => [toStaff(rooms.drafts(), e)],
  'draft.edited': (e) => [toStaff(rooms.drafts(), e)],
  // Its page is read anew by whoever decides; nobody else looks at a file's names.
  'import.changed': () => [],
  // Its authors' days tell when it came back.
  'plan.changed': (e) => [
    toStaff(rooms.plan(e.data.planId), e),
    toStaff(rooms.plans(), e),
    ...e.data.groupIds.map((groupId) => toStaff(rooms.day(groupId), e)),
  ],
  'plan.versioned': (e) => [toStaff(rooms.plan(e.data.planId), e)],
  // The base of plans is told how many are open: what was said stays in the plan.
  'planRemark.changed': (e) => [toStaff(rooms.plan(e.data.planId), e), toStaff(rooms.plans(), withoutText(e))],
  'plan.rows': (e) => [
    toStaff(rooms.plan(e.data.planId), e),
    toStaff(rooms.plans(), withoutRows(e)),
    ...e.data.groupIds.flatMap((groupId) => [
      toStaff(rooms.journal(groupId), withTexts(e)),
      toStaff(rooms.day(groupId), withTexts(e)),
      toFamily(rooms.diaryGroup(groupId), sectionsTo(e, groupId)),
    ]),
  ],
  'lesson.passed': (e) => [
    toStaff(rooms.journal(e.data.groupId), e),
    ...(e.data.planId === null ? [] : [toStaff(rooms.plan(e.data.planId), e)]),
  ],
  'plan.drafts': (e) => [
    toStaff(rooms.journal(e.data.groupId), e),
    toStaff(rooms.day(e.data.groupId), e),
    ...(e.data.planId === null ? [] : [toStaff(rooms.plan(e.data.planId), withoutDrafts(e))]),
  ],
  'plan.paced': (e) => [
    toStaff(rooms.wall(), e),
    toStaff(rooms.plans(), e),
    ...(e.data.planId === null ? [] : [toStaff(rooms.plan(e.data.planId), e)]),
    toFamily(rooms.diaryGroup(e.data.groupId), passedTo(e)),
  ],
  'approval.given': (e) => [toStaff(rooms.drafts(), e)],
  'filling.changed': (e) => [toStaff(rooms.wall(), e), toStaff(rooms.day(e.data.groupId), e)],
  'classPlan.changed': (e) => [toStaff(rooms.classPlan(e.data.classId), e)],
  'file.attached': (e) => [toStaff(rooms.journal(e.data.groupId), e), toFamily(rooms.diaryGroup(e.data.groupId), e)],
  'file.removed': (e) => [toStaff(rooms.journal(e.data.groupId), e), toFamily(rooms.diaryGroup(e.data.groupId), e)],
  'homework.ticked': (e) => [toFamily(rooms.diary(e.data.studentId), e)],
  'calendar.changed': () => [],
  'rights.changed': () => [],
  'session.ended': () => [],
};

/** Everybody who is told of an event, with what each may read of it. */
export function audienceOf(event: SchoolEvent): Delivery[] {
  const audience = audiences[event.name] as (event: SchoolEvent) => Delivery[];
  return audience(event);
}
