import { minutesOf } from '#lib/domain/bells.ts';
import { allConflicts, type ConflictKind, type Slot, type SlotGroup, type Times } from '#lib/domain/timetable.ts';
import type { Plan } from '#lib/domain/timetableImport/plan.ts';
import { newRef, type PresentSlot, placeOfRef, type School } from '#lib/domain/timetableImport/school.ts';

/** What an import would change, for a person to look at before it does. */

/** A place of a class's week as it is and as it would be. */
export type Difference = 'same' | 'added' | 'removed' | 'changed';
export type WeekCell = { weekday: number; number: number; before: string[]; after: string[]; state: Difference };
export type ClassWeek = { classId: number; cells: WeekCell[] };
export type Changes = { added: number; removed: number; changed: number; same: number };

type Told = { classIds: readonly number[]; subject: string; name: string };
/** A group, whether the school has it or would. */
function groupOf(groupId: number, plan: Plan, school: School): Told {
  const subjectOf = (id: number) =>
    id < 0
      ? (plan.made.subjects[placeOfRef(id)]?.name ?? '')
      : (school.subjects.find((own) => own.id === id)?.name ?? '');
  const group = groupId < 0 ? plan.made.groups[placeOfRef(groupId)] : school.groups.find((own) => own.id === groupId);
  return { classIds: group?.classIds ?? [], subject: group ? subjectOf(group.subjectId) : '', name: group?.name ?? '' };
}
const WEEKS = { 0: '', 1: ' · нечёт.', 2: ' · чёт.' } as const;

/** Weeks of the classes of a plan, in the order of `classIds`. */
export function weeksOf(plan: Plan, school: School, classIds: readonly number[]): ClassWeek[] {
  const told = new Map<number, Told>();
  const tell = (id: number): Told => {
    const known = told.get(id) ?? groupOf(id, plan, school);
    told.set(id, known);
    return known;
  };
  const words = (slot: PresentSlot) => {
    const { subject, name } = tell(slot.groupId);
    return `${subject}${name ? `, ${name}` : ''}${slot.room ? ` · ${slot.room}` : ''}${WEEKS[slot.parity]}`;
  };
  const after = [...plan.slots, ...plan.stays];
  return classIds.map((classId) => {
    const cells = new Map<string, WeekCell>();
    const put = (slots: readonly PresentSlot[], side: 'before' | 'after') => {
      for (const slot of slots) {
        if (!tell(slot.groupId).classIds.includes(classId)) continue;
        const key = `${slot.weekday}:${slot.number}`;
        const cell = cells.get(key) ?? {
          weekday: slot.weekday,
          number: slot.number,
          before: [],
          after: [],
          state: 'same' as Difference,
        };
        cell[side].push(words(slot));
        cells.set(key, cell);
      }
    };
    put(school.slots, 'before');
    put(after, 'after');
    for (const cell of cells.values()) {
      cell.before.sort();
      cell.after.sort();
      cell.state =
        cell.before.length === 0
          ? 'added'
          : cell.after.length === 0
            ? 'removed'
            : cell.before.join('\n') === cell.after.join('\n')
              ? 'same'
              : 'changed';
    }
    return { classId, cells: [...cells.values()].sort((a, b) => a.weekday - b.weekday || a.number - b.number) };
  });
}
export function changesOf(week: ClassWeek): Changes {
  const changes: Changes = { added: 0, removed: 0, changed: 0, same: 0 };
  for (const cell of week.cells) changes[cell.state] += 1;
  return changes;
}

export type PreviewConflict = { kind: ConflictKind; weekday: number; number: number; a: string; b: string };
/** Who would have to be in two places at once. `members`: students of each group that the school has. */
export function conflictsOf(
  plan: Plan,
  school: School,
  members: ReadonlyMap<number, ReadonlySet<number>>,
): PreviewConflict[] {
  const shown = new Map<number, SlotGroup & { classIds: readonly number[] }>();
  for (const { id, classId, teacherIds, classIds } of school.groups)
    shown.set(id, { id, classId, teacherId: teacherIds[0] ?? null, classIds });
  for (const [at, { teacherId, classIds }] of plan.made.groups.entries())
    shown.set(newRef(at), { id: newRef(at), classId: classIds[0] ?? 0, teacherId, classIds });
  const group = (id: number) => shown.get(id);
  const bells = new Map(
    school.bells.map((bell) => [bell.classId * NUMBERS + bell.number, minutesOf(bell.starts) ?? 0]),
  );
  const times = (classId: number, _: number, number: number): Times | null => {
    const starts = bells.get(classId * NUMBERS + number);
    return starts === undefined ? null : { starts, ends: starts + SHORTEST };
  };
  const meet = (a: number, b: number): boolean => {
    const [first, second] = [members.get(a), members.get(b)];
    if (first && second) {
      for (const student of first) if (second.has(student)) return true;
      return false;
    }
    // Of a new group the parts of one class's one subject do not meet; anything else of the class does.
    const [x, y] = [plan.made.groups[placeOfRef(a)], plan.made.groups[placeOfRef(b)]];
    if (x && y && x.parts > 1 && y.parts > 1 && x.part !== y.part) return false;
    if ((x && x.parts > 1) || (y && y.parts > 1)) return false;
    return (group(a)?.classIds ?? []).some((id) => group(b)?.classIds.includes(id));
  };
  const slots: Slot[] = [...plan.slots, ...plan.stays].map((slot, id) => ({ ...slot, id: id + 1 }));
  const label = (slot: Slot): string => {
    const { classIds, subject, name } = groupOf(slot.groupId, plan, school);
    const classes = classIds
      .map((id) => school.classes.find((own) => own.id === id))
      .map((own) => (own ? `${own.grade}${own.letter}` : ''));
    return `${classes.join(', ')} · ${subject}${name ? `, ${name}` : ''}${slot.room ? ` (${slot.room})` : ''}`;
  };
  return allConflicts({ slots, groupOf: group, times, meet }).map(({ a, b, kind }) => ({
    ...{ kind, weekday: a.weekday, number: a.number },
    a: label(a),
    b: label(b),
  }));
}
/** More than a day has lessons: a class and a number make one key. */
const NUMBERS = 100;
/** Two lessons that begin less than this apart meet, minutes: bells of other classes may run a little otherwise. */
const SHORTEST = 30;
