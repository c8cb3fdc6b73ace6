import { expect, test } from 'vitest';
import { type ReadName, readInputs } from '#lib/contract/reads.ts';
import { PLAN, ROW } from '#tests/support/plan.ts';
import { CLASS, GROUP, LESSON, PERIOD, TODAY } from '#tests/support/school.ts';
import { cell } from './things.ts';
import { at, cookie, expectRow, of, server } from './world.ts';

export function readDoors(): void {
  const range = { from: '2026-11-02', to: TODAY };
  const inputs: Record<string, [ReadName, object]> = {
    'cell.history cell of math 5А': ['cell.history', { ...cell, workId: LESSON.now }],
    'periodMark.history math 5А': ['periodMark.history', { groupId: GROUP.math, studentId: 11, periodId: PERIOD.now }],
    'periodMark.history russian 5А': [
      'periodMark.history',
      { groupId: GROUP.russian, studentId: 11, periodId: PERIOD.now },
    ],
    'cell.history cell of russian 5А': [
      'cell.history',
      { lessonId: LESSON.russian, workId: LESSON.russian, studentId: 12 },
    ],
    'attendance.student pupilB of 5А': ['attendance.student', { studentId: 12, ...range }],
    'attendance.student pupilC of 5Б': ['attendance.student', { studentId: 13, ...range }],
    'attendance.report 5А': ['attendance.report', { classId: CLASS.a, ...range }],
    'attendance.report 5Б': ['attendance.report', { classId: CLASS.b, ...range }],
    'attendance.week the school': ['attendance.week', { monday: '2026-11-30' }],
    'homework.ideas lesson of math 5А': ['homework.ideas', { lessonId: LESSON.now }],
    'homework.ideas lesson of russian 5А': ['homework.ideas', { lessonId: LESSON.russian }],
    'timetable.find class': ['timetable.find', { by: 'class', text: '5' }],
    'timetable.find teacher': ['timetable.find', { by: 'teacher', text: '' }],
    'timetable.find student': ['timetable.find', { by: 'student', text: 'абрам' }],
    'calendar.feeds own addresses': ['calendar.feeds', {}],
    'homework.volume group math 5А': ['homework.volume', { groupId: GROUP.math }],
    'homework.volume group russian 5А': ['homework.volume', { groupId: GROUP.russian }],
    'plan.unbound lessons of math 5А': ['plan.unbound', { planId: PLAN, groupId: GROUP.math }],
    'plan.controls plan of math 5': ['plan.controls', { planId: PLAN }],
    'classPlan.parallel 5А': ['classPlan.parallel', { classId: CLASS.a, month: '2026-12' }],
    'classPlan.parallel 5Б': ['classPlan.parallel', { classId: CLASS.b, month: '2026-12' }],
    'wall.limits the school': ['wall.limits', {}],
    'day.unmarked own written works': ['day.unmarked', {}],
    'lesson.affected lesson of math 5А': ['lesson.affected', { lessonId: LESSON.now }],
    'plan.version plan of math 5': ['plan.version', { planId: PLAN, number: 1 }],
    'plan.cell plan of math 5': ['plan.cell', { planId: PLAN, rowId: ROW.last, field: 'topic' }],
    'plan.settled plan of math 5': ['plan.settled', { planId: PLAN }],
    'lesson.slots lesson of math 5А': ['lesson.slots', { lessonId: LESSON.now, date: '2026-12-04' }],
    'cell.history reason in russian 5А': [
      'cell.history',
      { lessonId: LESSON.russian, workId: LESSON.russian, studentId: 12 },
    ],
  };
  test.each(of('read').map((row) => [`${row.door}: ${row.target}`, row] as const))('%s', async (_, row) => {
    const [name, input] = at(inputs, `${row.door} ${row.target}`);
    // A reason of absence is a part of the same answer that fewer may see.
    const shown = row.target.startsWith('reason') ? '"what":"reason"' : '"ok":true';
    await expectRow(row, async (who) => (await server.read(cookie(who), name, input)).includes(shown));
  });
  test('every read is listed', () => {
    expect(Object.keys(readInputs).filter((name) => !of('read').some((row) => row.door === name))).toEqual([]);
  });
}
