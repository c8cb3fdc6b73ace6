import type { GroupKind } from '#lib/domain/groups.ts';
import type { Plan } from '#lib/domain/timetableImport/plan.ts';
import {
  type NameKind,
  newRef,
  type PresentSlot,
  placeOfRef,
  type School,
} from '#lib/domain/timetableImport/school.ts';

/** A plan with real ids in place of its references: what is written down. */

/** Numbers that the database has set aside for what is new. */
export type NewIds = { subjects: number[]; staff: number[]; groups: number[] };
/** What was created, for the way back; `people`: whose rights have changed. */
export type MadeIds = {
  subjects: number[];
  staff: number[];
  groups: number[];
  teachers: { groupId: number; teacherId: number; starts: string }[];
  people: number[];
  /** Whose lessons are derived anew. */
  classIds: number[];
};
export type Carried = {
  subjects: { id: number; name: string; short: string; graded: boolean }[];
  staff: { id: number; familyName: string; givenName: string; patronymic: string | null }[];
  groups: {
    id: number;
    classId: number;
    classIds: number[];
    subjectId: number;
    name: string;
    hours: number;
    kind: GroupKind;
    mixed: boolean;
    part: number;
    parts: number;
  }[];
  teachers: { groupId: number; teacherId: number; place: number }[];
  slots: (PresentSlot & { starts: string | null; ends: string | null })[];
  names: { kind: NameKind; key: string; id: number | null }[];
  made: MadeIds;
};

/** Lessons that nobody marks: meetings and talks. */
const UNGRADED = /разговоры о важном|мои горизонты|классный час|час общения|внеурочн|информационный час/i;

export function carryPlan(plan: Plan, school: School, ids: NewIds, from: string): Carried {
  const real = (list: readonly number[], ref: number): number => {
    if (ref > 0) return ref;
    const id = list[placeOfRef(ref)];
    if (id === undefined) throw new Error('more is new than numbers were set aside for');
    return id;
  };
  const subjects = plan.made.subjects.flatMap((one, at) =>
    plan.needed.subjects.has(newRef(at))
      ? [{ id: real(ids.subjects, newRef(at)), name: one.name, short: one.short, graded: !UNGRADED.test(one.name) }]
      : [],
  );
  const staff = plan.made.staff.flatMap(({ familyName, givenName, patronymic }, at) =>
    plan.needed.staff.has(newRef(at)) ? [{ id: real(ids.staff, newRef(at)), familyName, givenName, patronymic }] : [],
  );
  const groups = plan.made.groups.map((group, at) => ({
    ...{ id: real(ids.groups, newRef(at)), classId: group.classIds[0] ?? 0, classIds: group.classIds },
    ...{ subjectId: real(ids.subjects, group.subjectId), name: group.name, hours: group.hours },
    ...{ kind: group.kind, mixed: group.mixed, part: group.part, parts: group.parts },
  }));
  const added = plan.made.teachers.map((one) => ({
    groupId: real(ids.groups, one.groupId),
    teacherId: real(ids.staff, one.teacherId),
  }));
  const own = plan.made.groups.map((group, at) => ({
    groupId: real(ids.groups, newRef(at)),
    teacherId: real(ids.staff, group.teacherId),
  }));
  const people = [...new Set([...own, ...added].map((one) => one.teacherId))];
  const target = (name: Plan['names'][number]): number | null => {
    if (name.to === null) return null;
    const lists = { class: [], subject: ids.subjects, teacher: ids.staff, group: ids.groups };
    return real(lists[name.kind], name.to);
  };
  const needed = (name: Plan['names'][number]): boolean =>
    name.to === null ||
    (name.kind === 'subject'
      ? plan.needed.subjects.has(name.to)
      : name.kind !== 'teacher' || plan.needed.staff.has(name.to));
  return {
    ...{ subjects, staff, groups },
    teachers: [...own.map((one) => ({ ...one, place: 1 })), ...added.map((one) => ({ ...one, place: 2 }))],
    slots: [
      ...plan.slots.map(({ place: _, ...slot }) => ({
        ...slot,
        groupId: real(ids.groups, slot.groupId),
        teacherId: slot.teacherId === null ? null : real(ids.staff, slot.teacherId),
        starts: null,
        ends: null,
      })),
      ...plan.stays,
    ],
    // Only what a person decided is worth remembering: the rest is found again.
    names: plan.names
      .filter((name) => name.state === 'chosen' || name.state === 'out' || (name.state === 'new' && needed(name)))
      .map((name) => ({ kind: name.kind, key: name.key, id: target(name) })),
    made: {
      subjects: subjects.map((one) => one.id),
      staff: staff.map((one) => one.id),
      groups: groups.map((one) => one.id),
      teachers: added.map((one) => ({ ...one, starts: from })),
      people,
      classIds: touched(plan, school),
    },
  };
}

/** Classes whose week is another afterwards, those that share a stream with one of them among them. */
function touched(plan: Plan, school: School): number[] {
  const groups = new Map(school.groups.map((group) => [group.id, group.classIds]));
  const stays = new Set(plan.stays.map((slot) => slot.groupId));
  const moved = [...plan.slots, ...school.slots.filter((slot) => !stays.has(slot.groupId))];
  return [...new Set([...plan.classIds, ...moved.flatMap((slot) => groups.get(slot.groupId) ?? [])])].sort(
    (a, b) => a - b,
  );
}
