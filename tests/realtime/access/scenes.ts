import { editRow } from '#db/plans/document.ts';
import type { CommandInput } from '#lib/contract/commands.ts';
import { PLAN, ROW, typeInto } from '#tests/support/plan.ts';
import { CLASS, GROUP, LESSON, PERIOD, TODAY, TYPE, VERSION } from '#tests/support/school.ts';
import {
  away,
  bellRule,
  CONTROL_WORK,
  cell,
  classHour,
  hashOf,
  order,
  paper,
  pay,
  planRemark,
  report,
  weekPlace,
  workType,
} from './things.ts';
import { cookie, importId, publicIds, server, world } from './world.ts';

/** What makes each event happen; every spy watches all it may by then. */
export const scenes: Record<string, () => Promise<unknown>> = {
  'mark.changed pupilA at math 5А': () =>
    server.command(cookie('teacher'), 'mark.set', {
      ...cell,
      workId: LESSON.yesterday,
      lessonId: LESSON.yesterday,
      number: 1,
      value: 5,
    }),
  'mark.commented pupilA at math 5А': () =>
    server.command(cookie('teacher'), 'mark.comment', {
      ...cell,
      lessonId: LESSON.yesterday,
      workId: LESSON.yesterday,
      number: 1,
      comment: 'молодец',
    }),
  'mark.noted pupilA at math 5А': () =>
    server.command(cookie('teacher'), 'mark.note', {
      ...cell,
      lessonId: LESSON.yesterday,
      workId: LESSON.yesterday,
      note: 'тайна',
    }),
  'absence.changed pupilB at russian 5А': () =>
    server.command(
      cookie('homeroom'),
      'absence.mark',
      { lessonId: LESSON.russian, studentId: 12, code: 'late', minutes: 9 },
      1,
    ),
  'absence.reasoned pupilB at russian 5А': async () => {
    await server.command(
      cookie('homeroom'),
      'absence.mark',
      { lessonId: LESSON.russian, studentId: 12, code: 'absent', minutes: null },
      2,
    );
    await server.command(
      cookie('deputy'),
      'absence.reason',
      { lessonId: LESSON.russian, studentId: 12, reason: 'excused' },
      1,
    );
  },
  'classPlan.changed 5А': () =>
    server.command(cookie('homeroom'), 'classPlan.add', { classId: CLASS.a, entries: [classHour] }),
  'absenceNotice.changed pupilA of 5А': () =>
    server.command(cookie('parentA'), 'absenceNotice.send', { ...report, studentId: 11 }),
  'absenceDocument.changed pupilB of 5А': () =>
    server.command(cookie('homeroom'), 'absenceDocument.add', { ...paper, studentId: 12, noticeId: null }),
  'absence.expected pupilB of 5А': () =>
    server.command(cookie('homeroom'), 'absenceDocument.add', { ...paper, studentId: 12, noticeId: null }),
  'absenceCase.changed pupilB of 5А': async () => {
    const [row] = await world.owner`select version from absence_case where school_id = 1 and student_id = 12`;
    const step = { studentId: 12, openedOn: TODAY, step: 'talk', text: 'тайна' } as const;
    return server.command(cookie('homeroom'), 'absenceCase.step', step, Number(row?.['version']));
  },
  'roll.confirmed math 5А': () =>
    server.command(cookie('teacher'), 'roll.confirm', { lessonId: LESSON.yesterday, confirmed: true }),
  'lesson.recorded topic of math 5А': () =>
    server.command(cookie('teacher'), 'lesson.record', {
      lessonId: LESSON.yesterday,
      change: { field: 'topic', value: 'Доли' },
    }),
  'lesson.recorded homework of math 5А': () =>
    server.command(cookie('teacher'), 'lesson.record', {
      lessonId: LESSON.friday,
      change: { field: 'homework', state: 'given', text: '§ 2', minutes: 9 },
    }),
  'lesson.recorded kind of math 5А': () =>
    server.command(cookie('teacher'), 'lesson.record', {
      lessonId: LESSON.friday,
      change: { field: 'kind', value: 'new' },
    }),
  'lesson.recorded ict of math 5А': () =>
    server.command(cookie('teacher'), 'lesson.record', {
      lessonId: LESSON.friday,
      change: { field: 'ict', value: ['slides'] },
    }),
  'work.added math 5А': () =>
    server.command(cookie('teacher'), 'work.add', {
      lessonId: LESSON.yesterday,
      typeId: TYPE.independent,
      name: null,
    }),
  'work.changed math 5А': () =>
    server.command(
      cookie('teacher'),
      'work.change',
      { lessonId: LESSON.yesterday, workId: LESSON.yesterday, typeId: TYPE.independent, name: 'Счёт', weight: 50 },
      1,
    ),
  'filling.changed math 5А': () =>
    server.command(cookie('teacher'), 'roll.confirm', { lessonId: LESSON.yesterday, confirmed: false }, 1),
  'file.attached math 5А': async () => {
    await world.owner`update attachment set state = 'removed' where school_id = 1 and id = 1`;
    await server.command(cookie('teacher'), 'file.attach', { lessonId: LESSON.now, fileId: 1 });
  },
  'file.removed math 5А': () => server.command(cookie('teacher'), 'file.remove', { lessonId: LESSON.now, fileId: 1 }),
  'homework.ticked pupilA at math 5А': () =>
    server.command(cookie('parentA'), 'homework.tick', { studentId: 11, lessonId: LESSON.now, done: true }),
  'import.changed a file of 5А': () =>
    server.command(cookie('deputy'), 'import.choose', {
      ...{ importId, kind: 'class', key: '5а' },
      choice: { how: 'out' },
    }),
  'rights.changed hat of foreignTeacher': () =>
    server.command(cookie('foreignTeacher'), 'session.wear', {
      publicId: publicIds.get('foreignTeacher') ?? 0,
      hat: 'parent',
    }),
  'mark.qualified pupilA at math 5А': async () => {
    const [row] = await world.owner`select kind_v from mark where school_id = 1 and work_id = ${LESSON.yesterday}
      and student_id = 11 and number = 1`;
    const place = { ...cell, lessonId: LESSON.yesterday, workId: LESSON.yesterday, number: 1 as const };
    const kind = { typeId: null, weight: 150, counted: false, dueOn: null };
    return server.command(cookie('teacher'), 'mark.kind', { ...place, ...kind }, Number(row?.['kind_v']));
  },
  'periodMark.set pupilA at math 5А': async () => {
    const [row] = await world.owner`select version from period_mark where school_id = 1 and group_id = ${GROUP.math}
      and student_id = 11 and period_id = ${PERIOD.now}`;
    const input = {
      groupId: GROUP.math,
      studentId: 11,
      periodId: PERIOD.now,
      value: '5',
      grounds: 'олимпиада',
    } as const;
    return server.command(cookie('teacher'), 'periodMark.set', input, Number(row?.['version'] ?? 0));
  },
  'controlWork.changed math 5А': async () => {
    const [row] = await world.owner`select version from control_work where school_id = 1 and id = ${CONTROL_WORK}`;
    await world.owner`update control_work set state = 'planned' where school_id = 1 and id = ${CONTROL_WORK}`;
    return server.command(
      cookie('teacher'),
      'controlWork.cancel',
      { controlWorkId: CONTROL_WORK, cancelled: true },
      Number(row?.['version']),
    );
  },
  'homework.weighed math 5А': async () => {
    const [row] = await world.owner`select homework_v from lesson where school_id = 1 and id = ${LESSON.yesterday}`;
    const change = { field: 'homework', state: 'given', text: '§ 3', minutes: 35 } as const;
    return server.command(
      cookie('teacher'),
      'lesson.record',
      { lessonId: LESSON.yesterday, change },
      Number(row?.['homework_v']),
    );
  },
  'lesson.changed an ungraded lesson of 5А': async () => {
    const [row] = await world.owner`select change_v from lesson where school_id = 1 and id = ${LESSON.ungraded}`;
    const change = { kind: 'substitute', teacherId: 2, subjectId: null } as const;
    return server.command(
      cookie('deputy'),
      'lesson.change',
      { lessonId: LESSON.ungraded, change },
      Number(row?.['change_v']),
    );
  },
  'teacherAbsence.changed absence of homeroom': () =>
    server.command(cookie('admin'), 'teacherAbsence.add', {
      ...{ teacherId: 3, ...away },
      ...{ from: '2026-12-21', to: '2026-12-21' },
    }),
  'substitution.paid lesson russian 5А': () =>
    server.command(cookie('deputy'), 'substitution.pay', { ...pay, hours: 50 }, 1),
  'settings.changed the school': () => changeSetting('pointDays', 21),
  'workType.changed the school': async () => {
    const [row] = await world.owner`select version from work_type where school_id = 1 and id = ${TYPE.independent}`;
    return server.command(cookie('deputy'), 'workType.change', { ...workType, weight: 120 }, Number(row?.['version']));
  },
  'calendar.changed own lessons of colleague': async () => {
    const [row] = await world.owner`select version from calendar_feed where school_id = 1 and person_id = 2
      and student_id is null`;
    const input = { studentId: null, hash: hashOf('colleague again') };
    return server.command(cookie('colleague'), 'calendar.issue', input, Number(row?.['version'] ?? 0));
  },
  'plan.changed plan of math 5': async () => {
    const [row] = await world.owner`select version from plan where school_id = 1 and id = ${PLAN}`;
    const input = { planId: PLAN, groupIds: [GROUP.math, GROUP.foreign] };
    return server.command(cookie('colleague'), 'plan.serve', input, Number(row?.['version']));
  },
  'plan.versioned plan of math 5': () =>
    server.command(cookie('teacher'), 'plan.keep', { planId: PLAN, name: 'Ещё проба' }),
  'planRemark.changed plan of math 5': () => server.command(cookie('deputy'), 'planRemark.add', planRemark),
  'plan.rows plan of math 5': async () => {
    await typeInto(world, PLAN, 2, (doc) => editRow(doc, ROW.last, { note: 'таблица' }));
    return server.command(cookie('colleague'), 'plan.project', { planId: PLAN });
  },
  'lesson.passed math 5А': () => passYesterday({ kind: 'repeat', reason: 'тема усвоена слабо' }),
  'plan.drafts math 5А': async () => {
    await world.owner`update lesson set topic = null where school_id = 1 and id = ${LESSON.yesterday}`;
    return passYesterday(null);
  },
  'plan.paced math 5А': () => passYesterday({ kind: 'lost', reason: 'общешкольное мероприятие' }),
  'timetable.changed the school': () =>
    server.command(cookie('deputy'), 'bells.plan', { ruleId: null, rule: { ...bellRule, date: '2026-12-29' } }),
  'timetable.versioned a draft': () =>
    server.command(cookie('admin'), 'draft.make', { from: '2026-12-21', title: 'Ещё проба' }),
  'draft.edited a draft': () =>
    server.command(cookie('deputy'), 'draft.edit', {
      versionId: VERSION.draft,
      changes: [{ slotId: null, v: 0, to: { ...weekPlace, weekday: 2 } }],
    }),
  'approval.given расписание': () =>
    server.command(cookie('director'), 'approval.give', { ...order, orderNo: '113-о' }),
  'session.ended session of colleague': () =>
    server.command(cookie('colleague'), 'session.end', { publicId: publicIds.get('colleague') ?? 0 }),
};

export async function changeSetting(field: 'pointDays' | 'homeworkMinutes', value: number): Promise<unknown> {
  const [row] = await world.owner`select settings_v from school where school_id = 1`;
  const versions = row?.['settings_v'] as Record<string, number>;
  const input = { change: { field, value } };
  return server.command(cookie('deputy'), 'settings.change', input, versions[field] ?? 0);
}
/** What yesterday's lesson passes of its plan. */
async function passYesterday(as: CommandInput<'lesson.pass'>['as']): Promise<unknown> {
  const [row] =
    await world.owner`select version from lesson_pass where school_id = 1 and lesson_id = ${LESSON.yesterday}`;
  const input = { lessonId: LESSON.yesterday, as };
  return server.command(cookie('teacher'), 'lesson.pass', input, Number(row?.['version'] ?? 0));
}
