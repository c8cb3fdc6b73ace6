import type { Hat, PersonName } from '#lib/domain/people.ts';
import { addDays } from '#lib/domain/time.ts';

/** A relation that holds from a day to a day, both included; `to` null: until further notice. */
export type Dated = { from: string; to: string | null };
export const holds = (relation: Dated, day: string): boolean =>
  relation.from <= day && (relation.to === null || day <= relation.to);

export type ActorChild = {
  studentId: number;
  given: string;
  className: string;
  groups: ({ groupId: number } & Dated)[];
};

/** In place of a session's id: the server itself finishes what this person has done, whether or not he is still signed in. */
export const NO_SESSION = '';

/** Who asks. Loaded by db/sessions.ts; everything that gives a right is a dated relation, a role name alone is not.
 *  The hat only picks among the rights of one person: a teacher who is a parent is one or the other at a time. */
export type Actor = {
  schoolId: number;
  personId: number;
  /** SHA-256 of the session token, or NO_SESSION; the public id is what lists and events show. */
  sessionId: string;
  sessionPublicId: number;
  /** The screen of this session is locked: nothing is shown until the password. What was typed before still goes out. */
  locked: boolean;
  hat: Hat;
  hats: Hat[];
  name: PersonName;
  school: { name: string; shortName: string; tz: string; kind: 'real' | 'demo' | 'test' };
  /** The school's day at which the relations were read. */
  today: string;
  admin: boolean;
  director: boolean;
  deputy: boolean;
  /** Grades a deputy supervises. */
  grades: number[];
  /** Load: groups with their subject and grade (of the leading class). */
  teaches: ({ groupId: number; subjectId: number; grade: number } & Dated)[];
  homerooms: ({ classId: number } & Dated)[];
  substitutes: { lessonId: number; groupId: number; date: string }[];
  /** A parent's children; a student's own self. */
  children: ActorChild[];
};

/** The class of a group whose students come from several: no homeroom teacher's. */
const NO_CLASS = 0;
/** The class whose homeroom teacher has rights in a group. A group of several classes belongs to none: reasons of absence
 *  are not another class's to read. */
export const classOfRights = (group: { class_id: number; mixed: boolean }): number =>
  group.mixed ? NO_CLASS : group.class_id;

type GroupSubject = { groupId: number; classId: number };
/** Whose plan it is: the subject and the grade. */
type PlanSubject = { subjectId: number; grade: number };
type LessonSubject = GroupSubject & { lessonId: number; date: string; written?: boolean };

/** What can be asked, and about what. */
export type Subjects = {
  'journal.read': GroupSubject;
  /** The lesson's record: topic, homework, kind, ICT, works, and its marks. */
  'lesson.write': LessonSubject;
  'mark.write': LessonSubject;
  'attendance.write': LessonSubject;
  /** A file of a lesson's homework: `date` is the lesson's. */
  'file.read': GroupSubject & { date: string };
  'reason.read': { classId: number };
  'reason.write': { classId: number };
  /** Documents, reports of parents and case records of a class's students: they say why somebody is away. */
  'absenceDocument.write': { classId: number };
  'absenceNotice.answer': { classId: number };
  'absenceCase.write': { classId: number };
  /** «Сообщить об отсутствии»: a parent of his own child. */
  'absenceNotice.send': { studentId: number };
  /** The whole school's attendance, class by class. */
  'attendance.compare': undefined;
  'diary.read': { studentId: number };
  'homework.tick': { studentId: number };
  'periodMark.write': GroupSubject;
  'wall.read': undefined;
  'session.wear': { personId: number };
  'settings.read': undefined;
  'settings.write': undefined;
  /** «Редактор расписания»: drafts, versions, bells, approvals. */
  'timetable.edit': undefined;
  'timetable.write': undefined;
  /** Учебный план, нагрузка, расписание, тарификация by an order (003 П4 3.2.1). */
  'timetable.approve': undefined;
  /** График контрольных работ: read by whoever teaches; placed by the group's teacher, and by a deputy for everybody. */
  'controlWork.read': undefined;
  'controlWork.write': { groupId: number };
  /** «План внеурочных занятий с классом» (004 1ж): the homeroom teacher's own class; deputies and the director read all. */
  'classPlan.read': { classId: number };
  'classPlan.write': { classId: number };
  /** Volume of homework: of a whole school, of a class for its homeroom teacher, of a group's class for its teacher. */
  'homeworkVolume.read': { of: 'school' } | { of: 'class'; classId: number } | { of: 'group'; groupId: number };
  /** «Замены»: teachers' absences and what deviates from the timetable. */
  'substitution.read': undefined;
  'substitution.write': undefined;
  /** Rows of «Журнал учёта пропущенных и замещённых уроков»: one person's own, or everybody's. */
  'substitutionLog.read': { personId: number | null };
  /** The base of thematic plans (КТП, 002 ОП3): all staff read every plan, an administrator who is nothing else does not. */
  'plan.read': undefined;
  /** Who writes its text: everybody with load in that subject and grade (001 3.2.1). */
  'plan.write': PlanSubject;
  /** A new plan, and which groups it serves: its authors, and a deputy who sees that one is missing. */
  'plan.create': PlanSubject;
  'plan.comment': PlanSubject;
  'plan.approve': undefined;
  /** «Мой день» of a member of staff. */
  'day.read': { personId: number };
  'session.end': { personId: number };
  /** A week of a class, a teacher, a room; a student's own. `classId`: the student's, null when he is in none now. */
  'timetable.read': { by: 'class' | 'teacher' | 'room' } | { by: 'student'; studentId: number; classId: number | null };
  /** What departs from the timetable on a day, with who changed it (004 4а). */
  'changes.read': undefined;
  /** A secret address of a calendar: of one's own lessons (`studentId` null) or of a child's. */
  'calendar.own': { studentId: number | null };
  /** Locking one's own screen: staff work among children, a family's phone locks itself. */
  'screen.lock': undefined;
};
export type Action = keyof Subjects;

/** A substitute writes until the end of the lesson's day; marks of a written work given in it for 7 days. */
const SUBSTITUTE_WRITTEN_DAYS = 7;

/** A family's hat: its person reads his own children (or himself) and works in no journal. */
export const isFamilyHat = (hat: Hat): boolean => hat === 'parent' || hat === 'student';
export const isFamily = (actor: Actor): boolean => isFamilyHat(actor.hat);
const teachesNow = (a: Actor, groupId: number) => a.teaches.some((t) => t.groupId === groupId && holds(t, a.today));
const homeroomNow = (a: Actor, classId: number) => a.homerooms.some((h) => h.classId === classId && holds(h, a.today));
/** From the day of the lesson until the marks of its written work are due. */
const substitutesNow = (a: Actor, s: { date: string }) =>
  s.date <= a.today && addDays(s.date, SUBSTITUTE_WRITTEN_DAYS) >= a.today;
const substitutesIn = (a: Actor, groupId: number) =>
  a.substitutes.some((s) => s.groupId === groupId && substitutesNow(a, s));
const substituteMayWrite = (a: Actor, s: LessonSubject) =>
  a.substitutes.some(
    (own) =>
      own.lessonId === s.lessonId &&
      a.today >= own.date &&
      a.today <= addDays(own.date, s.written ? SUBSTITUTE_WRITTEN_DAYS : 0),
  );
/** Holds lessons of his own now, or somebody else's these days. */
const holdsLessons = (a: Actor) => a.teaches.some((t) => holds(t, a.today)) || a.substitutes.length > 0;
const teachesSubject = (a: Actor, s: PlanSubject) =>
  a.teaches.some((t) => t.subjectId === s.subjectId && t.grade === s.grade && holds(t, a.today));
const ownChild = (a: Actor, studentId: number) => isFamily(a) && a.children.some((c) => c.studentId === studentId);

/** The one table of rights. Staff rules first ask that the person wears a staff hat. */
const rules: { [A in Action]: (actor: Actor, subject: Subjects[A]) => boolean } = {
  'journal.read': (a, s) =>
    !isFamily(a) &&
    (a.deputy || a.director || teachesNow(a, s.groupId) || homeroomNow(a, s.classId) || substitutesIn(a, s.groupId)),
  'lesson.write': (a, s) =>
    !isFamily(a) && (teachesNow(a, s.groupId) || substituteMayWrite(a, { ...s, written: false })),
  'mark.write': (a, s) => !isFamily(a) && (teachesNow(a, s.groupId) || substituteMayWrite(a, s)),
  'attendance.write': (a, s) =>
    !isFamily(a) &&
    (a.deputy ||
      teachesNow(a, s.groupId) ||
      homeroomNow(a, s.classId) ||
      substituteMayWrite(a, { ...s, written: false })),
  'file.read': (a, s) =>
    isFamily(a)
      ? a.children.some((c) => c.groups.some((g) => g.groupId === s.groupId && holds(g, s.date)))
      : rules['journal.read'](a, s),
  'reason.read': (a, s) => !isFamily(a) && (a.deputy || a.director || homeroomNow(a, s.classId)),
  'reason.write': (a, s) => !isFamily(a) && (a.deputy || homeroomNow(a, s.classId)),
  'absenceDocument.write': (a, s) => rules['reason.write'](a, s),
  'absenceNotice.answer': (a, s) => rules['reason.write'](a, s),
  'absenceCase.write': (a, s) => rules['reason.write'](a, s),
  'absenceNotice.send': (a, s) => a.hat === 'parent' && ownChild(a, s.studentId),
  'attendance.compare': (a) => !isFamily(a) && (a.deputy || a.director),
  'diary.read': (a, s) => ownChild(a, s.studentId),
  'homework.tick': (a, s) => ownChild(a, s.studentId),
  // A deputy on the teacher's request: the rule asks him for a reason.
  'periodMark.write': (a, s) => !isFamily(a) && (a.deputy || teachesNow(a, s.groupId)),
  'settings.read': (a) => !isFamily(a) && (a.admin || a.deputy || a.director),
  'settings.write': (a) => !isFamily(a) && (a.admin || a.deputy),
  'timetable.edit': (a) => !isFamily(a) && (a.admin || a.deputy || a.director),
  'timetable.write': (a) => !isFamily(a) && (a.admin || a.deputy),
  'timetable.approve': (a) => !isFamily(a) && a.director,
  'substitution.read': (a) => !isFamily(a) && (a.admin || a.deputy || a.director),
  'substitution.write': (a) => !isFamily(a) && (a.admin || a.deputy),
  'substitutionLog.read': (a, s) =>
    rules['substitution.read'](a, undefined) || (!isFamily(a) && a.personId === s.personId),
  'plan.read': (a) => !isFamily(a) && a.hat !== 'admin',
  'plan.write': (a, s) => rules['plan.read'](a, undefined) && teachesSubject(a, s),
  'plan.create': (a, s) => rules['plan.read'](a, undefined) && (a.deputy || teachesSubject(a, s)),
  'plan.comment': (a, s) => rules['plan.read'](a, undefined) && (a.deputy || a.director || teachesSubject(a, s)),
  'plan.approve': (a) => rules['plan.read'](a, undefined) && a.deputy,
  'wall.read': (a) => !isFamily(a) && (a.deputy || a.director),
  'session.wear': (a, s) => a.personId === s.personId,
  'day.read': (a, s) =>
    !isFamily(a) &&
    a.personId === s.personId &&
    (a.teaches.some((t) => holds(t, a.today)) ||
      a.substitutes.length > 0 ||
      a.homerooms.some((h) => holds(h, a.today))),
  'session.end': (a, s) => a.personId === s.personId,
  'timetable.read': (a, s) =>
    s.by === 'student'
      ? ownChild(a, s.studentId) ||
        (!isFamily(a) && (a.deputy || a.director || (s.classId !== null && homeroomNow(a, s.classId))))
      : !isFamily(a),
  'changes.read': (a) => !isFamily(a) && (a.admin || a.deputy || a.director),
  'calendar.own': (a, s) => (s.studentId === null ? !isFamily(a) && holdsLessons(a) : ownChild(a, s.studentId)),
  'controlWork.read': (a) =>
    !isFamily(a) &&
    (a.deputy || a.director || a.teaches.some((t) => holds(t, a.today)) || a.homerooms.some((h) => holds(h, a.today))),
  'controlWork.write': (a, s) => !isFamily(a) && (a.deputy || teachesNow(a, s.groupId)),
  'classPlan.read': (a, s) => !isFamily(a) && (a.deputy || a.director || homeroomNow(a, s.classId)),
  'classPlan.write': (a, s) => !isFamily(a) && homeroomNow(a, s.classId),
  'homeworkVolume.read': (a, s) => {
    if (isFamily(a)) return false;
    if (a.deputy || a.director) return true;
    if (s.of === 'class') return homeroomNow(a, s.classId);
    return s.of === 'group' && (teachesNow(a, s.groupId) || substitutesIn(a, s.groupId));
  },
  'screen.lock': (a) => !isFamily(a),
};

/** The only permission check of the product: pure, synchronous, called by commands, pages, queries, sockets and buttons. */
export function can<A extends Action>(
  actor: Actor,
  action: A,
  ...subject: Subjects[A] extends undefined ? [] : [Subjects[A]]
): boolean {
  return rules[action](actor, subject[0] as Subjects[A]);
}

/** What a list may hold for this person: queries turn it into one SQL fragment. */
export type Scope = { kind: 'school' } | { kind: 'groups'; groupIds: number[]; classIds: number[] } | { kind: 'none' };

/** Journals this person may open. */
export function scopeOfJournals(actor: Actor): Scope {
  if (isFamily(actor)) return { kind: 'none' };
  if (actor.deputy || actor.director) return { kind: 'school' };
  const groupIds = [
    ...actor.teaches.filter((t) => holds(t, actor.today)).map((t) => t.groupId),
    ...actor.substitutes.filter((s) => substitutesNow(actor, s)).map((s) => s.groupId),
  ];
  const classIds = actor.homerooms.filter((h) => holds(h, actor.today)).map((h) => h.classId);
  return groupIds.length || classIds.length ? { kind: 'groups', groupIds, classIds } : { kind: 'none' };
}

/** Students whose timetables a member of staff may look for. */
export function scopeOfStudents(actor: Actor): Scope {
  if (isFamily(actor)) return { kind: 'none' };
  if (actor.deputy || actor.director) return { kind: 'school' };
  const classIds = actor.homerooms.filter((h) => holds(h, actor.today)).map((h) => h.classId);
  return classIds.length > 0 ? { kind: 'groups', groupIds: [], classIds } : { kind: 'none' };
}
/** Classes whose «Журнал дня» this person may open: all of the school, or those he is the homeroom teacher of. */
export function scopeOfAttendance(actor: Actor): 'school' | number[] {
  if (isFamily(actor)) return [];
  if (actor.deputy || actor.director) return 'school';
  return homeroomsOf(actor);
}
/** Groups whose fulfilment of the programme this person may read (001 3.4.4): all, or those he teaches now. */
export function scopeOfFulfilment(actor: Actor): 'school' | number[] {
  if (isFamily(actor) || actor.hat === 'admin') return [];
  if (actor.deputy || actor.director) return 'school';
  return [...new Set(actor.teaches.filter((t) => holds(t, actor.today)).map((t) => t.groupId))];
}
/** Classes whose plan of extracurricular classes this person may open: the same ones. */
export const scopeOfClassPlans = (actor: Actor): 'school' | number[] => scopeOfAttendance(actor);
/** The classes this person is the homeroom teacher of now. */
export const homeroomsOf = (actor: Actor): number[] => [
  ...new Set(actor.homerooms.filter((h) => holds(h, actor.today)).map((h) => h.classId)),
];

/** Students whose diaries this person may read. */
export const scopeOfDiaries = (actor: Actor): number[] =>
  isFamily(actor) ? actor.children.map((c) => c.studentId) : [];

/** What the database's own second wall lets this person's transactions touch: «*» for staff, else own children. */
export function rowScope(actor: Actor): { students: number[] | '*'; groups: number[] | '*' } {
  if (!isFamily(actor)) return { students: '*', groups: '*' };
  return {
    students: actor.children.map((c) => c.studentId),
    groups: [...new Set(actor.children.flatMap((c) => c.groups.map((g) => g.groupId)))],
  };
}

/** Groups whose lessons «Мой день» shows: those taught now and those whose lessons this person substitutes these days. */
export const groupsOfDay = (actor: Actor): number[] => [
  ...new Set([
    ...actor.teaches.filter((t) => holds(t, actor.today)).map((t) => t.groupId),
    ...actor.substitutes.filter((s) => substitutesNow(actor, s)).map((s) => s.groupId),
  ]),
];

/** The first screen of a hat. `/day` is «Мой день» of staff and «Сегодня» of a family. */
export function landingOf(actor: Actor): string {
  switch (actor.hat) {
    case 'admin':
      return '/sessions';
    case 'director':
    case 'deputy':
      return '/control';
    case 'homeroom':
    case 'teacher':
    case 'parent':
    case 'student':
      return '/day';
  }
}

/** Under which post this person signs the sheet of changes; null: he prints it for whoever signs. */
export const signsAs = (actor: Actor): Hat | null => (actor.director ? 'director' : actor.deputy ? 'deputy' : null);

/** Whose homework this person oversees: 0 the whole school's, else his own class's; null nobody's. */
export function volumeOf(actor: Actor): number | null {
  if (can(actor, 'homeworkVolume.read', { of: 'school' })) return 0;
  const own = actor.homerooms.find((h) => holds(h, actor.today));
  return own && can(actor, 'homeworkVolume.read', { of: 'class', classId: own.classId }) ? own.classId : null;
}
/** Who may have a file read for a plan: whoever writes plans of some subject. Into which, the command asks. */
export const mayImportPlans = (actor: Actor): boolean =>
  actor.teaches.some(
    ({ subjectId, grade, ...dates }) => holds(dates, actor.today) && can(actor, 'plan.write', { subjectId, grade }),
  );
