import type { GroupKind } from '#lib/domain/groups.ts';
import type { DraftLesson } from '#lib/domain/timetableImport/draft.ts';
import { nameKey } from '#lib/domain/timetableImport/labels.ts';
import type { School, SchoolGroup } from '#lib/domain/timetableImport/school.ts';

/** Which group of the school a lesson of a file is for. */

/** Clubs, electives, consultations and lessons at home: where a class's timetable does not speak of them, they stay. */
export const BESIDE: ReadonlySet<GroupKind> = new Set([
  'extracurricular',
  'elective',
  'consultation',
  'individual',
  'family',
]);

export type Meant = { classIds: number[]; subjectId: number | null; teacherId: number | null };
/** `sure`: all of `groupIds` have the lesson; else those are what it may be. */
export type FoundGroups = { groupIds: number[]; sure: boolean; doubt: string | null; why: string };
const sure = (groups: readonly SchoolGroup[], doubt: string | null = null): FoundGroups => ({
  groupIds: groups.map((group) => group.id),
  sure: groups.length > 0,
  doubt,
  why: '',
});
const unsure = (groups: readonly SchoolGroup[], why: string): FoundGroups => ({
  groupIds: groups.map((group) => group.id),
  sure: false,
  doubt: null,
  why,
});

/** The groups of a class and a subject, found at once: a week asks for them a thousand times. */
export type GroupIndex = (classIds: readonly number[], subjectId: number) => SchoolGroup[];
export function groupIndex(groups: readonly SchoolGroup[]): GroupIndex {
  const index = new Map<string, SchoolGroup[]>();
  for (const group of groups)
    for (const classId of group.classIds) {
      const key = `${classId}:${group.subjectId}`;
      index.set(key, [...(index.get(key) ?? []), group]);
    }
  return (classIds, subjectId) => [...new Set(classIds.flatMap((id) => index.get(`${id}:${subjectId}`) ?? []))];
}

export function groupFor(lesson: DraftLesson, meant: Meant, school: School, index: GroupIndex): FoundGroups {
  const { classIds, subjectId, teacherId } = meant;
  if (subjectId !== null && subjectId < 0) return unsure([], 'предмет новый');
  const [classId] = classIds;
  if (subjectId === null) {
    // A teacher's own sheet names no subject: what he teaches this class.
    const own = school.groups.filter(
      (group) =>
        teacherId !== null &&
        group.teacherIds.includes(teacherId) &&
        classIds.some((id) => group.classIds.includes(id)),
    );
    return own.length === 1
      ? sure(own)
      : unsure(own, own.length > 1 ? 'учитель ведёт в классе несколько предметов' : 'учитель не ведёт в этом классе');
  }
  const ofSubject = index(classIds, subjectId);
  const byTeacher = (groups: SchoolGroup[]) =>
    groups.filter((group) => teacherId !== null && group.teacherIds.includes(teacherId));
  if (classIds.length > 1) {
    const streams = ofSubject.filter((group) => group.mixed && group.classIds.every((id) => classIds.includes(id)));
    if (streams.length > 0) return partOf(lesson, streams, byTeacher(streams));
    const own = classIds.flatMap((id) =>
      ofSubject.filter((group) => !group.mixed && group.classId === id && group.kind !== 'subgroup').slice(0, 1),
    );
    return own.length === classIds.length
      ? sure(own, 'поток не заведён: урок записан каждому классу')
      : unsure([], 'нет группы потока');
  }
  const all = ofSubject.filter((group) => !group.mixed && group.classId === classId);
  // A pupil taught at home has a journal of his own in the same subject: the class's timetable means the class.
  const common = all.filter((group) => !BESIDE.has(group.kind));
  const own = common.length > 0 ? common : all;
  const whole = own.filter((group) => group.kind !== 'subgroup');
  const subgroups = own.filter((group) => group.kind === 'subgroup');
  if (lesson.part === '' && lesson.parts === 1) {
    const [only] = whole;
    if (only && whole.length === 1) return sure([only]);
    const held = byTeacher(own);
    if (held.length === 1) return sure(held);
    if (whole.length > 1) return unsure(whole, 'у класса несколько групп по этому предмету');
    if (subgroups.length > 0) return sure(subgroups, 'в школе этот предмет по подгруппам: урок записан каждой');
    return unsure([], 'у класса нет группы по этому предмету');
  }
  if (subgroups.length > 0) return partOf(lesson, subgroups, byTeacher(subgroups));
  if (whole.length === 1) return sure(whole, 'в школе нет подгрупп по этому предмету: урок записан всему классу');
  return unsure(whole, 'у класса нет группы по этому предмету');
}

/** A part by its teacher, by its name, by its place in the list. */
function partOf(lesson: DraftLesson, groups: readonly SchoolGroup[], held: readonly SchoolGroup[]): FoundGroups {
  if (held.length === 1) return sure(held);
  const part = nameKey(lesson.part);
  const named = groups.filter((group) => part !== '' && nameKey(group.name) === part);
  if (named.length === 1) return sure(named);
  const sorted = [...groups].sort((a, b) => a.name.localeCompare(b.name, 'ru', { numeric: true }) || a.id - b.id);
  const place = /(?:^|\s)(\d)$/.exec(lesson.part)?.[1];
  if (place) {
    const numbered = sorted.filter((group) => new RegExp(`(?<!\\d)${place}(?!\\d)`).test(group.name));
    if (numbered.length === 1) return sure(numbered);
    const at = sorted[Number(place) - 1];
    if (at && sorted.length >= lesson.parts) return sure([at]);
  }
  if (sorted.length === 1 && lesson.parts === 1) return sure(sorted);
  const alike = groups.filter(
    (group) => part.length > 2 && (nameKey(group.name).includes(part) || part.includes(nameKey(group.name))),
  );
  return alike.length === 1 ? sure(alike) : unsure(sorted, 'не понятно, какая подгруппа');
}
