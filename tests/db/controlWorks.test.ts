import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { controlSchedule } from '#db/queries/controlSchedule.ts';
import { controlWorksPage } from '#db/queries/controlWorksPage.ts';
import { familyDay } from '#db/queries/familyDay.ts';
import { homeworkVolume } from '#db/queries/homeworkVolume.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { myDay } from '#db/queries/myDay.ts';
import { answerRead } from '#db/reads/registry.ts';
import { readAs } from '#db/sql.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import { entriesOf, isLost } from '#lib/domain/controlWorks.ts';
import { comingControls } from '#lib/domain/diary.ts';
import { dayVolume } from '#lib/domain/homeworkVolume.ts';
import { CLASS, GROUP, LESSON, PERIOD, run, school, TYPE, type World } from '#tests/support/school.ts';

/** The schedule of control works and the deadlines of homework against a real database. */

const FRIDAY = '2026-12-04';
const MATH: CommandInput<'controlWork.place'> = {
  ...{ groupId: GROUP.math, date: FRIDAY, number: 3, typeId: TYPE.control, name: 'Дроби', minutes: 45 },
  level: 'school',
};
/** A lesson of Russian on Friday, so that two subjects can want that day; and one of maths the week after. */
const RUSSIAN = { id: 901, number: 4 };
const LATER = { id: 902, date: '2026-12-11', number: 3 };

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
  for (const [id, group, subject, teacher, day, number] of [
    [RUSSIAN.id, GROUP.russian, 2, 3, FRIDAY, RUSSIAN.number],
    [LATER.id, GROUP.math, 1, 1, LATER.date, LATER.number],
  ] as const)
    await world.owner`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number,
        starts_at, ends_at, room) overriding system value
      values (1, ${id}, ${group}, ${CLASS.a}, ${subject}, ${teacher}, ${day}, ${number},
        (${day}::date + time '12:00') at time zone 'Europe/Moscow', (${day}::date + time '12:45') at time zone 'Europe/Moscow',
        '201')`;
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.owner`delete from control_work where school_id = 1`;
  await world.owner`update school set settings = settings - 'controlPerDay' where school_id = 1`;
});

const place = async (who: 'teacher' | 'homeroom' | 'deputy', input: Partial<typeof MATH> = {}) =>
  run(executor, await world.actor(who), 'controlWork.place', { ...MATH, ...input });
const russian = { groupId: GROUP.russian, number: RUSSIAN.number, name: null };
const setPerDay = (mode: string) =>
  world.owner`update school set settings = settings || ${{ controlPerDay: mode } as never} where school_id = 1`;
const stored = () =>
  world.owner`select id, on_date::text as date, number, lesson_id as "lessonId", state, version from control_work
    where school_id = 1 order by id`;

test('a family does not read what is planned in a group that its child has left', async () => {
  expect(await place('teacher')).toMatchObject({ ok: true });
  const plans = async () =>
    (await familyDay(await world.actor('parentA'), { studentId: 11 }, world.db))?.plans.map(({ name }) => name);
  const leave = (day: string | null) =>
    world.owner`update group_student set ends = ${day} where school_id = 1 and student_id = 11 and group_id = ${GROUP.math}`;
  expect(await plans()).toEqual(['Дроби']);
  await leave('2026-12-03');
  expect(await plans()).toEqual([]);
  const family = { schoolId: 1, personId: 21, students: [11], groups: [GROUP.math] };
  const rows = () => readAs(world.db, family, (tx) => tx`select 1 from control_work`);
  expect(await rows()).toHaveLength(0);
  await leave(null);
  expect(await plans()).toEqual(['Дроби']);
  expect(await rows()).toHaveLength(1);
});

describe('two teachers want the same day', () => {
  test('the second is refused under «запретить», and told by whom', async () => {
    expect(await place('teacher')).toMatchObject({ ok: true });
    expect(await place('homeroom', russian)).toMatchObject({
      ok: false,
      message: /^04\.12 у 5А больше одной контрольной в день: Математика, Орлова Е\. В\. \(письмо Минпросвещения/,
    });
    expect(await stored()).toHaveLength(1);
  });
  test('sent in the same moment, one of them only is placed', async () => {
    const answers = await Promise.all([place('teacher'), place('homeroom', russian)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });
  test('both are placed under «предупредить», and the calendar shows it of both', async () => {
    await setPerDay('warn');
    expect(await place('teacher')).toMatchObject({ ok: true });
    expect(await place('homeroom', russian)).toMatchObject({ ok: true });
    expect(await stored()).toHaveLength(2);
  });
  test('a control work of the journal is in the way as well as a plan', async () => {
    const [row] = await world.owner`insert into work (school_id, lesson_id, group_id, on_date, number, type_id)
      values (1, ${RUSSIAN.id}, ${GROUP.russian}, ${FRIDAY}, 2, ${TYPE.control}) returning id`;
    expect(await place('teacher')).toMatchObject({ ok: false, message: /Русский язык, Никитина О\. С\./ });
    await world.owner`delete from work where school_id = 1 and id = ${Number(row?.['id'])}`;
    expect(await place('teacher')).toMatchObject({ ok: true });
  });
});

describe('a plan', () => {
  test('stands at a lesson that is held, still to come, of a control type', async () => {
    for (const [change, message] of [
      [{ date: '2026-12-03' }, /нет такого урока/],
      [{ date: '2026-12-01' }, /уже прошёл/],
      [{ typeId: TYPE.answer }, /вид контрольной/],
      [{ date: '2028-01-10' }, /не из текущего учебного года/],
    ] as const)
      expect(await place('teacher', change)).toMatchObject({ ok: false, message });
    expect(await place('homeroom', {})).toMatchObject({ ok: false, code: 'not_found' });
  });
  test('is moved with its version, taken out and put back', async () => {
    await place('teacher');
    const [plan] = await stored();
    const id = Number(plan?.['id']);
    const { groupId: _, ...fields } = MATH;
    const moved = { ...fields, controlWorkId: id, date: LATER.date, number: LATER.number };
    const teacher = await world.actor('teacher');
    expect(await run(executor, teacher, 'controlWork.change', moved, 1)).toMatchObject({ ok: true });
    expect(await run(executor, teacher, 'controlWork.change', { ...moved, minutes: 90 }, 1)).toMatchObject({
      ok: false,
      code: 'conflict',
    });
    expect(await stored()).toMatchObject([{ date: LATER.date, lessonId: LATER.id, version: 2 }]);
    const cancel = { controlWorkId: id, cancelled: true };
    expect(await run(executor, teacher, 'controlWork.cancel', cancel, 2)).toMatchObject({ ok: true });
    expect(await run(executor, teacher, 'controlWork.cancel', { ...cancel, cancelled: false }, 3)).toMatchObject({
      ok: true,
    });
    expect(await stored()).toMatchObject([{ state: 'planned', version: 4 }]);
  });
  test('goes along when its lesson is moved to another day', async () => {
    await place('teacher');
    const deputy = await world.actor('deputy');
    const change = { kind: 'move' as const, date: '2026-12-08', number: 5, room: '201' };
    await world.owner`insert into bell (school_id, bell_set_id, number, starts, ends)
      select 1, 1, n, time '08:30' + n * interval '55 min', time '09:15' + n * interval '55 min' from generate_series(1, 7) n
      on conflict do nothing`;
    const answer = await run(executor, deputy, 'lesson.change', { lessonId: LESSON.friday, change });
    expect(answer).toMatchObject({ ok: true });
    expect(await stored()).toMatchObject([{ date: '2026-12-08', number: 5, lessonId: LESSON.friday }]);
    const back = { lessonId: LESSON.friday, change: null };
    expect(await run(executor, deputy, 'lesson.change', back, 1)).toMatchObject({ ok: true });
    expect(await stored()).toMatchObject([{ date: FRIDAY, number: 3 }]);
  });
  test('at a lesson that is cancelled is told to have lost it', async () => {
    await place('teacher');
    const lost = async () => {
      const view = await controlWorksPage(await world.actor('teacher'), { grade: 5 }, world.db);
      return (
        view &&
        entriesOf(view)
          .filter((entry) => isLost(view, entry))
          .map((entry) => entry.date)
      );
    };
    expect(await lost()).toEqual([]);
    await world.owner`update lesson set status = 'cancelled' where school_id = 1 and id = ${LESSON.friday}`;
    expect(await lost()).toEqual([FRIDAY]);
    await world.owner`update lesson set status = 'planned' where school_id = 1 and id = ${LESSON.friday}`;
  });
  test('becomes the journal’s work on its day: one assessment, and it moves no more', async () => {
    await place('teacher');
    const teacher = await world.actor('teacher');
    const journal = await journalPage(teacher, { groupId: GROUP.math }, world.db);
    expect(journal?.plans).toMatchObject([{ date: FRIDAY, name: 'Дроби', minutes: 45 }]);
    const added = { lessonId: LESSON.friday, typeId: TYPE.control, name: 'Дроби' };
    expect(await run(executor, teacher, 'work.add', added)).toMatchObject({ ok: true });
    const view = await controlWorksPage(teacher, { grade: 5 }, world.db);
    if (!view) throw new Error('the calendar cannot be read');
    expect(entriesOf(view).filter((entry) => entry.date === FRIDAY)).toMatchObject([
      { groupId: GROUP.math, plan: { name: 'Дроби' }, works: [{ lessonId: LESSON.friday }] },
    ]);
    const [plan] = await stored();
    const { groupId: _, ...fields } = MATH;
    const moved = { ...fields, controlWorkId: Number(plan?.['id']), date: LATER.date };
    expect(await run(executor, teacher, 'controlWork.change', moved, 1)).toMatchObject({
      ok: false,
      message: /уже внесена в журнал/,
    });
    await world.owner`delete from work where school_id = 1 and lesson_id = ${LESSON.friday} and number = 2`;
  });
});

describe('who reads it', () => {
  test('a family sees its own child’s coming control works without who placed them, and nobody else’s', async () => {
    await place('teacher');
    const day = await familyDay(await world.actor('parentA'), { studentId: 11 }, world.db);
    if (!day) throw new Error('the day cannot be read');
    expect(comingControls(day).map(({ date, subject, name }) => [date, subject, name])).toContainEqual([
      FRIDAY,
      'Математика',
      'Дроби',
    ]);
    expect(day.plans.every((plan) => plan.author === null)).toBe(true);
    const other = await familyDay(await world.actor('pupilC'), {}, world.db);
    expect(other?.plans).toEqual([]);
  });
  test('behind the second wall a family reads plans of its groups only, and changes none', async () => {
    await place('teacher');
    const family = (groups: number[]) => ({ schoolId: 1, personId: 21, students: [11], groups });
    expect(await readAs(world.db, family([1]), (tx) => tx`select group_id from control_work`)).toHaveLength(1);
    expect(await readAs(world.db, family([3]), (tx) => tx`select group_id from control_work`)).toHaveLength(0);
  });
  test('the published schedule has classes, subjects, dates and levels', async () => {
    await place('deputy', { level: 'federal' });
    const page = await controlSchedule(await world.actor('director'), { grade: 5, span: undefined }, world.db);
    expect(page?.span.label).toBe('II четверть');
    const math = page?.parts[0]?.subjects.indexOf('Математика') ?? -1;
    expect(page?.parts[0]?.rows.map((row) => [row.label, row.cells[math]])).toContainEqual(['5А', '02.12, 04.12 (Ф)']);
    expect(await controlSchedule(await world.actor('parentA'), { grade: 5, span: undefined }, world.db)).toBeNull();
  });
});

describe('homework', () => {
  const term = async (lessonId: number) =>
    (await myDay(await world.actor('teacher'), {}, world.db))?.lessons.find((l) => l.id === lessonId)?.record
      ?.homeworkBy;
  test('is due an hour after the class’s last lesson as it is held now', async () => {
    // Russian, the fourth lesson, ends the day of 5А at 11:30 like every lesson of this school.
    await world.owner`update lesson set starts_at = starts_at + interval '2 hours', ends_at = ends_at + interval '2 hours'
      where school_id = 1 and id = ${LESSON.russian}`;
    expect(await term(LESSON.now)).toBe('2026-12-02T11:30:00.000Z');
    const deputy = await world.actor('deputy');
    const cancel = { lessonId: LESSON.russian, change: { kind: 'cancel' as const } };
    const [row] = await world.owner`select change_v from lesson where school_id = 1 and id = ${LESSON.russian}`;
    await world.owner`update lesson set topic = null, roll_at = null where school_id = 1 and id = ${LESSON.russian}`;
    const answer = await run(executor, deputy, 'lesson.change', cancel, Number(row?.['change_v']));
    expect(answer).toMatchObject({ ok: true });
    expect(await term(LESSON.now)).toBe('2026-12-02T09:30:00.000Z');
  });
  test('of a subgroup waits for its own students’ last lesson, not for the other half’s', async () => {
    for (const [id, student] of [
      [801, 11],
      [802, 12],
    ] as const) {
      await world.owner`insert into study_group (school_id, id, year_id, class_id, subject_id, name, hours, kind)
        overriding system value values (1, ${id}, 1, ${CLASS.a}, 1, ${`${id} подгруппа`}, 100, 'subgroup')`;
      await world.owner`insert into group_student (school_id, group_id, student_id, starts) values (1, ${id}, ${student}, '2026-09-01')`;
      await world.owner`insert into group_teacher (school_id, group_id, teacher_id, starts) values (1, ${id}, 1, '2026-09-01')`;
    }
    for (const [id, group, time] of [
      [811, 801, '13:00'],
      [812, 802, '15:00'],
    ] as const)
      await world.owner`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number,
          starts_at, ends_at, room) overriding system value
        values (1, ${id}, ${group}, ${CLASS.a}, 1, 1, '2026-12-02', 6, ('2026-12-02'::date + ${time}::time) at time zone
          'Europe/Moscow', ('2026-12-02'::date + ${time}::time + interval '45 min') at time zone 'Europe/Moscow', '201')`;
    expect(await term(811)).toBe('2026-12-02T11:45:00.000Z');
    expect(await term(812)).toBe('2026-12-02T13:45:00.000Z');
    // The whole class waits for the later of them.
    expect(await term(LESSON.now)).toBe('2026-12-02T13:45:00.000Z');
    await world.owner`delete from lesson where school_id = 1 and id in (811, 812)`;
  });
  test('written in advance reaches the family under its day, and the day’s volume', async () => {
    const teacher = await world.actor('teacher');
    const change = { field: 'homework', state: 'given', text: '§ 14, № 401', minutes: 50 } as const;
    const given = { lessonId: LESSON.friday, change };
    expect(await run(executor, teacher, 'lesson.record', given)).toMatchObject({ ok: true });
    const volume = await homeworkVolume(
      await world.actor('homeroom'),
      { from: '2026-12-07', to: '2026-12-13' },
      world.db,
    );
    if (!volume) throw new Error('the volume cannot be read');
    expect(dayVolume(volume, CLASS.a, LATER.date)).toMatchObject({ minutes: 50, norm: 120 });
    expect(await homeworkVolume(teacher, {}, world.db)).toBeNull();
  });
});

describe('works without a mark', () => {
  const unmarked = async (who: 'teacher' | 'foreignTeacher') => {
    const answer = await answerRead(world.db, await world.actor(who), 'day.unmarked', {});
    return answer.ok ? answer.answer.works.map((work) => [work.className, work.type, work.date]) : answer;
  };
  test('are named to their teacher when a week has passed, until somebody is marked', async () => {
    for (const [id, day] of [
      [921, '2026-11-24'],
      [922, '2026-11-25'],
    ] as const) {
      await world.owner`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at,
          ends_at, room) overriding system value
        values (1, ${id}, ${GROUP.math}, ${CLASS.a}, 1, 1, ${day}, 3, (${day}::date + time '10:45') at time zone 'Europe/Moscow',
          (${day}::date + time '11:30') at time zone 'Europe/Moscow', '201')`;
      await world.owner`insert into work (school_id, id, lesson_id, group_id, on_date, number, type_id) overriding system value
        values (1, ${id}, ${id}, ${GROUP.math}, ${day}, 1, ${TYPE.independent})`;
    }
    // Of the 25th the seventh day is today: it is not late yet.
    expect(await unmarked('teacher')).toEqual([['5А', 'Самостоятельная работа', '2026-11-24']]);
    expect(await unmarked('foreignTeacher')).toEqual([]);
    const mark = { lessonId: 921, workId: 921, studentId: 11, number: 1 as const, value: 4 };
    expect(await run(executor, await world.actor('teacher'), 'mark.set', mark)).toMatchObject({ ok: true });
    expect(await unmarked('teacher')).toEqual([]);
  });
});

describe('period marks to be set', () => {
  const due = async (who: 'teacher' | 'foreignTeacher') => {
    const answer = await answerRead(world.db, await world.actor(who), 'day.unmarked', {});
    if (!answer.ok) throw new Error('the day cannot be read');
    return answer.answer.finals.filter((f) => f.groupId === GROUP.math).map((f) => [f.period, f.by, f.missing]);
  };
  const endsOn = (day: string) =>
    world.owner`update period set ends = ${day} where school_id = 1 and id = ${PERIOD.now}`;
  test('are called for from the period’s last days on, with their term, until all are set', async () => {
    const teacher = await world.actor('teacher');
    expect(await due('teacher')).toEqual([]);
    await endsOn('2026-12-04');
    const [[period, by, missing] = []] = await due('teacher');
    expect([period, by]).toEqual(['II четверть', '2026-12-06']);
    expect(await due('foreignTeacher')).toEqual([]);
    for (const studentId of [11, 12]) {
      const input = { groupId: GROUP.math, studentId, periodId: PERIOD.now, value: 'na', grounds: null } as const;
      expect(await run(executor, teacher, 'periodMark.set', input)).toMatchObject({ ok: true });
    }
    expect((await due('teacher'))[0]?.[2] ?? 0).toBe(Number(missing) - 2);
    // A closed period is past mending.
    await world.owner`update period set closed_at = now() where school_id = 1 and id = ${PERIOD.now}`;
    expect(await due('teacher')).toEqual([]);
  });
});
