import { hoursOf } from '#lib/domain/timetable.ts';
import type { Draft } from '#lib/domain/timetableImport/draft.ts';
import { groupFor, groupIndex } from '#lib/domain/timetableImport/groups.ts';
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
  heldBy,
  joinSlots,
  type Made,
  makeGroup,
  numberByBell,
  type PlannedSlot,
  stays,
  textOf,
} from '#lib/domain/timetableImport/planParts.ts';
import {
  type Choice,
  type Choices,
  choiceKey,
  type HeldSlot,
  type NameKind,
  newRef,
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

const KIND_WORDS: Record<NameKind, string> = {
  class: 'класс',
  subject: 'предмет',
  teacher: 'учитель',
  group: 'группа',
};
const remembered = (to: number | null | undefined, ids: ReadonlySet<number>): Choice | undefined =>
  to === undefined ? undefined : to === null ? { how: 'out' } : ids.has(to) ? { how: 'to', id: to } : undefined;
