import { type ChangeRow, type HomeworkRow, loadChanges, type Stood } from '#db/commands/changeFacts.ts';
import { type Change, defineCommand } from '#db/commands/command.ts';
import { lessonRef } from '#db/commands/lessonFacts.ts';
import { weighHomework } from '#db/commands/weighHomework.ts';
import { type ChangedRow, type CountRow, type ReboundRow, writeChanges } from '#db/commands/writeChanges.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import { refuse } from '#lib/contract/refusal.ts';
import { refuseChange } from '#lib/domain/changeRules.ts';
import { fillingOf } from '#lib/domain/filling.ts';
import { CHANGE_LABELS } from '#lib/domain/lessonChange.ts';
import { payCodeOf } from '#lib/domain/payCodes.ts';
import { shortName } from '#lib/domain/people.ts';
import { dueAfter, type GroupLesson } from '#lib/domain/rebind.ts';
import { awayWords } from '#lib/domain/teacherAbsence.ts';

type Asked = CommandInput<'lesson.change'>['change'];

/** What another deputy has made of the lesson meanwhile: «замена, Юдин К. М.», «по расписанию». */
const standsAs = (stood: Stood | null): string =>
  stood
    ? [CHANGE_LABELS[stood.kind], stood.teacher && shortName(stood.teacher)].filter(Boolean).join(', ')
    : 'по расписанию';

/** Whether it stands so already. */
function isSame(asked: Asked, l: ChangeRow): boolean {
  const { stood } = l;
  if (!asked || !stood) return asked === null && stood === null;
  if (asked.kind !== stood.kind) return false;
  switch (asked.kind) {
    case 'substitute':
      return asked.teacherId === stood.teacherId && asked.subjectId === stood.subjectId;
    case 'self':
      return asked.teacherId === stood.teacherId;
    case 'merge':
      return asked.intoId === stood.intoId;
    case 'move':
      return asked.date === l.on_date && asked.number === l.number && asked.room.trim() === l.room;
    case 'cancel':
      return true;
  }
}

/** One lesson against the timetable (R050–R052): «Замена», «Объединить», «Перенести», «Отменить», «Самостоятельная работа», or by
 *  the timetable again. Whoever holds it instead has the rights of this lesson from the moment it is saved. */
export const changeLesson = defineCommand<'lesson.change', ChangeRow, ChangedRow>({
  name: 'lesson.change',
  lock: (input) => `lesson:${input.lessonId}`,
  // Who is free rests on every other lesson of that time.
  follows: ['lesson.change', 'lesson.record', 'teacherAbsence.add', 'teacherAbsence.change', 'teacherAbsence.cancel'],
  load: loadChanges,
  permission: 'substitution.write',
  decide({ lessonId, change }, l, { today, now, base, actor }) {
    const { stood } = l;
    const kind = change?.kind ?? null;
    if (isSame(change, l)) return { ok: true, unchanged: true };
    if (base !== l.change_v)
      return refuse('conflict', `Этот урок одновременно изменил другой человек (${standsAs(stood)}).`, {
        current: { value: standsAs(stood), version: l.change_v },
      });
    const status = kind === 'cancel' ? 'cancelled' : 'planned';
    const room = change?.kind === 'move' ? change.room.trim() : l.goal_room;
    const moved = l.goal_on !== l.on_date || l.goal_number !== l.number || (kind === 'move' && room !== l.room);
    if (change?.kind === 'merge' && !l.into) return refuse('invalid', 'Такого урока нет: обновите страницу.');
    if (change?.kind === 'substitute' && change.subjectId !== null && l.instead === null)
      return refuse('invalid', 'Такого предмета в школе нет: обновите страницу.');
    const intoId = change?.kind === 'merge' ? change.intoId : null;
    const refused = refuseChange({
      today,
      now: { kind: stood?.kind ?? null, date: l.on_date },
      asked: kind,
      goal: { date: l.goal_on, placed: status === 'planned' && (moved || l.status === 'cancelled') },
      periodClosed: l.closed,
      recorded: l.recorded,
      merged: l.merged,
      holder:
        l.holder && l.holder_id !== null
          ? {
              name: shortName(l.holder),
              own: l.holder_id === l.teacher_id,
              teaches: l.holder_teaches,
              away: l.holder_away && awayWords(l.holder_away),
            }
          : null,
      into: l.into && {
        free: l.into.planned && !l.into.merged && l.into.teacherId !== null,
        together: l.into.together,
      },
      target: kind === 'move' ? { bells: l.goal_starts !== null, inYear: l.in_year, dayOff: l.day_off } : null,
      clashes: l.clashes.map((c) => ({
        ...c,
        mergedHere: c.id === intoId || (intoId !== null && c.intoId === intoId),
      })),
    });
    if (refused) return refused;
    if ((kind === 'substitute' || (change?.kind === 'self' && change.teacherId !== null)) && !l.holder)
      return refuse('invalid', 'Такого учителя нет: обновите страницу.');
    const startsAt = l.goal_starts ?? l.was_starts;
    const endsAt = l.goal_ends ?? l.was_ends;
    const holderId = kind === null || kind === 'move' ? null : l.holder_id;
    const subjectId = change?.kind === 'substitute' && change.subjectId !== l.subject_id ? change.subjectId : null;
    const v = l.change_v + 1;
    const changed: GroupLesson = { id: lessonId, date: l.goal_on, number: l.goal_number };
    const { changes, rebound, bound } = rebind(l, status === 'planned' ? changed : null, kind !== null);
    const event: Change = {
      event: {
        name: 'lesson.changed',
        data: {
          ...lessonRef(l),
          ...{ date: l.goal_on, number: l.goal_number, room, status, kind, intoId, v },
          startsAt: startsAt.toISOString(),
          endsAt: endsAt.toISOString(),
          subjectId: subjectId ?? l.subject_id,
          instead: subjectId === null ? null : l.instead,
          teacher: { id: l.teacher_id, name: shortName(l.teacher) },
          substitute: holderId !== null && l.holder ? { id: holderId, name: shortName(l.holder) } : null,
          was: { date: l.was_on, number: l.was_number, room: l.was_room },
          from: { date: l.on_date, number: l.number, status: l.status, substituteId: stood?.teacherId ?? null },
        },
      },
      object: `lesson:${lessonId}:change`,
      base: l.change_v,
      version: v,
      before: { status: l.status, date: l.on_date, number: l.number, room: l.room, as: standsAs(stood) },
    };
    const before = stood?.teacherId ?? null;
    const people = before === holderId ? [] : [before, holderId].filter((id) => id !== null);
    return {
      ok: true,
      changes: [event, ...changes, ...people.map((id) => rightsOf(id, lessonId))],
      row: {
        lesson: { id: lessonId, date: l.goal_on, number: l.goal_number, startsAt, endsAt, room, status, v },
        substitution: kind && {
          lessonId,
          kind,
          teacherId: holderId,
          groupId: l.group_id,
          subjectId,
          intoId,
          absenceId: l.away?.id ?? null,
          orderNo: l.away?.orderNo ?? null,
          orderOn: l.away?.orderOn ?? null,
          wasOn: l.was_on,
          wasNumber: l.was_number,
          wasStarts: l.was_starts,
          wasEnds: l.was_ends,
          wasRoom: l.was_room,
          rebound,
          paid: holderId !== null,
          payCode: holderId === null ? null : payCodeOf(l.grade),
          at: now,
          by: actor.personId,
        },
        moved: l.goal_on !== l.on_date,
        counts: countsOf(l, { date: l.goal_on, status }),
        bound,
      },
    };
  },
  write: writeChanges,
});

/** That person's rights are read anew on every node: he may write in this lesson now, or no longer. */
const rightsOf = (personId: number, lessonId: number): Change => ({
  event: { name: 'rights.changed', data: { personId } },
  object: `substitute:${lessonId}:${personId}`,
  base: 0,
  version: 0,
  before: null,
});

/** A lesson that is not held leaves the counters of its day with all that was written in it in advance; held again, or on another
 *  day, it is counted there. */
function countsOf(l: ChangeRow, after: { date: string; status: string }): CountRow[] {
  if (l.on_date === after.date && l.status === after.status) return [];
  const { topic, homework, roll, due, done } = fillingOf({
    ...{ topic: l.topic, homeworkState: l.homework_state, rollAt: l.roll_at, due: l.due, done: l.done },
  });
  const count = (date: string, sign: number): CountRow => ({
    ...{ date, classId: l.class_id, teacherId: l.teacher_id, lessons: sign },
    ...{ topic: sign * Number(topic), homework: sign * Number(homework), roll: sign * Number(roll) },
    ...{ due: sign * due, done: sign * done },
  });
  return [
    ...(l.status === 'planned' ? [count(l.on_date, -1)] : []),
    ...(after.status === 'planned' ? [count(after.date, 1)] : []),
  ];
}

/** Homework that was due at this lesson, or that it gave. Sent to the next lesson it is remembered, and comes back with the lesson
 *  unless its teacher has changed it since. */
function rebind(
  l: ChangeRow,
  now: GroupLesson | null,
  deviates: boolean,
): { changes: Change[]; rebound: number[]; bound: ReboundRow[] } {
  const others = l.others.map(([id, date, number]) => ({ id, date, number }));
  const was: GroupLesson = { id: l.lesson_id, date: l.was_on, number: l.was_number };
  const sent = new Map<number, number>();
  const stood = l.stood?.rebound ?? [];
  for (let i = 0; i + 1 < stood.length; i += 2) sent.set(stood[i] ?? 0, stood[i + 1] ?? 0);
  const changes: Change[] = [];
  const bound: ReboundRow[] = [];
  const rebound: number[] = [];
  for (const h of l.homework) {
    const returns = sent.get(h.id) === h.v;
    const place = h.id === l.lesson_id && now ? now : h;
    const at = { dueId: returns ? l.lesson_id : h.dueId, dueDate: h.dueDate };
    const due = dueAfter({ lesson: place, ...at }, { id: l.lesson_id, now, was }, others);
    const same = due.dueId === h.dueId && due.dueDate === h.dueDate;
    const v = same ? h.v : h.v + 1;
    if (deviates && at.dueId === l.lesson_id && due.dueId !== l.lesson_id) rebound.push(h.id, v);
    if (same) continue;
    changes.push(boundTo(l, h, place.date, due, v));
    const gave = { lessonId: h.id, groupId: l.group_id, classId: h.classId, date: place.date };
    changes.push(weighHomework(gave, { ...h, ...due }, v, { minutes: h.minutes, dueId: h.dueId }));
    bound.push({ lessonId: h.id, dueId: due.dueId });
  }
  return { changes, rebound, bound };
}

function boundTo(
  l: ChangeRow,
  h: HomeworkRow,
  date: string,
  due: { dueId: number | null; dueDate: string | null },
  v: number,
): Change {
  const { state, text, minutes, links, files } = h;
  const change = { field: 'homework' as const, state, text, minutes, links, files, ...due };
  return {
    event: {
      name: 'lesson.recorded',
      data: { lessonId: h.id, groupId: l.group_id, classId: h.classId, date, change, v },
    },
    object: `lesson:${h.id}:homework`,
    base: h.v,
    version: v,
    before: { state, text, minutes, links, dueId: h.dueId },
  };
}
