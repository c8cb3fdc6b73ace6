import { expect, test } from 'vitest';
import { type CommandName, commandInputs } from '#lib/contract/commands.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';
import { PLAN, ROW } from '#tests/support/plan.ts';
import { CLASS, GROUP, LESSON, TODAY, TYPE, VERSION } from '#tests/support/school.ts';
import {
  away,
  bellRule,
  CONTROL_WORK,
  cell,
  classHour,
  controlWork,
  ENTRY,
  final,
  hashOf,
  order,
  paper,
  pay,
  planRemark,
  REMARK,
  report,
  weekPlace,
  workType,
} from './things.ts';
import { at, cookie, expectRow, of, publicIds, server } from './world.ts';

export function commandDoors(): void {
  const inputs: Record<string, [CommandName, object]> = {
    'mark.set lesson math 5А': ['mark.set', { ...cell, workId: LESSON.now, number: 2, value: 5 }],
    'mark.set lesson russian 5А': [
      'mark.set',
      { lessonId: LESSON.russian, studentId: 11, workId: LESSON.russian, number: 1, value: 5 },
    ],
    'mark.set lesson math 5Б': [
      'mark.set',
      { lessonId: LESSON.foreign, studentId: 13, workId: LESSON.foreign, number: 1, value: 5 },
    ],
    'mark.set pupilC in math 5А': ['mark.set', { ...cell, studentId: 13, workId: LESSON.now, number: 1, value: 5 }],
    'mark.kind lesson math 5А': [
      'mark.kind',
      { ...cell, workId: LESSON.now, number: 1, typeId: TYPE.control, weight: null, counted: true, dueOn: null },
    ],
    'periodMark.set math 5А': ['periodMark.set', { ...final, groupId: GROUP.math }],
    'periodMark.set russian 5А': ['periodMark.set', { ...final, groupId: GROUP.russian }],
    'periodMark.set math 5Б': ['periodMark.set', { ...final, groupId: GROUP.foreign, studentId: 13 }],
    'periodMark.set pupilC in math 5А': ['periodMark.set', { ...final, groupId: GROUP.math, studentId: 13 }],
    'settings.change thresholds': ['settings.change', { change: { field: 'thresholds', value: [460, 360, 260] } }],
    'workType.add a new type': [
      'workType.add',
      { name: 'Устный зачёт', short: 'УЗ', weight: 100, written: false, control: false },
    ],
    'workType.change an old type': ['workType.change', { ...workType, weight: 150 }],
    'plan.create plan of russian 5А': ['plan.create', { groupIds: [GROUP.russian], name: '', from: { kind: 'empty' } }],
    'plan.serve plan of math 5': ['plan.serve', { planId: PLAN, groupIds: [GROUP.math] }],
    'plan.project plan of math 5': ['plan.project', { planId: PLAN }],
    'plan.submit plan of math 5': ['plan.submit', { planId: PLAN }],
    'plan.approve plan of math 5': ['plan.approve', { planId: PLAN, seq: 1, name: '' }],
    'plan.withdraw plan of math 5': ['plan.withdraw', { planId: PLAN }],
    'plan.return plan of math 5': ['plan.return', { planId: PLAN, reason: 'Мало часов' }],
    'plan.keep plan of math 5': ['plan.keep', { planId: PLAN, name: 'Проба' }],
    'plan.import plan of math 5': [
      'plan.import',
      {
        planId: PLAN,
        rows: [{ ...emptyPlanRow(), topic: 'Из файла' }],
        mode: 'append',
        seq: 0,
        source: 'план.docx',
      },
    ],
    'plan.restore plan of math 5': ['plan.restore', { planId: PLAN, number: 1 }],
    'planRemark.add plan of math 5': ['planRemark.add', planRemark],
    'planRemark.answer comment on math 5': [
      'planRemark.answer',
      { planId: PLAN, remarkId: REMARK.comment, text: 'Ответ' },
    ],
    'planRemark.settle comment on math 5': [
      'planRemark.settle',
      { planId: PLAN, remarkId: REMARK.comment, how: 'resolved', over: null },
    ],
    'planRemark.settle suggestion on math 5': [
      'planRemark.settle',
      { planId: PLAN, remarkId: REMARK.suggestion, how: 'accepted', over: null },
    ],
    'draft.make a draft': ['draft.make', { from: '2026-12-14', title: 'Проба' }],
    'draft.edit a draft': [
      'draft.edit',
      { versionId: VERSION.draft, changes: [{ slotId: null, v: 0, to: weekPlace }] },
    ],
    'draft.drop the timetable in force': ['draft.drop', { versionId: VERSION.current }],
    // From a day that has passed: only those who may are told so.
    'timetable.enforce a draft': ['timetable.enforce', { versionId: VERSION.draft, from: '2026-11-30', despite: 0 }],
    'timetable.revert the timetable in force': ['timetable.revert', { versionId: VERSION.current }],
    'bells.save a new set': ['bells.save', { bellSetId: null, name: 'Проба', bells: [{ starts: 510, ends: 550 }] }],
    'bells.plan a rule': ['bells.plan', { ruleId: null, rule: { ...bellRule, date: '2026-12-30' } }],
    'approval.give расписание': ['approval.give', order],
    'mark.comment lesson math 5А': ['mark.comment', { ...cell, workId: LESSON.now, number: 1, comment: 'у доски' }],
    'mark.note lesson math 5А': ['mark.note', { ...cell, workId: LESSON.now, note: 'спросить' }],
    'absence.mark lesson math 5А': [
      'absence.mark',
      { lessonId: LESSON.yesterday, studentId: 12, code: 'late', minutes: 3 },
    ],
    'absence.mark lesson russian 5А': [
      'absence.mark',
      { lessonId: LESSON.russian, studentId: 11, code: 'late', minutes: 3 },
    ],
    'absence.reason lesson russian 5А': ['absence.reason', { lessonId: LESSON.russian, studentId: 12, reason: 'ill' }],
    'roll.confirm lesson math 5А': ['roll.confirm', { lessonId: LESSON.now, confirmed: true }],
    'lesson.record lesson math 5А': [
      'lesson.record',
      { lessonId: LESSON.now, change: { field: 'topic', value: 'Дроби' } },
    ],
    'lesson.pass lesson math 5А': [
      'lesson.pass',
      { lessonId: LESSON.friday, as: { kind: 'repeat', reason: 'тема усвоена слабо' } },
    ],
    'plan.bind lessons of math 5А': [
      'plan.bind',
      { planId: PLAN, groupId: GROUP.math, lessons: [{ lessonId: LESSON.friday, rows: [ROW.last], v: 0 }] },
    ],
    'lesson.record lesson russian 5А': [
      'lesson.record',
      { lessonId: LESSON.russian, change: { field: 'topic', value: 'Глагол' } },
    ],
    'work.add lesson math 5А': ['work.add', { lessonId: LESSON.now, typeId: TYPE.independent, name: null }],
    'work.change lesson math 5А': [
      'work.change',
      { lessonId: LESSON.now, workId: LESSON.now, typeId: TYPE.answer, name: 'Счёт', weight: null },
    ],
    'file.attach lesson math 5А': ['file.attach', { lessonId: LESSON.now, fileId: 1 }],
    'file.remove lesson math 5А': ['file.remove', { lessonId: LESSON.now, fileId: 1 }],
    'controlWork.place math 5А': ['controlWork.place', { groupId: GROUP.math, ...controlWork }],
    'controlWork.change plan of math 5А': [
      'controlWork.change',
      { controlWorkId: CONTROL_WORK, ...controlWork, minutes: 90 },
    ],
    'controlWork.cancel plan of math 5А': ['controlWork.cancel', { controlWorkId: CONTROL_WORK, cancelled: true }],
    'classPlan.add 5А': ['classPlan.add', { classId: CLASS.a, entries: [classHour] }],
    'classPlan.add 5Б': ['classPlan.add', { classId: CLASS.b, entries: [classHour] }],
    'classPlan.change an entry of 5А': ['classPlan.change', { ...classHour, entryId: ENTRY, place: 'актовый зал' }],
    'classPlan.hold an entry of 5А': ['classPlan.hold', { entryId: ENTRY, held: false, notes: 'тайна' }],
    'classPlan.remove an entry of 5А': ['classPlan.remove', { entryId: ENTRY, removed: true }],
    'absenceNotice.send pupilA': ['absenceNotice.send', { ...report, studentId: 11 }],
    'absenceNotice.send pupilB': ['absenceNotice.send', { ...report, studentId: 12 }],
    'absenceNotice.withdraw report of pupilA': ['absenceNotice.withdraw', { noticeId: 1, studentId: 11 }],
    'absenceNotice.decline report of pupilA': ['absenceNotice.decline', { noticeId: 1, studentId: 11, answer: null }],
    'absenceDocument.add pupilB of 5А': ['absenceDocument.add', { ...paper, studentId: 12, noticeId: null }],
    'absenceDocument.add pupilC of 5Б': ['absenceDocument.add', { ...paper, studentId: 13, noticeId: null }],
    'absenceDocument.change document of pupilB': ['absenceDocument.change', { ...paper, studentId: 12, documentId: 1 }],
    'absenceDocument.cancel document of pupilB': [
      'absenceDocument.cancel',
      { documentId: 1, studentId: 12, cancelled: true },
    ],
    'absenceCase.open pupilA of 5А': ['absenceCase.open', { studentId: 11, text: null }],
    'absenceCase.open pupilC of 5Б': ['absenceCase.open', { studentId: 13, text: null }],
    'absenceCase.step record of pupilB': [
      'absenceCase.step',
      { studentId: 12, openedOn: TODAY, step: 'note', text: 'звонили' },
    ],
    'teacherAbsence.add absence of homeroom': ['teacherAbsence.add', { teacherId: 3, ...away }],
    'teacherAbsence.change absence of teacher': ['teacherAbsence.change', { absenceId: 1, ...away }],
    'teacherAbsence.cancel absence of teacher': ['teacherAbsence.cancel', { absenceId: 1 }],
    'lesson.change an ungraded lesson of 5А': [
      'lesson.change',
      { lessonId: LESSON.ungraded, change: { kind: 'self', teacherId: null } },
    ],
    'substitution.pay lesson russian 5А': ['substitution.pay', pay],
    'homework.tick pupilA': ['homework.tick', { studentId: 11, lessonId: LESSON.yesterday, done: true }],
    'homework.tick pupilB': ['homework.tick', { studentId: 12, lessonId: LESSON.yesterday, done: true }],
    'calendar.issue own lessons': ['calendar.issue', { studentId: null, hash: '0'.repeat(64) }],
    'calendar.issue pupilA': ['calendar.issue', { studentId: 11, hash: '0'.repeat(64) }],
    'calendar.issue pupilB': ['calendar.issue', { studentId: 12, hash: '0'.repeat(64) }],
    'calendar.revoke own lessons': ['calendar.revoke', { studentId: null }],
    'calendar.revoke pupilA': ['calendar.revoke', { studentId: 11 }],
    'session.wear session of teacher': ['session.wear', { hat: 'teacher' }],
    'session.end session of teacher': ['session.end', {}],
    'import.choose a file of 5А': [
      'import.choose',
      { importId: 1, kind: 'subject', key: 'черчение', choice: { how: 'out' } },
    ],
    // A day that has passed: who may is told so, and nobody's lessons move.
    'timetable.apply a file of 5А': ['timetable.apply', { importId: 1, from: '2026-12-01' }],
    'import.revert a file of 5А': ['import.revert', { importId: 1 }],
  };
  test.each(of('command').map((row) => [`${row.door}: ${row.target}`, row] as const))('%s', async (_, row) => {
    const [name, input] = at(inputs, `${row.door} ${row.target}`);
    const body = (who: string): object => {
      if (name === 'calendar.issue') return { ...input, hash: hashOf(`${who} ${row.target}`) };
      return name.startsWith('session.') ? { ...input, publicId: publicIds.get('teacher') } : input;
    };
    const words = new Set<string>();
    await expectRow(row, async (who) => {
      const [answer] = await server.post(cookie(who), [{ name, input: body(who) }]);
      if (!answer) throw new Error('no answer');
      if (!answer.ok && answer.code === 'not_found') words.add(answer.message);
      // Let in by the policy: carried out, or told about a version or a rule that only the entitled hear of.
      return answer.ok || !['not_found', 'unauthenticated'].includes(answer.code);
    });
    // One sentence for «not yours» and «does not exist».
    expect(words.size).toBeLessThanOrEqual(1);
  });
  test('every command is listed', () => {
    expect(Object.keys(commandInputs).filter((name) => !of('command').some((row) => row.door === name))).toEqual([]);
  });
}
