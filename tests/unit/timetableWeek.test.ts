import { describe, expect, it } from 'vitest';
import { applyEvent, isStale } from '#lib/contract/apply.ts';
import type { AppliedEvent, EventData } from '#lib/contract/events.ts';
import type { TimetableLesson, TimetableView } from '#lib/contract/timetableViews.ts';
import { addDays } from '#lib/domain/time.ts';
import {
  changeTags,
  dayOf,
  daysOf,
  nowAndNext,
  numbersOf,
  openDays,
  placedAt,
  shownDays,
  timeOfNumber,
  weekOf,
} from '#lib/domain/timetableWeek.ts';

const MONDAY = '2026-11-30';
const [TODAY, THURSDAY] = ['2026-12-02', '2026-12-03'];
const TZ = 'Europe/Moscow';
const orlova = { id: 1, name: 'Орлова Е. В.' };
const guseva = { id: 2, name: 'Гусева М. А.' };
const lesson = (change: Partial<TimetableLesson> = {}): TimetableLesson => ({
  ...{ id: 7, groupId: 1, date: TODAY, number: 3, starts: '10:30', ends: '11:15', subject: 'Алгебра', className: '8Б' },
  ...{ name: '', room: '214', cancelled: false, teacher: orlova, substitute: null, change: null, changeV: 0 },
  ...change,
});
const was = { date: TODAY, number: 3, room: '214' };
const moved = (change: Partial<TimetableLesson> = {}) =>
  lesson({
    ...{ date: THURSDAY, number: 7, starts: '14:20', ends: '15:05', change: { kind: 'move', instead: null, was } },
    changeV: 1,
    ...change,
  });
const view = (lessons: TimetableLesson[], change: Partial<TimetableView> = {}): TimetableView => ({
  ...{
    view: 'timetable',
    seq: 1,
    now: '2026-12-02T07:53:00Z',
    today: TODAY,
    tz: TZ,
    by: 'class',
    id: '26',
    title: '8Б',
  },
  ...{
    week: MONDAY,
    days: daysOf(MONDAY).map((date) => ({ date, dayOff: null })),
    lessons,
    parity: null,
    family: null,
  },
  groups: [{ groupId: 1, subject: 'Алгебра', className: '8Б', name: '' }],
  ...change,
});
const at = (time: string) => Date.parse(`${TODAY}T${time}:00+03:00`);

describe('a week of the timetable', () => {
  it('begins on Monday, whatever day its address names; nonsense means this week', () => {
    expect(weekOf('2026-12-09', TODAY)).toBe('2026-12-07');
    for (const text of [undefined, '', 'вчера', '2026-13-01', '0001-01-01', '99999-01-01'])
      expect(weekOf(text, TODAY), text).toBe(MONDAY);
  });
  it('shows Saturday only when something stands there, and a window as an empty line', () => {
    expect(shownDays(view([lesson()]))).toHaveLength(5);
    expect(shownDays(view([lesson({ date: addDays(MONDAY, 5) })]))).toHaveLength(6);
    expect(numbersOf(view([lesson({ number: 1 }), lesson({ id: 8, number: 4 })]))).toEqual([1, 2, 3, 4]);
    expect(numbersOf(view([lesson({ number: 0 })]))).toEqual([0]);
    expect(numbersOf(view([]))).toEqual([]);
    // Held in another week, it leaves a line here only where it was.
    expect(numbersOf(view([moved({ date: '2026-12-10', number: 8 })]))).toEqual([1, 2, 3]);
  });
  it('has at each line the time that most lessons ring by', () => {
    const short = { starts: '09:50', ends: '10:20' };
    const three = [lesson(), lesson({ id: 8, date: THURSDAY }), lesson({ id: 9, date: MONDAY, ...short })];
    expect(timeOfNumber(view(three), 3)).toEqual({ starts: '10:30', ends: '11:15' });
    expect(timeOfNumber(view(three), 4)).toBeNull();
  });
  it('has subgroups side by side in the order of their names', () => {
    const groups = [lesson({ id: 2, name: '2 подгруппа' }), lesson({ id: 9, name: '1 подгруппа' })];
    expect(placedAt(view(groups), TODAY, 3).map(({ lesson: l }) => l.name)).toEqual(['1 подгруппа', '2 подгруппа']);
  });
  it('a moved lesson stands where it is held, and crossed out where it was', () => {
    const week = view([moved()]);
    expect(placedAt(week, TODAY, 3)).toMatchObject([{ left: true }]);
    expect(placedAt(week, THURSDAY, 7)).toMatchObject([{ left: false }]);
    expect(dayOf(week, TODAY)).toMatchObject({ held: 0, changes: 1 });
    expect(dayOf(week, THURSDAY)).toMatchObject({ held: 1, starts: '14:20', ends: '15:05', changes: 1 });
    // Within a day it is one change, not two.
    expect(dayOf(view([moved({ date: TODAY })]), TODAY)).toMatchObject({ held: 1, changes: 1 });
  });
  it('a room keeps the trace of a lesson that has left it, and shows no trace of one that came', () => {
    const away = lesson({ room: '301', change: { kind: 'substitute', instead: null, was }, substitute: guseva });
    expect(placedAt(view([away], { by: 'room', id: '214' }), TODAY, 3)).toMatchObject([{ left: true }]);
    expect(placedAt(view([away], { by: 'room', id: '301' }), TODAY, 3)).toMatchObject([{ left: false }]);
  });
  it('subgroups of one number are one lesson of the day', () => {
    const groups = [
      lesson({ id: 2, name: '1 подгруппа' }),
      lesson({ id: 3, name: '2 подгруппа' }),
      lesson({ id: 4, number: 4 }),
    ];
    expect(dayOf(view(groups), TODAY).held).toBe(2);
  });
  it('marks what goes on by the school’s clock, and what comes next', () => {
    const day = [
      lesson({ id: 1 }),
      lesson({ id: 2, number: 4, starts: '11:35', ends: '12:20', cancelled: true }),
      lesson({ id: 3, number: 5, starts: '12:30', ends: '13:15' }),
      lesson({ id: 4, number: 6, starts: '13:25', ends: '14:10' }),
    ];
    const { running, next } = nowAndNext(view(day), at('10:53'));
    expect([[...running], [...next]]).toEqual([[1], [3]]);
    expect([...nowAndNext(view(day), at('11:15')).running]).toEqual([]);
    // A teacher whose lesson somebody else holds is not teaching.
    const taken = [lesson({ substitute: guseva })];
    expect(nowAndNext(view(taken, { by: 'teacher', id: '1' }), at('10:53')).running.size).toBe(0);
    expect(nowAndNext(view(taken, { by: 'teacher', id: '2' }), at('10:53')).running.size).toBe(1);
  });
  it('a family sees today open; when it is over, the next school day too; in another week all', () => {
    const week = view([lesson(), lesson({ id: 8, date: '2026-12-04' })]);
    expect([...openDays(week, at('10:53'))]).toEqual([TODAY]);
    expect([...openDays(week, at('11:15'))]).toEqual([TODAY, '2026-12-04']);
    expect(openDays(view([lesson()], { week: '2026-12-07' }), at('10:53')).size).toBe(6);
  });
  it.each<[string, TimetableLesson, string[]]>([
    ['nothing', lesson(), []],
    [
      'a substitution',
      lesson({ substitute: guseva, change: { kind: 'substitute', instead: null, was } }),
      ['Замена, вместо: Орлова Е. В.'],
    ],
    [
      'another subject in another room',
      lesson({ substitute: guseva, room: '301', change: { kind: 'substitute', instead: 'Физика', was } }),
      ['Замена, вместо: Орлова Е. В.', 'Другой предмет, вместо: Алгебра', 'Другой кабинет, вместо: каб. 214'],
    ],
    ['a move', moved({ room: '301' }), ['Перенос, с 02.12 (ср), 3-й урок']],
    [
      'a room alone',
      lesson({ room: '301', change: { kind: 'move', instead: null, was } }),
      ['Другой кабинет, вместо: каб. 214'],
    ],
    ['a cancelled one', lesson({ cancelled: true, change: { kind: 'cancel', instead: null, was } }), ['Отменён']],
    ['cancelled without a change', lesson({ cancelled: true }), ['Отменён']],
    [
      'on their own',
      lesson({ change: { kind: 'self', instead: null, was } }),
      ['Самостоятельная работа, учитель: Орлова Е. В.'],
    ],
    [
      'subgroups together',
      lesson({ substitute: guseva, change: { kind: 'merge', instead: null, was } }),
      ['Объединение, вместо: Орлова Е. В.'],
    ],
  ])('says of %s', (_, one, words) => {
    expect(changeTags(one).map(({ text, detail }) => (detail ? `${text}, ${detail}` : text))).toEqual(words);
  });
});

let seq = 1;
const told = (data: Partial<EventData<'lesson.changed'>>): AppliedEvent => ({
  seq: ++seq,
  commandId: 'x',
  by: null,
  name: 'lesson.changed',
  data: {
    ...{ lessonId: 7, groupId: 1, classId: 26, date: TODAY, number: 3, room: '214', status: 'planned', subjectId: 5 },
    ...{ startsAt: '2026-12-02T07:30:00.000Z', endsAt: '2026-12-02T08:15:00.000Z', instead: null, teacher: orlova },
    ...{ substitute: null, kind: null, intoId: null, was, from: { date: TODAY, number: 3, status: 'planned' }, v: 1 },
    ...data,
  },
});
const substituted = told({ substitute: guseva, kind: 'substitute', v: 1 });
const elsewhere = (date: string, v = 1) =>
  told({ date, number: 7, startsAt: `${date}T11:20:00.000Z`, endsAt: `${date}T12:05:00.000Z`, kind: 'move', v });

describe('a week takes changes as they are made', () => {
  it('a substitution, its taking back, and neither twice', () => {
    const week = view([lesson()]);
    const after = applyEvent(week, substituted);
    expect(after.lessons[0]).toMatchObject({ substitute: guseva, change: { kind: 'substitute' }, changeV: 1 });
    expect(applyEvent(after, substituted)).toBe(after);
    expect(applyEvent(after, told({ v: 2 })).lessons).toEqual([lesson({ changeV: 2 })]);
  });
  it('a lesson moved within the week, out of it and into it', () => {
    const within = applyEvent(view([lesson()]), elsewhere(THURSDAY));
    expect(within.lessons[0]).toMatchObject({ date: THURSDAY, number: 7, starts: '14:20' });
    // Where the timetable had it, its trace stays.
    expect(applyEvent(view([lesson()]), elsewhere('2026-12-10')).lessons).toHaveLength(1);
    const next = view([], { week: '2026-12-07', days: daysOf('2026-12-07').map((date) => ({ date, dayOff: null })) });
    const came = applyEvent(next, elsewhere('2026-12-10'));
    expect(came.lessons).toMatchObject([{ id: 7, subject: 'Алгебра', className: '8Б', date: '2026-12-10' }]);
    expect(isStale(came)).toBe(false);
    // Brought back: it has never been in this week.
    expect(applyEvent(came, told({ v: 2 })).lessons).toEqual([]);
  });
  it('the substitute’s week gets a lesson of a group it does not know by being read anew, and loses it by itself', () => {
    const own = view([], { by: 'teacher', id: '2', groups: [] });
    expect(isStale(applyEvent(own, substituted))).toBe(true);
    const read = view([lesson({ substitute: guseva, changeV: 1 })], { by: 'teacher', id: '2', groups: [] });
    expect(applyEvent(read, told({ v: 2 })).lessons).toEqual([]);
  });
  it('other people’s lessons change nothing', () => {
    for (const week of [
      view([], { by: 'teacher', id: '5', groups: [] }),
      view([], { by: 'room', id: '101', groups: [] }),
      view([], { groups: [] }),
    ])
      expect(applyEvent(week, substituted)).toBe(week);
  });
});
