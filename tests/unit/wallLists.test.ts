import { describe, expect, it } from 'vitest';
import {
  absentByClass,
  countAbsent,
  countLate,
  homeworkDue,
  runningLesson,
  scopedWall,
  tally,
  trend,
} from '#lib/domain/wall.ts';
import { at, iso, lesson, view } from '#tests/unit/wallFixture.ts';

describe('homeworkDue', () => {
  it('puts the overdue first and groups classes of one deadline', () => {
    const { overdue, coming } = homeworkDue(
      view({
        lessons: [
          lesson({ id: 1, classId: 1, homework: false }),
          lesson({ id: 2, classId: 2, homework: false }),
          lesson({ id: 3, classId: 3, homework: false }),
          lesson({ id: 4, classId: 3 }),
          lesson({ id: 5, classId: 3, homework: false, endsAt: iso('15:05') }),
          lesson({ id: 6, classId: 3, homework: false, cancelled: true }),
        ],
      }),
      at('14:52'),
    );
    expect(overdue.map((due) => [due.minutes, due.classIds, due.lessons.map((l) => l.id)])).toEqual([[-37, [1], [1]]]);
    expect(coming.map((due) => [due.minutes, due.classIds, due.lessons.map((l) => l.id)])).toEqual([
      [18, [2, 3], [2, 3]],
    ]);
  });
});

describe('absences', () => {
  const absences = [
    { lessonId: 1, studentId: 1, classId: 1, absent: true, reasoned: false, late: false },
    { lessonId: 2, studentId: 1, classId: 1, absent: true, reasoned: true, late: false },
    { lessonId: 1, studentId: 2, classId: 1, absent: true, reasoned: true, late: false },
    { lessonId: 3, studentId: 3, classId: 2, absent: true, reasoned: false, late: false },
    { lessonId: 4, studentId: 3, classId: 2, absent: true, reasoned: false, late: false },
    { lessonId: 4, studentId: 4, classId: 2, absent: false, reasoned: false, late: false },
  ];
  it('counts students once; lateness is no absence', () => {
    expect(countAbsent({ absences })).toEqual({ students: 3, unreasoned: 2 });
  });
  it('counts a class’s students: away, without a reason, for more than three days, late; most unexplained first', () => {
    const late = { lessonId: 9, studentId: 5, classId: 1, absent: false, reasoned: false, late: true };
    const away = [
      { studentId: 2, classId: 1, days: 4 },
      { studentId: 6, classId: 1, days: 9 },
    ];
    expect(absentByClass(view({ absences: [...absences, late], away }))).toEqual([
      { classId: 1, students: 2, unreasoned: 1, long: 1, late: 1 },
      { classId: 2, students: 1, unreasoned: 1, long: 0, late: 0 },
    ]);
    expect(countLate({ absences: [...absences, late] })).toBe(1);
  });
});

describe('scopedWall', () => {
  const v = view({
    lessons: [lesson({ classId: 1 }), lesson({ classId: 3 })],
    absences: [{ lessonId: 1, studentId: 1, classId: 1, absent: true, reasoned: false, late: false }],
  });
  it('is the view itself for the whole school', () => expect(scopedWall(v, false)).toBe(v));
  it('keeps the own grades alone', () => {
    const own = scopedWall(v, true);
    expect(own.classes.map((c) => c.id)).toEqual([2, 3]);
    expect(own.lessons.map((l) => l.classId)).toEqual([3]);
    expect(own.absences).toEqual([]);
    expect(own.homeworkBy.map((entry) => entry.classId)).toEqual([2, 3]);
  });
});

describe('runningLesson', () => {
  const seventh = { number: 7, startsAt: iso('14:20'), endsAt: iso('15:05') };
  it.each([
    ['14:19', null],
    ['14:20', { number: 7, endsAt: iso('15:10') }],
    ['15:10', null],
  ])('at %s', (now, expected) => {
    const v = view({
      lessons: [
        lesson(seventh),
        lesson({ ...seventh, endsAt: iso('15:10') }),
        lesson({ ...seventh, number: 6 }),
        lesson({ ...seventh, number: 6, cancelled: true }),
      ],
    });
    expect(runningLesson(v, at(now))).toEqual(expected);
  });
});

describe('trend', () => {
  const day = (date: string) => ({ date, lessons: 200, topic: 190, homework: 150, roll: 200, due: 0, done: 0 });
  const sofar = tally([lesson(), lesson({ homework: false })], new Map(), at('14:52'));
  it('takes today from the held lessons and drops days to come', () => {
    expect(trend([day('2026-12-01'), day('2026-12-02'), day('2026-12-03')], '2026-12-02', sofar)).toEqual([
      { date: '2026-12-01', topic: 95, homework: 75 },
      { date: '2026-12-02', topic: 100, homework: 50 },
    ]);
  });
  it('has no point for a day that has not begun', () => {
    expect(trend([day('2026-12-01')], '2026-12-02', tally([], new Map(), 0))).toHaveLength(1);
  });
});
