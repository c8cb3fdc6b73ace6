import { createHash } from 'node:crypto';
import type { CommandInput } from '#lib/contract/commands.ts';
import { PLAN, ROW } from '#tests/support/plan.ts';
import { GROUP, LESSON, PERIOD, TYPE } from '#tests/support/school.ts';

export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
export const cell = { lessonId: LESSON.now, studentId: 11 };
export const final = { studentId: 11, periodId: PERIOD.now, value: '4', grounds: 'по решению педсовета' };
export const workType = {
  ...{ typeId: TYPE.independent, name: 'Самостоятельная работа', short: 'С/р', weight: 100 },
  ...{ written: true, sort: 3, archived: false },
};
/** A control work that stands in the schedule, on a day of its own. */
export const CONTROL_WORK = 501;
export const REMARK = { comment: 1, suggestion: 2 } as const;
export const planRemark: CommandInput<'planRemark.add'> = {
  ...{ planId: PLAN, rowId: ROW.last, text: 'Перенесите', was: null },
  field: 'topic',
  kind: 'comment',
};
export const controlWork = {
  ...{ date: '2026-12-04', number: 3, typeId: TYPE.control, name: null, minutes: 45 },
  level: 'school' as const,
};
/** An entry of 5А's plan of extracurricular classes. */
export const ENTRY = 701;
export const classHour = { date: '2026-12-09', title: 'Кодекс класса', kind: 'hour' as const, place: '', who: '' };
export const report = { kind: 'ill', text: 'простыл', starts: '2026-12-07', ends: '2026-12-08' } as const;
export const paper = {
  kind: 'certificate',
  number: '5',
  issuedOn: null,
  reason: 'ill',
  starts: '2026-12-09',
  ends: '2026-12-10',
  firstLesson: null,
  lastLesson: null,
} as const;
export const weekPlace = {
  groupId: GROUP.math,
  weekday: 1,
  number: 2,
  parity: 0,
  room: '201',
  teacherId: null,
} as const;
export const bellRule = { bellSetId: 1, classId: null, grade: 11, weekday: null, date: null, starts: null, ends: null };
export const order = { kind: 'timetable', orderNo: '112-о', orderOn: '2026-12-01', note: null } as const;
export const away = {
  ...{ from: '2026-12-14', to: '2026-12-15', numbers: null, reason: 'courses' as const },
  ...{ orderNo: null, orderOn: null },
};
export const pay = {
  ...{ lessonId: LESSON.russian, paid: true, hours: 100, payCode: 'ЗС' as const },
  ...{ orderNo: '7-к', orderOn: null },
};
