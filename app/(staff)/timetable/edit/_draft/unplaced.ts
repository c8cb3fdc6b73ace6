import type { Subject } from '#app/(staff)/timetable/edit/_draft/subject.ts';
import type { DraftGroup, DraftSlot, DraftView } from '#lib/contract/draftViews.ts';
import { missingHours, nextParity } from '#lib/domain/draftMoves.ts';

/** Hours of the load that stand nowhere: what is still to be placed. Subgroups of a subject are placed together. */
export type Unplaced = { key: string; groups: DraftGroup[]; missing: number };

export function unplacedOf(view: DraftView, slots: readonly DraftSlot[], subject: Subject): Unplaced[] {
  const id = Number(subject.id);
  const own = view.groups.filter((group) =>
    subject.by === 'class' ? group.classId === id : subject.by === 'teacher' ? group.teacherId === id : false,
  );
  const byKey = new Map<string, Unplaced>();
  for (const group of own) {
    const missing = missingHours(group, slots);
    if (missing === 0) continue;
    const together = subject.by === 'class' && group.kind === 'subgroup';
    const key = together ? `${group.classId}:${group.subjectId}:${missing}` : `g${group.id}`;
    const item = byKey.get(key);
    if (item) item.groups.push(group);
    else byKey.set(key, { key, groups: [group], missing });
  }
  return [...byKey.values()].sort((a, b) =>
    (a.groups[0]?.subject ?? '').localeCompare(b.groups[0]?.subject ?? '', 'ru'),
  );
}

/** New places for what was picked up in the list. The room is where the group, else its teacher, is most often. */
export function freshPieces(view: DraftView, slots: readonly DraftSlot[], item: Unplaced): DraftSlot[] {
  return item.groups.map((group, at) => {
    const own = slots.filter((slot) => slot.groupId === group.id);
    const teachers = view.groups.filter((other) => other.teacherId === group.teacherId).map((other) => other.id);
    const room = commonRoom(own) ?? commonRoom(slots.filter((slot) => teachers.includes(slot.groupId))) ?? '';
    const place = { weekday: 1, number: 1, parity: nextParity(item.missing, own), room, teacherId: null };
    return { id: -1 - at, groupId: group.id, ...place, gone: false, v: 0 };
  });
}

function commonRoom(slots: readonly DraftSlot[]): string | null {
  const counts = new Map<string, number>();
  for (const { room } of slots) if (room !== '') counts.set(room, (counts.get(room) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
