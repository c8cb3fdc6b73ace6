import { TYPE } from '#tests/support/school.ts';
import type { Case, Cases } from './cases.ts';

export const schoolCases = {
  'settings.change': [
    {
      title: 'thresholds',
      who: 'deputy',
      input: { change: { field: 'thresholds', value: [460, 360, 260] } },
    },
    { title: 'homework’s term', who: 'admin', input: { change: { field: 'homeworkMinutes', value: 120 } } },
    {
      title: 'homework’s term again',
      who: 'deputy',
      input: { change: { field: 'homeworkMinutes', value: 90 } },
      base: 1,
    },
    { title: 'days of a reason', who: 'deputy', input: { change: { field: 'reasonDays', value: 7 } } },
    { title: 'days of period marks', who: 'deputy', input: { change: { field: 'finalsDays', value: 3 } } },
    { title: 'the day plans are due', who: 'deputy', input: { change: { field: 'planDue', value: '09-05' } } },
    { title: 'topics ahead for families', who: 'deputy', input: { change: { field: 'programmeAhead', value: true } } },
    { title: 'days of a point', who: 'deputy', input: { change: { field: 'pointDays', value: 10 } } },
    { title: 'absence with a mark', who: 'admin', input: { change: { field: 'absenceWithMark', value: true } } },
    { title: 'no «1»', who: 'admin', input: { change: { field: 'withOne', value: false } } },
    { title: 'grounds', who: 'deputy', input: { change: { field: 'grounds', value: 'rule' } } },
    { title: 'ceilings', who: 'deputy', input: { change: { field: 'ceilings', value: 'forbid' } } },
    {
      title: 'norms of homework',
      who: 'deputy',
      input: { change: { field: 'homeworkNorms', value: [0, 60, 90, 120, 180] } },
    },
    {
      title: 'homework after a rest',
      who: 'deputy',
      input: { change: { field: 'homeworkRest', value: { on: true, percent: 70, minutes: 60 } } },
    },
    {
      title: 'what stands under «Утверждено» of a printed plan',
      who: 'deputy',
      input: {
        change: {
          field: 'planSigns',
          value: { considered: 'на заседании МО', agreed: '', approved: 'Директор' },
        },
      },
    },
    {
      title: 'homework’s usual length',
      who: 'admin',
      input: { change: { field: 'homeworkUsual', value: { minutes: 15, subjects: [{ subjectId: 1, minutes: 30 }] } } },
    },
    ...(['controlPerDay', 'controlGap', 'controlShare', 'controlEdge', 'controlQuarter'] as const).map(
      (field): Case<'settings.change'> => ({
        title: `${field} is off`,
        who: 'deputy',
        input: { change: { field, value: 'off' } },
      }),
    ),
    {
      title: 'norms',
      who: 'deputy',
      input: { change: { field: 'minMarks', value: { quarter: [3, 4, 5, 6, 7], half: [5, 6, 7, 8, 9] } } },
    },
  ],
  'workType.add': [
    {
      title: 'a new type',
      who: 'deputy',
      input: { name: 'Устный зачёт', short: 'УЗ', weight: 150, written: false, control: false },
    },
  ],
  'workType.change': [
    {
      title: 'a weight: averages follow',
      who: 'deputy',
      input: {
        typeId: TYPE.answer,
        name: 'Ответ на уроке',
        short: 'Отв',
        weight: 120,
        written: false,
        sort: 1,
        archived: false,
      },
      base: 1,
    },
    {
      title: 'a place and the archive',
      who: 'admin',
      input: {
        typeId: TYPE.independent,
        name: 'С/р',
        short: 'С/р',
        weight: 100,
        written: true,
        sort: 9,
        archived: true,
      },
      base: 1,
    },
  ],
  'calendar.issue': [
    {
      title: 'one’s own lessons',
      who: 'teacher',
      input: { studentId: null, hash: 'a'.repeat(64) },
    },
    {
      title: 'a new address in place of the old one',
      who: 'teacher',
      input: { studentId: null, hash: 'b'.repeat(64) },
      base: 1,
    },
    { title: 'a child’s', who: 'parentAC', input: { studentId: 13, hash: 'c'.repeat(64) } },
    { title: 'a pupil’s own', who: 'pupilA', input: { studentId: 11, hash: 'd'.repeat(64) } },
  ],
  'calendar.revoke': [
    { title: 'one’s own lessons', who: 'teacher', input: { studentId: null }, base: 2 },
    { title: 'a child’s', who: 'parentAC', input: { studentId: 13 }, base: 1 },
  ],
  'session.wear': [
    {
      title: 'another own hat',
      who: 'foreignTeacher',
      input: async (w) => ({ publicId: (await w.actor('foreignTeacher')).sessionPublicId, hat: 'parent' }),
    },
  ],
  'session.end': [
    {
      title: 'an own session',
      who: 'teacher',
      input: async (w) => ({ publicId: (await w.actor('teacher')).sessionPublicId }),
    },
  ],
} satisfies Partial<Cases>;
