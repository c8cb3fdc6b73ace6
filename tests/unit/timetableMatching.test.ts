import { describe, expect, test } from 'vitest';
import type { DraftLesson } from '#lib/domain/timetableImport/draft.ts';
import { matchClass, matchSubject, matchTeacher, personOf } from '#lib/domain/timetableImport/names.ts';
import { planImport } from '#lib/domain/timetableImport/plan.ts';
import type { Choices, School, SchoolGroup } from '#lib/domain/timetableImport/school.ts';

/** Which of the school's names a file means, and what is left to a person. */

const subjects = [
  { id: 1, name: 'Алгебра', short: 'Алг' },
  { id: 2, name: 'Английский язык', short: 'Англ' },
  { id: 3, name: 'История', short: 'Ис' },
  { id: 4, name: 'Искусство', short: 'Ис' },
  { id: 5, name: 'Труд (технология)', short: 'Труд' },
  { id: 6, name: 'Изобразительное искусство', short: 'ИЗО' },
  { id: 7, name: 'Физическая культура', short: 'Физ-ра' },
];
describe('subjects', () => {
  test.each([
    ['алгебра ', 1],
    ['Англ. яз.', 2],
    ['английский', 2],
    ['Англ', 2],
    ['Алг-ра', 1],
    ['Технология', 5],
    ['ИЗО', 6],
    ['Физкультура', 7],
    ['Физ. культура', 7],
  ])('«%s» is found', (text, id) => {
    expect(matchSubject(text, subjects)).toEqual({ to: [id], sure: true });
  });
  test('a short name of two subjects is asked about, and a name of none', () => {
    expect(matchSubject('Ис', subjects)).toEqual({ to: [3, 4], sure: false });
    expect(matchSubject('Черчение', subjects)).toEqual({ to: [], sure: false });
  });
});

const person = (id: number, familyName: string, givenName: string, patronymic: string | null) => ({
  id,
  familyName,
  givenName,
  patronymic,
});
const staff = [
  person(1, 'Ёлкина', 'Вера', 'Петровна'),
  person(2, 'Ким', 'Евгения', null),
  person(3, 'Мамедов', 'Али', 'Вели оглы'),
  person(4, 'Долгих', 'Анна', 'Ильинична'),
  person(5, 'Долгих', 'Алексей', 'Ильич'),
];
describe('people', () => {
  test.each([
    ['Елкина В.П.', 1],
    ['В. П. Ёлкина', 1],
    ['Ёлкина', 1],
    ['Ким Е. А.', 2],
    ['Евгения Ким', 2],
    ['Мамедов Али Вели оглы', 3],
    ['Долгих Ан.', 4],
    ['Долгих Анна Ильинична', 4],
  ])('«%s» is found', (text, id) => {
    expect(matchTeacher(text, staff)).toEqual({ to: [id], sure: true });
  });
  test('two people who fit are both offered; a stranger is nobody', () => {
    expect(matchTeacher('Долгих А. И.', staff)).toEqual({ to: [4, 5], sure: false });
    expect(matchTeacher('Долгих Б. И.', staff)).toEqual({ to: [], sure: false });
  });
  test('a new member of staff is named as he is written', () => {
    expect(personOf('Ёжикова А. Б.')).toEqual({ family: 'Ёжикова', given: 'А', patronymic: 'Б' });
    expect(personOf('Ким Ли')).toEqual({ family: 'Ким', given: 'Ли', patronymic: null });
  });
});

test('a class is found by its grade and letter, Latin or Russian', () => {
  const classes = [{ id: 1, grade: 5, letter: 'А' }];
  expect(matchClass({ name: '5А', grade: 5, letter: 'А', half: '' }, classes)).toEqual({ to: [1], sure: true });
  expect(matchClass({ name: '5Б', grade: 5, letter: 'Б', half: '' }, classes)).toEqual({ to: [], sure: false });
});

describe('groups', () => {
  const group = (id: number, classId: number, subjectId: number, more: Partial<SchoolGroup> = {}): SchoolGroup => ({
    ...{ id, classId, classIds: [classId], subjectId, name: '', kind: 'class', mixed: false, teacherIds: [id * 10] },
    ...more,
  });
  const school: School = {
    ...{ subjects, staff, slots: [], bells: [], known: [] },
    classes: [1, 2].map((id) => ({ id, grade: 10, letter: 'АБ'[id - 1] ?? '' })),
    groups: [
      group(1, 1, 1),
      group(2, 1, 2, { name: '1 подгруппа', kind: 'subgroup' }),
      group(3, 1, 2, { name: '2 подгруппа', kind: 'subgroup' }),
      group(4, 2, 1),
      group(5, 1, 7, { name: 'поток 1', mixed: true, classIds: [1, 2] }),
      group(6, 1, 7, { name: 'поток 2', mixed: true, classIds: [1, 2] }),
      group(7, 1, 1, { kind: 'individual', name: 'на дому' }),
    ],
  };
  const lesson = (subject: string, more: Partial<DraftLesson> = {}): DraftLesson => ({
    ...{
      place: 'A1',
      subject,
      part: '',
      parts: 1,
      weekday: 1,
      number: 1,
      parity: 0,
      room: '',
      teacher: '',
      starts: null,
    },
    classes: [{ name: '10А', grade: 10, letter: 'А', half: '' }],
    ...more,
  });
  const both = [...lesson('').classes, { name: '10Б', grade: 10, letter: 'Б', half: '' }];
  const plan = (lessons: DraftLesson[], choices: Choices = {}, over: Partial<School> = {}) =>
    planImport({ kind: 'spreadsheet', layout: [], read: lessons.length, lessons, notes: [] }, choices, {
      ...school,
      ...over,
    });
  const ids = (lessons: DraftLesson[]) => plan(lessons).slots.map((slot) => [slot.groupId, slot.room]);

  test('the class, its subgroups by number, a stream by its place, a pupil at home never', () => {
    expect(ids([lesson('Алгебра', { room: '5' })])).toEqual([[1, '5']]);
    expect(ids([lesson('Английский язык', { part: '2', parts: 2, room: '9' })])).toEqual([[3, '9']]);
    expect(ids([lesson('Физкультура', { classes: both, part: '2', parts: 2, room: '3' })])).toEqual([[6, '3']]);
  });
  test('two rooms of a class without subgroups are one lesson in both', () => {
    expect(ids(['1', '2'].map((part) => lesson('Алгебра', { part, parts: 2, room: `30${part}` })))).toEqual([
      [1, '301/302'],
    ]);
  });
  test('a stream that the school has not is each class’s own lesson, and a person is told', () => {
    const planned = plan([lesson('Алгебра', { classes: both, room: '5' })]);
    expect(planned.slots.map((slot) => slot.groupId)).toEqual([1, 4]);
    expect(planned.doubts.map((doubt) => doubt.reason)).toEqual(['поток не заведён: урок записан каждому классу']);
  });
  test('a class that is left out leaves its stream to the others', () => {
    const planned = plan([lesson('Алгебра', { classes: both })], { 'class:10б': { how: 'out' } });
    expect(planned.slots.map((slot) => slot.groupId)).toEqual([1]);
  });
  test('a course that nobody teaches yet needs a teacher: of the file, or of the person who decides', () => {
    const course = lesson('История', { number: 3 });
    expect(plan([course]).out.map((line) => line.reason)).toEqual(['нет группы и не указан учитель: 10А · История']);
    expect(plan([{ ...course, teacher: 'Ким Е.' }]).made.groups).toMatchObject([
      { subjectId: 3, teacherId: 2, hours: 100 },
    ]);
    expect(plan([course], { 'group:10а|история|': { how: 'make', id: 4 } }).made.groups).toMatchObject([
      { teacherId: 4 },
    ]);
  });
  test('a new subject that no carried lesson has is not made', () => {
    const made = { 'subject:черчение': { how: 'make', id: 0 }, 'teacher:ёжикова а б': { how: 'make', id: 0 } } as const;
    const lost = plan([lesson('Черчение')], made);
    expect(lost.needed.subjects.size).toBe(0);
    const kept = plan([lesson('Черчение', { teacher: 'Ким' })], made);
    expect([...kept.needed.subjects]).toEqual([-1]);
  });
  test('another teacher’s lesson names him and gives him the group', () => {
    const planned = plan([lesson('Алгебра', { teacher: 'Ким Е.' })]);
    expect(planned.slots).toMatchObject([{ groupId: 1, teacherId: 2 }]);
    expect(planned.made.teachers).toEqual([{ groupId: 1, teacherId: 2 }]);
  });
  test('hours are numbered by the school’s bells', () => {
    const bells = [{ classId: 1, number: 4, starts: '11:35' }];
    const timed = (starts: string) => plan([lesson('Алгебра', { starts })], {}, { bells });
    expect(timed('11:35').slots).toMatchObject([{ number: 4 }]);
    expect(timed('11:40').out.map((line) => line.reason)).toEqual(['нет звонка в 11:40']);
  });
  test('odd and even weeks of one room are every week; half an hour is half an hour', () => {
    const odd = lesson('Алгебра', { parity: 1 });
    expect(plan([odd, { ...odd, parity: 2 }]).slots).toMatchObject([{ groupId: 1, parity: 0 }]);
    expect(plan([lesson('История', { parity: 1, teacher: 'Ким' })]).made.groups).toMatchObject([{ hours: 50 }]);
  });
  test('what the file does not speak of stays: other classes, lessons at home; the class’s own goes', () => {
    const slot = (groupId: number) => ({
      ...{
        groupId,
        weekday: 2,
        number: 1,
        parity: 0 as const,
        room: '',
        teacherId: null,
        starts: '2026-09-01',
        ends: '2027-05-26',
      },
    });
    const planned = plan([lesson('Алгебра')], {}, { slots: [slot(2), slot(4), slot(7)] });
    expect(planned.stays.map((one) => one.groupId)).toEqual([4, 7]);
  });
});
