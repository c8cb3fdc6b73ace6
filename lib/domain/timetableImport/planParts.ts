import type { GroupKind } from '#lib/domain/groups.ts';
import type { Parity } from '#lib/domain/timetable.ts';
import { type DraftLesson, ROOM_LIMIT } from '#lib/domain/timetableImport/draft.ts';
import { BESIDE } from '#lib/domain/timetableImport/groups.ts';
import { groupKey } from '#lib/domain/timetableImport/names.ts';
import { newRef, type PresentSlot, type School } from '#lib/domain/timetableImport/school.ts';

/** What a plan is made of: places of the week, groups that are made for it, who holds them. */

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

export type Groups = ReadonlyMap<number, School['groups'][number]>;

/** «10А, 10Б · Алгебра, часть 2». */
export const textOf = (lesson: DraftLesson): string =>
  `${lesson.classes.map((c) => c.name).join(', ')} · ${lesson.subject || lesson.teacher}${lesson.part ? `, ${/^\d$/.test(lesson.part) ? `${lesson.part} группа` : lesson.part}` : ''}`;

export function numberByBell(school: School, classId: number, lesson: DraftLesson): number | null {
  const own = school.bells.filter((bell) => bell.classId === classId);
  return own.length === 0 ? lesson.number : (own.find((bell) => bell.starts === lesson.starts)?.number ?? null);
}

/** Whom the place names: nobody when it is the group's own teacher; another is written down, and becomes one of its teachers. */
export function heldBy(groupId: number, teacherId: number | null, groups: Groups, made: Made): number | null {
  if (teacherId === null || groupId < 0)
    return teacherId !== null && made.groups[-groupId - 1]?.teacherId !== teacherId ? teacherId : null;
  const own = groups.get(groupId)?.teacherIds ?? [];
  if (own[0] === teacherId) return null;
  if (!own.includes(teacherId) && !made.teachers.some((one) => one.groupId === groupId && one.teacherId === teacherId))
    made.teachers.push({ groupId, teacherId });
  return teacherId;
}

export function makeGroup(
  made: Made,
  lesson: DraftLesson,
  classIds: number[],
  subjectId: number,
  teacherId: number,
): number {
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
export function joinSlots(slots: PlannedSlot[]): PlannedSlot[] {
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
export function stays(
  slot: PresentSlot,
  groups: Groups,
  covered: ReadonlySet<number>,
  spoken: ReadonlySet<number>,
): boolean {
  const group = groups.get(slot.groupId);
  if (!group || spoken.has(group.id)) return false;
  return BESIDE.has(group.kind) || !group.classIds.some((id) => covered.has(id));
}
