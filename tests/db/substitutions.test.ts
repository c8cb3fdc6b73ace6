import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { substitutionLog } from '#db/queries/substitutionLog.ts';
import { answerRead } from '#db/reads/registry.ts';
import { readAs } from '#db/sql.ts';
import { audienceOf, rooms, roomsOf } from '#lib/audience.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { monthDays } from '#lib/domain/substitutionLog.ts';
import { GROUP, LESSON, run, school, TODAY, type Who, type World } from '#tests/support/school.ts';

/** Substitutions over the write path: rights, conflicts, counters, homework, the log. A world for each test. */

type Change = CommandInput<'lesson.change'>['change'];
let world: World;
let executor: Executor;
let told: AppliedEvent[] = [];
beforeEach(async () => {
  world = await school();
  told = [];
  executor = createExecutor(world.db, ({ events }) => told.push(...events));
});
afterEach(() => world.close());

const change = async (lessonId: number, to: Change, base = 0, who: Who = 'deputy') =>
  run(executor, await world.actor(who), 'lesson.change', { lessonId, change: to }, base);
const topic = async (who: Who, lessonId: number, value: string, base = 0) =>
  run(executor, await world.actor(who), 'lesson.record', { lessonId, change: { field: 'topic', value } }, base);
const substitute = (teacherId: number): Change => ({ kind: 'substitute', teacherId, subjectId: null });
const recount = async () => {
  const counted = await world.owner`select on_date, class_id, teacher_id, count(*)::int as lessons,
      count(topic)::int as topic, count(homework_state)::int as homework, count(roll_at)::int as roll,
      sum(due)::int as due, sum(done)::int as done
    from lesson where school_id = 1 and status = 'planned' group by 1, 2, 3 order by 1, 2, 3`;
  const kept = await world.owner`select on_date, class_id, teacher_id, lessons, topic, homework, roll, due, done
    from filling where school_id = 1 and lessons > 0 order by 1, 2, 3`;
  return { counted: [...counted], kept: [...kept] };
};

test('the slots of a Sunday say so, and the next day is one its class has lessons on', async () => {
  const deputy = await world.actor('deputy');
  const slots = (date: string) => answerRead(world.db, deputy, 'lesson.slots', { lessonId: LESSON.friday, date });
  expect(await slots('2026-12-06')).toMatchObject({ answer: { dayOff: 'Воскресенье' } });
  expect(await slots('2026-12-07')).toMatchObject({ answer: { dayOff: null } });
  expect(await change(LESSON.friday, { kind: 'move', date: '2026-12-06', number: 3, room: '305' })).toMatchObject({
    message: 'В воскресенье уроков нет.',
  });
  const affected = await answerRead(world.db, deputy, 'lesson.affected', { lessonId: LESSON.now });
  expect(affected).toMatchObject({ answer: { nextDay: '2026-12-04' } });
});

describe('rights', () => {
  test('come with the assignment for that lesson alone, and go when it is taken back', async () => {
    expect(await topic('colleague', LESSON.russian, 'Глагол')).toMatchObject({ code: 'not_found' });
    expect(await change(LESSON.russian, substitute(2))).toMatchObject({ ok: true });
    expect(told.filter((e) => e.name === 'rights.changed').map((e) => e.data)).toEqual([
      { personId: 7 },
      { personId: 2 },
    ]);
    expect(await topic('colleague', LESSON.russian, 'Глагол')).toMatchObject({ ok: true });
    expect(await change(LESSON.russian, null, 1)).toMatchObject({ ok: true });
    expect(await topic('colleague', LESSON.russian, 'Наречие', 1)).toMatchObject({ code: 'not_found' });
  });
  test('of a merged lesson are its host’s', async () => {
    expect(await change(LESSON.ungraded, substitute(2))).toMatchObject({ ok: true });
    expect(await change(LESSON.foreign, { kind: 'merge', intoId: LESSON.ungraded })).toMatchObject({ ok: true });
    expect(await topic('colleague', LESSON.foreign, 'Дроби')).toMatchObject({ ok: true });
    expect(await change(LESSON.ungraded, null, 1)).toMatchObject({
      code: 'invalid',
      message: 'С этим уроком объединён 5Б, математика. Сначала верните его по расписанию.',
    });
  });
  test('to change the timetable are the deputy’s and the administrator’s', async () => {
    for (const who of ['director', 'teacher', 'homeroom', 'substitute', 'parentA', 'pupilA', 'foreignSchool'] as const)
      expect(await change(LESSON.friday, { kind: 'cancel' }, 0, who), who).toMatchObject({ code: 'not_found' });
    expect(await change(LESSON.friday, { kind: 'cancel' }, 0, 'admin')).toMatchObject({ ok: true });
  });
});

describe('two deputies', () => {
  test('on one lesson: the second is told what the first has made of it', async () => {
    const deputies = [await world.actor('deputy'), await world.actor('admin')] as const;
    const put = (n: 0 | 1, to: Change) =>
      run(executor, deputies[n], 'lesson.change', { lessonId: LESSON.foreign, change: to }, 0);
    const [first, second] = await Promise.all([put(0, substitute(2)), put(1, { kind: 'self', teacherId: null })]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({
      code: 'conflict',
      message: 'Этот урок одновременно изменил другой человек (замена, Гусева М. А.).',
      current: { version: 1 },
    });
  });
  test('giving one teacher two lessons of one time in one batch: the second is refused by name', async () => {
    const deputies = [await world.actor('deputy'), await world.actor('admin')] as const;
    const give = (n: 0 | 1, lessonId: number) =>
      run(executor, deputies[n], 'lesson.change', { lessonId, change: substitute(2) }, 0);
    const [first, second] = await Promise.all([give(0, LESSON.foreign), give(1, LESSON.grade1)]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ code: 'invalid', message: 'Гусева М. А. в это время ведёт: 5Б, математика.' });
  });
  test('repeating what stands changes nothing', async () => {
    expect(await change(LESSON.foreign, substitute(2))).toMatchObject({ ok: true });
    expect(await change(LESSON.foreign, substitute(2))).toMatchObject({ ok: true, events: [] });
  });
});

describe('a lesson that is not held', () => {
  test('leaves the counters with what was written in advance, and comes back with it', async () => {
    expect(await topic('teacher', LESSON.friday, 'Доли')).toMatchObject({ ok: true });
    const before = await recount();
    expect(before.kept).toEqual(before.counted);
    expect(await change(LESSON.friday, { kind: 'cancel' })).toMatchObject({ ok: true });
    const cancelled = await recount();
    expect(cancelled.kept).toEqual(cancelled.counted);
    expect(cancelled.kept).not.toEqual(before.kept);
    expect(await change(LESSON.friday, { kind: 'move', date: '2026-12-09', number: 2, room: '7' }, 1)).toMatchObject({
      ok: true,
    });
    const moved = await recount();
    expect(moved.kept).toEqual(moved.counted);
    expect(await change(LESSON.friday, null, 2)).toMatchObject({ ok: true });
    expect(await recount()).toEqual(before);
  });
  test('with marks, absences or a roll in it is refused', async () => {
    const actor = await world.actor('teacher');
    const absence = { lessonId: LESSON.now, studentId: 11, code: 'late', minutes: 4 } as const;
    expect(await run(executor, actor, 'absence.mark', absence)).toMatchObject({ ok: true });
    for (const to of [
      { kind: 'cancel' },
      { kind: 'move', date: '2026-12-07', number: 2, room: '7' },
    ] satisfies Change[])
      expect(await change(LESSON.now, to)).toMatchObject({ code: 'invalid', message: /уже отмечены/ });
    expect(await change(LESSON.now, substitute(2))).toMatchObject({ ok: true });
  });
  test('its record is closed to everybody', async () => {
    expect(await change(LESSON.friday, { kind: 'cancel' })).toMatchObject({ ok: true });
    expect(await topic('teacher', LESSON.friday, 'Доли')).toMatchObject({ code: 'invalid', message: /отменён/ });
  });
});

describe('homework', () => {
  const homework = async (lessonId: number) => {
    const [row] = await world.owner`select homework_due_id as due, homework_v as v from lesson
      where school_id = 1 and id = ${lessonId}`;
    return { due: row?.['due'], v: row?.['v'] };
  };
  const given = { field: 'homework', state: 'given', text: '§ 11', minutes: null } as const;
  beforeEach(async () => {
    await world.owner`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number,
        starts_at, ends_at, room) overriding system value
      select 1, 500, group_id, class_id, subject_id, teacher_id, '2026-12-07', 2, starts_at + interval '5 days',
        ends_at + interval '5 days', room from lesson where school_id = 1 and id = ${LESSON.now}`;
    const actor = await world.actor('teacher');
    expect(await run(executor, actor, 'lesson.record', { lessonId: LESSON.now, change: given })).toMatchObject({
      ok: true,
    });
    expect(await homework(LESSON.now)).toEqual({ due: LESSON.friday, v: 1 });
  });
  test('due at a cancelled lesson goes to the next one and comes back with it', async () => {
    expect(await change(LESSON.friday, { kind: 'cancel' })).toMatchObject({ ok: true });
    expect(await homework(LESSON.now)).toEqual({ due: 500, v: 2 });
    expect(await change(LESSON.friday, null, 1)).toMatchObject({ ok: true });
    expect(await homework(LESSON.now)).toEqual({ due: LESSON.friday, v: 3 });
  });
  test('that its teacher has changed meanwhile stays as he wrote it', async () => {
    expect(await change(LESSON.friday, { kind: 'cancel' })).toMatchObject({ ok: true });
    const actor = await world.actor('teacher');
    const again = { lessonId: LESSON.now, change: { ...given, text: '§ 12' } };
    expect(await run(executor, actor, 'lesson.record', again, 2)).toMatchObject({ ok: true });
    expect(await change(LESSON.friday, null, 1)).toMatchObject({ ok: true });
    expect(await homework(LESSON.now)).toEqual({ due: 500, v: 3 });
  });
  test('moves with its lesson', async () => {
    const to: Change = { kind: 'move', date: '2026-12-09', number: 4, room: '201' };
    expect(await change(LESSON.friday, to)).toMatchObject({ ok: true });
    expect(await homework(LESSON.now)).toEqual({ due: LESSON.friday, v: 2 });
    expect(
      told.find((e) => e.name === 'lesson.recorded' && e.data.change.field === 'homework' && e.data.v === 2),
    ).toMatchObject({
      data: { change: { dueId: LESSON.friday, dueDate: '2026-12-09' } },
    });
  });
});

describe('the log', () => {
  const december = async (who: Who) => {
    const log = await substitutionLog(
      await world.actor(who),
      () => ({ month: '2026-12', who: null, kind: null }),
      world.db,
    );
    return (log?.rows ?? []).map((r) => [r.lessonId, r.teacher.id, r.substitute?.id ?? null, r.kind, r.fact]);
  };
  test('names missed lessons, and holds the fact from the moment of the record', async () => {
    const away = {
      teacherId: 8,
      from: TODAY,
      to: TODAY,
      numbers: null,
      reason: 'sick',
      orderNo: '5',
      orderOn: null,
    } as const;
    expect(await run(executor, await world.actor('deputy'), 'teacherAbsence.add', away)).toMatchObject({ ok: true });
    const russian = [LESSON.russian, 3, 7, 'substitute', 'ahead'];
    expect(await december('deputy')).toEqual([[LESSON.foreign, 8, null, 'missed', 'ahead'], russian]);
    expect(await change(LESSON.foreign, substitute(2))).toMatchObject({ ok: true });
    expect(await december('deputy')).toContainEqual([LESSON.foreign, 8, 2, 'substitute', 'ahead']);
    const actor = await world.actor('colleague');
    expect(await run(executor, actor, 'roll.confirm', { lessonId: LESSON.foreign, confirmed: true })).toMatchObject({
      ok: true,
    });
    expect(await december('deputy')).toContainEqual([LESSON.foreign, 8, 2, 'substitute', 'held']);
    expect(await december('colleague')).toEqual([[LESSON.foreign, 8, 2, 'substitute', 'held']]);
    expect(await december('homeroom')).toEqual([russian]);
    expect(await december('parentA')).toEqual([]);
    const row =
      await world.owner`select absence_id is not null as away, order_no, pay_code, paid from substitution where lesson_id = ${LESSON.foreign}`;
    expect(row[0]).toEqual({ away: true, order_no: '5', pay_code: 'ЗС', paid: true });
    expect(monthDays('2026-12').to).toBe('2026-12-31');
  });
  test('tells a substitute neither why his colleague is away nor the order, and the absent one nothing of the pay', async () => {
    const away = { teacherId: 3, from: TODAY, to: TODAY, numbers: null, reason: 'sick', orderNo: '5-к' } as const;
    const deputy = await world.actor('deputy');
    expect(await run(executor, deputy, 'teacherAbsence.add', { ...away, orderOn: TODAY })).toMatchObject({ ok: true });
    expect(await change(LESSON.russian, substitute(2))).toMatchObject({ ok: true });
    const row = async (who: Who) => {
      const asked = () => ({ month: '2026-12', who: null, kind: null });
      const log = await substitutionLog(await world.actor(who), asked, world.db);
      const own = log?.rows.find(({ lessonId }) => lessonId === LESSON.russian);
      return own && [own.reason, own.orderNo, own.orderOn, own.hours, own.paid, own.payCode];
    };
    for (const who of ['deputy', 'director', 'admin'] as const)
      expect(await row(who), who).toEqual(['больничный', '5-к', TODAY, 100, true, 'ЗС']);
    expect(await row('colleague')).toEqual(['', null, null, 100, true, 'ЗС']);
    expect(await row('homeroom')).toEqual(['больничный', '5-к', TODAY, 0, null, null]);
    // What is said of the absence goes to «Замены» and nowhere else.
    const said = told.find((event) => event.name === 'teacherAbsence.changed');
    expect(said && audienceOf(said).map(({ room }) => room)).toEqual([rooms.substitutions()]);
    for (const who of ['colleague', 'homeroom', 'teacher'] as const)
      expect(roomsOf(await world.actor(who), { view: 'substitutions' }, null), who).toBeNull();
  });
});

test('a family reads substitutions of its own groups, and no absence of a teacher', async () => {
  await world.owner`insert into teacher_absence (school_id, teacher_id, starts, ends, reason, by_id, at)
    values (1, 3, ${TODAY}, ${TODAY}, 'sick', 4, now())`;
  const family = (groups: number[]) => ({ schoolId: 1, personId: 21, students: [11], groups });
  await readAs(world.db, family([GROUP.russian]), async (tx) => {
    expect(await tx`select lesson_id from substitution`).toEqual([{ lesson_id: LESSON.russian }]);
    expect(await tx`select 1 from teacher_absence`).toHaveLength(0);
  });
  await readAs(world.db, family([GROUP.foreign]), async (tx) => {
    expect(await tx`select 1 from substitution`).toHaveLength(0);
  });
});
