import type { CommandInput } from '#lib/contract/commands.ts';
import { PLAN, ROW } from '#tests/support/plan.ts';
import { GROUP, LESSON, TYPE, type World } from '#tests/support/school.ts';
import type { Cases } from './cases.ts';

const control = {
  ...{ date: '2026-12-04', number: 3, typeId: TYPE.control, name: null, minutes: 45 },
  level: 'school' as const,
};
async function planned({ owner }: World, groupId: number): Promise<number> {
  const [row] = await owner`select max(id) as id from control_work where school_id = 1 and group_id = ${groupId}`;
  return Number(row?.['id']);
}
/** An upload as db/files.ts keeps it. */
async function uploaded({ owner }: World, lessonId: number, by = 1): Promise<CommandInput<'file.attach'>> {
  const [row] =
    await owner`insert into attachment (school_id, lesson_id, group_id, on_date, name, mime, size, sha256, body, by_id)
    select school_id, id, group_id, on_date, 'Карточка.pdf', 'application/pdf', 4, '\\x00', '\\x25504446', ${by} from lesson
    where school_id = 1 and id = ${lessonId} returning id`;
  return { lessonId, fileId: Number(row?.['id']) };
}
async function attached({ owner }: World, lessonId: number): Promise<CommandInput<'file.remove'>> {
  const [row] = await owner`select min(id) as id from attachment where school_id = 1 and lesson_id = ${lessonId}
    and state = 'attached'`;
  return { lessonId, fileId: Number(row?.['id']) };
}

/** Control works ahead are counted anew. */
const COUNTED = ['the base of plans', 'the base of plans for the deputy'];
const bound = { planId: PLAN, groupId: GROUP.math };
/** The version of what the lesson that runs now passes. */
async function passV({ owner }: World): Promise<number> {
  const [row] = await owner`select version from lesson_pass where school_id = 1 and lesson_id = ${LESSON.now}`;
  return Number(row?.['version'] ?? 0);
}

export const lessonCases = {
  'lesson.record': [
    {
      title: 'a topic',
      who: 'teacher',
      input: { lessonId: LESSON.now, change: { field: 'topic', value: 'Обыкновенные дроби' } },
    },
    { title: 'a kind', who: 'teacher', input: { lessonId: LESSON.now, change: { field: 'kind', value: 'new' } } },
    {
      title: 'ICT',
      who: 'teacher',
      input: { lessonId: LESSON.now, change: { field: 'ict', value: ['slides', 'board'] } },
    },
    {
      title: 'homework',
      who: 'teacher',
      input: { lessonId: LESSON.now, change: { field: 'homework', state: 'given', text: '§ 12, № 345', minutes: 20 } },
    },
    {
      title: 'homework of yesterday, due now',
      who: 'colleague',
      input: { lessonId: LESSON.yesterday, change: { field: 'homework', state: 'given', text: '§ 11', minutes: null } },
    },
    {
      title: 'homework changed',
      who: 'teacher',
      input: {
        lessonId: LESSON.yesterday,
        change: { field: 'homework', state: 'given', text: '§ 11, вопросы', minutes: 10 },
      },
      base: 1,
    },
    {
      title: 'homework due at a later lesson, with a link',
      who: 'teacher',
      input: {
        lessonId: LESSON.yesterday,
        change: {
          ...{ field: 'homework', state: 'given', text: '§ 11, вопросы', minutes: 10, dueId: LESSON.friday },
          links: [{ url: 'https://resh.edu.ru/subject/12/5/', title: 'Урок 5' }],
        },
      },
      base: 2,
    },
    {
      title: '«не задано»',
      who: 'teacher',
      input: { lessonId: LESSON.now, change: { field: 'homework', state: 'none', text: null, minutes: null } },
      base: 1,
    },
    {
      title: 'nothing again',
      who: 'teacher',
      input: { lessonId: LESSON.now, change: { field: 'homework', state: null, text: null, minutes: null } },
      base: 2,
    },
    {
      title: 'in advance, of a row that was offered',
      who: 'teacher',
      input: { lessonId: LESSON.friday, change: { field: 'topic', value: 'Доли', rows: [ROW.control] } },
    },
    {
      title: 'a topic taken back: its row is offered again',
      who: 'teacher',
      input: { lessonId: LESSON.now, change: { field: 'topic', value: null } },
      base: 1,
    },
    {
      title: 'a topic again',
      who: 'teacher',
      input: { lessonId: LESSON.now, change: { field: 'topic', value: 'Обыкновенные дроби' } },
      base: 2,
    },
  ],
  'lesson.pass': [
    {
      title: 'two topics merged in a lesson that is not filled',
      who: 'teacher',
      input: { lessonId: LESSON.yesterday, as: { kind: 'rows', rows: [ROW.control, ROW.last], reason: 'уплотнение' } },
    },
    {
      title: 'a lesson that was lost',
      who: 'colleague',
      input: { lessonId: LESSON.yesterday, as: { kind: 'lost', reason: 'общешкольное мероприятие' } },
      base: 1,
    },
    {
      title: 'a repetition',
      who: 'teacher',
      input: { lessonId: LESSON.yesterday, as: { kind: 'repeat', reason: 'тема усвоена слабо' } },
      base: 2,
    },
    { title: 'by the plan again', who: 'teacher', input: { lessonId: LESSON.yesterday, as: null }, base: 3 },
    {
      title: 'another row of a filled lesson',
      who: 'teacher',
      input: { lessonId: LESSON.friday, as: { kind: 'rows', rows: [ROW.last, ROW.last], reason: 'уплотнение' } },
      base: 1,
    },
  ],
  'plan.bind': [
    {
      title: 'a filled lesson and its row',
      who: 'colleague',
      input: async (w) => ({ ...bound, lessons: [{ lessonId: LESSON.now, rows: [ROW.control], v: await passV(w) }] }),
    },
    {
      title: 'freed again',
      who: 'teacher',
      input: async (w) => ({ ...bound, lessons: [{ lessonId: LESSON.now, rows: [], v: await passV(w) }] }),
    },
  ],
  'work.add': [
    {
      title: 'a second work',
      who: 'teacher',
      input: { lessonId: LESSON.now, typeId: TYPE.independent, name: 'Проверка' },
    },
  ],
  'work.change': [
    {
      title: 'a name and a weight',
      who: 'teacher',
      input: { lessonId: LESSON.now, workId: LESSON.now, typeId: TYPE.answer, name: 'Устный счёт', weight: 150 },
      base: 1,
    },
    {
      title: 'a control work from now on',
      who: 'teacher',
      input: { lessonId: LESSON.yesterday, workId: LESSON.yesterday, typeId: TYPE.control, name: null, weight: null },
      base: 1,
    },
  ],
  'controlWork.place': [
    {
      title: 'a control work on Friday',
      who: 'teacher',
      input: { groupId: GROUP.math, ...control },
      stale: COUNTED,
    },
    {
      title: 'another class’s, by a deputy',
      who: 'deputy',
      input: { groupId: GROUP.foreign, ...control, date: '2026-12-02', level: 'federal' },
      stale: COUNTED,
    },
  ],
  'controlWork.change': [
    {
      title: 'a name, a type and a length',
      who: 'colleague',
      input: async (w) => ({ controlWorkId: await planned(w, GROUP.math), ...control, name: 'Дроби', minutes: 90 }),
      base: 1,
      stale: COUNTED,
    },
  ],
  'controlWork.cancel': [
    {
      title: 'taken out',
      who: 'teacher',
      input: async (w) => ({ controlWorkId: await planned(w, GROUP.math), cancelled: true }),
      base: 2,
      stale: COUNTED,
    },
    {
      title: 'put back',
      who: 'deputy',
      input: async (w) => ({ controlWorkId: await planned(w, GROUP.math), cancelled: false }),
      base: 3,
      stale: COUNTED,
    },
  ],
  'file.attach': [
    { title: 'a file of a homework that is shown', who: 'teacher', input: (w) => uploaded(w, LESSON.yesterday) },
    { title: 'a file of another’s upload day', who: 'colleague', input: (w) => uploaded(w, LESSON.yesterday, 2) },
    {
      title: 'a file of a lesson without homework',
      who: 'teacher',
      input: (w) => uploaded(w, LESSON.now),
    },
  ],
  'file.remove': [
    { title: 'the first file', who: 'colleague', input: (w) => attached(w, LESSON.yesterday) },
    { title: 'the file without homework', who: 'teacher', input: (w) => attached(w, LESSON.now) },
  ],
  'homework.tick': [
    { title: 'done', who: 'parentA', input: { studentId: 11, lessonId: LESSON.yesterday, done: true } },
    { title: 'not done', who: 'pupilA', input: { studentId: 11, lessonId: LESSON.yesterday, done: false }, base: 1 },
  ],
} satisfies Partial<Cases>;
