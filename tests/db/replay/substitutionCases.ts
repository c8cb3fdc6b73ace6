import { LESSON, TODAY, type World } from '#tests/support/school.ts';
import type { Cases } from './cases.ts';

const absenceOf = async ({ owner }: World, teacherId: number): Promise<number> => {
  const [row] = await owner`select id from teacher_absence where school_id = 1 and teacher_id = ${teacherId}`;
  return Number(row?.['id']);
};

export const substitutionCases = {
  'teacherAbsence.add': [
    {
      title: 'a sick leave',
      who: 'deputy',
      input: {
        ...{ teacherId: 3, from: '2026-12-02', to: '2026-12-04', numbers: null, reason: 'sick' },
        ...{ orderNo: '114-к', orderOn: '2026-12-02' },
      },
    },
    {
      title: 'some lessons of a day',
      who: 'admin',
      input: {
        ...{ teacherId: 1, from: '2026-12-04', to: '2026-12-04', numbers: [4, 3], reason: 'dayoff' },
        ...{ orderNo: null, orderOn: null },
      },
    },
  ],
  'teacherAbsence.change': [
    {
      title: 'until today only',
      who: 'deputy',
      input: async (w) => ({
        ...{ absenceId: await absenceOf(w, 3), from: '2026-12-01', to: '2026-12-02', numbers: null, reason: 'courses' },
        ...{ orderNo: '115-к', orderOn: null },
      }),
      base: 1,
    },
  ],
  'teacherAbsence.cancel': [
    { title: 'no absence', who: 'deputy', input: async (w) => ({ absenceId: await absenceOf(w, 1) }), base: 1 },
  ],
  'lesson.change': [
    {
      stale: ['a colleague’s day', 'a colleague’s week'],
      title: 'a substitute',
      who: 'deputy',
      input: { lessonId: LESSON.ungraded, change: { kind: 'substitute', teacherId: 2, subjectId: null } },
    },
    {
      title: 'another subject',
      who: 'admin',
      input: { lessonId: LESSON.ungraded, change: { kind: 'substitute', teacherId: 2, subjectId: 1 } },
      base: 1,
    },
    { title: 'by the timetable', who: 'deputy', input: { lessonId: LESSON.ungraded, change: null }, base: 2 },
    {
      stale: ['a colleague’s day', 'a colleague’s week'],
      title: 'on their own, supervised',
      who: 'deputy',
      input: { lessonId: LESSON.ungraded, change: { kind: 'self', teacherId: 2 } },
      base: 3,
    },
    {
      title: 'on their own',
      who: 'deputy',
      input: { lessonId: LESSON.ungraded, change: { kind: 'self', teacherId: null } },
      base: 4,
    },
    {
      stale: ['a colleague’s day', 'a colleague’s week'],
      title: 'a substitute for a merged one',
      who: 'deputy',
      input: { lessonId: LESSON.ungraded, change: { kind: 'substitute', teacherId: 2, subjectId: null } },
      base: 5,
    },
    {
      stale: ['a colleague’s day', 'a colleague’s week'],
      title: 'merged into it',
      who: 'deputy',
      input: { lessonId: LESSON.foreign, change: { kind: 'merge', intoId: LESSON.ungraded } },
    },
    { title: 'parted again', who: 'deputy', input: { lessonId: LESSON.foreign, change: null }, base: 1 },
    {
      stale: ['the journal of its teacher', 'a family’s day', 'a family’s marks'],
      title: 'cancelled, with homework due at it and a topic in advance',
      who: 'deputy',
      input: { lessonId: LESSON.friday, change: { kind: 'cancel' } },
    },
    {
      stale: [
        'the journal of its teacher',
        'a family’s day',
        'a family’s week',
        'a pupil’s week',
        'a family’s homework',
        'a family’s marks',
      ],
      title: 'held again',
      who: 'deputy',
      input: { lessonId: LESSON.friday, change: null },
      base: 1,
    },
    {
      stale: ['the journal of its teacher', 'a family’s day'],
      title: 'moved to the next week',
      who: 'deputy',
      input: { lessonId: LESSON.friday, change: { kind: 'move', date: '2026-12-07', number: 5, room: '305' } },
      base: 2,
    },
    {
      stale: [
        'a colleague’s day',
        'a substitute’s day',
        'the journal of a substitute',
        'the journal of the homeroom teacher',
        'the journal of its teacher',
        'a family’s day',
        'a family’s week',
        'a pupil’s week',
        'a family’s marks',
        'a teacher’s day',
        'the wall',
        'the homeroom teacher’s own day',
        'substitutions of today',
        '«Журнал дня» of the homeroom teacher',
        'a family’s absences',
        'a pupil’s absences',
      ],
      title: 'moved to today',
      who: 'deputy',
      input: { lessonId: LESSON.friday, change: { kind: 'move', date: TODAY, number: 2, room: '305' } },
      base: 3,
    },
    {
      stale: [
        'a colleague’s day',
        'a substitute’s day',
        'the journal of a substitute',
        'the journal of the homeroom teacher',
        'the journal of its teacher',
        'a family’s day',
        'a family’s marks',
        'the homeroom teacher’s own day',
        'a family’s absences',
        'a pupil’s absences',
        'a teacher’s day',
      ],
      title: 'back on its day',
      who: 'deputy',
      input: { lessonId: LESSON.friday, change: null },
      base: 4,
    },
    {
      stale: [
        'a substitute’s day',
        'the journal of a substitute',
        'the journal of the homeroom teacher',
        'the journal of its teacher',
        'the homeroom teacher’s own day',
        'a family’s absences',
        'a teacher’s day',
      ],
      title: 'a lesson of today cancelled',
      who: 'deputy',
      input: { lessonId: LESSON.ungraded, change: { kind: 'cancel' } },
      base: 6,
    },
    {
      stale: [
        'a substitute’s day',
        'the journal of a substitute',
        'the journal of the homeroom teacher',
        'the journal of its teacher',
        'the homeroom teacher’s own day',
        'a family’s absences',
        'a teacher’s day',
      ],
      title: 'and held',
      who: 'deputy',
      input: { lessonId: LESSON.ungraded, change: null },
      base: 7,
    },
    {
      title: 'a lesson of today in another room',
      who: 'deputy',
      input: { lessonId: LESSON.ungraded, change: { kind: 'move', date: TODAY, number: 1, room: 'актовый зал' } },
      base: 8,
    },
    {
      stale: ['a colleague’s day', 'a colleague’s week'],
      title: 'a substitute in another class',
      who: 'deputy',
      input: { lessonId: LESSON.foreign, change: { kind: 'substitute', teacherId: 2, subjectId: 2 } },
      base: 2,
    },
  ],
  'substitution.pay': [
    {
      title: 'order and code',
      who: 'deputy',
      input: {
        ...{ lessonId: LESSON.foreign, paid: true, hours: 100, payCode: 'ЗН' },
        ...{ orderNo: '120-к', orderOn: '2026-12-02' },
      },
      base: 1,
    },
  ],
} satisfies Partial<Cases>;
