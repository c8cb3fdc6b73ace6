import { LESSON, type World } from '#tests/support/school.ts';
import type { Cases } from './cases.ts';

const paper = {
  ...{ kind: 'certificate' as const, number: '16', issuedOn: '2026-12-02', reason: 'ill' as const },
  ...{ firstLesson: null, lastLesson: null },
};
async function noticeOn({ owner }: World, starts: string): Promise<{ noticeId: number; studentId: number }> {
  const [row] = await owner`select id from absence_notice where school_id = 1 and starts = ${starts}`;
  return { noticeId: Number(row?.['id']), studentId: 11 };
}
async function documentOf({ owner }: World, studentId: number, kind: string) {
  const [row] = await owner`select id from absence_document where school_id = 1 and student_id = ${studentId}
    and kind = ${kind}`;
  return { documentId: Number(row?.['id']), studentId };
}

export const attendanceCases = {
  'absence.mark': [
    { title: '«О»', who: 'teacher', input: { lessonId: LESSON.now, studentId: 12, code: 'late', minutes: 5 } },
    {
      title: '«Н» by whoever teaches',
      who: 'homeroom',
      input: { lessonId: LESSON.russian, studentId: 12, code: 'absent', minutes: null },
    },
    {
      title: '«Н» by the homeroom teacher',
      who: 'homeroom',
      input: { lessonId: LESSON.russian, studentId: 11, code: 'absent', minutes: null },
    },
    {
      title: 'taken back',
      who: 'teacher',
      input: { lessonId: LESSON.now, studentId: 12, code: null, minutes: null },
      base: 1,
    },
    {
      title: '«Н» of yesterday',
      who: 'teacher',
      input: { lessonId: LESSON.yesterday, studentId: 12, code: 'absent', minutes: null },
    },
    {
      title: '«Н» at a lesson with a control work',
      who: 'colleague',
      input: { lessonId: LESSON.now, studentId: 12, code: 'absent', minutes: null },
      base: 2,
    },
  ],
  'absence.reason': [
    { title: '«Б»', who: 'homeroom', input: { lessonId: LESSON.russian, studentId: 12, reason: 'ill' } },
    {
      title: 'another reason',
      who: 'deputy',
      input: { lessonId: LESSON.russian, studentId: 12, reason: 'excused' },
      base: 1,
    },
    {
      title: '«НП» opens a case record',
      who: 'homeroom',
      input: { lessonId: LESSON.russian, studentId: 12, reason: 'unexcused' },
      base: 2,
    },
    { title: 'none', who: 'homeroom', input: { lessonId: LESSON.russian, studentId: 12, reason: null }, base: 3 },
  ],
  'absenceNotice.send': [
    {
      title: 'for today and tomorrow',
      who: 'parentA',
      input: { studentId: 11, kind: 'ill', text: 'температура', starts: '2026-12-02', ends: '2026-12-03' },
    },
    {
      title: 'another one',
      who: 'parentAC',
      input: { studentId: 11, kind: 'family', text: null, starts: '2026-12-04', ends: '2026-12-04' },
    },
    {
      title: 'a third one',
      who: 'parentAC',
      input: { studentId: 11, kind: 'other', text: null, starts: '2026-12-07', ends: '2026-12-07' },
    },
  ],
  'absenceNotice.withdraw': [{ title: 'taken back', who: 'parentAC', input: (w) => noticeOn(w, '2026-12-04') }],
  'absenceNotice.decline': [
    {
      title: 'declined with a word',
      who: 'homeroom',
      input: async (w) => ({ ...(await noticeOn(w, '2026-12-07')), answer: 'в этот день контрольная' }),
    },
  ],
  'absenceDocument.add': [
    {
      title: 'a certificate over days held and to come',
      who: 'homeroom',
      input: { ...paper, studentId: 12, starts: '2026-12-01', ends: '2026-12-04', noticeId: null },
    },
    {
      title: 'the parents’ report accepted',
      who: 'deputy',
      input: async (w) => ({
        ...{ ...paper, kind: 'application' as const, studentId: 11, starts: '2026-12-02', ends: '2026-12-03' },
        noticeId: (await noticeOn(w, '2026-12-02')).noticeId,
      }),
    },
    {
      title: 'a later one over the same days',
      who: 'homeroom',
      input: {
        ...{ ...paper, kind: 'order' as const, reason: 'excused' as const, studentId: 12 },
        ...{ starts: '2026-12-02', ends: '2026-12-02', firstLesson: 4, noticeId: null },
      },
    },
  ],
  'absenceDocument.change': [
    {
      title: 'fewer days',
      who: 'homeroom',
      input: async (w) => ({
        ...{ ...paper, studentId: 12, starts: '2026-12-02', ends: '2026-12-02', number: '17' },
        documentId: (await documentOf(w, 12, 'certificate')).documentId,
      }),
      base: 1,
    },
  ],
  'absenceDocument.cancel': [
    {
      title: 'cancelled',
      who: 'homeroom',
      input: async (w) => ({ ...(await documentOf(w, 12, 'certificate')), cancelled: true }),
      base: 2,
    },
    {
      title: 'in force again',
      who: 'deputy',
      input: async (w) => ({ ...(await documentOf(w, 12, 'certificate')), cancelled: false }),
      base: 3,
    },
    {
      title: 'the accepted report is open again without its document',
      who: 'homeroom',
      input: async (w) => ({ ...(await documentOf(w, 11, 'application')), cancelled: true }),
      base: 1,
    },
  ],
  'absenceCase.open': [{ title: 'by hand', who: 'homeroom', input: { studentId: 11, text: 'ушёл с уроков' } }],
  'absenceCase.step': [
    {
      title: 'a call',
      who: 'homeroom',
      input: { studentId: 11, openedOn: '2026-12-02', step: 'call', text: 'мама придёт в четверг' },
      base: 1,
    },
    {
      title: 'closed',
      who: 'deputy',
      input: { studentId: 11, openedOn: '2026-12-02', step: 'closed', text: null },
      base: 2,
    },
  ],
  'roll.confirm': [
    { title: 'all present', who: 'teacher', input: { lessonId: LESSON.now, confirmed: true } },
    { title: 'taken back', who: 'teacher', input: { lessonId: LESSON.now, confirmed: false }, base: 1 },
    { title: 'again', who: 'substitute', input: { lessonId: LESSON.russian, confirmed: true } },
  ],
} satisfies Partial<Cases>;
