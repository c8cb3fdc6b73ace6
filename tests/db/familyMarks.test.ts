import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { diaryMarks } from '#db/queries/diaryMarks.ts';
import { diaryResults } from '#db/queries/diaryResults.ts';
import type { MarksView, ResultsView } from '#lib/contract/diaryViews.ts';
import { resultOf, sheetOf, subjectsOf } from '#lib/domain/studentMarks.ts';
import { GROUP, LESSON, PEOPLE, run, school, type Who, WORK, type World } from '#tests/support/school.ts';

/** What a family is told of marks and period marks, and what it is not. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
  const set = async (
    who: Who,
    workId: number,
    lessonId: number,
    studentId: number,
    value: number | null,
    base: number,
  ) =>
    expect(
      await run(executor, await world.actor(who), 'mark.set', { lessonId, workId, studentId, number: 1, value }, base),
    ).toMatchObject({ ok: true });
  // Two corrections by two people; a mark cleared and set anew; a control work; the neighbour's marks.
  await set('teacher', LESSON.now, LESSON.now, 11, 3, 0);
  await set('colleague', LESSON.now, LESSON.now, 11, 4, 1);
  await set('teacher', LESSON.now, LESSON.now, 11, 5, 2);
  await set('teacher', LESSON.yesterday, LESSON.yesterday, 11, 2, 0);
  await set('teacher', LESSON.yesterday, LESSON.yesterday, 11, null, 1);
  await set('teacher', LESSON.yesterday, LESSON.yesterday, 11, 4, 2);
  await set('teacher', WORK.control, LESSON.now, 11, 4, 0);
  await set('teacher', LESSON.now, LESSON.now, 12, 2, 0);
  await run(executor, await world.actor('teacher'), 'mark.note', {
    lessonId: LESSON.now,
    workId: LESSON.now,
    studentId: 11,
    note: 'спросить маму',
  });
  await run(executor, await world.actor('homeroom'), 'absence.mark', {
    lessonId: LESSON.russian,
    studentId: 11,
    code: 'absent',
    minutes: null,
  });
  // A mark that the school brought along from elsewhere: its correction has no row in this log.
  await world.owner`insert into mark (school_id, work_id, student_id, number, lesson_id, group_id, class_id, subject_id,
    on_date, value, previous, set_at, set_by, value_v) values
    (1, ${LESSON.closed}, 11, 1, ${LESSON.closed}, 1, 1, 1, '2026-10-05', 4, 3, '2026-10-06T08:00:00Z', 1, 2)`;
  await world.owner`insert into period_mark (school_id, group_id, student_id, period_id, value, set_at, set_by) values
    (1, 1, 11, 1, '5', '2026-10-24T08:00:00Z', 1), (1, 2, 11, 1, 'na', '2026-10-24T08:00:00Z', 3),
    (1, 1, 12, 1, '2', '2026-10-24T08:00:00Z', 1)`;
  // Last year he was in 4А.
  await world.owner`insert into academic_year (school_id, id, starts, ends) overriding system value
    values (1, 90, '2025-09-01', '2026-05-26')`;
  await world.owner`insert into period (school_id, id, year_id, kind, number, starts, ends, closed_at) overriding system value
    values (1, 90, 90, 'quarter', 4, '2026-04-05', '2026-05-26', '2026-05-30')`;
  await world.owner`insert into class (school_id, id, year_id, grade, letter, period_kind, room, bell_set_id)
    overriding system value values (1, 90, 90, 4, 'А', 'quarter', '201', 1)`;
  await world.owner`insert into enrolment (school_id, student_id, class_id, starts, ends, order_in)
    values (1, 11, 90, '2025-09-01', '2026-05-26', 'приказ № 9')`;
  await world.owner`insert into study_group (school_id, id, year_id, class_id, subject_id, hours) overriding system value
    values (1, 90, 90, 90, 1, 500)`;
  await world.owner`insert into group_student (school_id, group_id, student_id, starts, ends)
    values (1, 90, 11, '2025-09-01', '2026-05-26')`;
  await world.owner`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at,
    ends_at, room) overriding system value
    values (1, 90, 90, 90, 1, 1, '2026-05-20', 2, '2026-05-20T07:00Z', '2026-05-20T07:45Z', '201')`;
  await world.owner`insert into work (school_id, id, lesson_id, group_id, on_date, number, type_id) overriding system value
    values (1, 90, 90, 90, '2026-05-20', 1, 1)`;
  await world.owner`insert into mark (school_id, work_id, student_id, number, lesson_id, group_id, class_id, subject_id,
    on_date, value, set_at, set_by) values (1, 90, 11, 1, 90, 90, 90, 1, '2026-05-20', 5, '2026-05-20T08:00:00Z', 1)`;
  await world.owner`insert into period_mark (school_id, group_id, student_id, period_id, value, set_at, set_by)
    values (1, 90, 11, 90, '5', '2026-05-25T08:00:00Z', 1)`;
});
afterAll(() => world.close());

const marks = async (who: Who, asked: Parameters<typeof diaryMarks>[1] = {}): Promise<MarksView> => {
  const view = await diaryMarks(await world.actor(who), asked, world.db);
  if (!view) throw new Error(`${who} reads nothing`);
  return view;
};
const results = async (who: Who, asked: Parameters<typeof diaryResults>[1] = {}): Promise<ResultsView> => {
  const view = await diaryResults(await world.actor(who), asked, world.db);
  if (!view) throw new Error(`${who} reads nothing`);
  return view;
};
const math = (view: MarksView) => subjectsOf(view).find((row) => row.subject.groupIds.includes(GROUP.math));

describe('Отметки', () => {
  test('the running period is shown first, and every period that has begun can be chosen', async () => {
    const view = await marks('parentA');
    expect(view.periods.map((p) => [p.label, p.year, p.closed])).toEqual([
      ['IV четверть', '2025/26', true],
      ['I четверть', '2026/27', true],
      ['II четверть', '2026/27', false],
    ]);
    expect(view.period.label).toBe('II четверть');
    expect((await marks('parentA', { periodId: 1 })).period.label).toBe('I четверть');
    for (const [on, label] of [
      ['2026-10-05', 'I четверть'],
      ['2026-10-28', 'I четверть'],
      ['2026-12-01', 'II четверть'],
      ['вчера', 'II четверть'],
    ] as const)
      expect((await marks('parentA', { on })).period.label, on).toBe(label);
    expect((await marks('parentA', { periodId: 999 })).period.label).toBe('II четверть');
  });
  test('a past school year is read as well, with its own marks and results', async () => {
    const view = await marks('parentA', { periodId: 90 });
    expect(view.marks.map((m) => [m.date, m.value])).toEqual([['2026-05-20', 5]]);
    expect(subjectsOf(view).map((row) => [row.subject.name, row.set, row.mean])).toEqual([['Математика', '5', 500]]);
    const year = await results('pupilA', { yearId: 90 });
    expect(year.years.map((y) => y.label)).toEqual(['2025/26', '2026/27']);
    expect(year.subjects.map((subject) => resultOf(year, subject, year.periods[0] ?? year.year))).toEqual([
      { set: '5', mean: 500, forecast: 5 },
    ]);
    expect((await results('pupilA')).year.label).toBe('2026/27');
  });
  test('subjects with marks only, by name, with mean, forecast and lessons ahead', async () => {
    const view = await marks('parentA');
    expect(view.subjects.map((s) => s.name)).toEqual(['Математика', 'Русский язык']);
    // 4, 5 and a control work of weight 2: (4 + 5 + 8) / 4.
    expect(math(view)).toMatchObject({ mean: 425, forecast: 4, count: 3, set: null, subject: { ahead: 1 } });
    expect(view.thresholds).toEqual([465, 365, 265]);
  });
  test('a mark’s corrections are told step by step: what stood there and when, never by whom', async () => {
    const view = await marks('parentA');
    const corrected = view.marks.find((m) => m.workId === LESSON.now);
    expect(corrected?.history.map(({ from, to }) => [from, to])).toEqual([
      [3, 4],
      [4, 5],
    ]);
    expect(corrected?.history.at(-1)?.at).toBe(corrected?.setAt);
    const wire = JSON.stringify(view);
    for (const { name } of [PEOPLE.teacher, PEOPLE.colleague, PEOPLE.homeroom])
      expect(wire).not.toContain(name[0].slice(0, -1));
    expect(wire).not.toMatch(/set_?by|actor|спросить маму/i);
  });
  test('a mark set after clearing is a new one, without a past', async () => {
    const view = await marks('pupilA');
    expect(view.marks.find((m) => m.workId === LESSON.yesterday)?.history).toEqual([]);
  });
  test('a correction from before this log is told by the mark itself', async () => {
    const view = await marks('parentA', { periodId: 1 });
    expect(view.marks.map((m) => m.history)).toEqual([[{ from: 3, to: 4, at: '2026-10-06T08:00:00.000Z' }]]);
    expect(math(view)?.set).toBe('5');
  });
  test('nothing of other children: neither names, nor ids, nor what they got', async () => {
    const alone = JSON.stringify([await marks('parentA'), await results('parentA')]);
    for (const { name } of [PEOPLE.pupilB, PEOPLE.pupilC]) expect(alone).not.toContain(name[0]);
    expect(alone).not.toMatch(/"(studentId|id)":1[23]\b/);
    const other = await marks('pupilB');
    expect(other.marks.map((m) => m.value)).toEqual([2]);
  });
  test('no number of a page moves with a neighbour’s mark, in a group of two', async () => {
    const still = async () => {
      const views = [await marks('parentA'), await results('parentA')];
      return views.map((view) => ({ ...view, seq: 0, now: '' }));
    };
    const before = await still();
    const teacher = await world.actor('teacher');
    const mark = { lessonId: LESSON.yesterday, workId: LESSON.yesterday, studentId: 12, number: 1, value: 2 } as const;
    expect(await run(executor, teacher, 'mark.set', mark)).toMatchObject({ ok: true });
    expect(await still()).toEqual(before);
    expect(await run(executor, teacher, 'mark.set', { ...mark, value: null }, 1)).toMatchObject({ ok: true });
  });
  test('another family’s child is read by nobody, whatever is asked for', async () => {
    for (const who of ['parentA', 'pupilA', 'teacher', 'deputy', 'director', 'admin'] as const)
      for (const read of [diaryMarks, diaryResults])
        expect(await read(await world.actor(who), { studentId: 12 }, world.db), who).toBeNull();
  });
});

describe('Итоги', () => {
  const cellsOf = (view: ResultsView, name: string) => {
    const subject = view.subjects.find((s) => s.name === name);
    return subject ? view.periods.map((period) => resultOf(view, subject, period)) : [];
  };
  test('«Выставлено» stands beside what the school’s rule gives for the marks', async () => {
    const view = await results('parentA');
    expect(cellsOf(view, 'Математика')).toEqual([
      { set: '5', mean: 400, forecast: 4 },
      { set: null, mean: 425, forecast: 4 },
    ]);
    expect(cellsOf(view, 'Русский язык')).toEqual([
      { set: 'na', mean: null, forecast: null },
      { set: null, mean: null, forecast: null },
    ]);
  });
  test('an examination sheet has all marks, missed lessons and the average by subject', async () => {
    const view = await results('parentAC', { studentId: 11 });
    const sheets = view.subjects.map((subject) => sheetOf(view, subject, view.year));
    expect(sheets.map(({ count, missed, mean }) => [count, missed, mean])).toEqual([
      [4, 0, 420],
      [0, 1, null],
    ]);
    expect(sheets[0]?.marks.map((mark) => [mark.value, mark.weight])).toEqual([
      [4, 100],
      [4, 100],
      [5, 100],
      [4, 200],
    ]);
  });
});
