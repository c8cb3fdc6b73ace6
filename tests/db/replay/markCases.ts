import { GROUP, LESSON, PERIOD, TYPE, WORK } from '#tests/support/school.ts';
import type { Cases } from './cases.ts';

const mark = { lessonId: LESSON.now, workId: LESSON.now, studentId: 11, number: 1 as const };

export const markCases = {
  'mark.set': [
    { title: 'a first mark', who: 'teacher', input: { ...mark, value: 3 } },
    { title: 'a correction', who: 'colleague', input: { ...mark, value: 4 }, base: 1 },
    { title: 'a second mark of the work', who: 'teacher', input: { ...mark, number: 2, value: 5 } },
    { title: '«точка»', who: 'teacher', input: { ...mark, studentId: 12, value: 0 } },
    { title: '«точка» cleared', who: 'teacher', input: { ...mark, studentId: 12, value: null }, base: 1 },
    { title: 'a control work’s mark', who: 'teacher', input: { ...mark, workId: WORK.control, value: 5 } },
    {
      title: 'a mark of yesterday',
      who: 'teacher',
      input: { ...mark, lessonId: LESSON.yesterday, workId: LESSON.yesterday, value: 2 },
    },
    { title: 'clearing', who: 'teacher', input: { ...mark, number: 2, value: null }, base: 1 },
    { title: 'a mark after clearing', who: 'teacher', input: { ...mark, number: 2, value: 4 }, base: 2 },
    {
      title: 'another class’s mark',
      who: 'foreignTeacher',
      input: { lessonId: LESSON.foreign, workId: LESSON.foreign, studentId: 13, number: 1, value: 5 },
    },
  ],
  'mark.kind': [
    {
      title: 'a type of its own',
      who: 'teacher',
      input: { ...mark, typeId: TYPE.control, weight: null, counted: true, dueOn: null },
    },
    {
      title: 'a weight of its own, not counted',
      who: 'colleague',
      input: { ...mark, typeId: TYPE.control, weight: 150, counted: false, dueOn: null },
      base: 1,
    },
    {
      title: 'as the work says again',
      who: 'teacher',
      input: { ...mark, typeId: null, weight: null, counted: true, dueOn: null },
      base: 2,
    },
    {
      title: 'of a mark of yesterday',
      who: 'teacher',
      input: {
        ...{ ...mark, lessonId: LESSON.yesterday, workId: LESSON.yesterday },
        ...{ typeId: TYPE.independent, weight: null, counted: true, dueOn: null },
      },
    },
  ],
  'mark.comment': [
    { title: 'a comment', who: 'teacher', input: { ...mark, comment: 'у доски' } },
    { title: 'no comment', who: 'teacher', input: { ...mark, comment: null }, base: 1 },
    { title: 'a comment again', who: 'teacher', input: { ...mark, comment: 'молодец' }, base: 2 },
  ],
  'mark.note': [
    {
      title: 'a note',
      who: 'teacher',
      input: { lessonId: LESSON.now, workId: LESSON.now, studentId: 11, note: 'спросить' },
    },
  ],
  'periodMark.set': [
    {
      title: 'a quarter’s mark',
      who: 'teacher',
      input: {
        groupId: GROUP.math,
        studentId: 11,
        periodId: PERIOD.now,
        value: '3',
        grounds: 'контрольная написана на 3',
      },
    },
    {
      title: 'by a deputy, on request',
      who: 'deputy',
      input: { groupId: GROUP.math, studentId: 11, periodId: PERIOD.now, value: '4', grounds: 'служебная записка' },
      base: 1,
    },
    {
      title: 'taken back',
      who: 'teacher',
      input: { groupId: GROUP.math, studentId: 11, periodId: PERIOD.now, value: null, grounds: null },
      base: 2,
    },
    {
      title: 'set again',
      who: 'colleague',
      input: { groupId: GROUP.math, studentId: 11, periodId: PERIOD.now, value: 'na', grounds: null },
      base: 3,
    },
    {
      title: '«зач» in another subject',
      who: 'homeroom',
      input: { groupId: GROUP.russian, studentId: 12, periodId: PERIOD.now, value: 'pass', grounds: null },
    },
    {
      title: '«Год»',
      who: 'teacher',
      input: { groupId: GROUP.math, studentId: 11, periodId: PERIOD.year, value: '4', grounds: 'по итогам года' },
    },
  ],
} satisfies Partial<Cases>;
