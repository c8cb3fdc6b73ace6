import { describe, expect, it } from 'vitest';
import { inventBuilding, planWeek } from '#db/seed/building.ts';
import { calendarOf, canonicalDay, schoolDays, schoolYearOf } from '#db/seed/calendar.ts';
import { canonicalInstant } from '#db/seed/canonical.ts';
import { classEntries } from '#db/seed/classes.ts';
import { copyText } from '#db/seed/copy.ts';
import { DAILY_LIMIT, hoursOf, WEEKLY_CEILING } from '#db/seed/curriculum.ts';
import { countIds } from '#db/seed/model.ts';
import { SURNAMES } from '#db/seed/nameLists.ts';
import { feminineSurname, patronymicOf } from '#db/seed/names.ts';
import { randomOf } from '#db/seed/random.ts';
import { TEACHERS } from '#db/seed/staffList.ts';
import { SUBJECT_KEYS } from '#db/seed/subjects.ts';
import { topicAt, topicsOf } from '#db/seed/topics/find.ts';
import { WORK_TYPES } from '#db/seed/workTypes.ts';
import { addDays, weekdayOf } from '#lib/domain/time.ts';

describe('the school year of the seed', () => {
  it('has the quarters, half-years and days off of 2026/27', () => {
    const { periods, daysOff } = calendarOf(2026);
    expect(periods.map((p) => `${p.kind} ${p.number}: ${p.starts} ${p.ends}`)).toEqual([
      'quarter 1: 2026-09-01 2026-10-23',
      'quarter 2: 2026-11-02 2026-12-30',
      'quarter 3: 2027-01-11 2027-03-26',
      'quarter 4: 2027-04-05 2027-05-26',
      'half 1: 2026-09-01 2026-12-30',
      'half 2: 2027-01-11 2027-05-26',
    ]);
    expect(daysOff.map((off) => `${off.starts} ${off.ends}${off.grades ? ` ${off.grades}` : ''}`)).toEqual([
      '2026-10-24 2026-11-01',
      '2026-11-04 2026-11-04',
      '2026-12-31 2027-01-10',
      '2027-02-15 2027-02-21 1',
      '2027-02-22 2027-02-23',
      '2027-03-08 2027-03-08',
      '2027-03-27 2027-04-04',
      '2027-05-03 2027-05-03',
      '2027-05-10 2027-05-10',
    ]);
  });

  it('is the current one of any day', () => {
    const of = (day: string) => schoolYearOf(new Date(`${day}T12:00:00Z`));
    expect([of('2026-07-31'), of('2026-08-01'), of('2026-12-31'), of('2027-01-01'), of('2027-07-15')]).toEqual([
      2025, 2026, 2026, 2026, 2026,
    ]);
    // Late in the evening of 31 July by Greenwich it is August already in Moscow.
    expect(schoolYearOf(new Date('2027-07-31T22:00:00Z'))).toBe(2027);
  });

  it.each([2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031])('is whole in %i', (year) => {
    const calendar = calendarOf(year);
    const days = schoolDays(calendar, 5).map((day) => day.date);
    expect(days.length).toBeGreaterThan(160);
    expect(days.length).toBeLessThan(178);
    expect(days).toContain(canonicalDay(year));
    expect(weekdayOf(canonicalDay(year))).toBe(3);
    const quarters = calendar.periods.filter((period) => period.kind === 'quarter');
    for (const date of days) expect(quarters.filter((q) => q.starts <= date && date <= q.ends)).toHaveLength(1);
    for (const { ends } of calendar.periods) expect(days).toContain(ends);
    // Vacations of a week and more between the quarters.
    quarters.slice(1).forEach((quarter, at) => {
      expect(addDays(quarters[at]?.ends ?? '', 8) <= quarter.starts).toBe(true);
    });
  });
});

describe('names of the seed', () => {
  it('agree in gender', () => {
    expect(['Ковалёв', 'Никитин', 'Птицын', 'Вишневский', 'Полевой', 'Заречный'].map(feminineSurname)).toEqual([
      'Ковалёва',
      'Никитина',
      'Птицына',
      'Вишневская',
      'Полевая',
      'Заречная',
    ]);
    for (const name of ['Шевченко', 'Черных', 'Ким', 'Мороз', 'Саркисян', 'Ковальчук', 'Гелашвили', 'Бондарь'])
      expect(feminineSurname(name)).toBe(name);
    expect(new Set(SURNAMES).size).toBe(SURNAMES.length);
  });

  it('have the right patronymics', () => {
    const pairs = [
      'Сергей',
      'Юрий',
      'Дмитрий',
      'Игорь',
      'Илья',
      'Никита',
      'Лев',
      'Пётр',
      'Павел',
      'Михаил',
      'Виталий',
      'Олег',
    ];
    expect(pairs.map((name) => `${patronymicOf(name, 'm')} ${patronymicOf(name, 'f')}`)).toEqual([
      'Сергеевич Сергеевна',
      'Юрьевич Юрьевна',
      'Дмитриевич Дмитриевна',
      'Игоревич Игоревна',
      'Ильич Ильинична',
      'Никитич Никитична',
      'Львович Львовна',
      'Петрович Петровна',
      'Павлович Павловна',
      'Михайлович Михайловна',
      'Витальевич Витальевна',
      'Олегович Олеговна',
    ]);
  });
});

describe('the curriculum of the seed', () => {
  it('fills the 5-day ceiling of every class', () => {
    const classes = classEntries(0);
    expect(classes).toHaveLength(35);
    let week = 0;
    for (const { grade, profile } of classes) {
      const hours = hoursOf(grade, profile).reduce((sum, [, value]) => sum + value, 0);
      expect(hours).toBe((WEEKLY_CEILING[grade] ?? 0) * 100);
      week += hours;
    }
    expect(week).toBe(99_200);
  });

  it('has topics for every subject of every grade, in order through the year', () => {
    for (const { grade, profile } of classEntries(0)) {
      for (const [subject, hours] of hoursOf(grade, profile)) {
        const list = topicsOf(subject, grade);
        expect(list.length, `${subject} ${grade}`).toBeGreaterThanOrEqual(hours < 100 ? 18 : 22);
        expect(new Set(list).size, `${subject} ${grade}`).toBe(list.length);
        const count = Math.round((hours * 34) / 100);
        const year = Array.from({ length: count }, (_, at) => topicAt(subject, grade, at, count));
        expect(year[0]?.name).toBe(list[0]);
        expect(year.every(({ name, part }) => part >= 0 && name.length <= 200)).toBe(true);
      }
    }
  });

  it('counts control works double and notebooks half', () => {
    const heavy = Object.values(WORK_TYPES).filter((type) => type.weight === 200);
    expect(heavy.map((type) => type.short)).toEqual(['К/р', 'Дикт', 'Изл', 'Соч', 'Зач', 'Экз']);
    expect(heavy.every((type) => type.control && type.written)).toBe(true);
    expect(WORK_TYPES.notebook.weight).toBe(50);
  });
});

describe('the timetable of the seed', () => {
  const classes = classEntries(0);
  const { placed, staff } = planWeek();

  it('is the same every time', () => {
    expect(planWeek().placed).toEqual(placed);
  });

  it('puts nobody in two places and leaves no windows', () => {
    const seats = placed.flatMap((card) => card.teachers.map((teacher) => `${teacher}:${card.weekday}:${card.number}`));
    expect(new Set(seats).size).toBe(seats.length);
    classes.forEach((cls, classIndex) => {
      for (const weekday of [1, 2, 3, 4, 5]) {
        const day = placed.filter((card) => card.classIndex === classIndex && card.weekday === weekday);
        // Monday's first lesson is «Разговоры о важном».
        const first = weekday === 1 ? 2 : 1;
        expect(day.map((card) => card.number)).toEqual(day.map((_, at) => first + at));
        expect(day.length).toBeLessThanOrEqual(DAILY_LIMIT[cls.grade] ?? 0);
        if (cls.grade === 1 && day.length === 5) expect(day.map((card) => card.subject)).toContain('pe');
      }
    });
  });

  it('holds 8Б algebra where the story needs it, and loads teachers evenly', () => {
    const story = classes.findIndex((cls) => `${cls.grade}${cls.letter}` === '8Б');
    const orlova = TEACHERS.findIndex((teacher) => teacher.name.family === 'Орлова');
    const algebra = placed.filter((card) => card.classIndex === story && card.subject === 'alg');
    expect(algebra.map((card) => `${card.weekday}.${card.number}`)).toEqual(['1.3', '3.3', '5.2']);
    expect(algebra.every((card) => card.teachers.includes(orlova))).toBe(true);
    const hours = TEACHERS.map((_, index) =>
      staff.loads.filter((load) => load.teacher === index).reduce((sum, load) => sum + load.hours, 0),
    );
    expect(Math.max(...hours)).toBeLessThanOrEqual(2700);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(1200);
    expect(new Set(staff.homerooms).size).toBe(35);
  });
});

describe('a school made larger for benches', () => {
  it('gets buildings of the same size with people and ids of their own', { timeout: 60_000 }, () => {
    const ids = countIds();
    const subjectIds = new Map(SUBJECT_KEYS.map((key, at) => [key, at + 1]));
    const frame = {
      schoolId: 1,
      calendar: calendarOf(2026),
      subjectIds,
      firstQuarterId: 1,
      now: canonicalInstant(2026),
    };
    const week = planWeek();
    const [first, second] = [0, 1].map((number) => inventBuilding(ids, { number, seed: 1000 + number }, week, frame));
    if (!first || !second) throw new Error('no building');
    expect(second.classes.map((cls) => cls.label).slice(0, 5)).toEqual(['1А2', '1Б2', '1И2', '1Э2', '2А2']);
    expect(second.lessons.length).toBeGreaterThan(0.99 * first.lessons.length);
    const people = [first, second].map((data) => data.classes.flatMap((cls) => cls.students));
    const listed = classEntries(1).reduce((sum, cls) => sum + cls.size, 0);
    expect(people[1]?.length).toBe(listed);
    expect(new Set(people.flat().map((student) => student.id)).size).toBe(people.flat().length);
    expect(new Set(people[1]?.map(({ name }) => `${name.family} ${name.given}`)).size).toBe(listed);
  });
});

describe('the tools of the seed', () => {
  it('draws the same numbers for the same key', () => {
    const draw = (key: string) => Array.from({ length: 5 }, randomOf(key).next);
    expect(draw('marks')).toEqual(draw('marks'));
    expect(draw('marks')).not.toEqual(draw('names'));
  });

  it('writes what COPY reads', () => {
    const text = [...copyText([[1, 'a\tb\\c\nd', null, true, '']])].join('');
    expect(text).toBe('1\ta\\tb\\\\c\\nd\t\\N\ttrue\t\n');
  });
});
