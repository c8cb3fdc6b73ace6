import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExecutor } from '#db/execute.ts';
import { attendanceDay } from '#db/queries/attendanceDay.ts';
import { controlWorksPage } from '#db/queries/controlWorksPage.ts';
import { diaryPage } from '#db/queries/diaryPage.ts';
import { homeworkVolume } from '#db/queries/homeworkVolume.ts';
import { myDay } from '#db/queries/myDay.ts';
import { readAs, systemContext } from '#db/sql.ts';
import { offConcerns } from '#db/timetable/days.ts';
import { concerns } from '#lib/domain/dayOff.ts';
import { isAfterRest } from '#lib/domain/homeworkVolume.ts';
import { CLASS, GROUP, run, school, TYPE, type Who, type World } from '#tests/support/school.ts';

/** A day off of some classes is theirs alone, on every screen. */

const [ALL, GRADE, ONE] = ['2026-12-14', '2026-12-15', '2026-12-16'];
const DAYS = [ALL, GRADE, ONE] as const;
let world: World;
beforeAll(async () => {
  world = await school();
  await world.owner`insert into day_off (school_id, year_id, starts, ends, title, grades, class_ids) values
    (1, 1, ${ALL}, ${ALL}, 'Карантин', null, null), (1, 1, ${GRADE}, ${GRADE}, 'Выезд', '{5}', null),
    (1, 1, ${ONE}, ${ONE}, 'Музей', null, ${[CLASS.b]})`;
});
afterAll(() => world.close());
const each = <T>(of: (date: string) => Promise<T>) => Promise.all(DAYS.map(of));

test('the class’s day of attendance', async () => {
  const deputy = await world.actor('deputy');
  const off = (classId: number) =>
    each(async (date) => (await attendanceDay(deputy, { classId, date }, world.db))?.dayOff);
  expect(await off(CLASS.a)).toEqual(['Карантин', 'Выезд', null]);
  expect(await off(CLASS.b)).toEqual(['Карантин', 'Выезд', 'Музей']);
  expect(await off(CLASS.first)).toEqual(['Карантин', null, null]);
});

test('the family’s diary', async () => {
  const parent = await world.actor('parentAC');
  const off = async (studentId: number) => {
    const diary = await diaryPage(parent, { studentId, from: ALL }, world.db);
    return DAYS.map((date) => diary?.days.find((day) => day.date === date)?.dayOff);
  };
  expect(await off(11)).toEqual(['Карантин', 'Выезд', null]);
  expect(await off(13)).toEqual(['Карантин', 'Выезд', 'Музей']);
});

test('a teacher’s day: only what frees all of his classes', async () => {
  const off = async (who: Who) => {
    const actor = await world.actor(who);
    return each(async (date) => (await myDay(actor, { date }, world.db))?.dayOff);
  };
  // 5А and 1А; 5А alone; 5Б alone.
  expect(await off('teacher')).toEqual(['Карантин', null, null]);
  expect(await off('colleague')).toEqual(['Карантин', 'Выезд', null]);
  const foreign = await world.actor('foreignTeacher', 'teacher');
  expect(await each(async (date) => (await myDay(foreign, { date }, world.db))?.dayOff)).toEqual([
    ...['Карантин', 'Выезд', 'Музей'],
  ]);
});

test('the control works of a parallel and where they may stand', async () => {
  const deputy = await world.actor('deputy');
  const works = await controlWorksPage(deputy, { grade: 5, month: '2026-12' }, world.db);
  expect(works?.dayOffs.map(({ title }) => title)).toEqual(['Карантин', 'Выезд']);
  const executor = createExecutor(world.db, () => undefined);
  const place = (groupId: number) =>
    run(executor, deputy, 'controlWork.place', {
      ...{ groupId, date: ONE, number: 3, typeId: TYPE.control, name: null, minutes: 45, level: 'school' },
    });
  expect(await place(GROUP.foreign)).toMatchObject({ message: /уроков нет: музей/ });
  expect(await place(GROUP.math)).toMatchObject({ message: /нет такого урока/ });
});

test('the rest before a day of homework', async () => {
  const volume = await homeworkVolume(await world.actor('deputy'), { from: ALL }, world.db);
  const rest = (id: number) => isAfterRest('2026-12-17', { id, grade: 5 }, volume?.dayOffs ?? []);
  expect([rest(CLASS.a), rest(CLASS.b)]).toEqual([false, true]);
});

test('the condition is one in SQL and in the browser', async () => {
  type Row = { grades: number[] | null; classIds: number[] | null; id: number; grade: number; own: boolean };
  const rows = await readAs(
    world.db,
    systemContext(1),
    (tx) => tx<Row[]>`
      select o.grades, o.class_ids as "classIds", c.id, c.grade, ${offConcerns(tx)} as own
      from (values (null::int[], null::int[]), ('{5}', null), (null, '{2}'), ('{1}', '{2}'), ('{}', null)) o (grades, class_ids),
        class c where c.school_id = 1`,
  );
  for (const row of rows) expect(concerns(row, row), JSON.stringify(row)).toBe(row.own);
  expect(rows).toHaveLength(15);
});
