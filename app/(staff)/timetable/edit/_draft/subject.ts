import type { DraftGroup, DraftSlot, DraftView } from '#lib/contract/draftViews.ts';
import { className } from '#lib/domain/people.ts';
import { type ConflictKind, teacherOf, type Week } from '#lib/domain/timetable.ts';

/** Whose week is on the screen: a class's, a teacher's, a room's; and the words of its lessons. */

export type By = 'class' | 'teacher' | 'room';
export type Subject = { by: By; id: string };
export type Option = { id: string; label: string };

export const optionsOf = (view: DraftView, slots: readonly DraftSlot[], by: By): Option[] => {
  if (by === 'class') return view.classes.map((cls) => ({ id: String(cls.id), label: className(cls) }));
  if (by === 'teacher') return view.teachers.map((teacher) => ({ id: String(teacher.id), label: teacher.name }));
  const rooms = new Set(slots.map((slot) => slot.room).filter((room) => room !== ''));
  return [...rooms].sort(new Intl.Collator('ru', { numeric: true }).compare).map((room) => ({ id: room, label: room }));
};

/** The subject that an address names; the first class when it names none. */
export function parseSubject(view: DraftView, start: { by: string; id: string }): Subject {
  const by: By = start.by === 'teacher' || start.by === 'room' ? start.by : 'class';
  const known = optionsOf(view, view.slots, by);
  return { by, id: known.find((option) => option.id === start.id)?.id ?? known[0]?.id ?? '' };
}

/** Which places the subject's week shows: a class's also those of mixed groups its students go to. */
export function shownIn(view: DraftView, week: Week<DraftSlot>, subject: Subject): (slot: DraftSlot) => boolean {
  if (subject.by === 'room') return (slot) => slot.room === subject.id;
  const id = Number(subject.id);
  if (subject.by === 'teacher') return (slot) => teacherOf(week, slot) === id;
  const own = view.groups.filter((group) => group.classId === id);
  const met = view.groups.filter((group) => group.mixed && own.some((one) => week.meet(one.id, group.id)));
  const shown = new Set([...own, ...met].map((group) => group.id));
  return (slot) => shown.has(slot.groupId);
}

export type Words = ReturnType<typeof wordsOf>;
/** Names of what a place holds. */
export function wordsOf(view: DraftView, week: Week<DraftSlot>) {
  const groups = new Map(view.groups.map((group) => [group.id, group]));
  const classes = new Map(view.classes.map((cls) => [cls.id, className(cls)]));
  const teachers = new Map(view.teachers.map((teacher) => [teacher.id, teacher.name]));
  const group = (id: number): DraftGroup | undefined => groups.get(id);
  const classOf = (id: number): string => {
    const found = groups.get(id);
    return found?.mixed ? found.name : (classes.get(found?.classId ?? 0) ?? '');
  };
  const teacher = (slot: DraftSlot): string => {
    const id = teacherOf(week, slot);
    return id === null ? 'нет учителя' : (teachers.get(id) ?? '');
  };
  return {
    group,
    classOf,
    teacher,
    /** «Алгебра», «Английский язык · 1 подгруппа»; «8Б · Алг» where the week is not a class's. */
    title: (slot: DraftSlot, by: By): string => {
      const found = groups.get(slot.groupId);
      const name = found?.mixed ? '' : (found?.name ?? '');
      const subject = by === 'class' ? found?.subject : found?.short;
      return [by === 'class' ? '' : classOf(slot.groupId), subject, name].filter(Boolean).join(' · ');
    },
    /** «Орлова Е. В. — 7А, Алгебра», said of what stands in the way. */
    conflict: (kind: ConflictKind, other: DraftSlot): string => {
      const what = `${classOf(other.groupId)}, ${groups.get(other.groupId)?.subject ?? ''}`;
      if (kind === 'teacher') return `${teacher(other)} — ${what}`;
      return kind === 'room' ? `каб. ${other.room} — ${what}` : `класс занят: ${what}`;
    },
  };
}
