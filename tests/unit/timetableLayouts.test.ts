import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sheet } from '#lib/domain/timetableImport/grid.ts';
import { readSpreadsheet } from '#lib/domain/timetableImport/spreadsheet.ts';
import { linesOf } from '#tests/support/workbook.ts';

/** A random week written down in every layout that we know is read back as the same week. */

const CLASSES = ['5А', '5Б', '6В', '9Г', '10А', '11И'];
const SUBJECTS = [
  'Алгебра',
  'Русский язык',
  'Физика',
  'История',
  'ИЗО',
  'Физическая культура',
  'Разговоры о важном',
  'ОБЗР',
];
const DAYS = ['Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница'];
type Lesson = { cls: string; day: number; number: number; subject: string; room: number };
type Week = { classes: string[]; days: number; numbers: number; lessons: Lesson[] };

const week: fc.Arbitrary<Week> = fc
  .record({
    classes: fc.shuffledSubarray(CLASSES, { minLength: 2 }),
    days: fc.integer({ min: 2, max: 5 }),
    numbers: fc.integer({ min: 3, max: 7 }),
  })
  .chain(({ classes, days, numbers }) =>
    fc
      // Each class's day begins with the first lesson and has no windows: numbers go up.
      .array(
        fc.tuple(
          fc.integer({ min: 2, max: numbers }),
          fc.array(fc.tuple(fc.constantFrom(...SUBJECTS), fc.integer({ min: 101, max: 480 })), {
            minLength: numbers,
            maxLength: numbers,
          }),
        ),
        {
          minLength: classes.length * days,
          maxLength: classes.length * days,
        },
      )
      .map((drawn) => ({
        ...{ classes, days, numbers },
        lessons: drawn.flatMap(([count, cells], at) =>
          cells.slice(0, count).map(([subject, room], number) => ({
            ...{
              cls: classes[at % classes.length] ?? '',
              day: Math.floor(at / classes.length) + 1,
              number: number + 1,
            },
            ...{ subject, room },
          })),
        ),
      })),
  );

type Layout = (week: Week) => Sheet[];
const find = (week: Week, cls: string, day: number, number: number) =>
  week.lessons.find((one) => one.cls === cls && one.day === day && one.number === number);
const said = (lesson: Lesson | undefined) => (lesson ? `${lesson.subject} ${lesson.room}` : '');
const sheet = (name: string, rows: string[][]): Sheet => ({ name, rows, merges: [] });
const range = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const turned = (rows: string[][]): string[][] => {
  const width = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? ''));
};

const LAYOUTS: Record<string, Layout> = {
  'classes in columns, rooms in cells, days merged': (w) => {
    const rows = [['', '', ...w.classes]];
    const merges: Sheet['merges'] = [];
    for (const day of range(w.days)) {
      merges.push({ top: rows.length, left: 0, bottom: rows.length + w.numbers - 1, right: 0 });
      for (const number of range(w.numbers))
        rows.push([
          number === 1 ? (DAYS[day - 1] ?? '') : '',
          String(number),
          ...w.classes.map((cls) => said(find(w, cls, day, number))),
        ]);
    }
    return [{ name: 'Лист1', rows, merges }];
  },
  'numbers and rooms of each class beside it, empty rows between days': (w) => {
    const rows = [['', ...w.classes.flatMap((cls) => ['', `${cls.slice(0, -1)} "${cls.at(-1)}" класс`, ''])]];
    for (const day of range(w.days)) {
      for (const number of range(w.numbers))
        rows.push([
          number === 1 ? (DAYS[day - 1]?.toUpperCase() ?? '') : '',
          ...w.classes.flatMap((cls) => {
            const lesson = find(w, cls, day, number);
            return lesson ? [String(number), lesson.subject, String(lesson.room)] : ['', '', ''];
          }),
        ]);
      rows.push([]);
    }
    return [sheet('Лист1', rows)];
  },
  'classes in rows': (w) => {
    const rows = [['', '', ...w.classes]];
    for (const day of range(w.days))
      for (const number of range(w.numbers))
        rows.push([
          number === 1 ? (DAYS[day - 1] ?? '') : '',
          String(number),
          ...w.classes.map((cls) => said(find(w, cls, day, number))),
        ]);
    return [sheet('Лист1', turned(rows))];
  },
  'a sheet for each class, days in columns': (w) =>
    w.classes.map((cls) =>
      sheet(cls, [
        ['Урок', ...DAYS.slice(0, w.days)],
        ...range(w.numbers).map((number) => [
          `${number} урок`,
          ...range(w.days).map((day) => said(find(w, cls, day, number))),
        ]),
      ]),
    ),
  'a sheet for each day': (w) =>
    range(w.days).map((day) =>
      sheet(DAYS[day - 1] ?? '', [
        ['№', ...w.classes],
        ...range(w.numbers).map((number) => [
          String(number),
          ...w.classes.map((cls) => said(find(w, cls, day, number))),
        ]),
      ]),
    ),
  'blocks under titles of days': (w) => [
    sheet('Расписание', [
      ['Расписание уроков'],
      ...range(w.days).flatMap((day) => [
        [DAYS[day - 1] ?? ''],
        ['№', ...w.classes],
        ...range(w.numbers).map((number) => [
          String(number),
          ...w.classes.map((cls) => said(find(w, cls, day, number))),
        ]),
      ]),
    ]),
  ],
  'a list': (w) => [
    sheet('Лист1', [
      ['Класс', 'День', 'Урок', 'Предмет', 'Кабинет'],
      ...w.lessons.map((one) => [one.cls, DAYS[one.day - 1] ?? '', String(one.number), one.subject, String(one.room)]),
    ]),
  ],
};

test.each(Object.entries(LAYOUTS))('%s: the week comes back whole', (_, layout) => {
  fc.assert(
    fc.property(week, (drawn) => {
      const draft = readSpreadsheet(layout(drawn));
      const wanted = drawn.lessons
        .map((one) => `${one.cls} ${one.day}.${one.number} ${one.subject} к.${one.room}`)
        .sort();
      expect(linesOf(draft)).toEqual(wanted);
      expect(draft.notes.filter((note) => note.lost)).toEqual([]);
      expect(draft.read).toBe(wanted.length);
    }),
    { numRuns: 15, seed: 11 },
  );
});
