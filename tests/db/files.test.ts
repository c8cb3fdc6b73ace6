import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExecutor, type Executor } from '#db/execute.ts';
import { keepUpload, readFile, uploadTarget } from '#db/files.ts';
import { diaryPage } from '#db/queries/diaryPage.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { readAs } from '#db/sql.ts';
import { applyEvents } from '#lib/contract/apply.ts';
import { GROUP, LESSON, run, school, type Who, type World } from '#tests/support/school.ts';

/** Files of homework: kept, attached by a command, read by those whose it is, taken back with their history. */

let world: World;
let executor: Executor;
beforeAll(async () => {
  world = await school();
  executor = createExecutor(world.db, () => undefined);
});
afterAll(() => world.close());

const PDF = Buffer.from('%PDF-1.7 карточка');
const upload = async (who: Who, lessonId: number, name = 'Карточка.pdf') => {
  const kept = await keepUpload(await world.actor(who), lessonId, name, PDF, world.db);
  if (!kept.ok) throw new Error(kept.message);
  return kept.file;
};
const file = async (name: 'file.attach' | 'file.remove', who: Who, lessonId: number, fileId: number) =>
  run(executor, await world.actor(who), name, { lessonId, fileId });

/** Homework of a lesson stands in its record, or was taken back. */
const homework = (lessonId: number, text: string | null) => world.owner`update lesson
  set homework = ${text}, homework_state = ${text === null ? null : 'given'} where school_id = 1 and id = ${lessonId}`;

/** The whole of a file as this person gets it, and in how many pieces; null when it is not his. */
async function bytesOf(who: Who, fileId: number, seen: Buffer[] = []): Promise<Buffer | null> {
  const found = await readFile(await world.actor(who), fileId, world.db);
  if (!found) return null;
  for (let from = 0; from < found.size; ) {
    const piece = await found.piece(from);
    if (!piece) throw new Error('the file ends before its size');
    seen.push(piece);
    from += piece.length;
  }
  return Buffer.concat(seen);
}

test('a large file comes in pieces and whole', async () => {
  await homework(LESSON.yesterday, '§ 1');
  const large = Buffer.concat([PDF, Buffer.alloc(700_000, 'ab')]);
  const kept = await keepUpload(await world.actor('teacher'), LESSON.yesterday, 'Большой.pdf', large, world.db);
  if (!kept.ok) throw new Error(kept.message);
  await file('file.attach', 'teacher', LESSON.yesterday, kept.file.id);
  const pieces: Buffer[] = [];
  expect((await bytesOf('parentA', kept.file.id, pieces))?.equals(large)).toBe(true);
  expect(pieces.length).toBe(3);
  await file('file.remove', 'teacher', LESSON.yesterday, kept.file.id);
  await homework(LESSON.yesterday, null);
});

test('an upload is nobody’s homework until it is attached, and then its families’', async () => {
  const kept = await upload('teacher', LESSON.now);
  expect(await readFile(await world.actor('teacher'), kept.id, world.db)).toBeNull();
  expect(await file('file.attach', 'colleague', LESSON.now, kept.id)).toMatchObject({ code: 'not_found' });
  expect(await file('file.attach', 'teacher', LESSON.friday, kept.id)).toMatchObject({ code: 'not_found' });
  expect(await file('file.attach', 'teacher', LESSON.now, kept.id)).toMatchObject({ ok: true });
  expect(await file('file.attach', 'teacher', LESSON.now, kept.id)).toMatchObject({ ok: true, events: [] });
  // Prepared beside a lesson, it is not homework yet; taken back, it is none any more.
  expect(await bytesOf('colleague', kept.id)).toEqual(PDF);
  expect(await bytesOf('parentA', kept.id)).toBeNull();
  await homework(LESSON.now, '§ 1');
  for (const who of ['teacher', 'colleague', 'homeroom', 'deputy', 'parentA', 'pupilB'] as const)
    expect(await bytesOf(who, kept.id), who).toEqual(PDF);
  for (const who of ['foreignTeacher', 'admin', 'pupilC'] as const)
    expect(await readFile(await world.actor(who), kept.id, world.db), who).toBeNull();
  expect(
    (await journalPage(await world.actor('teacher'), { groupId: GROUP.math }, world.db))?.lessons.find(
      (l) => l.id === LESSON.now,
    )?.files,
  ).toEqual([kept]);
  // A family that came to the group later does not read what was given before.
  await world.owner`update group_student set starts = '2026-12-03' where school_id = 1 and group_id = ${GROUP.math} and student_id = 12`;
  expect(await readFile(await world.actor('pupilB'), kept.id, world.db)).toBeNull();
  await world.owner`update group_student set starts = '2026-09-01' where school_id = 1 and group_id = ${GROUP.math} and student_id = 12`;
});

test('the database’s own wall shows families attached files of their groups only', async () => {
  await upload('foreignTeacher', LESSON.foreign);
  const seen = await readAs(
    world.db,
    { schoolId: 1, personId: 21, students: [11], groups: [1, 2, 5] },
    (tx) => tx`select distinct group_id, state from attachment`,
  );
  expect(seen).toEqual([{ group_id: GROUP.math, state: 'attached' }]);
});

test('homework that is given anew brings its files into the diary', async () => {
  const parent = await world.actor('parentA');
  const teacher = await world.actor('teacher');
  const kept = await upload('teacher', LESSON.yesterday, 'План.pdf');
  await file('file.attach', 'teacher', LESSON.yesterday, kept.id);
  const before = await diaryPage(parent, { studentId: 11 }, world.db);
  const change = { field: 'homework', state: 'given', text: '§ 3', minutes: null } as const;
  const answer = await run(executor, teacher, 'lesson.record', { lessonId: LESSON.yesterday, change });
  if (!answer.ok || !before) throw new Error('not recorded');
  const after = applyEvents(before, answer.events);
  const due = after.days.flatMap((d) => d.lessons).find((l) => l.id === LESSON.now);
  expect(due?.homework).toMatchObject([{ fromId: LESSON.yesterday, files: [kept] }]);
  expect(after.days).toEqual((await diaryPage(parent, { studentId: 11 }, world.db))?.days);
});

test('a removed file is gone for all, its history stays, and it can come back', async () => {
  const kept = await upload('teacher', LESSON.friday, 'Тест.pdf');
  await file('file.attach', 'teacher', LESSON.friday, kept.id);
  expect(await file('file.remove', 'foreignTeacher', LESSON.friday, kept.id)).toMatchObject({ code: 'not_found' });
  expect(await file('file.remove', 'colleague', LESSON.friday, kept.id)).toMatchObject({ ok: true });
  expect(await readFile(await world.actor('parentA'), kept.id, world.db)).toBeNull();
  const log = await world.owner`select l.kind, b.body from school_log l join school_log_payload b
    on b.school_id = l.school_id and b.seq = l.seq where l.school_id = 1 and l.object = ${`file:${kept.id}`} order by l.seq`;
  expect(log.map((row) => row['kind'])).toEqual(['file.attached', 'file.removed']);
  expect(String(log[1]?.['body'])).toContain('Тест.pdf');
  expect(await file('file.attach', 'colleague', LESSON.friday, kept.id)).toMatchObject({ ok: true });
  expect(await readFile(await world.actor('parentA'), kept.id, world.db)).toBeNull();
  await homework(LESSON.friday, '§ 2');
  expect(await readFile(await world.actor('parentA'), kept.id, world.db)).not.toBeNull();
});

test('a lesson takes five files, a closed period none, and forgotten uploads are thrown away', async () => {
  for (let n = 0; n < 4; n += 1) {
    const { id } = await upload('teacher', LESSON.now, `${n}.pdf`);
    expect(await file('file.attach', 'teacher', LESSON.now, id)).toMatchObject({ ok: true });
  }
  const sixth = await upload('teacher', LESSON.now, 'лишний.pdf');
  expect(await file('file.attach', 'teacher', LESSON.now, sixth.id)).toMatchObject({ ok: false, code: 'invalid' });
  expect(await uploadTarget(await world.actor('teacher'), LESSON.closed, world.db)).toMatchObject({ code: 'closed' });
  expect(await uploadTarget(await world.actor('teacher'), LESSON.russian, world.db)).toMatchObject({
    code: 'not_found',
  });
  await world.owner`update attachment set at = now() - interval '3 hours' where school_id = 1 and id = ${sixth.id}`;
  await upload('teacher', LESSON.now, 'ещё.pdf');
  expect(await world.owner`select 1 from attachment where school_id = 1 and id = ${sixth.id}`).toHaveLength(0);
  await Promise.all(Array.from({ length: 9 }, (_, n) => upload('teacher', LESSON.friday, `${n}.pdf`)));
  expect(await keepUpload(await world.actor('teacher'), LESSON.friday, 'a.pdf', PDF, world.db)).toMatchObject({
    code: 'throttled',
  });
});
