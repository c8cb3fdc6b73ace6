import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiaryDay, DiaryHomework, DiaryLesson, DiaryMark } from '#lib/contract/diaryViews.ts';
import {
  absenceWords,
  changeLines,
  changesAhead,
  dayNear,
  forDay,
  homeworkOn,
  inSentence,
  lessonsAround,
  nextSchoolDay,
  parseWeek,
  reasonOf,
  rollOf,
  uncountedWords,
  weekAfter,
  weekBefore,
} from '#lib/domain/diary.ts';
import { PLAIN_KIND } from '#lib/domain/markKind.ts';
import { addDays, daysBetween, weekdayOf } from '#lib/domain/time.ts';

const TODAY = '2026-12-02';
const at = (time: string, date = TODAY): number => Date.parse(`${date}T${time}:00Z`);
const nobodyAbsent: DiaryLesson['absence'] = { code: null, minutes: null, v: 0, reason: null, reasonV: 0 };
function lesson(number: number, change: Partial<DiaryLesson> = {}, date = TODAY): DiaryLesson {
  const starts = `${String(7 + number).padStart(2, '0')}:30`;
  const ends = `${String(8 + number).padStart(2, '0')}:15`;
  return {
    id: number,
    groupId: number,
    number,
    starts,
    ends,
    startsAt: new Date(at(starts, date)).toISOString(),
    endsAt: new Date(at(ends, date)).toISOString(),
    subject: `Предмет ${number}`,
    room: '214',
    cancelled: false,
    substitute: null,
    change: null,
    changeV: 0,
    topic: null,
    topicV: 0,
    homework: [],
    given: null,
    givenV: 0,
    marks: [],
    absence: nobodyAbsent,
    ...change,
  };
}
const day = (date: string, lessons: DiaryLesson[], dayOff: string | null = null): DiaryDay => ({
  date,
  dayOff,
  lessons,
});
const homework = (change: Partial<DiaryHomework> = {}): DiaryHomework => ({
  fromId: 1,
  state: 'given',
  text: '§ 1',
  minutes: null,
  links: [],
  files: [],
  v: 1,
  done: false,
  doneV: 0,
  ...change,
});

describe('lessonsAround', () => {
  const days = [
    day(TODAY, [lesson(1), lesson(2, { cancelled: true }), lesson(3)]),
    day('2026-12-04', [lesson(1, { id: 9 }, '2026-12-04')]),
  ];
  it.each([
    ['08:00', null, 1, 30],
    ['08:29', null, 1, 1],
    ['08:30', 1, 3, 120],
    ['09:15', null, 3, 75],
    ['10:30', 3, 9, 2760],
    ['12:00', null, 9, 2670],
  ])('at %s', (now, running, next, minutes) => {
    const found = lessonsAround(days, at(now));
    expect(found.running?.id ?? null).toBe(running);
    expect(found.next?.lesson.id).toBe(next);
    expect(found.next?.minutes).toBe(minutes);
  });
  it('has no next lesson after the last one', () => {
    expect(lessonsAround(days, at('10:00', '2026-12-04'))).toEqual({ running: null, next: null });
  });
});

describe('changesAhead', () => {
  it('lists substitutions and cancellations that are not over', () => {
    const days = [
      day(TODAY, [lesson(1, { substitute: 'Юдин К. М.' }), lesson(2, { cancelled: true }), lesson(3)]),
      day('2026-12-03', [lesson(1, { id: 9, substitute: 'Ким Е. А.' }, '2026-12-03')]),
    ];
    expect(changesAhead(days, at('09:20')).map((change) => change.lesson.id)).toEqual([2, 9]);
  });
});

describe('changeLines', () => {
  it('has a lesson that left the days shown at the hour it had, until that day is over', () => {
    const days = [day(TODAY, [lesson(1), lesson(6, { cancelled: true })]), day('2026-12-03', [])];
    const gone = (id: number, date: string, number: number) => ({
      ...{ id, groupId: 5, was: { date, number }, date: '2026-12-04', number: 7, v: 1 },
    });
    const moved = [gone(20, '2026-12-01', 2), gone(21, TODAY, 5), gone(22, '2026-12-03', 1)];
    const subjects = [{ groupId: 5, subject: 'Физика' }];
    const lines = changeLines({ days, moved, subjects, today: TODAY }, at('08:00'));
    expect(lines.map((line) => [line.id, line.date, line.number, line.subject, line.words, line.on])).toEqual([
      [21, TODAY, 5, 'Физика', 'перенесён на 04.12, 7-й урок', '2026-12-04'],
      [6, TODAY, 6, 'Предмет 6', 'отменён', TODAY],
      [22, '2026-12-03', 1, 'Физика', 'перенесён на 04.12, 7-й урок', '2026-12-04'],
    ]);
  });
});

describe('nextSchoolDay', () => {
  it('steps over days off, days without lessons and days with cancelled ones only', () => {
    const days = [
      day(TODAY, [lesson(1)]),
      day('2026-12-03', [], 'Выходной'),
      day('2026-12-04', [lesson(1, { cancelled: true })]),
      day('2026-12-07', [lesson(1)]),
    ];
    expect(nextSchoolDay({ days, today: TODAY })?.date).toBe('2026-12-07');
    expect(nextSchoolDay({ days: days.slice(0, 2), today: TODAY })).toBeNull();
  });
});

describe('homeworkOn', () => {
  it('parts tasks from «Не задано» and keeps the task of a cancelled lesson', () => {
    const found = homeworkOn(
      day(TODAY, [
        lesson(1, { homework: [homework(), homework({ fromId: 2 })] }),
        lesson(2, { homework: [homework({ state: 'none', text: null })] }),
        lesson(3, { cancelled: true, homework: [homework({ fromId: 3 })] }),
      ]),
    );
    expect(found.given.map((item) => item.homework.fromId)).toEqual([1, 2, 3]);
    expect(found.none).toEqual(['Предмет 2']);
  });
});

describe('rollOf', () => {
  const absent = (
    code: DiaryLesson['absence']['code'],
    reason: DiaryLesson['absence']['reason'] = null,
    minutes: number | null = null,
  ) => ({
    absence: { code, reason, minutes, v: 1, reasonV: 1 },
  });
  it.each([
    [{}, '09:15', '1', 'present'],
    [{}, '09:14', '1', 'ahead'],
    [{ cancelled: true }, '09:15', '1', 'cancelled'],
    [absent('late', null, 5), '08:40', 'О', 'late'],
    [absent('absent'), '09:15', 'Н', 'absent'],
    [absent('absent', 'excused'), '09:15', 'УП', 'excused'],
    [absent('absent', 'ill'), '09:15', 'Б', 'excused'],
    [absent('absent', 'unexcused'), '09:15', 'НП', 'absent'],
    [absent('remote'), '09:15', 'ДО', 'excused'],
    [absent('exempt'), '09:15', 'ОСВ', 'excused'],
  ] as const)('%o at %s is %s, %s', (change, now, text, tone) => {
    expect(rollOf(day(TODAY, [lesson(1, change)]), at(now))).toMatchObject([{ text, tone }]);
  });
  it('says minutes of lateness in words', () => {
    expect(absenceWords(lesson(1, absent('late', null, 5)))).toBe('опоздание, 5 мин');
    expect(absenceWords(lesson(1))).toBeNull();
  });
});

describe('reasonOf', () => {
  const mark = (change: Partial<DiaryMark>): DiaryMark => ({
    workId: 1,
    number: 1,
    lessonId: 1,
    groupId: 1,
    subject: 'Физика',
    date: TODAY,
    value: 4,
    previous: null,
    setAt: '2026-12-02T08:00:00Z',
    v: 1,
    typeId: 2,
    workName: null,
    weight: 100,
    counted: true,
    kind: PLAIN_KIND,
    kindV: 0,
    work: { typeId: 2, weight: null },
    comment: null,
    commentV: 0,
    ...change,
  });
  const types = [
    {
      id: 2,
      name: 'Контрольная',
      short: 'К/р',
      weight: 200,
      control: true,
      written: true,
      sort: 1,
      archived: false,
      v: 1,
    },
  ];
  it.each([
    [{}, 'Контрольная'],
    [{ weight: 200, workName: 'Тепловые явления' }, 'Контрольная «Тепловые явления», вес 2'],
    [{ weight: 50 }, 'Контрольная, вес 0,5'],
    [{ typeId: 7 }, 'Работа'],
  ])('%o', (change, text) => expect(reasonOf(mark(change), types)).toBe(text));
});

describe('uncountedWords', () => {
  it.each([
    [{ value: 4, kind: PLAIN_KIND }, null],
    [{ value: 4, kind: { ...PLAIN_KIND, counted: false } }, 'Не учитывается в среднем балле.'],
    [{ value: 0, kind: PLAIN_KIND }, 'Точка: учитель ждёт работу, сдать до 07.12. В средний балл не входит.'],
    [
      { value: 0, kind: { ...PLAIN_KIND, dueOn: '2026-12-01' } },
      'Точка: учитель ждёт работу, срок прошёл 01.12. В средний балл не входит.',
    ],
  ])('%o', (mark, words) => expect(uncountedWords({ date: '2026-11-30', ...mark }, 7, TODAY)).toBe(words));
});

describe('words of days', () => {
  it.each([
    [TODAY, 'сегодня', 'на сегодня'],
    ['2026-12-03', 'завтра', 'на завтра'],
    ['2026-12-01', 'вчера', 'на вчера'],
    ['2026-12-04', 'пятница, 04.12', 'на пятницу, 04.12'],
    ['2026-12-05', 'суббота, 05.12', 'на субботу, 05.12'],
    ['2026-12-07', 'понедельник, 07.12', 'на понедельник, 07.12'],
    ['2026-12-09', 'среда, 09.12', 'на среду, 09.12'],
  ])('%s', (date, near, due) => {
    expect(dayNear(date, TODAY)).toBe(near);
    expect(forDay(date, TODAY)).toBe(due);
  });
  it.each([
    ['Физика', 'физика'],
    ['Английский язык', 'английский язык'],
    ['ИЗО', 'ИЗО'],
    ['ОБЗР', 'ОБЗР'],
  ])('%s in a sentence', (subject, text) => expect(inSentence(subject)).toBe(text));
});

describe('parseWeek', () => {
  it.each([
    ['2026-12-02', '2026-11-30'],
    ['2026-11-30', '2026-11-30'],
    ['2026-02-30', null],
    ['2026-13-01', null],
    ['вчера', null],
    ['', null],
    [undefined, null],
  ])('%s', (text, monday) => expect(parseWeek(text)).toBe(monday));

  it('gives the Monday at most six days back, and its neighbours are a week away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (offset) => {
        const date = addDays('2000-01-01', offset);
        const monday = parseWeek(date) ?? '';
        expect(weekdayOf(monday)).toBe(1);
        const back = daysBetween(monday, date);
        expect(back >= 0 && back < 7).toBe(true);
        expect(weekAfter(weekBefore(monday))).toBe(monday);
      }),
    );
  });
});
