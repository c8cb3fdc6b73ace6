import type { GroupKind } from '#lib/domain/groups.ts';
import type { Parity } from '#lib/domain/timetable.ts';

/** What of the school an import is compared with: its classes, subjects, staff, groups, and the week that is in force. */

export type SchoolClass = { id: number; grade: number; letter: string };
export type SchoolSubject = { id: number; name: string; short: string };
export type SchoolPerson = { id: number; familyName: string; givenName: string; patronymic: string | null };
export type SchoolGroup = {
  id: number;
  classId: number;
  /** Classes its students come from: one for most. */
  classIds: number[];
  subjectId: number;
  name: string;
  kind: GroupKind;
  mixed: boolean;
  /** Who holds it on the day the new timetable begins, the first of them its lessons. */
  teacherIds: number[];
};
export type PresentSlot = {
  groupId: number;
  weekday: number;
  number: number;
  parity: Parity;
  room: string;
  teacherId: number | null;
};
/** A place of the timetable in force, with the days it holds within. */
export type HeldSlot = PresentSlot & { starts: string; ends: string };
/** What a former import has taught: a name of a file, and what it meant; `to` null: it was left out. */
export type KnownName = { kind: NameKind; key: string; to: number | null };
export type School = {
  classes: SchoolClass[];
  subjects: SchoolSubject[];
  staff: SchoolPerson[];
  groups: SchoolGroup[];
  slots: HeldSlot[];
  /** When the lessons of a class begin: «08:30» by number. */
  bells: { classId: number; number: number; starts: string }[];
  known: KnownName[];
};

export const NAME_KINDS = ['class', 'subject', 'teacher', 'group'] as const;
export type NameKind = (typeof NAME_KINDS)[number];
/** What a person has decided of a name: it is this one of the school's, a new one, or it is left out. A new group's `id` is
 *  its teacher's. */
export type Choice = { how: 'to' | 'make'; id: number } | { how: 'out' };
export type Choices = Partial<Record<string, Choice>>;
export const choiceKey = (kind: NameKind, key: string): string => `${kind}:${key}`;

/** Of something that is yet to be made: a negative number in place of an id, its place in the list of what is made. */
export const newRef = (at: number): number => -(at + 1);
export const placeOfRef = (ref: number): number => -ref - 1;
