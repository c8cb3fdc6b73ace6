import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deadlinesOf,
  homeworkDue,
  lessonState,
  missingIn,
  percent,
  tally,
  tallyBy,
  tallyByGrade,
} from '#lib/domain/wall.ts';
import { at, iso, lesson, view } from '#tests/unit/wallFixture.ts';

describe('lessonState', () => {
  it.each([
    ['before it begins', {}, '08:29', 'next'],
    ['at its first minute', {}, '08:30', 'running'],
    ['at its last minute', {}, '09:14', 'running'],
    ['at the bell, filled', {}, '09:15', 'filled'],
    ['at the bell, without a topic', { topic: false }, '09:15', 'empty'],
    ['at the deadline', { homework: false }, '14:15', 'empty'],
    ['past the deadline', { homework: false }, '14:16', 'late'],
    ['past the deadline, only a control work open', { due: 25, done: 3 }, '14:16', 'filled'],
    ['cancelled', { cancelled: true, topic: false }, '14:16', 'cancelled'],
  ] as const)('%s', (_, change, now, state) => {
    expect(lessonState(lesson(change), at('14:15'), at(now))).toBe(state);
  });

  it('is never late without a deadline', () => {
    expect(lessonState(lesson({ roll: false }), null, at('23:59'))).toBe('empty');
  });
});

describe('missingIn', () => {
  it('names the fields in the order a teacher fills them', () => {
    expect(missingIn(lesson({ topic: false, homework: false, roll: false, due: 2, done: 1 }))).toEqual([
      'topic',
      'homework',
      'roll',
      'marks',
    ]);
    expect(missingIn(lesson())).toEqual([]);
  });
});

describe('percent', () => {
  it.each([
    [0, 0, null],
    [0, 5, 0],
    [5, 5, 100],
    [159, 190, 84],
    [999, 1000, 99],
    [1, 1000, 1],
  ])('%i of %i is %s', (part, sum, expected) => expect(percent(part, sum)).toBe(expected));

  it('says 100 of all only and 0 of none only, and never falls when the part grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), (sum, seed) => {
        const part = seed % (sum + 1);
        const value = percent(part, sum) ?? -1;
        expect(value === 100).toBe(part === sum);
        expect(value === 0).toBe(part === 0);
        if (part < sum) expect(percent(part + 1, sum) ?? -1).toBeGreaterThanOrEqual(value);
      }),
    );
  });
});

const lessons = fc.array(
  fc.record({
    id: fc.nat(),
    groupId: fc.nat(),
    classId: fc.integer({ min: 1, max: 3 }),
    number: fc.integer({ min: 1, max: 7 }),
    subject: fc.constant('Физика'),
    teacherId: fc.integer({ min: 1, max: 4 }),
    startsAt: fc.constantFrom(iso('08:30'), iso('13:25'), iso('14:20')),
    endsAt: fc.constantFrom(iso('14:20'), iso('14:52'), iso('15:05')),
    cancelled: fc.boolean(),
    substitute: fc.boolean(),
    mixed: fc.boolean(),
    graded: fc.boolean(),
    topic: fc.boolean(),
    homework: fc.boolean(),
    roll: fc.boolean(),
    due: fc.integer({ min: 0, max: 30 }),
    done: fc.integer({ min: 0, max: 30 }),
  }),
  { maxLength: 60 },
);

describe('tally', () => {
  it('counts held lessons only', () => {
    const sum = tally(
      [
        lesson(),
        lesson({ topic: false, due: 25, done: 10 }),
        lesson({ cancelled: true }),
        lesson({ classId: 2, startsAt: iso('14:20'), endsAt: iso('15:05') }),
      ],
      deadlinesOf(view()),
      at('14:52'),
    );
    expect(sum).toEqual({ held: 2, filled: 1, late: 1, topic: 1, homework: 2, roll: 2, due: 25, done: 10 });
  });

  it('agrees with the squares and with its parts, whatever the lessons', () => {
    fc.assert(
      fc.property(lessons, (list) => {
        const v = view({ lessons: list });
        const deadlines = deadlinesOf(v);
        const now = at('14:52');
        const all = tally(list, deadlines, now);
        const states = list.map((l) => lessonState(l, deadlines.get(l.classId) ?? null, now));
        expect(all.filled).toBe(states.filter((s) => s === 'filled').length);
        expect(all.late).toBe(states.filter((s) => s === 'late').length);
        expect(all.held - all.filled - all.late).toBe(states.filter((s) => s === 'empty').length);
        const add = (rows: { tally: typeof all }[]) => rows.reduce((sum, row) => sum + row.tally.held, 0);
        expect(add(tallyByGrade(v, now))).toBe(all.held);
        expect(add(tallyBy(list, (l) => l.teacherId, deadlines, now))).toBe(all.held);
        const { overdue, coming } = homeworkDue(v, now);
        const open = [...overdue, ...coming].reduce((sum, due) => sum + due.lessons.length, 0);
        expect(open).toBe(all.held - all.homework);
      }),
    );
  });
});

describe('tallyBy', () => {
  it('finds the earliest held lesson that is not filled', () => {
    const rows = tallyBy(
      [
        lesson({ id: 3, number: 3, startsAt: iso('10:30'), endsAt: iso('11:15'), roll: false }),
        lesson({ id: 2, number: 2, startsAt: iso('09:25'), endsAt: iso('10:10'), topic: false }),
        lesson({ id: 1 }),
        lesson({ id: 4, startsAt: iso('08:00'), endsAt: iso('15:05'), topic: false }),
      ],
      (l) => l.teacherId,
      new Map(),
      at('12:00'),
    );
    expect(rows.map((row) => [row.key, row.tally.held, row.firstEmpty?.id])).toEqual([[5, 3, 2]]);
  });
});

describe('tallyByGrade', () => {
  it('keeps a grade without lessons, in the order of grades', () => {
    const rows = tallyByGrade(view({ lessons: [lesson({ classId: 3 })] }), at('14:52'));
    expect(rows.map((row) => [row.grade, row.tally.held])).toEqual([
      [5, 0],
      [6, 1],
    ]);
  });
});
