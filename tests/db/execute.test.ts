import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { connect } from '#db/sql.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import type { Actor } from '#lib/policy.ts';
import { LESSON, run, school, WORK, type World } from '#tests/support/school.ts';

let world: World;
let executor: Executor;
const told: AppliedEvent[] = [];
let teacher: Actor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, ({ events }) => told.push(...events));
  teacher = await world.actor('teacher');
});
afterAll(() => world.close());

const cell: Omit<CommandInput<'mark.set'>, 'value'> = {
  lessonId: LESSON.now,
  workId: LESSON.now,
  studentId: 11,
  number: 1,
};

describe('mark.set', () => {
  test('a mark is set, logged, told and answered with its events', async () => {
    const answer = await run(executor, teacher, 'mark.set', { ...cell, value: 4 });
    expect(answer).toMatchObject({
      ok: true,
      events: [{ name: 'mark.changed', data: { value: 4, previous: null, v: 1 } }],
    });
    const rows = await world.owner`select value, value_v from mark where school_id = 1 and work_id = ${cell.workId}`;
    expect(rows).toMatchObject([{ value: 4, value_v: 1 }]);
    expect(told.at(-1)).toMatchObject({ name: 'mark.changed', by: { name: 'Орлова Е. В.' } });
  });
  test('a correction keeps what it replaced', async () => {
    const answer = await run(executor, teacher, 'mark.set', { ...cell, value: 5 }, 1);
    expect(answer).toMatchObject({ ok: true, events: [{ data: { value: 5, previous: 4, v: 2 } }] });
    const log =
      await world.owner`select object, base, version from school_log where school_id = 1 and object = 'mark:3:11:1' order by seq`;
    expect(log).toMatchObject([
      { base: 0, version: 1 },
      { base: 1, version: 2 },
    ]);
  });
  test('a stale version is a conflict with the present value', async () => {
    const answer = await run(executor, teacher, 'mark.set', { ...cell, value: 3 }, 1);
    expect(answer).toMatchObject({ ok: false, code: 'conflict', current: { value: 5, version: 2 } });
  });
  test('the same command id is carried out once and answered alike; with another body it is refused', async () => {
    const id = randomUUID();
    const command = { id, name: 'mark.set', input: { ...cell, studentId: 12, value: 5 }, base: 0 };
    const first = await executor.submit(teacher, command);
    const again = await executor.submit(teacher, command);
    expect(again).toEqual(first);
    expect(await executor.submit(teacher, { ...command, input: { ...command.input, value: 2 } })).toMatchObject({
      ok: false,
      code: 'duplicate',
    });
    const both = await Promise.all([executor.submit(teacher, command), executor.submit(teacher, command)]);
    expect(both).toEqual([first, first]);
  });
  test('two same ids in one batch are one command', async () => {
    const command = {
      id: randomUUID(),
      name: 'mark.set',
      input: { ...cell, studentId: 12, number: 2, value: 4 },
      base: 0,
    };
    const [a, b] = await Promise.all([executor.submit(teacher, command), executor.submit(teacher, command)]);
    expect(a).toMatchObject({ ok: true });
    expect(b).toEqual(a);
  });

  const refused: [string, Partial<typeof cell> & { value: number }, string, string][] = [
    ['a foreign group’s student', { studentId: 13, value: 5 }, 'teacher', 'not_found'],
    ['a lesson that does not exist', { lessonId: 999, value: 5 }, 'teacher', 'not_found'],
    ['a work of another lesson', { workId: LESSON.yesterday, value: 5 }, 'teacher', 'not_found'],
    ['a lesson to come', { lessonId: LESSON.friday, workId: LESSON.friday, value: 5 }, 'teacher', 'invalid'],
    ['a cancelled lesson', { lessonId: LESSON.cancelled, workId: LESSON.cancelled, value: 5 }, 'teacher', 'invalid'],
    ['a closed period', { lessonId: LESSON.closed, workId: LESSON.closed, value: 5 }, 'teacher', 'closed'],
    ['grade 1', { lessonId: LESSON.grade1, workId: LESSON.grade1, studentId: 13, value: 5 }, 'teacher', 'invalid'],
    ['a subject without marks', { lessonId: LESSON.ungraded, workId: LESSON.ungraded, value: 5 }, 'teacher', 'invalid'],
  ];
  test.each(refused)('%s is refused', async (_, change, who, code) => {
    const actor = await world.actor(who as 'teacher');
    expect(await run(executor, actor, 'mark.set', { ...cell, ...change })).toMatchObject({ ok: false, code });
  });
  test.each(['6', 'x', null])('input %s outside the contract is refused as such', async (value) => {
    const answer = await executor.submit(teacher, {
      id: randomUUID(),
      name: 'mark.set',
      input: { ...cell, value: value === null ? undefined : value },
    });
    expect(answer).toMatchObject({ ok: false, code: 'invalid' });
  });
});

describe('attendance', () => {
  test('«Н» on a cell with a mark is refused, and a mark on «Н» too', async () => {
    expect(
      await run(executor, teacher, 'absence.mark', {
        lessonId: LESSON.now,
        studentId: 11,
        code: 'absent',
        minutes: null,
      }),
    ).toMatchObject({ ok: false, code: 'invalid' });
    const yesterday = { lessonId: LESSON.yesterday, studentId: 12 };
    expect(await run(executor, teacher, 'absence.mark', { ...yesterday, code: 'absent', minutes: null })).toMatchObject(
      { ok: true },
    );
    expect(
      await run(executor, teacher, 'mark.set', { ...yesterday, workId: LESSON.yesterday, number: 1, value: 5 }),
    ).toMatchObject({ ok: false, code: 'invalid' });
  });
  test('the reason is the homeroom teacher’s, not the subject teacher’s', async () => {
    const input = { lessonId: LESSON.yesterday, studentId: 12, reason: 'ill' as const };
    expect(await run(executor, teacher, 'absence.reason', input)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await run(executor, await world.actor('homeroom'), 'absence.reason', input)).toMatchObject({ ok: true });
  });
  test('one cell, two fields, two people at the same moment: both win', async () => {
    const homeroom = await world.actor('homeroom');
    const at = { lessonId: LESSON.yesterday, studentId: 11 };
    expect(await run(executor, teacher, 'absence.mark', { ...at, code: 'absent', minutes: null })).toMatchObject({
      ok: true,
    });
    const both = await Promise.all([
      run(executor, teacher, 'mark.note', { ...at, workId: LESSON.yesterday, note: 'спросить в среду' }),
      run(executor, homeroom, 'absence.reason', { ...at, reason: 'excused' }),
    ]);
    expect(both).toMatchObject([{ ok: true }, { ok: true }]);
  });
});

describe('control works', () => {
  test('marks and absences move what is due and done, on the lesson and on the day’s counters', async () => {
    const control = { lessonId: LESSON.now, workId: WORK.control, studentId: 11, number: 1 as const };
    await run(executor, teacher, 'mark.set', { ...control, value: 5 });
    await run(executor, teacher, 'mark.set', { ...control, value: 0 }, 1);
    await run(executor, teacher, 'mark.set', { ...control, value: 4 }, 2);
    expect(await counters()).toMatchObject({ due: 2, done: 1 });
  });
  test('a work that becomes a control work makes marks of all present due', async () => {
    const work = { lessonId: LESSON.yesterday, workId: LESSON.yesterday, name: null, weight: null };
    await run(executor, teacher, 'work.change', { ...work, typeId: 2 }, 1);
    const [lesson] = await world.owner`select due, done from lesson where school_id = 1 and id = ${LESSON.yesterday}`;
    expect(lesson).toMatchObject({ due: 0, done: 0 }); // both pupils were absent
    await run(
      executor,
      teacher,
      'absence.mark',
      { lessonId: LESSON.yesterday, studentId: 11, code: null, minutes: null },
      1,
    );
    const [after] = await world.owner`select due from lesson where school_id = 1 and id = ${LESSON.yesterday}`;
    expect(after).toMatchObject({ due: 1 });
  });
  test('the counters equal a recount', () => expectCounted());
  const counters = async () =>
    (
      await world.owner`select due, done from filling where school_id = 1 and on_date = '2026-12-02' and class_id = 1 and teacher_id = 1`
    )[0];
});

/** The counters of filling, kept by differences, are what a count of the lessons gives. */
async function expectCounted(): Promise<void> {
  const wrong = await world.owner`select * from (
        select on_date, class_id, teacher_id, count(*) filter (where status = 'planned')::int as lessons,
          count(topic)::int as topic, count(homework_state)::int as homework, count(roll_at)::int as roll,
          sum(due)::int as due, sum(done)::int as done
        from lesson where school_id = 1 group by 1, 2, 3
      except select on_date, class_id, teacher_id, lessons, topic, homework, roll, due, done from filling where school_id = 1) x`;
  expect(wrong).toEqual([]);
}

describe('a batch', () => {
  test('a parent’s and a teacher’s command share a commit, each with its own rights', async () => {
    await run(executor, teacher, 'lesson.record', {
      lessonId: LESSON.yesterday,
      change: { field: 'homework', state: 'given', text: '§ 12', minutes: 20 },
    });
    const parent = await world.actor('parentA');
    const answers = await Promise.all([
      run(executor, parent, 'homework.tick', { studentId: 11, lessonId: LESSON.yesterday, done: true }),
      run(executor, teacher, 'roll.confirm', { lessonId: LESSON.now, confirmed: true }),
      run(executor, parent, 'mark.set', { ...cell, value: 5 }, 2),
      run(executor, parent, 'homework.tick', { studentId: 12, lessonId: LESSON.yesterday, done: true }),
      run(executor, teacher, 'lesson.record', { lessonId: LESSON.friday, change: { field: 'topic', value: 'Доли' } }),
    ]);
    expect(answers.map((a) => a.ok)).toEqual([true, true, false, false, true]);
    const ticks = await world.owner`select student_id from homework_done where school_id = 1`;
    expect(ticks).toMatchObject([{ student_id: 11 }]);
    const commits =
      await world.owner`select count(distinct xmin::text)::int as n from school_log where school_id = 1 and seq > (select max(seq) - 3 from school_log where school_id = 1)`;
    expect(commits[0]).toMatchObject({ n: 1 });
  });
  test('marks of one control work in one batch are counted one after another, and the topic beside them too', async () => {
    const work = { ...cell, workId: WORK.control };
    const versions = await world.owner<{ student_id: number; v: number }[]>`
      select student_id, value_v as v from mark where school_id = 1 and work_id = ${WORK.control} and number = 1`;
    const key = (studentId: number, value: number | null, base: number) =>
      run(executor, teacher, 'mark.set', { ...work, studentId, value }, base);
    const bases = [11, 12].map((studentId) => versions.find((row) => row.student_id === studentId)?.v ?? 0);
    const cleared = await Promise.all(bases.map((base, at) => key(11 + at, null, base)));
    const marks = cleared.map((answer, at) => {
      const moved = answer.ok && answer.events.length > 0;
      return key(11 + at, 5, (bases[at] ?? 0) + Number(moved));
    });
    const topic = run(executor, teacher, 'lesson.record', {
      lessonId: LESSON.now,
      change: { field: 'topic', value: 'Сложение дробей' },
    });
    const answers = await Promise.all([...marks, topic]);
    expect(answers.map((a) => a.ok)).toEqual([true, true, true]);
    const moved = told.filter((e) => e.name === 'filling.changed').slice(-3);
    expect(moved.map((e) => e.data)).toMatchObject([
      { done: 1, topic: false, moved: { done: 1 } },
      { done: 2, topic: false, moved: { done: 1 } },
      { done: 2, topic: true, moved: { done: 0, topic: 1 } },
    ]);
    await expectCounted();
  });
  test('a hundred commands at once are all carried out, in log order without a gap', async () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      run(executor, teacher, 'mark.comment', { ...cell, comment: `№ ${i}` }, i),
    );
    const answers = await Promise.all(many);
    expect(answers.every((a) => a.ok)).toBe(true);
    const [gaps] =
      await world.owner`select count(*)::int as rows, max(seq)::int as last from school_log where school_id = 1`;
    expect(gaps?.['rows']).toBe(gaps?.['last']);
  });
  test('an ended session is refused inside the transaction', async () => {
    const gone = await world.actor('colleague');
    await world.owner`delete from session where id = ${gone.sessionId}`;
    expect(await run(executor, gone, 'mark.set', { ...cell, value: 3 }, 2)).toMatchObject({
      ok: false,
      code: 'unauthenticated',
    });
  });
});

test('a right over the whole school is asked before the load: what is forbidden draws no numbers', async () => {
  const draft = {
    kind: 'spreadsheet',
    layout: [],
    read: 0,
    notes: [],
    lessons: Array.from({ length: 50 }, () => ({})),
  };
  await world.owner`insert into timetable_import (school_id, id, by_id, at, file_name, size, draft)
    overriding system value values (1, 1, 4, now(), 'x', 1, ${JSON.stringify(draft)}::text::jsonb)`;
  const drawn = async () => Number((await world.owner`select last_value from person_id_seq`)[0]?.['last_value']);
  // Of a version that nobody has seen: whoever may is told of a conflict, and numbers were drawn to tell him.
  const apply = (actor: Actor, importId: number) =>
    run(executor, actor, 'timetable.apply', { importId, from: '2026-12-07' }, 99);
  const before = await drawn();
  const refused = await apply(teacher, 1);
  expect(refused).toMatchObject({ ok: false, code: 'not_found' });
  expect(refused).toEqual(await apply(teacher, 2));
  expect(await drawn()).toBe(before);
  expect(await apply(await world.actor('deputy'), 1)).toMatchObject({ ok: false, code: 'conflict' });
  expect(await drawn()).toBe(before + 50);
});

describe('the database falls away', () => {
  test('connections are killed in the middle of transactions: the process lives, nothing acknowledged is lost or doubled', async () => {
    const owner = world.owner;
    // A role may end its own connections: the product's, not the one that asks.
    const killer = connect(world.database.appUrl, { max: 1 });
    const acknowledged: number[] = [];
    for (let i = 0; i < 60; i += 1) {
      const sent = run(
        executor,
        teacher,
        'work.change',
        { lessonId: LESSON.now, workId: LESSON.now, typeId: 1, name: `№ ${i}`, weight: null },
        acknowledged.length + 1,
      );
      if (i % 6 === 3)
        await killer`select pg_terminate_backend(pid) from pg_stat_activity
          where usename = current_user and datname = current_database() and pid <> pg_backend_pid()`;
      const answer = await sent;
      // Either carried out or told to send again; a base that is behind shows a commit whose answer was lost.
      if (answer.ok) acknowledged.push(i);
      else if (answer.code === 'conflict') acknowledged.push(i);
      else expect(answer.code).toBe('busy');
    }
    await killer.end();
    const [work] = await owner`select version from work where school_id = 1 and id = ${LESSON.now}`;
    const [log] =
      await owner`select count(*)::int as n from school_log where school_id = 1 and object = ${`work:${LESSON.now}`}`;
    expect(work?.['version']).toBe(Number(log?.['n']) + 1);
    expect(await run(executor, teacher, 'roll.confirm', { lessonId: LESSON.now, confirmed: false }, 1)).toMatchObject({
      ok: true,
    });
  });
});
