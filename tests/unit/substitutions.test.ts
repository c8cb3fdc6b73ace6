import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  SubstitutionLesson,
  SubstitutionsView,
  SubstitutionTeacher,
  TeacherAway,
} from '#lib/contract/substitutionsView.ts';
import {
  awayTeachers,
  changeWords,
  freeTeachers,
  gapsIn,
  holderOf,
  isFree,
  lacksHolder,
  madeFor,
  mergeTargets,
  numberOn,
  openWords,
  sheetRows,
  teachersNamed,
} from '#lib/domain/substitutions.ts';
import { isAwayAt } from '#lib/domain/teacherAbsence.ts';

const DATE = '2026-12-03';
/** Two bell sets: lessons of grade 1 are shorter and begin elsewhere. */
const BELLS: Record<'ordinary' | 'first', [string, string][]> = {
  ordinary: [
    ['05:30', '06:15'],
    ['06:25', '07:10'],
    ['07:30', '08:15'],
    ['08:35', '09:20'],
    ['09:30', '10:15'],
    ['10:25', '11:10'],
  ],
  first: [
    ['05:30', '06:05'],
    ['06:15', '06:50'],
    ['07:10', '07:45'],
    ['07:55', '08:30'],
    ['08:40', '09:15'],
    ['09:25', '10:00'],
  ],
};
const person = (id: number) => ({ id, name: `Учитель ${id}` });
function lesson(id: number, change: Partial<SubstitutionLesson> = {}): SubstitutionLesson {
  const { number = 1, grade = 8 } = change;
  const [starts, ends] = BELLS[grade === 1 ? 'first' : 'ordinary'][number - 1] ?? ['05:30', '06:15'];
  return {
    ...{ id, groupId: id, classId: 1, className: `${grade}Б`, grade, subjectId: 1, subject: 'Физика', name: '' },
    ...{ date: DATE, number, startsAt: `${DATE}T${starts}:00.000Z`, endsAt: `${DATE}T${ends}:00.000Z` },
    ...{ room: '311', teacher: person(1), cancelled: false, substitute: null, change: null, intoId: null, v: 0 },
    ...change,
  };
}
const teacher = (id: number, change: Partial<SubstitutionTeacher> = {}): SubstitutionTeacher => ({
  ...{ ...person(id), subjectIds: [], classIds: [], hours: 1800 },
  ...change,
});
const away = (id: number, teacherId: number, numbers: number[] | null = null): TeacherAway => ({
  ...{ id, teacher: person(teacherId), from: DATE, to: DATE, numbers, reason: 'sick' },
  ...{ orderNo: null, orderOn: null, v: 1 },
});
type Day = Pick<SubstitutionsView, 'date' | 'lessons' | 'absences' | 'teachers'>;
const day = (change: Partial<Day>): Day => ({ date: DATE, lessons: [], absences: [], teachers: [], ...change });
const was = { date: DATE, number: 1, room: '311' };
const byAnother = (id: number) => ({
  substitute: person(id),
  change: { kind: 'substitute' as const, instead: null, was },
});

describe('who is free', () => {
  const needed = lesson(1, { number: 3 });
  it('is nobody with a lesson, a substitution or an absence at that time', () => {
    const lessons = [
      needed,
      lesson(2, { number: 3, teacher: person(2), classId: 2 }),
      lesson(3, { number: 3, teacher: person(9), classId: 3, ...byAnother(3) }),
    ];
    const d = day({ lessons, absences: [away(1, 1), away(2, 4), away(3, 5, [3]), away(4, 6, [2])] });
    expect([2, 3, 4, 5, 6, 7].filter((id) => isFree(d, id, needed))).toEqual([6, 7]);
  });
  it('is told by real times: the fourth lesson of grade 1 overlaps the third of grade 8', () => {
    const first = lesson(2, { number: 4, grade: 1, teacher: person(2), classId: 9 });
    expect(isFree(day({ lessons: [needed, first] }), 2, needed)).toBe(false);
    const fifth = lesson(2, { number: 5, grade: 1, teacher: person(2), classId: 9 });
    expect(isFree(day({ lessons: [needed, fifth] }), 2, needed)).toBe(true);
  });
  it('is its teacher’s colleague again once his own lesson is cancelled, moved away or given to another', () => {
    for (const change of [
      { cancelled: true, change: { kind: 'cancel' as const, instead: null, was } },
      { date: '2026-12-04', change: { kind: 'move' as const, instead: null, was } },
      byAnother(3),
      { change: { kind: 'self' as const, instead: null, was } },
    ]) {
      const other = lesson(2, { number: 3, teacher: person(2), classId: 2, ...change });
      expect(isFree(day({ lessons: [needed, other] }), 2, needed)).toBe(true);
    }
  });
});

describe('the order of free teachers', () => {
  const needed = lesson(1, { number: 3 });
  const of = (teachers: SubstitutionTeacher[], lessons: SubstitutionLesson[] = []) =>
    freeTeachers(day({ teachers, lessons: [needed, ...lessons] }), needed).map((c) => c.teacher.id);
  it('is: the same subject, this class, fewer lessons, no window', () => {
    expect(of([teacher(2), teacher(3, { subjectIds: [1] })])).toEqual([3, 2]);
    expect(of([teacher(2), teacher(3, { classIds: [1] })])).toEqual([3, 2]);
    expect(of([teacher(2, { classIds: [1] }), teacher(3, { subjectIds: [1] })])).toEqual([3, 2]);
    const busy = lesson(2, { number: 4, teacher: person(2), classId: 2 });
    expect(of([teacher(2), teacher(3)], [busy])).toEqual([3, 2]);
    const far = lesson(3, { number: 6, teacher: person(3), classId: 3 });
    expect(of([teacher(3), teacher(2)], [busy, far])).toEqual([2, 3]);
    expect(of([teacher(2, { hours: 2400 }), teacher(3, { hours: 1200 })])).toEqual([3, 2]);
  });

  it('puts the grade and the level of school before the number of lessons', () => {
    const sixth = lesson(10, { number: 6, teacher: person(90), classId: 6, grade: 6 });
    const eighth = lesson(11, { number: 6, teacher: person(90), classId: 8 });
    const primary = lesson(12, { number: 6, teacher: person(90), classId: 2, grade: 2 });
    const upper = lesson(13, { number: 6, teacher: person(90), classId: 10, grade: 10 });
    const busy = lesson(14, { number: 4, teacher: person(5), classId: 8 });
    const teachers = [
      ...[teacher(2, { classIds: [2] }), teacher(3, { classIds: [10] }), teacher(4, { classIds: [6, 2] })],
      ...[teacher(5, { classIds: [8] }), teacher(6, { classIds: [1] })],
    ];
    expect(of(teachers, [sixth, eighth, primary, upper, busy])).toEqual([6, 5, 4, 2, 3]);
    // A class without lessons that day has no grade to compare by.
    expect(of([teacher(2, { hours: 0 }), teacher(3, { classIds: [77], hours: 1 })])).toEqual([2, 3]);
  });

  const teachers = fc.array(
    fc.record({
      subjects: fc.subarray([1, 2, 3]),
      classes: fc.subarray([1, 2, 3, 12, 13]),
      hours: fc.integer({ min: 0, max: 36 }),
    }),
    { maxLength: 12 },
  );
  const held = fc.array(
    fc.record({
      teacher: fc.integer({ min: 2, max: 13 }),
      number: fc.integer({ min: 1, max: 6 }),
      first: fc.boolean(),
      classId: fc.integer({ min: 2, max: 3 }),
      by: fc.option(fc.integer({ min: 2, max: 13 }), { nil: null }),
      cancelled: fc.boolean(),
    }),
    { maxLength: 40 },
  );
  const absent = fc.array(
    fc.record({ teacher: fc.integer({ min: 2, max: 13 }), numbers: fc.option(fc.subarray([1, 2, 3, 4, 5, 6])) }),
    { maxLength: 4 },
  );
  it('holds whatever the day: everybody free is listed once, nobody busy is, better ones come first', () => {
    fc.assert(
      fc.property(teachers, held, absent, fc.integer({ min: 1, max: 6 }), (people, lessons, gone, number) => {
        const own = lesson(1, { number });
        const d = day({
          teachers: people.map((p, at) =>
            teacher(at + 2, { subjectIds: p.subjects, classIds: p.classes, hours: p.hours * 100 }),
          ),
          lessons: [
            own,
            ...lessons.map((l, at) =>
              lesson(at + 2, {
                ...{ number: l.number, grade: l.first ? 1 : 8, teacher: person(l.teacher), cancelled: l.cancelled },
                classId: l.classId + (l.first ? 10 : 0),
                ...(l.by === null || l.cancelled ? {} : byAnother(l.by)),
              }),
            ),
          ],
          absences: gone.map((g, at) => away(at + 1, g.teacher, g.numbers)),
        });
        const list = freeTeachers(d, own);
        const ids = list.map((c) => c.teacher.id);
        expect(new Set(ids).size).toBe(ids.length);
        // The naive model: minutes of the day, one by one.
        const minutes = (l: SubstitutionLesson) => [Date.parse(l.startsAt) / 60_000, Date.parse(l.endsAt) / 60_000];
        const [from = 0, to = 0] = minutes(own);
        for (const { id } of d.teachers) {
          let free = !d.absences.some((a) => a.teacher.id === id && isAwayAt(a, DATE, number));
          for (const other of d.lessons) {
            const [starts = 0, ends = 0] = minutes(other);
            for (let m = from; m < to; m += 1) if (holderOf(other) === id && starts <= m && m < ends) free = false;
          }
          expect(ids.includes(id), `teacher ${id}`).toBe(free);
        }
        for (const [at, a] of list.entries()) {
          const b = list[at + 1];
          // The naive model: grade 8 is that of class 1 and of whichever of 2 and 3 has a lesson.
          const seen = (c: SubstitutionLesson) => a.teacher.classIds.includes(c.classId) && c.grade === 8;
          expect(a.sameGrade).toBe(d.lessons.some(seen));
          expect(a.sameLevel).toBe(a.sameGrade);
          if (!b) continue;
          const key = (c: typeof a) => [
            c.sameSubject ? 0 : 1,
            c.sameClass ? 0 : 1,
            c.sameGrade ? 0 : 1,
            c.sameLevel ? 0 : 1,
            c.busy.length,
            c.newGaps,
            c.teacher.hours,
          ];
          const [ka, kb] = [key(a), key(b)];
          const differ = ka.findIndex((value, n) => value !== kb[n]);
          if (differ >= 0) expect(ka[differ]).toBeLessThan(kb[differ] ?? 0);
          expect(a.gaps).toBe(gapsIn([...a.busy, number]));
        }
      }),
    );
  });
});

describe('joining lessons', () => {
  it('offers the other subgroup first, then the grade, and nothing that is joined, cancelled or nobody’s', () => {
    const own = lesson(1, { number: 2, name: '1 подгруппа' });
    const other = (id: number, change: Partial<SubstitutionLesson>) =>
      lesson(id, { number: 2, teacher: person(id), ...change });
    const lessons = [
      own,
      other(2, { classId: 2 }),
      other(3, { name: '2 подгруппа' }),
      other(4, { classId: 4, grade: 9, className: '9А' }),
      other(5, { classId: 5, cancelled: true }),
      other(6, { classId: 6, intoId: 2 }),
      other(7, { classId: 7, change: { kind: 'self', instead: null, was } }),
      other(8, { classId: 8, subjectId: 2 }),
      lesson(9, { number: 5, teacher: person(9), classId: 9 }),
    ];
    expect(mergeTargets(day({ lessons }), own).map((l) => l.id)).toEqual([3, 2, 4]);
    expect(mergeTargets(day({ lessons, absences: [away(1, 3)] }), own).map((l) => l.id)).toEqual([2, 4]);
  });
});

describe('the day of «Замены»', () => {
  const lessons = [
    lesson(1, {
      number: 2,
      ...byAnother(2),
      change: { kind: 'substitute', instead: 'Химия', was: { ...was, number: 2 } },
    }),
    lesson(2, { number: 6 }),
    lesson(3, {
      number: 4,
      teacher: person(3),
      cancelled: true,
      change: { kind: 'cancel', instead: null, was: { ...was, number: 4 } },
    }),
    lesson(4, { number: 1, teacher: person(5) }),
    lesson(5, {
      ...{ number: 5, teacher: person(6), date: '2026-12-05' },
      change: { kind: 'move', instead: null, was: { ...was, number: 3 } },
    }),
  ];
  const d = day({ lessons, absences: [away(1, 1)] });
  it('lists who is away with what is settled, and whose lessons were changed without an absence', () => {
    expect(awayTeachers(d).map((t) => [t.id, t.settled, t.lessons.map((l) => l.id)])).toEqual([
      [1, 1, [1, 2]],
      [3, 1, [3]],
      [6, 1, [5]],
    ]);
  });
  it('prints every change once, by lesson, and names what nobody has', () => {
    expect(sheetRows(d).map((r) => [r.number, r.words, r.open])).toEqual([
      [2, 'Учитель 2, химия вместо: физика', false],
      [3, 'перенесён на 05.12, 5-й урок', false],
      [4, 'отменён', false],
      [6, 'не назначена', true],
    ]);
  });
  it('lists a lesson that was moved in under its teacher, by the number it has there', () => {
    const moved = lessons[4];
    if (!moved) throw new Error('no lesson');
    const there = { ...day({ lessons: [moved] }), date: '2026-12-05' };
    expect(awayTeachers(there).map((t) => [t.id, t.settled, t.lessons.length])).toEqual([[6, 1, 1]]);
    expect([numberOn(there, moved), numberOn(d, moved)]).toEqual([5, 3]);
  });
  it('says on the other day where a moved lesson has come from', () => {
    const moved = lessons[4];
    expect(moved && changeWords(moved, { date: '2026-12-05', lessons })).toBe('перенесён с 03.12, 3-го урока');
  });
});

describe('a lesson whose holder is away', () => {
  const by = (id: number, holder: number, change: Partial<SubstitutionLesson> = {}) =>
    lesson(id, { teacher: person(holder), ...change });
  const moved = { kind: 'move' as const, instead: null, was: { ...was, date: '2026-12-02', number: 5 } };
  it.each([
    ['its teacher is', by(1, 2), true],
    ['its substitute is', by(1, 1, byAnother(2)), true],
    [
      'it is held together with a lesson of his',
      by(1, 1, { ...byAnother(2), change: { ...moved, kind: 'merge' } }),
      true,
    ],
    ['he looks after the class', by(1, 1, { ...byAnother(2), change: { ...moved, kind: 'self' } }), true],
    ['it was moved to his day', by(1, 2, { change: moved }), true],
    ['its teacher is, another holds it', by(1, 2, byAnother(3)), false],
    ['it was cancelled', by(1, 2, { cancelled: true, change: { ...moved, kind: 'cancel' } }), false],
    ['nobody looks after the class', by(1, 2, { change: { ...moved, kind: 'self' } }), false],
    ['it was moved to another day', by(1, 2, { date: '2026-12-04', change: { ...moved, was } }), false],
    ['it is at another hour', by(1, 2, { number: 2 }), false],
  ])('%s', (_, one, lacks) => {
    const d = day({ lessons: [one], absences: [away(1, 2, [1])] });
    expect(lacksHolder(d, one)).toBe(lacks);
    expect(sheetRows(d).some((row) => row.open)).toBe(lacks);
  });
  it('stands under both teachers, settled for neither, and is named on the sheet', () => {
    const given = by(1, 1, { ...byAnother(2), className: '9А' });
    const own = by(2, 2, { number: 2, className: '5Б' });
    const came = by(3, 2, { number: 3, change: moved, className: '7А' });
    const d = day({ lessons: [given, own, came], absences: [away(1, 1), away(2, 2)] });
    expect(awayTeachers(d).map((t) => [t.id, t.settled, t.lessons.map((l) => l.id)])).toEqual([
      [1, 0, [1]],
      [2, 0, [1, 2, 3]],
    ]);
    expect(sheetRows(d).map((row) => [row.className, row.words, row.open])).toEqual([
      ['9А', 'Учитель 2 отсутствует: не назначена', true],
      ['5Б', 'не назначена', true],
      ['7А', 'перенесён с 02.12, 5-го урока; Учитель 2 отсутствует: не назначена', true],
    ]);
    expect(openWords(own, d)).toBe('не назначена');
  });

  const lessonsOf = fc.array(
    fc.record({
      number: fc.integer({ min: 1, max: 6 }),
      teacher: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom(null, 'substitute', 'merge', 'self', 'cancel', 'in', 'out'),
      by: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 12 },
  );
  const gone = fc.array(
    fc.record({ teacher: fc.integer({ min: 1, max: 4 }), numbers: fc.option(fc.subarray([1, 2, 3, 4, 5, 6])) }),
    { maxLength: 3 },
  );
  it('is never settled, whatever was done before: the list and the sheet agree, and its holder has it in his list', () => {
    fc.assert(
      fc.property(lessonsOf, gone, (made, absent) => {
        const lessons = made.map(({ number, teacher: own, kind, by: other }, at) => {
          const place = { date: DATE, number, room: '311' };
          const moves = kind === 'in' || kind === 'out';
          return by(at + 1, own, {
            ...{ number, date: kind === 'out' ? '2026-12-04' : DATE, cancelled: kind === 'cancel' },
            substitute: kind === 'substitute' || kind === 'merge' || kind === 'self' ? person(other) : null,
            change: kind && {
              ...{ kind: moves ? 'move' : kind, instead: null },
              was: kind === 'in' ? { ...place, date: '2026-12-02' } : place,
            },
          });
        });
        const d = day({ lessons, absences: absent.map((a, at) => away(at + 1, a.teacher, a.numbers)) });
        const open = new Set(sheetRows(d).flatMap((row) => (row.open ? [row.id] : [])));
        const listed = awayTeachers(d);
        for (const one of lessons) {
          const holder = one.cancelled || one.date !== DATE ? null : (one.substitute ?? one.teacher);
          const ill =
            holder !== null && d.absences.some((a) => a.teacher.id === holder.id && isAwayAt(a, DATE, one.number));
          expect(open.has(one.id)).toBe(ill);
          if (ill) expect(listed.find((t) => t.id === holder.id)?.lessons).toContain(one);
          expect(listed.some((t) => t.lessons.includes(one))).toBe(ill || one.change !== null);
        }
        for (const t of listed) {
          expect(new Set(t.lessons).size).toBe(t.lessons.length);
          expect(t.settled).toBe(t.lessons.filter((l) => !open.has(l.id)).length);
        }
      }),
    );
  });
});

describe('a teacher by typed letters', () => {
  const staff = ['Гусев П. П.', 'Гусева М. А.', 'Гусева Т. И.', 'Королёв А. А.', 'Ким Е. А.'].map((name) => ({ name }));
  it.each([
    ['Гусева М. А.', ['Гусева М. А.']],
    ['гусев', ['Гусев П. П.']],
    ['Гусева', ['Гусева М. А.', 'Гусева Т. И.']],
    ['гус', ['Гусев П. П.', 'Гусева М. А.', 'Гусева Т. И.']],
    [' королев ', ['Королёв А. А.']],
    ['Ки', ['Ким Е. А.']],
    ['усева', []],
    ['', []],
  ])('«%s»', (typed, names) => {
    expect(teachersNamed(staff, typed).map((one) => one.name)).toEqual(names);
  });
});

describe('what was made for an absence', () => {
  it('is the changes of its lessons on the day, and nobody else’s', () => {
    const at = (number: number) => ({ number, ...byAnother(2) });
    const changed = (id: number, number: number, holder = 1) =>
      lesson(id, {
        ...{ ...at(number), teacher: person(holder) },
        change: { kind: 'substitute', instead: null, was: { ...was, number } },
      });
    const lessons = [changed(1, 1), changed(2, 3), changed(3, 1, 5), lesson(4, { number: 2 })];
    expect(madeFor(day({ lessons }), away(1, 1)).map((l) => l.id)).toEqual([1, 2]);
    expect(madeFor(day({ lessons }), away(1, 1, [2, 3])).map((l) => l.id)).toEqual([2]);
  });
});
