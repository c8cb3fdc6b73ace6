import type { GroupKind } from '#lib/domain/groups.ts';
import { hoursOf, type Parity } from '#lib/domain/timetable.ts';
import { type Draft, type DraftLesson, ROOM_LIMIT } from '#lib/domain/timetableImport/draft.ts';
import { BESIDE, groupFor, groupIndex } from '#lib/domain/timetableImport/groups.ts';
import {
  classKey,
  groupKey,
  type Match,
  matchClass,
  matchSubject,
  matchTeacher,
  personOf,
  subjectKey,
  teacherKey,
} from '#lib/domain/timetableImport/names.ts';
import {
  type Choice,
  type Choices,
  choiceKey,
  type HeldSlot,
  type NameKind,
  newRef,
  type PresentSlot,
  type School,
} from '#lib/domain/timetableImport/school.ts';

/** From a draft to what the school's timetable would be: every name matched, made or left out, every lesson with its group. */

export type NameState = 'matched' | 'known' | 'chosen' | 'new' | 'out' | 'ask';
/** A name of the file and what becomes of it. `to`: an id of the school's, a new one's reference, null when undecided. */
export type PlannedName = {
  kind: NameKind;
  key: string;
  text: string;
  /** Lessons of the week that hang on it. */
  lessons: number;
  state: NameState;
  to: number | null;
  /** What fits when several do. */
  candidates: number[];
  why: string | null;
};
export type PlannedSlot = PresentSlot & { place: string };
export type MadeGroup = {
  key: string;
  classIds: number[];
  subjectId: number;
  name: string;
  kind: GroupKind;
  mixed: boolean;
  teacherId: number;
  hours: number;
  /** Which part of its students' list it takes, from 0, and of how many. */
  part: number;
  parts: number;
};
export type Made = {
  subjects: { key: string; name: string; short: string }[];
  staff: { key: string; familyName: string; givenName: string; patronymic: string | null }[];
  groups: MadeGroup[];
  /** Teachers who hold lessons of a group that was not theirs. */
  teachers: { groupId: number; teacherId: number }[];
};
export type LeftOut = { place: string; text: string; reason: string };
export type Plan = {
  names: PlannedName[];
  made: Made;
  /** References of what is new and really needed: a subject that no carried lesson has is not made. */
  needed: { subjects: ReadonlySet<number>; staff: ReadonlySet<number> };
  /** New places of the week. Groups and teachers that are made have references instead of ids. */
  slots: PlannedSlot[];
  /** Places of classes and groups that the file does not speak of: they stay. */
  stays: HeldSlot[];
  classIds: number[];
  out: LeftOut[];
  doubts: LeftOut[];
  counts: { read: number; lessons: number; mapped: number; out: number };
};

export function planImport(draft: Draft, choices: Choices, school: School): Plan {
  const names = new Map<string, PlannedName>();
  const made: Made = { subjects: [], staff: [], groups: [], teachers: [] };
  const known = new Map(school.known.map((name) => [choiceKey(name.kind, name.key), name.to]));
  const ids: Record<NameKind, Set<number>> = {
    class: new Set(school.classes.map((c) => c.id)),
    subject: new Set(school.subjects.map((s) => s.id)),
    teacher: new Set(school.staff.map((p) => p.id)),
    group: new Set(school.groups.map((g) => g.id)),
  };
  const index = groupIndex(school.groups);
  const groups = new Map(school.groups.map((group) => [group.id, group]));

  /** Decides a name once; every lesson that bears it counts on it. */
  function decide(kind: NameKind, key: string, text: string, match: () => Match, make?: () => number): PlannedName {
    const id = choiceKey(kind, key);
    const before = names.get(id);
    if (before) {
      before.lessons += 1;
      return before;
    }
    const name: PlannedName = { kind, key, text, lessons: 1, state: 'ask', to: null, candidates: [], why: null };
    const choice = choices[id] ?? remembered(known.get(id), ids[kind]);
    if (choice?.how === 'out') name.state = 'out';
    else if (choice?.how === 'to' && ids[kind].has(choice.id))
      Object.assign(name, { state: choices[id] ? 'chosen' : 'known', to: choice.id });
    else {
      // What was to be made may be there by now: of an import that was applied, or of another one.
      const found = match();
      if (found.sure) Object.assign(name, { state: 'matched', to: found.to[0] ?? null });
      else if (choice?.how === 'make' && make) Object.assign(name, { state: 'new', to: make() });
      else {
        name.candidates = found.to;
        name.why = found.to.length > 1 ? 'подходит несколько' : 'в школе такого нет';
      }
    }
    names.set(id, name);
    return name;
  }

  const out: LeftOut[] = draft.notes.filter((note) => note.lost);
  const doubts: LeftOut[] = draft.notes.filter((note) => !note.lost);
  const slots: PlannedSlot[] = [];
  const covered = new Set<number>();
  let left = 0;
  for (const lesson of draft.lessons) {
    const fail = (reason: string): void => {
      left += 1;
      out.push({ place: lesson.place, text: textOf(lesson), reason });
    };
    const classes = lesson.classes.map((c) =>
      decide('class', classKey(c), c.name, () => matchClass(c, school.classes)),
    );
    const subject =
      lesson.subject === ''
        ? null
        : decide(
            'subject',
            subjectKey(lesson.subject),
            lesson.subject,
            () => matchSubject(lesson.subject, school.subjects),
            () => {
              made.subjects.push({
                key: subjectKey(lesson.subject),
                name: lesson.subject,
                short: lesson.subject.slice(0, 8),
              });
              return newRef(made.subjects.length - 1);
            },
          );
    const teacher =
      lesson.teacher === ''
        ? null
        : decide(
            'teacher',
            teacherKey(lesson.teacher),
            lesson.teacher,
            () => matchTeacher(lesson.teacher, school.staff),
            () => {
              const { family, given, patronymic } = personOf(lesson.teacher);
              made.staff.push({ key: teacherKey(lesson.teacher), familyName: family, givenName: given, patronymic });
              return newRef(made.staff.length - 1);
            },
          );
    // A class that is left out leaves its stream to the others.
    const carried = classes.filter((name) => name.state !== 'out');
    const open = [...(carried.length > 0 ? carried : classes), ...(subject ? [subject] : [])].find(
      (name) => name.to === null,
    );
    if (open) {
      fail(
        open.state === 'out'
          ? `решено не переносить: «${open.text}»`
          : `не сопоставлено: ${KIND_WORDS[open.kind]} «${open.text}»`,
      );
      continue;
    }
    const classIds = [...new Set(carried.flatMap((name) => (name.to === null ? [] : [name.to])))];
    for (const id of classIds) covered.add(id);
    if (teacher?.state === 'out') {
      fail(`решено не переносить: «${teacher.text}»`);
      continue;
    }
    const number = lesson.starts === null ? lesson.number : numberByBell(school, classIds[0] ?? 0, lesson);
    if (number === null || number < 1) {
      fail(lesson.starts ? `нет звонка в ${lesson.starts}` : 'нулевых уроков не бывает');
      continue;
    }
    const found = groupFor(
      lesson,
      { classIds, subjectId: subject?.to ?? null, teacherId: teacher?.to ?? null },
      school,
      index,
    );
    const text = textOf(lesson);
    const planned = decide('group', groupKey(lesson), text, () => ({ to: found.groupIds, sure: found.sure }));
    const choice = choices[choiceKey('group', groupKey(lesson))];
    if (planned.state === 'ask' && found.sure)
      Object.assign(planned, { state: 'matched', to: found.groupIds[0] ?? null });
    const groupIds = planned.state === 'matched' ? [...found.groupIds] : planned.to !== null ? [planned.to] : [];
    if (planned.state === 'out') {
      fail('решено не переносить эту группу');
      continue;
    }
    if (groupIds.length === 0) {
      const maker = choice?.how === 'make' && ids.teacher.has(choice.id) ? choice.id : (teacher?.to ?? null);
      const asked =
        choice?.how === 'make' || (planned.state === 'ask' && found.groupIds.length === 0 && maker !== null);
      if (!asked || maker === null || subject === null || subject.to === null) {
        planned.why = found.why;
        fail(found.groupIds.length > 1 ? `не выбрана группа: ${found.why}` : `нет группы и не указан учитель: ${text}`);
        continue;
      }
      planned.state = 'new';
      planned.to = makeGroup(made, lesson, classIds, subject.to, maker);
      groupIds.push(planned.to);
    }
    if (found.doubt && planned.state === 'matched') doubts.push({ place: lesson.place, text, reason: found.doubt });
    for (const groupId of groupIds)
      slots.push({
        ...{ groupId, weekday: lesson.weekday, number, parity: lesson.parity, room: lesson.room, place: lesson.place },
        teacherId: heldBy(groupId, teacher?.to ?? null, groups, made),
      });
  }
  const joined = joinSlots(slots);
  for (const [at, group] of made.groups.entries())
    group.hours = hoursOf(joined.filter((slot) => slot.groupId === newRef(at)));
  const spoken = new Set(joined.map((slot) => slot.groupId));
  const teachers = [...joined, ...made.groups, ...made.teachers].map((one) => one.teacherId);
  return {
    names: [...names.values()],
    made,
    needed: {
      subjects: new Set(made.groups.map((group) => group.subjectId)),
      staff: new Set(teachers.flatMap((id) => (id === null ? [] : [id]))),
    },
    slots: joined,
    stays: school.slots.filter((slot) => stays(slot, groups, covered, spoken)),
    classIds: [...covered],
    out,
    doubts,
    counts: { read: draft.read, lessons: draft.lessons.length, mapped: draft.lessons.length - left, out: out.length },
  };
}

type Groups = ReadonlyMap<number, School['groups'][number]>;
const KIND_WORDS: Record<NameKind, string> = {
  class: 'класс',
  subject: 'предмет',
  teacher: 'учитель',
  group: 'группа',
};
const remembered = (to: number | null | undefined, ids: ReadonlySet<number>): Choice | undefined =>
  to === undefined ? undefined : to === null ? { how: 'out' } : ids.has(to) ? { how: 'to', id: to } : undefined;

/** «10А, 10Б · Алгебра, часть 2». */
export const textOf = (lesson: DraftLesson): string =>
  `${lesson.classes.map((c) => c.name).join(', ')} · ${lesson.subject || lesson.teacher}${lesson.part ? `, ${/^\d$/.test(lesson.part) ? `${lesson.part} группа` : lesson.part}` : ''}`;

function numberByBell(school: School, classId: number, lesson: DraftLesson): number | null {
  const own = school.bells.filter((bell) => bell.classId === classId);
  return own.length === 0 ? lesson.number : (own.find((bell) => bell.starts === lesson.starts)?.number ?? null);
}

/** Whom the place names: nobody when it is the group's own teacher; another is written down, and becomes one of its teachers. */
function heldBy(groupId: number, teacherId: number | null, groups: Groups, made: Made): number | null {
  if (teacherId === null || groupId < 0)
    return teacherId !== null && made.groups[-groupId - 1]?.teacherId !== teacherId ? teacherId : null;
  const own = groups.get(groupId)?.teacherIds ?? [];
  if (own[0] === teacherId) return null;
  if (!own.includes(teacherId) && !made.teachers.some((one) => one.groupId === groupId && one.teacherId === teacherId))
    made.teachers.push({ groupId, teacherId });
  return teacherId;
}

function makeGroup(made: Made, lesson: DraftLesson, classIds: number[], subjectId: number, teacherId: number): number {
  const mixed = classIds.length > 1;
  const digit = /^(?:.* )?(\d)$/.exec(lesson.part)?.[1];
  const whole = lesson.part === '' && lesson.parts === 1;
  const part = digit ? Number(digit) - 1 : 0;
  const name = whole
    ? ''
    : digit === lesson.part
      ? `${lesson.part} ${mixed ? 'группа потока' : 'подгруппа'}`
      : lesson.part;
  made.groups.push({
    ...{ key: groupKey(lesson), classIds, subjectId, teacherId, mixed, hours: 0 },
    name: mixed && name === '' ? 'поток' : name,
    kind: whole || mixed ? 'class' : 'subgroup',
    part: Math.min(part, Math.max(lesson.parts, 1) - 1),
    parts: Math.max(lesson.parts, 1),
  });
  return newRef(made.groups.length - 1);
}

/** Two rooms of one group at one time are one place with both rooms; odd and even weeks of one room are every week. */
function joinSlots(slots: PlannedSlot[]): PlannedSlot[] {
  const joined = new Map<string, PlannedSlot>();
  for (const slot of slots) {
    const key = [slot.groupId, slot.weekday, slot.number, slot.parity].join(':');
    const before = joined.get(key);
    if (!before) joined.set(key, { ...slot });
    else if (
      slot.room !== '' &&
      !before.room.split('/').includes(slot.room) &&
      before.room.length + slot.room.length < ROOM_LIMIT
    )
      before.room = before.room === '' ? slot.room : `${before.room}/${slot.room}`;
  }
  const weeks = [...joined.values()];
  return weeks.flatMap((slot) => {
    if (slot.parity === 0) return [slot];
    const other = joined.get([slot.groupId, slot.weekday, slot.number, slot.parity === 1 ? 2 : 1].join(':'));
    if (!other || other.room !== slot.room || other.teacherId !== slot.teacherId) return [slot];
    return slot.parity === 1 ? [{ ...slot, parity: 0 as Parity }] : [];
  });
}

/** A file of grades 5–11 takes nothing from grade 1, and what stands beside a class's timetable stays. */
function stays(slot: PresentSlot, groups: Groups, covered: ReadonlySet<number>, spoken: ReadonlySet<number>): boolean {
  const group = groups.get(slot.groupId);
  if (!group || spoken.has(group.id)) return false;
  return BESIDE.has(group.kind) || !group.classIds.some((id) => covered.has(id));
}
