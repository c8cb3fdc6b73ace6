import { describe, expect, it } from 'vitest';
import type { DayLesson, MyDayView } from '#lib/contract/myDayView.ts';
import {
  currentIndex,
  dayHref,
  dayState,
  fieldState,
  gapsBy,
  gapsFrom,
  gapsOf,
  isToFill,
  marksDue,
  missingFields,
  nextDay,
  weekOf,
} from '#lib/domain/myDay.ts';
import { dayKey } from '#lib/domain/myDayKeys.ts';

const TZ = 'Europe/Moscow';
const TODAY = '2026-12-02';
const lesson = (change: Partial<DayLesson> = {}): DayLesson => ({
  ...{ id: 1, groupId: 7, classId: 3, date: TODAY, number: 3, starts: '10:30', ends: '11:15', room: '214' },
  ...{
    className: '8Б',
    subject: 'Алгебра',
    name: '',
    cancelled: false,
    closed: false,
    instead: null,
    by: null,
    change: null,
  },
  ...{ topic: true, homework: true, roll: true, due: 0, done: 0 },
  record: null,
  ...change,
});
const view = (lessons: DayLesson[], change: Partial<MyDayView> = {}): MyDayView => ({
  ...{
    view: 'myDay',
    personId: 1,
    seq: 1,
    now: '',
    today: TODAY,
    tz: TZ,
    date: TODAY,
    dayOff: null,
    homeworkMinutes: 60,
    lessons,
  },
  ...{ view: 'myDay', seq: 1, now: '', today: TODAY, tz: TZ, date: TODAY, dayOff: null, homeworkMinutes: 60, lessons },
  ...{ homerooms: [], reasonDays: 0, returned: [] },
  ...change,
});
const at = (time: string) => Date.parse(`${TODAY}T${time}:00+03:00`);

describe('gaps of the month', () => {
  it.each([
    ['2026-12-02', '2026-11-01', '2026-12-08'],
    ['2026-12-08', '2026-11-01', '2026-12-08'],
    ['2026-12-09', '2026-12-01', '2027-01-08'],
    ['2027-01-31', '2027-01-01', '2027-02-08'],
    ['2027-03-01', '2027-02-01', '2027-03-08'],
  ])('on %s are looked for from %s and due by %s', (today, from, by) => {
    expect(gapsFrom(today)).toBe(from);
    expect(gapsBy(today)).toBe(by);
  });

  it('are what is empty on past days, by field, the oldest first', () => {
    const gaps = gapsOf(
      view([
        lesson({ id: 1, date: '2026-10-30', topic: false }),
        lesson({ id: 2, date: '2026-11-12', topic: false }),
        lesson({ id: 3, date: '2026-11-20', topic: false, homework: false }),
        lesson({ id: 4, date: TODAY, topic: false }),
        lesson({ id: 5, date: '2026-11-20', topic: false, cancelled: true }),
        lesson({ id: 6, date: '2026-11-20', roll: false, closed: true }),
        lesson({ id: 7, date: '2026-11-20', roll: false, by: 'Юдин К. М.' }),
      ]),
    );
    expect(gaps.map(({ field, lessons }) => [field, lessons.map((l) => l.id)])).toEqual([
      ['topic', [2, 3]],
      ['homework', [3]],
    ]);
  });

  it('are a substitute’s on the day of the lesson only', () => {
    expect(isToFill(lesson({ instead: 'Руднев С. П.' }), TODAY)).toBe(true);
    expect(isToFill(lesson({ instead: 'Руднев С. П.', date: '2026-12-01' }), TODAY)).toBe(false);
  });
});

describe('marks of control works', () => {
  it('are due within seven days, also from a substitute', () => {
    const due = marksDue(
      view([
        lesson({ id: 1, date: '2026-11-16', due: 24, done: 20 }),
        lesson({ id: 2, date: '2026-11-25', due: 24, done: 23 }),
        lesson({ id: 3, date: '2026-11-30', due: 24, done: 24 }),
        lesson({ id: 4, date: '2026-12-11', due: 26, done: 0 }),
        lesson({ id: 5, date: '2026-11-26', due: 9, done: 1, instead: 'Руднев С. П.' }),
        lesson({ id: 6, date: '2026-11-24', due: 9, done: 1, instead: 'Руднев С. П.' }),
      ]),
    );
    expect(due.map(({ lesson: l, missing, by, overdue }) => [l.id, missing, by, overdue])).toEqual([
      [1, 4, '2026-11-23', true],
      [2, 1, '2026-12-02', false],
      [5, 8, '2026-12-03', false],
    ]);
  });
});

describe('the state of a lesson', () => {
  const open = { topic: false, homework: false, roll: false };
  const record = { topic: null, homework: null, draft: null, homeworkBy: `${TODAY}T13:05:00.000Z` };
  it.each([
    ['before its bell', { ...open }, '10:29', 'next'],
    ['from its bell', { ...open }, '10:30', 'running'],
    ['to the last minute', {}, '11:14', 'running'],
    ['filled after it', {}, '11:15', 'filled'],
    ['empty after it', { ...open, record }, '11:15', 'empty'],
    ['late when homework was due', { ...open, record }, '16:05', 'late'],
    ['cancelled', { ...open, cancelled: true }, '12:00', 'cancelled'],
  ] as const)('%s', (_, change, time, state) => {
    expect(dayState(lesson(change), TZ, at(time))).toBe(state);
  });

  it('asks for a field as soon as the lesson runs', () => {
    expect(fieldState(lesson(open), false, TZ, at('10:40'))).toBe('empty');
    expect(fieldState(lesson(open), true, TZ, at('10:20'))).toBe('filled');
  });

  it('names what is missing in the order of a lesson, and opens there', () => {
    expect(missingFields(lesson(open))).toEqual(['roll', 'topic', 'homework']);
    expect(dayHref(lesson(open))).toBe('/journal/7?lesson=1&field=roll');
    expect(dayHref(lesson())).toBe('/journal/7?lesson=1');
    expect(dayHref(lesson(), 'homework')).toBe('/journal/7?lesson=1&field=homework');
    expect(dayHref(lesson(), 'marks')).toBe('/journal/7?lesson=1&entry=marks');
  });
});

describe('the day and its week', () => {
  const day = [
    lesson({ id: 1, starts: '08:30', ends: '09:15' }),
    lesson({ id: 2, starts: '10:30', ends: '11:15', cancelled: true }),
    lesson({ id: 3, starts: '11:35', ends: '12:20' }),
  ];
  it.each([
    ['08:00', 0],
    ['09:00', 0],
    ['09:20', 2],
    ['15:00', 2],
  ])('stands at %s on lesson %i', (time, index) => {
    expect(currentIndex(day, TZ, at(time))).toBe(index);
  });

  it('shows Saturday only when there is something in it', () => {
    expect(weekOf(view(day)).map((d) => d.date)).toEqual([
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
    ]);
    expect(weekOf(view(day, { date: '2026-12-06' })).at(-1)?.date).toBe('2026-12-06');
  });

  it('finds the next day with lessons', () => {
    const later = [
      ...day,
      lesson({ id: 4, date: '2026-12-03', cancelled: true }),
      lesson({ id: 5, date: '2026-12-04' }),
    ];
    expect(nextDay(view(later), TODAY)?.date).toBe('2026-12-04');
    expect(nextDay(view(day), TODAY)).toBeNull();
  });
});

describe('keys of the day', () => {
  it.each([
    ['ArrowDown', 'ArrowDown', { do: 'move', by: 1 }],
    ['ArrowLeft', 'ArrowLeft', { do: 'day', by: -1 }],
    ['Enter', 'Enter', { do: 'open' }],
    ['т', 'KeyN', { do: 'open', field: 'topic' }],
    ['n', 'KeyN', { do: 'open', field: 'topic' }],
    ['Д', 'KeyL', { do: 'open', field: 'homework' }],
    ['h', 'KeyH', { do: 'open', field: 'marks' }],
    ['Tab', 'Tab', null],
    ['q', 'KeyQ', null],
  ] as const)('%s (%s)', (key, code, action) => {
    expect(dayKey(key, code)).toEqual(action);
  });
});
