import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { controlWall } from '#db/queries/controlWall.ts';
import { diaryPage } from '#db/queries/diaryPage.ts';
import { diaryResults } from '#db/queries/diaryResults.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { myDay } from '#db/queries/myDay.ts';
import { answerRead } from '#db/reads/registry.ts';
import {
  CLASS,
  GROUP,
  LESSON,
  PEOPLE,
  PERIOD,
  run,
  school,
  TODAY,
  type Who,
  type World,
} from '#tests/support/school.ts';

/** Groups beside the class: a club of two classes led by 5А, and the lessons of a pupil who is taught at home. */

const CLUB = { group: 60, lesson: 60, next: 61 } as const;
const HOME = { group: 70, lesson: 70 } as const;
let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
  const { owner } = world;
  await owner.begin(async (tx) => {
    await tx`select set_config('zvonok.school', '1', true), set_config('zvonok.students', '*', true)`;
    await tx`insert into subject (school_id, id, name, short, graded) overriding system value values (1, 9, 'Шахматы', 'Шах', false)`;
    await tx`insert into study_group (school_id, id, year_id, class_id, subject_id, name, hours, kind, mixed) overriding system value
      values (1, ${CLUB.group}, 1, ${CLASS.a}, 9, '5А, 5Б', 100, 'extracurricular', true),
        (1, ${HOME.group}, 1, ${CLASS.a}, 1, 'Беляев Артём', 100, 'individual', false)`;
    await tx`insert into group_teacher (school_id, group_id, teacher_id, starts) values
      (1, ${CLUB.group}, ${PEOPLE.foreignTeacher.id}, '2026-09-01'), (1, ${HOME.group}, ${PEOPLE.colleague.id}, '2026-09-01')`;
    await tx`insert into group_student (school_id, group_id, student_id, starts) values (1, ${CLUB.group}, 11, '2026-09-01'),
      (1, ${CLUB.group}, 13, '2026-09-01'), (1, ${HOME.group}, 12, '2026-09-01')`;
    for (const [id, group, subject, teacher, day, number, mixed] of [
      [CLUB.lesson, CLUB.group, 9, PEOPLE.foreignTeacher.id, TODAY, 7, true],
      [CLUB.next, CLUB.group, 9, PEOPLE.foreignTeacher.id, '2026-12-09', 7, true],
      [HOME.lesson, HOME.group, 1, PEOPLE.colleague.id, TODAY, 2, false],
    ] as const)
      await tx`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at, ends_at,
          room, mixed) overriding system value
        values (1, ${id}, ${group}, ${CLASS.a}, ${subject}, ${teacher}, ${day}, ${number},
          (${day}::date + time '14:20') at time zone 'Europe/Moscow', (${day}::date + time '15:05') at time zone 'Europe/Moscow',
          '201', ${mixed})`;
  });
});
afterAll(() => world.close());

const journal = async (who: Who, groupId: number = CLUB.group) =>
  journalPage(await world.actor(who), { groupId }, world.db);
const absent = (who: Who, studentId: number) =>
  world
    .actor(who)
    .then((actor) =>
      run(executor, actor, 'absence.mark', { lessonId: CLUB.lesson, studentId, code: 'absent', minutes: null }),
    );

describe('a group of several classes', () => {
  test('goes by its own name, its students by theirs and their class’s', async () => {
    const view = await journal('foreignTeacher');
    expect(view?.group).toMatchObject({
      className: '5А, 5Б',
      subject: 'Шахматы',
      kind: 'extracurricular',
      graded: false,
    });
    expect(view?.students.map((s) => s.name)).toEqual(['Абрамова Дарья, 5А', 'Ёлкина Вера, 5Б']);
    const day = await myDay(await world.actor('foreignTeacher'), {}, world.db);
    expect(day?.lessons.find((l) => l.id === CLUB.lesson)).toMatchObject({ className: '5А, 5Б', subject: 'Шахматы' });
  });

  test('is its teacher’s and the deputies’, not the leading class’s homeroom teacher’s', async () => {
    expect(await journal('homeroom')).toBeNull();
    expect(await journal('homeroom', GROUP.math)).not.toBeNull();
    expect(await journal('deputy')).not.toBeNull();
    const groups = (await journal('homeroom', GROUP.math))?.groups.map((g) => g.id);
    expect(groups).not.toContain(CLUB.group);
    expect(groups).toContain(HOME.group);
  });

  test('has reasons of absence that no homeroom teacher reads or sets', async () => {
    expect(await absent('homeroom', 13)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await absent('foreignTeacher', 13)).toMatchObject({ ok: true });
    const reason = { lessonId: CLUB.lesson, studentId: 13, reason: 'ill' } as const;
    expect(await run(executor, await world.actor('homeroom'), 'absence.reason', reason)).toMatchObject({
      code: 'not_found',
    });
    expect(await run(executor, await world.actor('deputy'), 'absence.reason', reason)).toMatchObject({ ok: true });
    expect((await journal('foreignTeacher'))?.attendance).toMatchObject([
      { studentId: 13, code: 'absent', reason: null },
    ]);
    const cell = { lessonId: CLUB.lesson, workId: CLUB.lesson, studentId: 13 };
    expect(await answerRead(world.db, await world.actor('homeroom'), 'cell.history', cell)).toMatchObject({
      ok: false,
    });
  });

  test('gives lessons and homework to the families of both classes, and no marks', async () => {
    const teacher = await world.actor('foreignTeacher');
    const change = { field: 'homework', state: 'given', text: 'Мат в два хода', minutes: 10 } as const;
    expect(await run(executor, teacher, 'lesson.record', { lessonId: CLUB.lesson, change })).toMatchObject({
      ok: true,
    });
    const parent = await world.actor('parentAC');
    for (const studentId of [11, 13]) {
      const days = (await diaryPage(parent, { studentId }, world.db))?.days ?? [];
      const lesson = days.flatMap((d) => d.lessons).find((l) => l.id === CLUB.lesson);
      expect(lesson).toMatchObject({ subject: 'Шахматы', given: { text: 'Мат в два хода', dueDate: '2026-12-09' } });
    }
    expect(await run(executor, teacher, 'work.add', { lessonId: CLUB.lesson, typeId: 1, name: null })).toMatchObject({
      ok: false,
      message: 'По этому предмету отметки не ставят.',
    });
  });

  test('does not move the class’s deadline of homework', async () => {
    const wall = await controlWall(await world.actor('deputy'), world.db);
    const by = wall?.homeworkBy.find((entry) => entry.classId === CLASS.a)?.at;
    // The club of 14:20 is not the class's, and the lesson at home of that hour is one pupil's.
    expect(by).toBe('2026-12-02T09:30:00.000Z');
  });
});

describe('a pupil taught at home', () => {
  test('has a journal of his own that the class’s journal names', async () => {
    const named = { studentName: 'Беляев Артём', kind: 'individual' };
    expect((await journal('colleague', GROUP.math))?.separate).toEqual([{ ...named, groupId: HOME.group }]);
    // A teacher of the class without that journal reads that there is one, and gets no way into it.
    expect((await journal('teacher', GROUP.math))?.separate).toEqual([{ ...named, groupId: null }]);
    expect(await journal('teacher', HOME.group)).toBeNull();
    expect((await journal('homeroom', HOME.group))?.group.kind).toBe('individual');
  });
  test('is marked in it', async () => {
    const colleague = await world.actor('colleague');
    const added = await run(executor, colleague, 'work.add', { lessonId: HOME.lesson, typeId: 1, name: null });
    if (!added.ok) throw new Error(added.message);
    const work = added.events.find((event) => event.name === 'work.added');
    if (work?.name !== 'work.added') throw new Error('no work');
    const mark = { lessonId: HOME.lesson, workId: work.data.work.id, studentId: 12, number: 1, value: 5 } as const;
    expect(await run(executor, colleague, 'mark.set', mark)).toMatchObject({ ok: true });
    expect(await run(executor, await world.actor('teacher'), 'mark.set', mark)).toMatchObject({ code: 'not_found' });
  });

  test('gets his period mark in it, and the family and the class’s homeroom teacher see it', async () => {
    const final = { groupId: HOME.group, studentId: 12, periodId: PERIOD.now, value: '5', grounds: null } as const;
    const byClassTeacher = await run(executor, await world.actor('teacher'), 'periodMark.set', final);
    expect(byClassTeacher).toMatchObject({ ok: false, code: 'not_found' });
    expect(await run(executor, await world.actor('colleague'), 'periodMark.set', final)).toMatchObject({ ok: true });
    const pupil = await diaryResults(await world.actor('pupilB'), {}, world.db);
    expect(JSON.stringify(pupil)).toContain('"value":"5"');
    const view = await journal('homeroom', HOME.group);
    expect(view?.finals).toMatchObject([{ studentId: 12, periodId: PERIOD.now, value: '5' }]);
  });
});

describe('the due lesson of homework', () => {
  const change = { field: 'homework', state: 'given', text: '§ 5', minutes: null } as const;
  test('is a later lesson of the group when asked, never one of another group or the past', async () => {
    const teacher = await world.actor('teacher');
    const record = (dueId: number | null, base: number) =>
      run(executor, teacher, 'lesson.record', { lessonId: LESSON.yesterday, change: { ...change, dueId } }, base);
    for (const dueId of [LESSON.russian, LESSON.closed, LESSON.yesterday, 999])
      expect(await record(dueId, 0)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await record(LESSON.friday, 0)).toMatchObject({ ok: true });
    expect(await record(LESSON.friday, 1)).toMatchObject({ ok: true, events: [] });
    const [row] =
      await world.owner`select homework_due_id as due from lesson where school_id = 1 and id = ${LESSON.yesterday}`;
    expect(row?.['due']).toBe(LESSON.friday);
  });
  test('a link that is no address of the web is refused by the contract', async () => {
    const teacher = await world.actor('teacher');
    const links = [{ url: 'javascript:alert(1)', title: null }];
    const input = { lessonId: LESSON.now, change: { ...change, links } };
    expect(await run(executor, teacher, 'lesson.record', input)).toMatchObject({ ok: false, code: 'invalid' });
  });
});

describe('what helps to give homework', () => {
  test('names coming lessons, one’s last homeworks and one’s own parallel groups only', async () => {
    await world.owner`insert into group_teacher (school_id, group_id, teacher_id, starts) values (1, ${GROUP.foreign}, ${PEOPLE.teacher.id}, '2026-09-01')`;
    const answer = await answerRead(world.db, await world.actor('teacher'), 'homework.ideas', { lessonId: LESSON.now });
    if (!answer.ok) throw new Error(answer.message);
    expect(answer.answer.coming.map((l) => l.id)).toEqual([LESSON.friday]);
    expect(answer.answer.last.map((l) => l.text)).toEqual(['§ 5']);
    expect(answer.answer.parallels).toMatchObject([{ groupId: GROUP.foreign, lessons: [{ id: LESSON.foreign }] }]);
    const other = await answerRead(world.db, await world.actor('colleague'), 'homework.ideas', {
      lessonId: LESSON.now,
    });
    expect(other).toMatchObject({ ok: true, answer: { parallels: [{ groupId: HOME.group }] } });
  });
});
