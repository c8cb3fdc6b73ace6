import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { dayChanges } from '#db/queries/dayChanges.ts';
import { timetableHome } from '#db/queries/timetableHome.ts';
import { timetablePage } from '#db/queries/timetablePage.ts';
import { answerRead } from '#db/reads/registry.ts';
import type { TimetableBy } from '#lib/domain/timetableWeek.ts';
import { LESSON, run, school, TODAY, VERSION, type Who, type World } from '#tests/support/school.ts';

/** A week as it is read: whose lessons, by which memberships, with which changes. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
});
afterAll(() => world.close());

const week = async (who: Who, by: TimetableBy, id: string, day = TODAY) =>
  timetablePage(await world.actor(who), { by, id, week: day }, world.db);
const ids = (view: Awaited<ReturnType<typeof week>>) => view?.lessons.map((lesson) => lesson.id).sort((a, b) => a - b);

describe('a week', () => {
  test('of a class holds its lessons from Monday to Saturday, with its substitutes', async () => {
    const view = await week('colleague', 'class', '1');
    expect(view).toMatchObject({ title: '5А', week: '2026-11-30', today: TODAY, family: null, parity: null });
    expect(view?.days.map(({ date }) => date)).toEqual([
      '2026-11-30',
      '2026-12-01',
      TODAY,
      '2026-12-03',
      '2026-12-04',
      '2026-12-05',
    ]);
    const { yesterday, now, friday, russian, ungraded, cancelled } = LESSON;
    expect(ids(view)).toEqual([yesterday, now, friday, russian, ungraded, cancelled]);
    expect(view?.lessons.find((lesson) => lesson.id === russian)).toMatchObject({
      ...{ subject: 'Русский язык', className: '5А', number: 4, starts: '10:45', ends: '11:30', room: '201' },
      ...{ teacher: { name: 'Никитина О. С.' }, substitute: { id: 7, name: 'Юдин К. М.' } },
      change: { kind: 'substitute', instead: null, was: { date: TODAY, number: 4, room: '201' } },
    });
  });
  test('of a class holds the lessons of its students in a group of another class', async () => {
    const { owner } = world;
    await owner`update study_group set mixed = true where school_id = 1 and id = 3`;
    await owner`insert into group_student (school_id, group_id, student_id, starts) values (1, 3, 12, '2026-09-01')`;
    expect(ids(await week('colleague', 'class', '1'))).toContain(LESSON.foreign);
    await owner`delete from group_student where school_id = 1 and group_id = 3 and student_id = 12`;
    await owner`update study_group set mixed = false where school_id = 1 and id = 3`;
    expect(ids(await week('colleague', 'class', '1'))).not.toContain(LESSON.foreign);
  });
  test('of a teacher holds his own lessons and those he substitutes', async () => {
    expect(ids(await week('admin', 'teacher', '7'))).toEqual([LESSON.russian]);
    expect(ids(await week('admin', 'teacher', '3'))).toEqual([LESSON.russian]);
    expect(await week('admin', 'teacher', '21')).toBeNull();
  });
  test('of a room, and of none', async () => {
    expect(ids(await week('teacher', 'room', '201'))).toContain(LESSON.foreign);
    expect(await week('teacher', 'room', '999')).toBeNull();
  });
  test('of a student holds what he was a member of on that day', async () => {
    const { owner } = world;
    const own = ids(await week('parentA', 'student', '11'));
    expect(own).toContain(LESSON.ungraded);
    expect(own).not.toContain(LESSON.foreign);
    await owner`update group_student set ends = '2026-12-02' where school_id = 1 and group_id = 1 and student_id = 11`;
    const left = ids(await week('parentA', 'student', '11'));
    expect(left).toContain(LESSON.now);
    expect(left).not.toContain(LESSON.friday);
    await owner`update group_student set ends = null where school_id = 1 and group_id = 1 and student_id = 11`;
  });
  test('of a student is his family’s, his homeroom teacher’s and the deputies’, and nobody else’s', async () => {
    for (const who of ['pupilA', 'parentA', 'parentAC', 'homeroom', 'deputy', 'director'] as const)
      expect(await week(who, 'student', '11'), who).toMatchObject({ title: 'Абрамова Дарья, 5А' });
    for (const who of ['pupilB', 'teacher', 'colleague', 'foreignTeacher', 'admin', 'substitute'] as const)
      expect(await week(who, 'student', '11'), who).toBeNull();
    for (const by of ['class', 'teacher', 'room'] as const) expect(await week('parentA', by, '1'), by).toBeNull();
  });
  test('names the days off of the school, of the grade and of the class', async () => {
    const { owner } = world;
    await owner`insert into day_off (school_id, year_id, starts, ends, title, grades, class_ids) values
      (1, 1, '2026-12-07', '2026-12-07', 'Карантин', null, null), (1, 1, '2026-12-08', '2026-12-08', 'Выезд', '{5}', null),
      (1, 1, '2026-12-09', '2026-12-09', 'Музей', null, '{1}')`;
    const off = async (by: TimetableBy, id: string) =>
      (await week('deputy', by, id, '2026-12-07'))?.days.map(({ dayOff }) => dayOff).slice(0, 3);
    expect(await off('class', '1')).toEqual(['Карантин', 'Выезд', 'Музей']);
    expect(await off('class', '2')).toEqual(['Карантин', 'Выезд', null]);
    expect(await off('teacher', '1')).toEqual(['Карантин', null, null]);
    expect(await off('student', '11')).toEqual(['Карантин', 'Выезд', 'Музей']);
  });
  test('says its parity where the weeks differ, and nowhere else', async () => {
    const { owner } = world;
    await owner`insert into timetable_slot (school_id, group_id, weekday, number, room, starts, ends, parity, version_id)
      values (1, 1, 3, 3, '201', '2026-09-01', '2027-05-26', 2, ${VERSION.current})`;
    expect((await week('deputy', 'class', '1', '2026-09-01'))?.parity).toBe(1);
    expect((await week('deputy', 'class', '1', '2026-09-07'))?.parity).toBe(2);
    expect((await week('deputy', 'class', '2'))?.parity).toBeNull();
  });
});

test('a person lands on what is his: his own lessons, his class, the first class', async () => {
  const home = async (who: Who, by?: TimetableBy) => timetableHome(await world.actor(who), by, world.db);
  expect(await home('teacher')).toEqual({ by: 'teacher', id: '1' });
  expect(await home('homeroom', 'class')).toEqual({ by: 'class', id: '1' });
  expect(await home('admin')).toEqual({ by: 'class', id: '3' });
  expect(await home('admin', 'teacher')).toBeNull();
});

test('a timetable is found by the beginning of a name', async () => {
  const find = async (who: Who, by: TimetableBy, text: string) => {
    const answered = await answerRead(world.db, await world.actor(who), 'timetable.find', { by, text });
    return answered.ok ? answered.answer.options.map(({ label }) => label) : answered.code;
  };
  expect(await find('teacher', 'class', '5 а')).toEqual(['5А']);
  expect(await find('teacher', 'class', '')).toEqual(['1А', '5А', '5Б']);
  expect(await find('teacher', 'teacher', 'ор')).toEqual(['Орлова Елена Викторовна']);
  expect(await find('teacher', 'teacher', 'бык')).toEqual([]);
  expect(await find('teacher', 'room', '2')).toEqual(['каб. 201']);
  expect(await find('deputy', 'student', 'елк')).toEqual(['Ёлкина Вера']);
  expect(await find('homeroom', 'student', '')).toEqual(['Абрамова Дарья', 'Беляев Артём']);
  expect(await find('deputy', 'student', '%')).toEqual([]);
  expect(await find('teacher', 'student', 'а')).toBe('not_found');
  expect(await find('parentA', 'class', '')).toBe('not_found');
});

test('the changes of a day say who made them and when, those taken back too', async () => {
  const { id } = { id: LESSON.friday };
  const deputy = await world.actor('deputy');
  const changes = async (date: string) =>
    (await dayChanges(await world.actor('admin'), { date }, world.db))?.changes ?? [];
  expect(await changes(TODAY)).toMatchObject([{ id: LESSON.russian, change: { kind: 'substitute' }, by: '' }]);
  expect(await changes('2026-12-04')).toEqual([]);
  const move = { kind: 'move', date: '2026-12-10', number: 5, room: '305' } as const;
  expect(await run(executor, deputy, 'lesson.change', { lessonId: id, change: move })).toMatchObject({ ok: true });
  // On the day it left and on the day it came to.
  for (const date of ['2026-12-04', '2026-12-10'])
    expect(await changes(date), date).toMatchObject([
      { id, date: '2026-12-10', number: 5, by: 'Лебедева И. С.', change: { was: { date: '2026-12-04', number: 3 } } },
    ]);
  expect(await run(executor, deputy, 'lesson.change', { lessonId: id, change: null }, 1)).toMatchObject({ ok: true });
  expect(await changes('2026-12-10')).toEqual([]);
  const [back] = await changes('2026-12-04');
  expect(back).toMatchObject({ id, change: null, by: 'Лебедева И. С.' });
  expect(back?.at).toMatch(/^2026-12-02T/);
  for (const who of ['teacher', 'homeroom', 'parentA'] as const)
    expect(await dayChanges(await world.actor(who), {}, world.db), who).toBeNull();
});
