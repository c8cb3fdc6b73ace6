import { expect } from 'vitest';
import { type Row, readMatrix } from '#tests/support/accessMatrix.ts';
import { importedFile } from '#tests/support/importedFile.ts';
import { approvePlan, fillPlan, PLAN, ROW } from '#tests/support/plan.ts';
import { CLASS, GROUP, LESSON, school, TODAY, TYPE, type Who, type World } from '#tests/support/school.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { CONTROL_WORK, cell, ENTRY, paper, REMARK, report } from './things.ts';

const matrix = readMatrix();
/** Who cannot sign in at all goes by the cookie of a session that he no longer deserves. */
export const { subjects } = matrix;
export let world: World;
export let server: TestServer;
export let importId = 0;
const cookies = new Map<string, string>();
export const publicIds = new Map<string, number>();
/** One school and one server for all doors. */
export async function open(): Promise<void> {
  world = await school();
  // Somebody can sign in: without an account the first administrator would be asked for.
  await world.owner`insert into account (school_id, person_id, login, password_hash) values (1, 6, 'admin', 'x')`;
  server = await startServer(world.database.appUrl, { services: 'web,realtime,collab', env: { ZVONOK_LIMITER: '0' } });
  for (const who of subjects) cookies.set(who, who === 'anon' ? '' : await world.cookie(who as Who));
  for (const who of ['teacher', 'colleague', 'foreignTeacher'] as const) {
    const spare = await world.actor(who);
    publicIds.set(who, spare.sessionPublicId);
  }
  // What some doors need to exist: a mark to comment, homework to tick, an absence to explain.
  const { command } = server;
  await command(cookie('teacher'), 'mark.set', { ...cell, workId: LESSON.now, number: 1, value: 4 });
  for (const lessonId of [LESSON.yesterday, LESSON.now])
    await command(cookie('teacher'), 'lesson.record', {
      lessonId,
      change: { field: 'homework', state: 'given', text: '§ 1', minutes: 5 },
    });
  for (const state of ['attached', 'uploaded'])
    await world.owner`insert into attachment (school_id, lesson_id, group_id, on_date, name, mime, size, sha256, body, state, by_id)
      select school_id, id, group_id, on_date, 'Карточка «5А».pdf', 'application/pdf', 4, '\\x00', '\\x25504446', ${state}, 1
      from lesson where school_id = 1 and id = ${LESSON.now}`;
  await fillPlan(world);
  await approvePlan(world, 1);
  await world.owner`insert into plan_remark (school_id, id, plan_id, row_id, field, kind, text, was, author_id, at)
    overriding system value values (1, ${REMARK.comment}, ${PLAN}, ${ROW.last}, 'topic', 'comment', 'Вопрос', null, 4, now()),
      (1, ${REMARK.suggestion}, ${PLAN}, ${ROW.last}, 'topic', 'suggestion', 'Сумма', 'Сложение', 4, now())`;
  await world.owner`select setval(pg_get_serial_sequence('plan_remark', 'id'), 100)`;
  importId = await importedFile(world);
  await world.owner`insert into control_work (school_id, id, group_id, class_id, subject_id, on_date, number, type_id, minutes,
      author_id) overriding system value values (1, ${CONTROL_WORK}, ${GROUP.math}, 1, 1, '2026-12-18', 3, ${TYPE.control}, 45, 1)`;
  await world.owner`insert into class_plan (school_id, id, class_id, on_date, title, kind, by_id) overriding system value
    values (1, ${ENTRY}, ${CLASS.a}, '2026-12-09', 'Кодекс класса', 'hour', 3)`;
  await world.owner`insert into teacher_absence (school_id, teacher_id, starts, ends, reason, by_id, at)
    values (1, 1, '2026-12-10', '2026-12-11', 'trip', 4, now())`;
  await world.owner`with away as (insert into teacher_absence (school_id, teacher_id, starts, ends, reason, by_id, at)
      values (1, 3, ${TODAY}, ${TODAY}, 'sick', 4, now()) returning id)
    update substitution set absence_id = (select id from away) where school_id = 1 and lesson_id = ${LESSON.russian}`;
  await command(cookie('homeroom'), 'absence.mark', {
    lessonId: LESSON.russian,
    studentId: 12,
    code: 'absent',
    minutes: null,
  });
  await command(cookie('parentA'), 'absenceNotice.send', { ...report, studentId: 11 });
  await command(cookie('homeroom'), 'absenceDocument.add', { ...paper, studentId: 12, noticeId: null });
  await command(cookie('homeroom'), 'absenceCase.open', { studentId: 12, text: null });
}
export async function close(): Promise<void> {
  await server.stop();
  await world.close();
}

export const cookie = (who: string) => cookies.get(who) ?? '';
export const of = (channel: string): Row[] => matrix.rows.filter((r) => r.channel === channel);
/** Runs `ask` for every subject of a row and compares who was let in. */
export async function expectRow(row: Row, ask: (who: string) => Promise<boolean>): Promise<void> {
  const letIn: string[] = [];
  for (const who of subjects) if (await ask(who)) letIn.push(who);
  expect(letIn, `${row.channel} ${row.door} ${row.target}`).toEqual(subjects.filter((who) => row.allowed.has(who)));
}
export const at = <T>(known: Record<string, T>, key: string): T => {
  const value = known[key];
  if (value === undefined) throw new Error(`access.csv names «${key}», the test does not know it`);
  return value;
};
