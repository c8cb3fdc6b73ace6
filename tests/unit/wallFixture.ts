import type { WallLesson, WallView } from '#lib/contract/wallView.ts';

/** A small school on 02.12.2026 in UTC: grade 5 with one class, grade 6 with two. */
export const at = (time: string): number => Date.parse(`2026-12-02T${time}:00Z`);
export const iso = (time: string): string => new Date(at(time)).toISOString();

const whole: WallLesson = {
  id: 1,
  groupId: 10,
  classId: 1,
  number: 1,
  subject: 'Физика',
  teacherId: 5,
  startsAt: iso('08:30'),
  endsAt: iso('09:15'),
  cancelled: false,
  substitute: false,
  beside: false,
  graded: true,
  topic: true,
  homework: true,
  roll: true,
  due: 0,
  done: 0,
};
export const lesson = (change: Partial<WallLesson> = {}): WallLesson => ({ ...whole, ...change });
export const view = (change: Partial<WallView> = {}): WallView => ({
  view: 'wall',
  seq: 1,
  now: iso('14:52'),
  today: '2026-12-02',
  tz: 'Europe/Moscow',
  classes: [
    { id: 1, grade: 5, letter: 'А', students: 25 },
    { id: 2, grade: 6, letter: 'А', students: 26 },
    { id: 3, grade: 6, letter: 'Б', students: 27 },
  ],
  teachers: [{ id: 5, name: 'Юдин К. М.' }],
  ownGrades: [6],
  lessons: [],
  homeworkBy: [
    { classId: 1, at: iso('14:15') },
    { classId: 2, at: iso('15:10') },
    { classId: 3, at: iso('15:10') },
  ],
  homeworkMinutes: 60,
  absences: [],
  away: [],
  days: [],
  remarksOverdue: 0,
  lags: [],
  ...change,
});
