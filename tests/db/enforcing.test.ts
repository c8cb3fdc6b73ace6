import { afterEach, beforeEach, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { timetableOffice } from '#db/queries/timetableOffice.ts';
import { systemContext, writeAs } from '#db/sql.ts';
import { replaceTimetable, type SlotInput } from '#db/timetable/replace.ts';
import { GROUP, LESSON, run, school, VERSION, type World } from '#tests/support/school.ts';

/** A timetable and bells put into force: what they reach, and what they leave alone. */

let world: World;
let executor: Executor;
beforeEach(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
});
afterEach(() => world.close());

const place = { groupId: GROUP.math, weekday: 1, number: 1, parity: 0 as const, room: '201', teacherId: null };
const replace = (slots: SlotInput[], from: string) =>
  writeAs(world.db, systemContext(1), (tx) =>
    replaceTimetable(tx, { schoolId: 1, from, slots, by: 4, title: 'Проба' }),
  );
/** Bells of 45 minutes, the first at `first` minutes from midnight. */
const bellsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({ starts: first + at * 55, ends: first + at * 55 + 45 }));

const NEXT = 50;
/** 6А of the next year, whose mathematics stands on Mondays. */
async function nextYear(): Promise<void> {
  const { owner } = world;
  await owner`insert into academic_year (school_id, id, starts, ends) overriding system value
    values (1, 2, '2027-09-01', '2028-05-26')`;
  await owner`insert into period (school_id, id, year_id, kind, number, starts, ends) overriding system value
    values (1, 61, 2, 'quarter', 1, '2027-09-01', '2027-10-23')`;
  await owner`insert into class (school_id, id, year_id, grade, letter, period_kind, room, bell_set_id) overriding system value
    values (1, ${NEXT}, 2, 6, 'А', 'quarter', '201', 1)`;
  await owner`insert into study_group (school_id, id, year_id, class_id, subject_id, hours) overriding system value
    values (1, ${NEXT}, 2, ${NEXT}, 1, 500)`;
  await owner`insert into group_teacher (school_id, group_id, teacher_id, starts) values (1, ${NEXT}, 1, '2027-09-01')`;
  await replace([{ ...place, groupId: NEXT }], '2027-09-01');
}
const lessonsOf = async (groupId: number): Promise<string[]> => {
  const rows =
    await world.owner`select on_date::text || ' ' || to_char(starts_at at time zone 'Europe/Moscow', 'HH24:MI') as at
    from lesson where school_id = 1 and group_id = ${groupId} order by starts_at`;
  return rows.map((row) => String(row['at']));
};
const placesOf = async (groupId: number): Promise<number> =>
  Number(
    (
      await world.owner`select count(*) as n from timetable_slot where school_id = 1 and group_id = ${groupId} and starts <= ends`
    )[0]?.['n'],
  );

test('a timetable of this year leaves the next year’s alone', async () => {
  await nextYear();
  const before = await lessonsOf(NEXT);
  expect(before[0]).toBe('2027-09-06 08:30');
  await replace([place], '2026-12-07');
  expect(await lessonsOf(NEXT)).toEqual(before);
  expect(await placesOf(NEXT)).toBe(1);
  // And the next year's own is replaced.
  await replace([{ ...place, groupId: NEXT, weekday: 2 }], '2027-09-13');
  expect((await lessonsOf(NEXT)).slice(0, 2)).toEqual(['2027-09-06 08:30', '2027-09-14 08:30']);
});

test('bells changed in the holidays ring in September', async () => {
  await nextYear();
  await world.owner`update school set clock_offset = clock_offset + (timestamptz '2027-08-20' - timestamptz '2026-12-02')
    where school_id = 1`;
  const saved = await run(
    executor,
    await world.actor('deputy'),
    'bells.save',
    { bellSetId: 1, name: 'Обычный', bells: bellsFrom(540, 6) },
    1,
  );
  expect(saved).toMatchObject({ ok: true });
  expect((await lessonsOf(NEXT))[0]).toBe('2027-09-06 09:00');
});

test('a bell is not taken away while lessons ring by it, and a timetable without its bells does not come back', async () => {
  const deputy = await world.actor('deputy');
  const save = (count: number, base: number) =>
    run(executor, deputy, 'bells.save', { bellSetId: 1, name: 'Обычный', bells: bellsFrom(510, count) }, base);
  const versionsBells = async () =>
    Number((await world.owner`select version from bell_set where school_id = 1 and id = 1`)[0]?.['version']);
  expect(await save(6, 1)).toMatchObject({ ok: true });
  await replace([{ ...place, number: 6 }], '2026-12-02');
  expect(await save(5, await versionsBells())).toMatchObject({
    ...{ ok: false, code: 'invalid' },
    message: /^Звонок 6-го урока нужен: по нему в неделю 1 урок у 1 класса \(5А\)\. /,
  });
  // The sixth lesson ends today: from now on the set may do without it, but its timetable may not come back.
  const { versionId } = await replace([place], '2026-12-02');
  expect(await save(5, await versionsBells())).toMatchObject({ ok: true });
  const revert = () => run(executor, deputy, 'timetable.revert', { versionId });
  expect(await revert()).toMatchObject({ ok: false, code: 'invalid', message: /1 место без звонка/ });
  expect(await save(6, await versionsBells())).toMatchObject({ ok: true });
  expect(await revert()).toMatchObject({ ok: true });
  expect((await lessonsOf(GROUP.math)).at(-1)).toMatch(/^2026-12-28 13:05/);
});

test('a place whose bell is gone keeps the lessons it has', async () => {
  await replace([{ ...place, number: 3 }], '2026-12-03');
  const before = await lessonsOf(GROUP.math);
  await world.owner`delete from bell where school_id = 1 and number = 3`;
  expect(await replace([{ ...place, number: 3 }], '2026-12-03')).toMatchObject({ added: 0, removed: 0, moved: 0 });
  expect(await lessonsOf(GROUP.math)).toEqual(before);
});

test('a place is held by a teacher of its group, who may write in its lessons', async () => {
  const deputy = await world.actor('deputy');
  const put = (teacherId: number) =>
    run(executor, deputy, 'draft.edit', {
      versionId: VERSION.draft,
      changes: [{ slotId: null, v: 0, to: { ...place, weekday: 4, teacherId } }],
    });
  const enforce = () =>
    run(executor, deputy, 'timetable.enforce', { versionId: VERSION.draft, from: '2026-12-03', despite: 0 });
  // 8 teaches 5Б; 9 taught this group until November; 2 may write in its journal beside its own teacher.
  for (const teacherId of [8, 9])
    expect(await put(teacherId)).toMatchObject({ ok: false, code: 'invalid', message: /не ведёт группу/ });
  expect(await put(2)).toMatchObject({ ok: true });
  await world.owner`update group_teacher set ends = '2026-12-02' where school_id = 1 and group_id = ${GROUP.math}
    and teacher_id = 2`;
  expect(await enforce()).toMatchObject({ ok: false, code: 'invalid', message: /не ведёт группу: 1/ });
  await world.owner`update group_teacher set ends = null where school_id = 1 and group_id = ${GROUP.math} and teacher_id = 2`;
  expect(await enforce()).toMatchObject({ ok: true });
  const [lesson] = await world.owner`select id from lesson where school_id = 1 and group_id = ${GROUP.math}
    and teacher_id = 2 and on_date = '2026-12-03'`;
  const written = await run(executor, await world.actor('colleague'), 'lesson.record', {
    lessonId: Number(lesson?.['id']),
    change: { field: 'topic', value: 'Доли' },
  });
  expect(written).toMatchObject({ ok: true });
});

test('two who change one rule of the bells at once are told of each other', async () => {
  const deputy = await world.actor('deputy');
  const plan = (ruleId: number | null, weekday: number | null, base?: number) => {
    const rule = { bellSetId: 1, classId: 1, grade: null, weekday, date: null, starts: null, ends: null };
    return run(executor, deputy, 'bells.plan', { ruleId, rule: weekday === null ? null : rule }, base);
  };
  const rules = async () => (await timetableOffice(deputy, world.db))?.bellRules ?? [];
  expect(await plan(null, 1)).toMatchObject({ ok: true });
  const [{ id, v } = { id: 0, v: 0 }] = await rules();
  const two = await Promise.all([plan(id, 2, v), plan(id, 3, v)]);
  expect(two.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['conflict', 'ok']);
  expect(await rules()).toMatchObject([{ id, v: v + 1, weekday: two[0]?.ok ? 2 : 3 }]);
  expect(await plan(id, null, v)).toMatchObject({ ok: false, code: 'conflict', current: { version: v + 1 } });
  expect(await plan(id, null, v + 1)).toMatchObject({ ok: true });
  expect(await rules()).toEqual([]);
});

test('a moved lesson is counted in the week it was planned for, wherever it is', async () => {
  const deputy = await world.actor('deputy');
  const move = (lessonId: number, date: string) =>
    run(executor, deputy, 'lesson.change', { lessonId, change: { kind: 'move', date, number: 5, room: '201' } });
  const ofWeek = async (monday: string) => {
    const rows = await world.owner`select on_date::text || ' ' || number as at from lesson where school_id = 1
      and group_id = ${GROUP.math} and status = 'planned' and date_trunc('week', on_date)::date = ${monday}
      and on_date > '2026-12-02' order by on_date, number`;
    return rows.map((row) => row['at']);
  };
  const friday = { ...place, weekday: 5, number: 3 };
  await replace([friday], '2026-12-03');
  expect(await move(LESSON.friday, '2026-12-03')).toMatchObject({ ok: true });
  // It is before the new timetable's day: its place is not filled a second time.
  await replace([friday], '2026-12-04');
  expect(await ofWeek('2026-11-30')).toEqual(['2026-12-03 5']);
  // A guest of another week takes no place from those at home.
  expect(await move(LESSON.now, '2026-12-08')).toMatchObject({ ok: true });
  await replace([{ ...place, weekday: 2, number: 2 }, friday], '2026-12-07');
  expect(await ofWeek('2026-12-07')).toEqual(['2026-12-08 2', '2026-12-08 5', '2026-12-11 3']);
});
