import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { attendanceDay } from '#db/queries/attendanceDay.ts';
import { controlWall } from '#db/queries/controlWall.ts';
import { familyAbsences } from '#db/queries/familyAbsences.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { myDay } from '#db/queries/myDay.ts';
import { answerRead } from '#db/reads/registry.ts';
import { audienceOf, rooms } from '#lib/audience.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import type { AppliedEvent } from '#lib/contract/events.ts';
import { absenceDays, countDays } from '#lib/domain/absenceCounts.ts';
import { CLASS, GROUP, LESSON, run, school, TODAY, type Who, type World } from '#tests/support/school.ts';

/** Reasons by hand and by document, reports of parents, case records, registries: what they come to in the database. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
});
afterAll(() => world.close());

const PAPER = {
  ...{ kind: 'certificate' as const, number: null, issuedOn: null, reason: 'ill' as const },
  ...{ firstLesson: null, lastLesson: null },
};
async function as<N extends Parameters<typeof run>[2]>(who: Who, name: N, input: CommandInput<N>, base?: number) {
  return run(executor, await world.actor(who), name, input, base);
}
const reasonAt = async (lessonId: number, studentId: number) => {
  const [row] = await world.owner`select reason, reason_v, code_v from attendance where school_id = 1
    and lesson_id = ${lessonId} and student_id = ${studentId}`;
  return { reason: row?.['reason'] ?? null, v: Number(row?.['reason_v'] ?? 0), codeV: Number(row?.['code_v'] ?? 0) };
};
const absent = (who: Who, lessonId: number, studentId: number, base = 0) =>
  as(who, 'absence.mark', { lessonId, studentId, code: 'absent', minutes: null }, base);
async function clean(): Promise<void> {
  for (const table of ['absence_case_note', 'absence_case', 'absence_document', 'absence_notice', 'attendance'])
    await world.owner.unsafe(`delete from ${table}`);
}

describe('documents', () => {
  test('a certificate re-labels «Н» of its days; a later «Н» gets the reason when it is written, and its teacher is not told', async () => {
    await clean();
    await absent('teacher', LESSON.yesterday, 12);
    const added = await as('homeroom', 'absenceDocument.add', {
      ...{ ...PAPER, studentId: 12, starts: '2026-12-01', ends: '2026-12-04', noticeId: null },
    });
    expect(added).toMatchObject({ ok: true });
    expect(await reasonAt(LESSON.yesterday, 12)).toMatchObject({ reason: 'ill' });
    const later = await absent('teacher', LESSON.now, 12);
    if (!later.ok) throw new Error(later.message);
    // The answer to the subject teacher holds «Н» and nothing of the reason.
    expect(later.events.map((event) => event.name)).toEqual(['absence.changed']);
    expect(JSON.stringify(later)).not.toContain('ill');
    expect(await reasonAt(LESSON.now, 12)).toMatchObject({ reason: 'ill' });
    const journal = await journalPage(await world.actor('teacher'), { groupId: GROUP.math }, world.db);
    expect(JSON.stringify(journal)).not.toMatch(/"reason":"ill"|certificate/);
    expect(journal?.expected).toMatchObject([{ studentId: 12, starts: '2026-12-01', ends: '2026-12-04' }]);
  });
  test('cancelling takes back what the document set, not what a person set since; by hand stands over the document', async () => {
    const { v } = await reasonAt(LESSON.now, 12);
    const cell = { lessonId: LESSON.now, studentId: 12 };
    expect(await as('homeroom', 'absence.reason', { ...cell, reason: 'excused' }, v)).toMatchObject({ ok: true });
    const [row] = await world.owner`select id from absence_document where school_id = 1`;
    const cancel = { documentId: Number(row?.['id']), studentId: 12 };
    expect(await as('deputy', 'absenceDocument.cancel', { ...cancel, cancelled: true }, 1)).toMatchObject({ ok: true });
    expect(await reasonAt(LESSON.yesterday, 12)).toMatchObject({ reason: null });
    expect(await reasonAt(LESSON.now, 12)).toMatchObject({ reason: 'excused' });
    const again = await as('homeroom', 'absenceDocument.cancel', { ...cancel, cancelled: true }, 1);
    expect(again).toEqual({ ok: true, seq: expect.any(Number), events: [] });
    const stale = await as('homeroom', 'absenceDocument.cancel', { ...cancel, cancelled: false }, 1);
    expect(stale).toMatchObject({ ok: false, code: 'conflict' });
  });
  test('a closed period is left alone, and lessons outside the first and last one', async () => {
    await clean();
    await world.owner`insert into attendance (school_id, lesson_id, student_id, group_id, class_id, on_date, code, set_by)
      select 1, id, 12, group_id, class_id, on_date, 'absent', 1 from lesson where school_id = 1
      and id in (${LESSON.closed}, ${LESSON.now}, ${LESSON.russian})`;
    await as('homeroom', 'absenceDocument.add', {
      ...{ ...PAPER, studentId: 12, starts: '2026-10-01', ends: '2026-12-02', lastLesson: 3, noticeId: null },
    });
    expect(await reasonAt(LESSON.closed, 12)).toMatchObject({ reason: null });
    expect(await reasonAt(LESSON.now, 12)).toMatchObject({ reason: 'ill' });
    expect(await reasonAt(LESSON.russian, 12)).toMatchObject({ reason: null });
  });
});

describe('a random order of documents and hands', () => {
  /** Every act on the student's lessons, as a person would list them on paper. */
  type Act =
    | { do: 'add'; from: number; to: number; reason: 'ill' | 'excused' }
    | { do: 'cancel'; nth: number }
    | { do: 'restore'; nth: number }
    | { do: 'change'; nth: number; from: number; to: number; reason: 'ill' | 'excused' }
    | { do: 'hand'; at: number; reason: 'ill' | 'excused' | 'unexcused' | null }
    | { do: 'mark'; at: number };
  const LESSONS = [LESSON.yesterday, LESSON.now, LESSON.russian];
  const DAYS = ['2026-12-01', '2026-12-02', '2026-12-03'];
  const day = fc.integer({ min: 0, max: 2 });
  const at = fc.integer({ min: 0, max: 2 });
  const nth = fc.integer({ min: 0, max: 3 });
  const reason = fc.constantFrom('ill' as const, 'excused' as const);
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({ do: fc.constant('add' as const), from: day, to: day, reason }),
    fc.record({ do: fc.constant('cancel' as const), nth }),
    fc.record({ do: fc.constant('restore' as const), nth }),
    fc.record({ do: fc.constant('change' as const), nth, from: day, to: day, reason }),
    fc.record({
      ...{ do: fc.constant('hand' as const), at },
      reason: fc.constantFrom('ill' as const, 'excused' as const, 'unexcused' as const, null),
    }),
    fc.record({ do: fc.constant('mark' as const), at }),
  );
  const DATE_OF = [0, 1, 1];

  /** The naive model: a list of what was said, read from the end. */
  type Said = {
    document: number | null;
    lesson: number | null;
    from: number;
    to: number;
    reason: string;
    void: boolean;
  };
  const model = (said: Said[], lesson: number): string | null =>
    said.findLast((s) => {
      const date = DATE_OF[lesson] ?? 0;
      return !s.void && (s.lesson === lesson || (s.lesson === null && s.from <= date && date <= s.to));
    })?.reason ?? null;

  test('the reason of each cell is what a naive list of acts says', async () => {
    const property = fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      await clean();
      const said: Said[] = [];
      const documents: { id: number; v: number; active: boolean; from: number; to: number; reason: string }[] = [];
      const marked = new Set<number>();
      for (const one of acts) {
        if (one.do === 'mark') {
          if (!marked.has(one.at)) await absent('homeroom', LESSONS[one.at] ?? 0, 12);
          marked.add(one.at);
        } else if (one.do === 'hand') {
          const lessonId = LESSONS[one.at] ?? 0;
          if (!marked.has(one.at)) continue;
          const { v } = await reasonAt(lessonId, 12);
          const answer = await as('homeroom', 'absence.reason', { lessonId, studentId: 12, reason: one.reason }, v);
          expect(answer).toMatchObject({ ok: true });
          // The very hand that stands already is no new act.
          const last = said.findLast((s) => s.lesson === one.at && !s.void);
          const stands = last?.reason === one.reason && model(said, one.at) === one.reason;
          if (stands) continue;
          for (const s of said) if (s.lesson === one.at) s.void = true;
          if (one.reason)
            said.push({ document: null, lesson: one.at, from: 0, to: 0, reason: one.reason, void: false });
        } else if (one.do === 'add') {
          const [from, to] = [Math.min(one.from, one.to), Math.max(one.from, one.to)];
          const answer = await as('homeroom', 'absenceDocument.add', {
            ...{ ...PAPER, reason: one.reason, studentId: 12, noticeId: null },
            ...{ starts: DAYS[from] ?? '', ends: DAYS[to] ?? '' },
          });
          if (!answer.ok) throw new Error(answer.message);
          const changed = answer.events.find((event) => event.name === 'absenceDocument.changed');
          const id = changed?.name === 'absenceDocument.changed' ? changed.data.id : 0;
          documents.push({ id, v: 1, active: true, from, to, reason: one.reason });
          said.push({ document: id, lesson: null, from, to, reason: one.reason, void: false });
        } else {
          const document = documents[one.nth];
          if (!document) continue;
          const { id } = document;
          const place = { documentId: id, studentId: 12 };
          if (one.do === 'change') {
            const [from, to] = [Math.min(one.from, one.to), Math.max(one.from, one.to)];
            const same = document.from === from && document.to === to && document.reason === one.reason;
            const answer = await as(
              'deputy',
              'absenceDocument.change',
              { ...PAPER, ...place, reason: one.reason, starts: DAYS[from] ?? '', ends: DAYS[to] ?? '' },
              document.v,
            );
            expect(answer.ok).toBe(document.active);
            if (!document.active || same) continue;
            Object.assign(document, { from, to, reason: one.reason, v: document.v + 1 });
          } else {
            const active = one.do === 'restore';
            const answer = await as('deputy', 'absenceDocument.cancel', { ...place, cancelled: !active }, document.v);
            expect(answer).toMatchObject({ ok: true });
            if (document.active === active) continue;
            Object.assign(document, { active, v: document.v + 1 });
          }
          const own = said.findLast((s) => s.document === id);
          if (one.do !== 'change' && own) own.void = !document.active;
          else {
            if (own) own.void = true;
            said.push({
              ...{ document: id, lesson: null, from: document.from, to: document.to },
              ...{ reason: document.reason, void: false },
            });
          }
        }
      }
      for (const [lesson, lessonId] of LESSONS.entries())
        if (marked.has(lesson))
          expect((await reasonAt(lessonId, 12)).reason, `lesson ${lesson}`).toBe(model(said, lesson));
    });
    // The seed is fast-check's own and printed with a failure.
    await fc.assert(property, { numRuns: 40 });
  }, 120_000);
});

describe('reports of parents', () => {
  const report = { studentId: 11, kind: 'ill' as const, text: 'простыл', starts: '2026-12-02', ends: '2026-12-03' };
  test('a report and a document look alike to a subject teacher: one kind of key, and not who said so', async () => {
    await clean();
    const told: AppliedEvent[] = [];
    const telling = createExecutor(world.db, ({ events }) => told.push(...events));
    const days = { starts: report.starts, ends: report.ends };
    const paper = { ...PAPER, ...days, studentId: 12, noticeId: null };
    expect(await run(telling, await world.actor('parentA'), 'absenceNotice.send', report)).toMatchObject({ ok: true });
    expect(await run(telling, await world.actor('homeroom'), 'absenceDocument.add', paper)).toMatchObject({ ok: true });
    const heard = told
      .flatMap(audienceOf)
      .filter(({ room, event }) => room === rooms.journal(GROUP.math) && event.name.startsWith('absence'));
    expect(heard.map(({ staff }) => staff)).toEqual([false, false]);
    const [first, second] = heard.map(({ event }) => (event.name === 'absence.expected' ? event.data : null));
    expect(first?.key).not.toBe(second?.key);
    const same = { key: 0, studentId: 0, groupIds: [] };
    expect({ ...first, ...same }).toEqual({ ...second, ...same });
    const journal = await journalPage(await world.actor('teacher'), { groupId: GROUP.math }, world.db);
    const range = { ...days, firstLesson: null, lastLesson: null, v: 1 };
    expect(journal?.expected).toEqual([
      { ...range, key: first?.key, studentId: 11 },
      { ...range, key: second?.key, studentId: 12 },
    ]);
  });
  test('a report is seen by teachers without its reason, accepted in one step, answered once', async () => {
    await clean();
    const sent = await as('parentA', 'absenceNotice.send', report);
    expect(sent).toMatchObject({ ok: true });
    const journal = await journalPage(await world.actor('teacher'), { groupId: GROUP.math }, world.db);
    expect(journal?.expected).toMatchObject([{ studentId: 11, starts: '2026-12-02', ends: '2026-12-03' }]);
    expect(JSON.stringify(journal)).not.toContain('простыл');
    const day = await attendanceDay(await world.actor('homeroom'), {}, world.db);
    expect(day?.notices).toMatchObject([{ text: 'простыл', status: 'sent', from: 'Абрамов О. И.' }]);
    const noticeId = day?.notices[0]?.id ?? 0;
    const paper = { ...PAPER, kind: 'application' as const, studentId: 11, starts: report.starts, ends: report.ends };
    expect(await as('homeroom', 'absenceDocument.add', { ...paper, noticeId })).toMatchObject({ ok: true });
    expect(await as('deputy', 'absenceDocument.add', { ...paper, noticeId })).toMatchObject({
      ok: false,
      code: 'invalid',
    });
    expect(await as('parentA', 'absenceNotice.withdraw', { noticeId, studentId: 11 })).toMatchObject({ ok: false });
    const family = await familyAbsences(await world.actor('parentA'), { studentId: 11 }, world.db);
    expect(family?.notices).toMatchObject([{ status: 'accepted' }]);
    expect(family?.documents).toMatchObject([{ kind: 'application', by: null }]);
  });
  test.each([
    ['the last day before the first', { ends: '2026-12-01' }],
    ['two months at once', { ends: '2027-02-02' }],
    ['long ago', { starts: '2026-11-01', ends: '2026-11-02' }],
  ])('%s is refused in words', async (_, change) => {
    expect(await as('parentA', 'absenceNotice.send', { ...report, ...change })).toMatchObject({
      ok: false,
      code: 'invalid',
    });
  });
});

describe('case records', () => {
  test('«НП» for a whole day opens one record; a later one joins it; it is closed and opened again', async () => {
    await clean();
    for (const lessonId of [LESSON.now, LESSON.russian, LESSON.yesterday]) await absent('homeroom', lessonId, 12);
    const actor = await world.actor('homeroom');
    // At once, as the screen sends a day.
    const answers = await Promise.all(
      [LESSON.now, LESSON.russian, LESSON.yesterday].map((lessonId) =>
        run(executor, actor, 'absence.reason', { lessonId, studentId: 12, reason: 'unexcused' }, 0),
      ),
    );
    for (const answer of answers) expect(answer).toMatchObject({ ok: true });
    const cases =
      await world.owner`select opened_on::text as day, status, version from absence_case where school_id = 1`;
    expect(cases).toHaveLength(1);
    const [{ day: openedOn } = { day: '' }] = cases as unknown as { day: string }[];
    const step = { studentId: 12, openedOn };
    expect(await as('homeroom', 'absenceCase.step', { ...step, step: 'note', text: ' ' }, 1)).toMatchObject({
      ok: false,
    });
    expect(await as('homeroom', 'absenceCase.step', { ...step, step: 'call', text: 'мать' }, 1)).toMatchObject({
      ok: true,
    });
    expect(await as('deputy', 'absenceCase.step', { ...step, step: 'closed', text: null }, 1)).toMatchObject({
      ok: false,
      code: 'conflict',
    });
    expect(await as('deputy', 'absenceCase.step', { ...step, step: 'closed', text: null }, 2)).toMatchObject({
      ok: true,
    });
    expect(await as('homeroom', 'absenceCase.open', { studentId: 12, text: 'снова' })).toMatchObject({
      ok: openedOn !== '2026-12-02',
    });
    const day = await attendanceDay(actor, {}, world.db);
    const record = day?.cases.find((c) => c.openedOn === openedOn);
    expect(record?.notes.map((note) => [note.step, note.by])).toEqual([
      ['opened', 'Никитина О. С.'],
      ['call', 'Никитина О. С.'],
      ['closed', 'Лебедева И. С.'],
    ]);
  });
});

describe('registries and reports', () => {
  test('a whole day is missed when all lessons of the class were; lessons and days are counted by reason', async () => {
    await clean();
    for (const lessonId of [LESSON.now, LESSON.russian]) await absent('homeroom', lessonId, 12);
    await as('homeroom', 'absenceDocument.add', {
      ...{ ...PAPER, studentId: 12, starts: '2026-12-02', ends: '2026-12-02', number: '7', noticeId: null },
    });
    const range = { from: '2026-11-02', to: '2026-12-02' };
    const answer = await answerRead(world.db, await world.actor('homeroom'), 'attendance.report', {
      ...{ classId: CLASS.a, ...range },
    });
    if (!answer.ok) throw new Error(answer.message);
    const own = answer.answer.students.find((student) => student.id === 12);
    expect(countDays(own?.days ?? [])).toMatchObject({ lessons: 2, ill: 2, days: 1, daysIll: 1, unreasoned: 0 });
    const registry = await answerRead(world.db, await world.actor('deputy'), 'attendance.student', {
      ...{ studentId: 12, ...range },
    });
    if (!registry.ok) throw new Error(registry.message);
    expect(registry.answer.rows).toMatchObject([
      { lessonId: LESSON.now, code: 'absent', reason: 'ill', by: 'Никитина О. С.', reasonBy: 'Никитина О. С.' },
      { lessonId: LESSON.russian, reason: 'ill' },
    ]);
    expect(registry.answer.documents).toMatchObject([{ number: '7' }]);
    // The family counts the same.
    const family = await familyAbsences(await world.actor('pupilB'), { studentId: 12 }, world.db);
    const rows = (family?.rows ?? []).map((row) => ({ ...row, beside: false }));
    const held = new Map((family?.held ?? []).map((d) => [d.date, d.lessons]));
    expect(countDays(absenceDays(rows, held))).toMatchObject({ lessons: 2, days: 1, daysIll: 1 });
    const week = await answerRead(world.db, await world.actor('director'), 'attendance.week', { monday: '2026-11-30' });
    if (!week.ok) throw new Error(week.message);
    expect(week.answer.classes.find((c) => c.id === CLASS.a)).toMatchObject({ ill: 2, away: 1, unreasoned: 0 });
  });
  test('a club of several classes counts beside the lessons, and its «Н» is the own homeroom teacher’s to explain (R028)', async () => {
    await clean();
    await world.owner`insert into study_group (school_id, id, year_id, class_id, subject_id, name, hours, kind, mixed)
      overriding system value values (1, 77, 1, ${CLASS.b}, 3, 'Хор', 100, 'extracurricular', true) on conflict do nothing`;
    await world.owner`insert into group_teacher (school_id, group_id, teacher_id, starts) values (1, 77, 8, '2026-09-01')
      on conflict do nothing`;
    await world.owner`insert into group_student (school_id, group_id, student_id, starts) values
      (1, 77, 12, '2026-09-01'), (1, 77, 13, '2026-09-01') on conflict do nothing`;
    await world.owner`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number, starts_at,
        ends_at, room, mixed) overriding system value
      select 1, 777, 77, ${CLASS.b}, 3, 8, '2026-12-02', 8, '2026-12-02 13:00Z', '2026-12-02 13:45Z', '1', true
      on conflict do nothing`;
    await absent('foreignTeacher', 777, 12);
    const day = await attendanceDay(await world.actor('homeroom'), {}, world.db);
    expect(day?.lessons.find((lesson) => lesson.id === 777)?.members).toEqual([12]);
    expect(day?.cells.filter((cell) => cell.lessonId === 777)).toMatchObject([{ studentId: 12, by: 'Ким Е. А.' }]);
    const place = { lessonId: 777, studentId: 12 };
    expect(await as('homeroom', 'absence.reason', { ...place, reason: 'excused' }, 0)).toMatchObject({ ok: true });
    expect(await as('foreignTeacher', 'absence.reason', { ...place, reason: 'ill' }, 1)).toMatchObject({
      code: 'not_found',
    });
    const range = { classId: CLASS.a, from: '2026-12-02', to: '2026-12-02' };
    const report = await answerRead(world.db, await world.actor('homeroom'), 'attendance.report', range);
    if (!report.ok) throw new Error(report.message);
    const own = report.answer.students.find((student) => student.id === 12);
    expect(countDays(own?.days ?? [])).toMatchObject({ lessons: 0, beside: 1, days: 0 });
  });
  test('the wall names how long a student has been away before today', async () => {
    await clean();
    await world.owner`update filling set lessons = 1 where school_id = 1 and class_id = ${CLASS.a} and lessons = 0`;
    const days = ['2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01'];
    for (const [at, date] of days.entries()) {
      await world.owner`insert into filling (school_id, on_date, class_id, teacher_id, lessons)
        values (1, ${date}, ${CLASS.a}, 1, 2) on conflict (school_id, on_date, class_id, teacher_id) do update set lessons = 2`;
      for (const n of [1, 2]) {
        const id = 900 + at * 2 + n;
        await world.owner`insert into lesson (school_id, id, group_id, class_id, subject_id, teacher_id, on_date, number,
            starts_at, ends_at, room) overriding system value
          values (1, ${id}, 1, ${CLASS.a}, 1, 1, ${date}, ${n}, ${`${date}T06:00Z`}, ${`${date}T06:45Z`}, '1')`;
        await world.owner`insert into attendance (school_id, lesson_id, student_id, group_id, class_id, on_date, code, set_by)
          values (1, ${id}, 12, 1, ${CLASS.a}, ${date}, 'absent', 1)`;
        if (date > '2026-11-27' || n === 1)
          await world.owner`insert into attendance (school_id, lesson_id, student_id, group_id, class_id, on_date, code, set_by)
            values (1, ${id}, 11, 1, ${CLASS.a}, ${date}, ${n === 1 && date === '2026-11-30' ? 'late' : 'absent'}, 1)`;
      }
    }
    const wall = await controlWall(await world.actor('deputy'), world.db);
    expect(wall?.away).toEqual([{ studentId: 12, classId: CLASS.a, days: 4 }]);
  });
});

describe('a student who has changed his class', () => {
  const paper = { ...PAPER, studentId: 11, starts: '2026-12-02', ends: '2026-12-10' };
  const report = { studentId: 11, kind: 'ill' as const, text: 'простыл', starts: '2026-12-02', ends: '2026-12-03' };
  let moved: World;
  let told: AppliedEvent[] = [];
  let own: Executor;
  beforeAll(async () => {
    moved = await school();
    own = createExecutor(moved.db, ({ events }) => told.push(...events));
    const write = async <N extends Parameters<typeof run>[2]>(who: Who, name: N, input: CommandInput<N>) =>
      expect(await run(own, await moved.actor(who), name, input, 0), name).toMatchObject({ ok: true });
    await write('homeroom', 'absenceDocument.add', { ...paper, noticeId: null });
    await write('parentA', 'absenceNotice.send', report);
    await write('homeroom', 'absenceCase.open', { studentId: 11, text: null });
    const { owner } = moved;
    await owner`update enrolment set ends = '2026-12-01' where school_id = 1 and student_id = 11`;
    await owner`insert into enrolment (school_id, student_id, class_id, starts, order_in)
      values (1, 11, ${CLASS.b}, '2026-12-02', 'приказ № 2')`;
    await owner`insert into homeroom (school_id, class_id, teacher_id, starts) values (1, ${CLASS.b}, 8, '2026-09-01')`;
    told = [];
  });
  afterAll(() => moved.close());
  const papers = async (who: Who, classId: number) => {
    const day = await attendanceDay(await moved.actor(who), { classId }, moved.db);
    return [day?.documents.length, day?.notices.length, day?.cases.length];
  };

  test('takes his papers along: the new class reads them, the old one reads none', async () => {
    expect(await papers('foreignTeacher', CLASS.b)).toEqual([1, 1, 1]);
    expect(await papers('homeroom', CLASS.a)).toEqual([0, 0, 0]);
    const waiting = async (who: Who) =>
      (await myDay(await moved.actor(who), {}, moved.db))?.homerooms.map(({ notices }) => notices.length);
    expect(await waiting('foreignTeacher')).toEqual([1]);
    expect(await waiting('homeroom')).toEqual([0]);
  });
  test('is the new homeroom teacher’s to write of, and she alone is told', async () => {
    const [document] = await moved.owner`select id from absence_document where school_id = 1`;
    const input = { ...paper, ends: '2026-12-20', documentId: Number(document?.['id']) };
    const change = async (who: Who) => run(own, await moved.actor(who), 'absenceDocument.change', input, 1);
    expect(await change('homeroom')).toMatchObject({ ok: false, code: 'not_found' });
    expect(await change('foreignTeacher')).toMatchObject({ ok: true });
    const call = { studentId: 11, openedOn: TODAY, step: 'call' as const, text: null };
    const step = async (who: Who) => run(own, await moved.actor(who), 'absenceCase.step', call, 1);
    expect(await step('homeroom')).toMatchObject({ ok: false, code: 'not_found' });
    expect(await step('foreignTeacher')).toMatchObject({ ok: true });
    const [notice] = await moved.owner`select id from absence_notice where school_id = 1`;
    const decline = async (who: Who) => {
      const answer = { studentId: 11, noticeId: Number(notice?.['id']), answer: null };
      return run(own, await moved.actor(who), 'absenceNotice.decline', answer);
    };
    expect(await decline('homeroom')).toMatchObject({ ok: false, code: 'not_found' });
    expect(await decline('foreignTeacher')).toMatchObject({ ok: true });
    const heard = told.flatMap((event) => audienceOf(event).map(({ room }) => room));
    expect(heard).toContain(rooms.attendance(CLASS.b));
    expect(heard).not.toContain(rooms.attendance(CLASS.a));
    const kept = await moved.owner`select class_id from absence_document union select class_id from absence_notice
      union select class_id from absence_case`;
    expect([...kept]).toEqual([{ class_id: CLASS.b }]);
  });
});
