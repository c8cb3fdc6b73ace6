import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Doc } from 'yjs';
import { createExecutor, type Executor } from '#db/execute.ts';
import { editRow, putRows, removeRow } from '#db/plans/document.ts';
import { attendanceDay } from '#db/queries/attendanceDay.ts';
import { classPlanPage } from '#db/queries/classPlanPage.ts';
import { controlWall } from '#db/queries/controlWall.ts';
import { controlWorksPage } from '#db/queries/controlWorksPage.ts';
import { dayChanges } from '#db/queries/dayChanges.ts';
import { diaryMarks } from '#db/queries/diaryMarks.ts';
import { diaryPage } from '#db/queries/diaryPage.ts';
import { diaryResults } from '#db/queries/diaryResults.ts';
import { draftPage } from '#db/queries/draftPage.ts';
import { familyAbsences } from '#db/queries/familyAbsences.ts';
import { familyDay } from '#db/queries/familyDay.ts';
import { familyHomework } from '#db/queries/familyHomework.ts';
import { familyProgramme } from '#db/queries/familyProgramme.ts';
import { groupClass } from '#db/queries/groupClass.ts';
import { homeworkVolume, volumeForGroup } from '#db/queries/homeworkVolume.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { myDay } from '#db/queries/myDay.ts';
import { planPage } from '#db/queries/planPage.ts';
import { plansPage } from '#db/queries/plansPage.ts';
import { settingsPage } from '#db/queries/settingsPage.ts';
import { studentClass } from '#db/queries/studentClass.ts';
import { substitutionsPage } from '#db/queries/substitutionsPage.ts';
import { timetableOffice } from '#db/queries/timetableOffice.ts';
import { timetablePage } from '#db/queries/timetablePage.ts';
import { contextOf, readAs } from '#db/sql.ts';
import { applyEvents, isStale } from '#lib/contract/apply.ts';
import { type CommandInput, type CommandName, commandInputs } from '#lib/contract/commands.ts';
import { type AppliedEvent, type EventName, eventData, parseEvents } from '#lib/contract/events.ts';
import type { ViewKey } from '#lib/contract/socket.ts';
import type { View } from '#lib/contract/views.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';
import type { TimetableBy } from '#lib/domain/timetableWeek.ts';
import { type Actor, audienceOf, roomsOf } from '#lib/policy.ts';
import { importedFile } from '#tests/support/importedFile.ts';
import { approvePlan, fillPlan, PLAN, ROW, typeInto } from '#tests/support/plan.ts';
import {
  CLASS,
  GROUP,
  LESSON,
  PERIOD,
  run,
  school,
  TODAY,
  TYPE,
  VERSION,
  type Who,
  WORK,
  type World,
} from '#tests/support/school.ts';

/** For every command and every view: the old state plus the events that this viewer receives equals a fresh query. A
 *  command without a case does not compile; an event that no case produced fails the last test. */

type Case<N extends CommandName> = {
  title: string;
  who: Who;
  input: CommandInput<N> | ((world: World) => Promise<CommandInput<N>>);
  base?: number;
  /** Watchers whose view cannot know what the event means: they are told to read anew. */
  stale?: string[];
};
/** What lessons derived anew concern: everything but the settings, past results and, from tomorrow on, the wall. */
const JOURNALS = ['the journal of its teacher', 'the journal of the homeroom teacher', 'the journal of a substitute'];
const ANEW = [
  ...JOURNALS,
  ...['a family’s week', 'a family’s day', 'a pupil’s week', 'a family’s homework'],
  ...['a family’s marks', 'a family’s marks of a closed period', 'another child’s marks of the same parent'],
  ...['a teacher’s day', 'a teacher’s yesterday', 'a substitute’s day', 'a colleague’s day'],
  ...['substitutions of today', 'substitutions of Friday', 'the timetable’s office', 'a draft of the timetable'],
  ...['the homeroom teacher’s own day', 'the control works of a parallel', 'the school’s volume of homework'],
  ...['a class’s volume of homework for its homeroom teacher', 'the volume beside a journal'],
  ...['the base of plans', 'the base of plans for the deputy'],
];
/** What shows today, or counts up to it. */
const TODAYS = [
  ...['the wall', '«Журнал дня» of the homeroom teacher', 'another class’s «Журнал дня»'],
  ...['a family’s absences', 'a pupil’s absences'],
];
/** Weeks of the timetable, from the running one and from the next one on. */
const NEXT_WEEKS = ['a class’s next week', 'a child’s next week'];
const WEEKS = [
  ...NEXT_WEEKS,
  ...['a class’s week', 'a teacher’s own week', 'a substitute’s week', 'a colleague’s week', 'a room’s week'],
  ...['a pupil’s week, for his homeroom teacher', 'a child’s week'],
];
const place = { groupId: GROUP.math, weekday: 1, number: 2, parity: 0 as const, room: '201', teacherId: null };
/** The newest place of the draft, moved or taken away. */
async function newest({ owner }: World, to: typeof place | null): Promise<CommandInput<'draft.edit'>> {
  const [row] =
    await owner`select id, v from draft_slot where school_id = 1 and version_id = ${VERSION.draft} order by id desc`;
  return { versionId: VERSION.draft, changes: [{ slotId: Number(row?.['id']), v: Number(row?.['v']), to }] };
}
/** What a person types into the plan before its rows are read. */
async function typed(w: World, by: number, change: (doc: Doc) => void): Promise<CommandInput<'plan.project'>> {
  await typeInto(w, PLAN, by, change);
  return { planId: PLAN };
}
/** An import into the plan as it stands. */
async function importing<M extends CommandInput<'plan.import'>['mode']>({ owner }: World, mode: M) {
  const [plan] = await owner`select seq from plan where school_id = 1 and id = ${PLAN}`;
  return { planId: PLAN, mode, seq: Number(plan?.['seq']), source: 'план.docx' };
}
const remarked = { planId: PLAN, rowId: ROW.last, field: 'topic' as const };
/** The remark of a kind that is open. */
async function remark({ owner }: World, kind: 'comment' | 'suggestion' | 'hours') {
  const [row] = await owner`select id from plan_remark where school_id = 1 and parent_id is null
    and (case when field = 'hours' then field else kind end) = ${kind}`;
  return { planId: PLAN, remarkId: Number(row?.['id']) };
}
const mark = { lessonId: LESSON.now, workId: LESSON.now, studentId: 11, number: 1 as const };
const control = {
  ...{ date: '2026-12-04', number: 3, typeId: TYPE.control, name: null, minutes: 45 },
  level: 'school' as const,
};
const paper = {
  ...{ kind: 'certificate' as const, number: '16', issuedOn: '2026-12-02', reason: 'ill' as const },
  ...{ firstLesson: null, lastLesson: null },
};
const classHour = {
  ...{ date: '2026-12-09', title: 'Кодекс класса', kind: 'hour' as const },
  ...{ place: 'каб. 201', who: 'Никитина О. С.' },
};
const bound = { planId: PLAN, groupId: GROUP.math };
const passV = async ({ owner }: World): Promise<number> => {
  const [row] = await owner`select version from lesson_pass where school_id = 1 and lesson_id = ${LESSON.now}`;
  return Number(row?.['version'] ?? 0);
};
const cases: { [N in CommandName]: Case<N>[] } = {
  'mark.set': [
    { title: 'a first mark', who: 'teacher', input: { ...mark, value: 3 } },
    { title: 'a correction', who: 'colleague', input: { ...mark, value: 4 }, base: 1 },
    { title: 'a second mark of the work', who: 'teacher', input: { ...mark, number: 2, value: 5 } },
    { title: '«точка»', who: 'teacher', input: { ...mark, studentId: 12, value: 0 } },
    { title: '«точка» cleared', who: 'teacher', input: { ...mark, studentId: 12, value: null }, base: 1 },
    { title: 'a control work’s mark', who: 'teacher', input: { ...mark, workId: WORK.control, value: 5 } },
    {
      title: 'a mark of yesterday',
      who: 'teacher',
      input: { ...mark, lessonId: LESSON.yesterday, workId: LESSON.yesterday, value: 2 },
    },
    { title: 'clearing', who: 'teacher', input: { ...mark, number: 2, value: null }, base: 1 },
    { title: 'a mark after clearing', who: 'teacher', input: { ...mark, number: 2, value: 4 }, base: 2 },
    {
      title: 'another class’s mark',
      who: 'foreignTeacher',
      input: { lessonId: LESSON.foreign, workId: LESSON.foreign, studentId: 13, number: 1, value: 5 },
    },
  ],
  'mark.kind': [
    {
      title: 'a type of its own',
      who: 'teacher',
      input: { ...mark, typeId: TYPE.control, weight: null, counted: true, dueOn: null },
    },
    {
      title: 'a weight of its own, not counted',
      who: 'colleague',
      input: { ...mark, typeId: TYPE.control, weight: 150, counted: false, dueOn: null },
      base: 1,
    },
    {
      title: 'as the work says again',
      who: 'teacher',
      input: { ...mark, typeId: null, weight: null, counted: true, dueOn: null },
      base: 2,
    },
    {
      title: 'of a mark of yesterday',
      who: 'teacher',
      input: {
        ...{ ...mark, lessonId: LESSON.yesterday, workId: LESSON.yesterday },
        ...{ typeId: TYPE.independent, weight: null, counted: true, dueOn: null },
      },
    },
  ],
  'mark.comment': [
    { title: 'a comment', who: 'teacher', input: { ...mark, comment: 'у доски' } },
    { title: 'no comment', who: 'teacher', input: { ...mark, comment: null }, base: 1 },
    { title: 'a comment again', who: 'teacher', input: { ...mark, comment: 'молодец' }, base: 2 },
  ],
  'mark.note': [
    {
      title: 'a note',
      who: 'teacher',
      input: { lessonId: LESSON.now, workId: LESSON.now, studentId: 11, note: 'спросить' },
    },
  ],
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
      // Control works ahead are counted anew.
      stale: ['the base of plans', 'the base of plans for the deputy'],
    },
    {
      title: 'another class’s, by a deputy',
      who: 'deputy',
      input: { groupId: GROUP.foreign, ...control, date: '2026-12-02', level: 'federal' },
      stale: ['the base of plans', 'the base of plans for the deputy'],
    },
  ],
  'controlWork.change': [
    {
      title: 'a name, a type and a length',
      who: 'colleague',
      input: async (w) => ({ controlWorkId: await planned(w, GROUP.math), ...control, name: 'Дроби', minutes: 90 }),
      base: 1,
      stale: ['the base of plans', 'the base of plans for the deputy'],
    },
  ],
  'controlWork.cancel': [
    {
      title: 'taken out',
      who: 'teacher',
      input: async (w) => ({ controlWorkId: await planned(w, GROUP.math), cancelled: true }),
      base: 2,
      stale: ['the base of plans', 'the base of plans for the deputy'],
    },
    {
      title: 'put back',
      who: 'deputy',
      input: async (w) => ({ controlWorkId: await planned(w, GROUP.math), cancelled: false }),
      base: 3,
      stale: ['the base of plans', 'the base of plans for the deputy'],
    },
  ],
  'periodMark.set': [
    {
      title: 'a quarter’s mark',
      who: 'teacher',
      input: {
        groupId: GROUP.math,
        studentId: 11,
        periodId: PERIOD.now,
        value: '3',
        grounds: 'контрольная написана на 3',
      },
    },
    {
      title: 'by a deputy, on request',
      who: 'deputy',
      input: { groupId: GROUP.math, studentId: 11, periodId: PERIOD.now, value: '4', grounds: 'служебная записка' },
      base: 1,
    },
    {
      title: 'taken back',
      who: 'teacher',
      input: { groupId: GROUP.math, studentId: 11, periodId: PERIOD.now, value: null, grounds: null },
      base: 2,
    },
    {
      title: 'set again',
      who: 'colleague',
      input: { groupId: GROUP.math, studentId: 11, periodId: PERIOD.now, value: 'na', grounds: null },
      base: 3,
    },
    {
      title: '«зач» in another subject',
      who: 'homeroom',
      input: { groupId: GROUP.russian, studentId: 12, periodId: PERIOD.now, value: 'pass', grounds: null },
    },
    {
      title: '«Год»',
      who: 'teacher',
      input: { groupId: GROUP.math, studentId: 11, periodId: PERIOD.year, value: '4', grounds: 'по итогам года' },
    },
  ],
  'settings.change': [
    {
      title: 'thresholds',
      who: 'deputy',
      input: { change: { field: 'thresholds', value: [460, 360, 260] } },
    },
    { title: 'homework’s term', who: 'admin', input: { change: { field: 'homeworkMinutes', value: 120 } } },
    {
      title: 'homework’s term again',
      who: 'deputy',
      input: { change: { field: 'homeworkMinutes', value: 90 } },
      base: 1,
    },
    { title: 'days of a reason', who: 'deputy', input: { change: { field: 'reasonDays', value: 7 } } },
    { title: 'days of period marks', who: 'deputy', input: { change: { field: 'finalsDays', value: 3 } } },
    { title: 'the day plans are due', who: 'deputy', input: { change: { field: 'planDue', value: '09-05' } } },
    { title: 'topics ahead for families', who: 'deputy', input: { change: { field: 'programmeAhead', value: true } } },
    { title: 'days of a point', who: 'deputy', input: { change: { field: 'pointDays', value: 10 } } },
    { title: 'absence with a mark', who: 'admin', input: { change: { field: 'absenceWithMark', value: true } } },
    { title: 'no «1»', who: 'admin', input: { change: { field: 'withOne', value: false } } },
    { title: 'grounds', who: 'deputy', input: { change: { field: 'grounds', value: 'rule' } } },
    { title: 'ceilings', who: 'deputy', input: { change: { field: 'ceilings', value: 'forbid' } } },
    {
      title: 'norms of homework',
      who: 'deputy',
      input: { change: { field: 'homeworkNorms', value: [0, 60, 90, 120, 180] } },
    },
    {
      title: 'homework after a rest',
      who: 'deputy',
      input: { change: { field: 'homeworkRest', value: { on: true, percent: 70, minutes: 60 } } },
    },
    {
      title: 'what stands under «Утверждено» of a printed plan',
      who: 'deputy',
      input: {
        change: {
          field: 'planSigns',
          value: { considered: 'на заседании МО', agreed: '', approved: 'Директор' },
        },
      },
    },
    {
      title: 'homework’s usual length',
      who: 'admin',
      input: { change: { field: 'homeworkUsual', value: { minutes: 15, subjects: [{ subjectId: 1, minutes: 30 }] } } },
    },
    ...(['controlPerDay', 'controlGap', 'controlShare', 'controlEdge', 'controlQuarter'] as const).map(
      (field): Case<'settings.change'> => ({
        title: `${field} is off`,
        who: 'deputy',
        input: { change: { field, value: 'off' } },
      }),
    ),
    {
      title: 'norms',
      who: 'deputy',
      input: { change: { field: 'minMarks', value: { quarter: [3, 4, 5, 6, 7], half: [5, 6, 7, 8, 9] } } },
    },
  ],
  'workType.add': [
    {
      title: 'a new type',
      who: 'deputy',
      input: { name: 'Устный зачёт', short: 'УЗ', weight: 150, written: false, control: false },
    },
  ],
  'workType.change': [
    {
      title: 'a weight: averages follow',
      who: 'deputy',
      input: {
        typeId: TYPE.answer,
        name: 'Ответ на уроке',
        short: 'Отв',
        weight: 120,
        written: false,
        sort: 1,
        archived: false,
      },
      base: 1,
    },
    {
      title: 'a place and the archive',
      who: 'admin',
      input: {
        typeId: TYPE.independent,
        name: 'С/р',
        short: 'С/р',
        weight: 100,
        written: true,
        sort: 9,
        archived: true,
      },
      base: 1,
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
  'calendar.issue': [
    {
      title: 'one’s own lessons',
      who: 'teacher',
      input: { studentId: null, hash: 'a'.repeat(64) },
    },
    {
      title: 'a new address in place of the old one',
      who: 'teacher',
      input: { studentId: null, hash: 'b'.repeat(64) },
      base: 1,
    },
    { title: 'a child’s', who: 'parentAC', input: { studentId: 13, hash: 'c'.repeat(64) } },
    { title: 'a pupil’s own', who: 'pupilA', input: { studentId: 11, hash: 'd'.repeat(64) } },
  ],
  'calendar.revoke': [
    { title: 'one’s own lessons', who: 'teacher', input: { studentId: null }, base: 2 },
    { title: 'a child’s', who: 'parentAC', input: { studentId: 13 }, base: 1 },
  ],
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
  'classPlan.add': [
    {
      title: 'a month of entries',
      who: 'homeroom',
      input: {
        classId: CLASS.a,
        entries: [
          { ...classHour, date: '2026-12-16', title: 'Безопасная зима', kind: 'safety' as const },
          classHour,
          { ...classHour, date: '2026-12-01', title: 'День открытых дверей', kind: 'event' as const },
          { ...classHour, date: '2027-03-10', title: 'Музей', kind: 'trip' as const },
        ],
      },
    },
  ],
  'classPlan.change': [
    {
      title: 'another day and title',
      who: 'homeroom',
      input: async (w) => ({
        ...{ ...classHour, date: '2027-01-13', title: 'Правила класса' },
        entryId: await entryOf(w, 'Кодекс класса'),
      }),
      base: 1,
    },
    {
      title: 'out of the months that are asked for',
      who: 'homeroom',
      input: async (w) => ({
        ...{ ...classHour, date: '2027-02-10', title: 'Правила класса' },
        entryId: await entryOf(w, 'Правила класса'),
      }),
      base: 2,
    },
  ],
  'classPlan.hold': [
    {
      title: 'held, with what came of it',
      who: 'homeroom',
      input: async (w) => ({
        ...{ entryId: await entryOf(w, 'День открытых дверей'), held: true },
        notes: 'пришли 14 родителей',
      }),
      base: 1,
    },
  ],
  'classPlan.remove': [
    {
      title: 'taken out',
      who: 'homeroom',
      input: async (w) => ({ entryId: await entryOf(w, 'Безопасная зима'), removed: true }),
      base: 1,
    },
    {
      title: 'put back',
      who: 'homeroom',
      input: async (w) => ({ entryId: await entryOf(w, 'Безопасная зима'), removed: false }),
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
  'plan.create': [
    {
      title: 'an empty one',
      who: 'deputy',
      input: { groupIds: [GROUP.russian], name: '', from: { kind: 'empty' } },
      stale: [
        ...['the base of plans', 'the base of plans for the deputy'],
        ...['the journal of the homeroom teacher', 'the journal of a substitute'],
      ],
    },
    {
      title: 'with the rows of another',
      who: 'teacher',
      input: { groupIds: [GROUP.grade1], name: 'углублённая', from: { kind: 'plan', planId: PLAN } },
      stale: ['the base of plans', 'the base of plans for the deputy'],
    },
  ],
  'plan.serve': [
    {
      title: 'a second class',
      who: 'teacher',
      input: { planId: PLAN, groupIds: [GROUP.math, GROUP.foreign] },
      base: 1,
    },
  ],
  'plan.project': [
    {
      title: 'of an approved plan',
      who: 'deputy',
      input: (w) => typed(w, 1, (doc) => editRow(doc, ROW.last, { correction: 'карантин' })),
    },
    {
      title: 'a correction taken back: the plan is as approved again',
      who: 'teacher',
      input: (w) => typed(w, 1, (doc) => editRow(doc, ROW.last, { correction: '' })),
    },
    {
      title: 'a topic and a homework typed',
      who: 'teacher',
      input: (w) =>
        typed(w, 2, (doc) => editRow(doc, ROW.first, { topic: 'Доли. Обыкновенные дроби', homework: '§ 12, № 3' })),
    },
    {
      title: 'by two people',
      who: 'director',
      input: async (w) => {
        await typed(w, 2, (doc) => editRow(doc, ROW.last, { note: 'таблица' }));
        return typed(w, 8, (doc) => editRow(doc, ROW.last, { hours: 3 }));
      },
    },
    {
      title: 'rows put, moved and taken away',
      who: 'colleague',
      input: (w) =>
        typed(w, 1, (doc) => {
          putRows(doc, [emptyPlanRow('section'), { ...emptyPlanRow(), topic: 'Вычитание' }], { after: ROW.first });
          editRow(doc, ROW.control, { order: 'E111' });
          removeRow(doc, ROW.first);
        }),
    },
    {
      title: 'typed and taken back',
      who: 'teacher',
      input: async (w) => {
        await typed(w, 1, (doc) => editRow(doc, ROW.last, { note: 'таблица и схема' }));
        return typed(w, 1, (doc) => editRow(doc, ROW.last, { note: 'таблица' }));
      },
    },
  ],
  'plan.submit': [{ title: 'for review', who: 'teacher', input: { planId: PLAN }, base: 5 }],
  'plan.approve': [
    {
      title: 'what the deputy has seen',
      who: 'deputy',
      input: async ({ owner }) => {
        const [row] = await owner`select seq from plan where school_id = 1 and id = ${PLAN}`;
        return { planId: PLAN, seq: Number(row?.['seq']), name: 'На год' };
      },
      base: 6,
    },
  ],
  'plan.keep': [{ title: 'under a name', who: 'colleague', input: { planId: PLAN, name: 'Перед каникулами' } }],
  'plan.restore': [
    {
      title: 'what was approved, over what was kept',
      who: 'teacher',
      input: async (w) => {
        await typeInto(w, PLAN, 1, (doc) => editRow(doc, ROW.last, { note: 'не прочитано в строки' }));
        const [row] = await w.owner`select number from plan_version where school_id = 1 and approved = 1`;
        return { planId: PLAN, number: Number(row?.['number']) };
      },
    },
    {
      title: 'and back again',
      who: 'colleague',
      input: async (w) => {
        const [row] = await w.owner`select number from plan_version where school_id = 1 and kind = 'named'`;
        return { planId: PLAN, number: Number(row?.['number']) };
      },
    },
  ],
  'plan.return': [
    {
      title: 'with a reason',
      who: 'deputy',
      input: async ({ owner }) => {
        await owner`update plan set state = 'review', version = 30 where school_id = 1 and id = ${PLAN}`;
        return { planId: PLAN, reason: 'Не хватает контрольной в III четверти' };
      },
      base: 30,
      // Its subject’s name is not told.
      stale: ['a teacher’s day', 'a teacher’s yesterday', 'a colleague’s day'],
    },
  ],
  'plan.withdraw': [
    {
      title: 'before it is decided on',
      who: 'colleague',
      input: async ({ owner }) => {
        await owner`update plan set state = 'review', version = 40 where school_id = 1 and id = ${PLAN}`;
        return { planId: PLAN };
      },
      base: 40,
    },
  ],
  'planRemark.add': [
    { title: 'a comment', who: 'deputy', input: { ...remarked, kind: 'comment', text: 'Перенесите', was: null } },
    {
      title: 'another change',
      who: 'colleague',
      input: { ...remarked, kind: 'suggestion', text: 'Сумма', was: 'Сложение' },
    },
    {
      title: 'of a form of control',
      who: 'colleague',
      input: { ...remarked, field: 'control', kind: 'suggestion', text: String(TYPE.control), was: '' },
    },
    {
      title: 'of hours',
      who: 'director',
      input: { ...remarked, field: 'hours', kind: 'suggestion', text: '3', was: '2' },
    },
  ],
  'planRemark.answer': [
    {
      title: 'by the author',
      who: 'teacher',
      input: async (w) => ({ ...(await remark(w, 'comment')), text: 'Хорошо' }),
    },
    { title: 'to a suggestion', who: 'deputy', input: async (w) => ({ ...(await remark(w, 'hours')), text: 'Верно' }) },
  ],
  'planRemark.settle': [
    {
      title: 'a comment resolved, with its answer',
      who: 'deputy',
      input: async (w) => ({ ...(await remark(w, 'comment')), how: 'resolved', over: null }),
      base: 1,
    },
    {
      title: 'a suggestion accepted over another text',
      who: 'teacher',
      input: async (w) => ({ ...(await remark(w, 'suggestion')), how: 'accepted', over: 'Сложение дробей' }),
      base: 1,
    },
    {
      title: 'a suggestion declined',
      who: 'colleague',
      input: async (w) => ({ ...(await remark(w, 'hours')), how: 'declined', over: null }),
      base: 1,
    },
  ],
  'plan.import': [
    {
      title: 'instead of what no lesson has passed',
      who: 'teacher',
      input: async (w) => ({
        ...(await importing(w, 'replace')),
        rows: [
          { ...emptyPlanRow('section'), topic: 'Десятичные дроби' },
          { ...emptyPlanRow(), topic: 'Запись десятичной дроби', hours: 2, control: TYPE.control, type: 'control' },
          { ...emptyPlanRow(), topic: 'Сравнение', homework: '§ 14', resources: 'https://resh.edu.ru/1' },
        ],
      }),
    },
    {
      title: 'at the end of an approved plan',
      who: 'colleague',
      input: async (w) => {
        await w.owner`update plan set state = 'approved' where school_id = 1 and id = ${PLAN}`;
        return {
          ...(await importing(w, 'append')),
          rows: [{ ...emptyPlanRow(), topic: 'Повторение' }],
        };
      },
    },
    {
      title: 'into what is empty',
      who: 'teacher',
      input: async (w) => ({
        ...(await importing(w, 'fill')),
        rows: [{ ...emptyPlanRow(), topic: 'Доли', homework: '§ 1', note: 'карточки' }],
      }),
    },
  ],
  'draft.make': [
    {
      title: 'a draft beside the first',
      who: 'admin',
      input: { from: '2026-12-14', title: 'Второй черновик' },
      stale: ['the timetable’s office'],
    },
  ],
  'draft.edit': [
    {
      title: 'two places put',
      who: 'deputy',
      input: {
        versionId: VERSION.draft,
        changes: [
          { slotId: null, v: 0, to: place },
          { slotId: null, v: 0, to: { ...place, weekday: 2, parity: 1 } },
        ],
      },
    },
    { title: 'one moved', who: 'admin', input: (w) => newest(w, { ...place, weekday: 4, number: 3, room: '' }) },
    { title: 'and taken away', who: 'deputy', input: (w) => newest(w, null) },
    { title: 'undone', who: 'deputy', input: (w) => newest(w, { ...place, weekday: 4 }) },
  ],
  'draft.drop': [
    {
      title: 'a draft thrown away',
      who: 'deputy',
      input: async ({ owner }) => {
        const [row] = await owner`select max(id) as id from timetable_version where school_id = 1`;
        return { versionId: Number(row?.['id']) };
      },
      stale: ['the timetable’s office'],
    },
  ],
  'timetable.enforce': [
    {
      title: 'a draft put into force',
      who: 'deputy',
      input: { versionId: VERSION.draft, from: '2026-12-07', despite: 0 },
      stale: [...ANEW, ...NEXT_WEEKS],
    },
  ],
  'timetable.revert': [
    {
      title: 'what held before, again',
      who: 'admin',
      input: { versionId: VERSION.draft },
      stale: [...ANEW, ...NEXT_WEEKS],
    },
  ],
  'import.choose': [
    {
      title: 'a name left out',
      who: 'deputy',
      input: async (world) => ({
        ...{ importId: await importedFile(world), kind: 'subject', key: 'черчение' },
        choice: { how: 'out' },
      }),
    },
  ],
  'timetable.apply': [
    {
      title: 'a file’s timetable',
      who: 'admin',
      input: async (world) => ({ importId: await importedFile(world), from: '2026-12-07' }),
      stale: [...ANEW, ...NEXT_WEEKS],
    },
  ],
  'import.revert': [
    {
      title: 'the timetable before it',
      who: 'deputy',
      input: async ({ owner }) => {
        const [row] = await owner`select id from timetable_import where school_id = 1 and state = 'applied'`;
        return { importId: Number(row?.['id']) };
      },
      stale: [...ANEW, ...NEXT_WEEKS],
    },
  ],
  'bells.save': [
    {
      title: 'a new set',
      who: 'deputy',
      input: { bellSetId: null, name: 'Сокращённый', bells: [{ starts: 510, ends: 540 }] },
      stale: [...ANEW, ...WEEKS, ...TODAYS],
    },
  ],
  'bells.plan': [
    {
      title: 'a shortened day to come',
      who: 'admin',
      input: {
        ruleId: null,
        rule: { bellSetId: 1, classId: null, grade: 5, weekday: null, date: '2026-12-30', starts: null, ends: null },
      },
      stale: [...ANEW, ...WEEKS, ...TODAYS],
    },
  ],
  'approval.give': [
    {
      title: 'расписание by an order',
      who: 'director',
      input: { kind: 'timetable', orderNo: '112-о', orderOn: '2026-12-01', note: null },
      stale: ['the timetable’s office'],
    },
  ],
  'session.wear': [
    {
      title: 'another own hat',
      who: 'foreignTeacher',
      input: async (w) => ({ publicId: (await w.actor('foreignTeacher')).sessionPublicId, hat: 'parent' }),
    },
  ],
  'session.end': [
    {
      title: 'an own session',
      who: 'teacher',
      input: async (w) => ({ publicId: (await w.actor('teacher')).sessionPublicId }),
    },
  ],
};

/** The entry of a class's plan with this title. */
async function entryOf({ owner }: World, title: string): Promise<number> {
  const [row] = await owner`select id from class_plan where school_id = 1 and title = ${title}`;
  return Number(row?.['id']);
}
async function planned({ owner }: World, groupId: number): Promise<number> {
  const [row] = await owner`select max(id) as id from control_work where school_id = 1 and group_id = ${groupId}`;
  return Number(row?.['id']);
}
const absenceOf = async ({ owner }: World, teacherId: number): Promise<number> => {
  const [row] = await owner`select id from teacher_absence where school_id = 1 and teacher_id = ${teacherId}`;
  return Number(row?.['id']);
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

let world: World;
let executor: Executor;
let told: AppliedEvent[] = [];
const seen = new Set<EventName>();
beforeAll(async () => {
  world = await school();
  await fillPlan(world);
  await approvePlan(world, 1);
  executor = createExecutor(world.db, ({ events }) => {
    told = events;
  });
});
afterAll(() => world.close());

/** Weeks of the timetable that a change may touch, each as somebody reads it. */
function timetables(): Watcher[] {
  const of = (title: string, who: Who, by: TimetableBy, id: string, week = TODAY): Watcher => ({
    title,
    who,
    key: { view: 'timetable', by, id, week },
    read: (a) => timetablePage(a, { by, id, week }, world.db),
  });
  return [
    of('a class’s week', 'colleague', 'class', '1'),
    of('a class’s next week', 'colleague', 'class', '1', '2026-12-09'),
    of('a teacher’s own week', 'teacher', 'teacher', '1'),
    of('a substitute’s week', 'substitute', 'teacher', '7'),
    of('a colleague’s week', 'director', 'teacher', '2'),
    of('a room’s week', 'admin', 'room', '201'),
    of('a pupil’s week, for his homeroom teacher', 'homeroom', 'student', '11'),
    of('a child’s week', 'parentA', 'student', '11'),
    of('a child’s next week', 'parentAC', 'student', '11', '2026-12-09'),
  ];
}

type Watcher = {
  title: string;
  who: Who;
  key: ViewKey;
  read: (actor: Actor) => Promise<View | null>;
  /** Every event that concerns it says less than it shows: it is read anew. */
  anew?: true;
};
const watchers: Watcher[] = [
  {
    title: 'the journal of its teacher',
    who: 'teacher',
    key: { view: 'journal', groupId: GROUP.math },
    read: (a) => journalPage(a, { groupId: GROUP.math }, world.db),
  },
  {
    title: 'the journal of the homeroom teacher',
    who: 'homeroom',
    key: { view: 'journal', groupId: GROUP.russian },
    read: (a) => journalPage(a, { groupId: GROUP.russian }, world.db),
  },
  {
    title: 'the journal of a substitute',
    who: 'substitute',
    key: { view: 'journal', groupId: GROUP.russian },
    read: (a) => journalPage(a, { groupId: GROUP.russian }, world.db),
  },
  {
    title: 'a family’s week',
    who: 'parentA',
    key: { view: 'diary', studentId: 11 },
    read: (a) => diaryPage(a, { studentId: 11 }, world.db),
  },
  {
    title: 'a family’s day',
    who: 'parentAC',
    key: { view: 'diary', studentId: 11 },
    read: (a) => familyDay(a, { studentId: 11 }, world.db),
  },
  {
    title: 'a pupil’s week',
    who: 'pupilB',
    key: { view: 'diary', studentId: 12 },
    read: (a) => diaryPage(a, { studentId: 12 }, world.db),
  },
  {
    title: 'a family’s homework',
    who: 'parentA',
    key: { view: 'diary', studentId: 11 },
    read: (a) => familyHomework(a, { studentId: 11 }, world.db),
  },
  {
    title: 'a family’s marks',
    who: 'parentA',
    key: { view: 'marks', studentId: 11 },
    read: (a) => diaryMarks(a, { studentId: 11 }, world.db),
  },
  {
    title: 'a family’s marks of a closed period',
    who: 'parentA',
    key: { view: 'marks', studentId: 11 },
    read: (a) => diaryMarks(a, { studentId: 11, periodId: 1 }, world.db),
  },
  {
    title: 'another child’s marks of the same parent',
    who: 'parentAC',
    key: { view: 'marks', studentId: 13 },
    read: (a) => diaryMarks(a, { studentId: 13 }, world.db),
  },
  {
    title: 'a family’s results',
    who: 'parentAC',
    key: { view: 'results', studentId: 11 },
    read: (a) => diaryResults(a, { studentId: 11 }, world.db),
  },
  {
    title: 'a pupil’s results',
    who: 'pupilB',
    key: { view: 'results', studentId: 12 },
    read: (a) => diaryResults(a, { studentId: 12 }, world.db),
  },
  {
    title: 'the school’s settings',
    who: 'director',
    key: { view: 'settings' },
    read: (a) => settingsPage(a, world.db),
  },
  { title: 'a teacher’s day', who: 'teacher', key: { view: 'myDay' }, read: (a) => myDay(a, {}, world.db) },
  {
    title: 'a teacher’s yesterday',
    who: 'teacher',
    key: { view: 'myDay' },
    read: (a) => myDay(a, { date: '2026-12-01' }, world.db),
  },
  { title: 'a substitute’s day', who: 'substitute', key: { view: 'myDay' }, read: (a) => myDay(a, {}, world.db) },
  ...timetables(),
  {
    title: 'the changes of a day',
    who: 'admin',
    key: { view: 'changes', date: TODAY },
    anew: true,
    read: (a) => dayChanges(a, {}, world.db),
  },
  {
    title: 'the control works of a parallel',
    who: 'homeroom',
    key: { view: 'controlWorks', grade: 5 },
    read: (a) => controlWorksPage(a, { grade: 5 }, world.db),
  },
  {
    title: 'the school’s volume of homework',
    who: 'deputy',
    key: { view: 'homeworkVolume', groupId: null },
    read: (a) => homeworkVolume(a, { from: '2026-11-30', to: '2026-12-06' }, world.db),
  },
  {
    title: 'a class’s volume of homework for its homeroom teacher',
    who: 'homeroom',
    key: { view: 'homeworkVolume', groupId: null },
    read: (a) => homeworkVolume(a, {}, world.db),
  },
  {
    title: 'the volume beside a journal',
    who: 'teacher',
    key: { view: 'homeworkVolume', groupId: GROUP.math },
    read: (a) => readAs(world.db, contextOf(a), (tx) => volumeForGroup(tx, a, GROUP.math)),
  },
  {
    title: 'a colleague’s day',
    who: 'colleague',
    key: { view: 'myDay' },
    read: (a) => myDay(a, {}, world.db),
  },
  {
    title: 'the homeroom teacher’s own day',
    who: 'homeroom',
    key: { view: 'myDay' },
    read: (a) => myDay(a, {}, world.db),
  },
  {
    title: 'substitutions of today',
    who: 'deputy',
    key: { view: 'substitutions' },
    read: (a) => substitutionsPage(a, { date: TODAY }, world.db),
  },
  {
    title: 'substitutions of Friday',
    who: 'admin',
    key: { view: 'substitutions' },
    read: (a) => substitutionsPage(a, { date: '2026-12-04' }, world.db),
  },
  {
    title: 'the timetable’s office',
    who: 'director',
    key: { view: 'timetableOffice' },
    read: (a) => timetableOffice(a, world.db),
  },
  {
    title: 'a draft of the timetable',
    who: 'deputy',
    key: { view: 'draft', versionId: VERSION.draft },
    read: (a) => draftPage(a, { versionId: VERSION.draft }, world.db),
  },
  {
    title: '«Журнал дня» of the homeroom teacher',
    who: 'homeroom',
    key: { view: 'attendance', classId: CLASS.a },
    read: (a) => attendanceDay(a, {}, world.db),
  },
  {
    title: '«Журнал дня» of yesterday, seen by the director',
    who: 'director',
    key: { view: 'attendance', classId: CLASS.a },
    read: (a) => attendanceDay(a, { classId: CLASS.a, date: '2026-12-01' }, world.db),
  },
  {
    title: 'another class’s «Журнал дня»',
    who: 'deputy',
    key: { view: 'attendance', classId: CLASS.b },
    read: (a) => attendanceDay(a, { classId: CLASS.b }, world.db),
  },
  {
    title: 'a family’s absences',
    who: 'parentA',
    key: { view: 'absences', studentId: 11 },
    read: (a) => familyAbsences(a, { studentId: 11 }, world.db),
  },
  {
    title: 'a pupil’s absences',
    who: 'pupilB',
    key: { view: 'absences', studentId: 12 },
    read: (a) => familyAbsences(a, { studentId: 12 }, world.db),
  },
  {
    title: 'a family’s programme',
    who: 'parentA',
    key: { view: 'programme', studentId: 11 },
    anew: true,
    read: (a) => familyProgramme(a, { studentId: 11 }, world.db),
  },
  {
    title: 'a family’s programme of a subject',
    who: 'pupilB',
    key: { view: 'programme', studentId: 12 },
    anew: true,
    read: (a) => familyProgramme(a, { studentId: 12, subjectId: 1 }, world.db),
  },
  {
    title: 'a class’s plan, for its homeroom teacher',
    who: 'homeroom',
    key: { view: 'classPlan', classId: CLASS.a },
    read: (a) => classPlanPage(a, {}, world.db),
  },
  {
    title: 'another class’s plan, seen by the director',
    who: 'director',
    key: { view: 'classPlan', classId: CLASS.b },
    read: (a) => classPlanPage(a, { classId: CLASS.b }, world.db),
  },
  {
    title: 'a plan, for its author',
    who: 'colleague',
    key: { view: 'plan', planId: PLAN },
    anew: true,
    read: (a) => planPage(a, { planId: PLAN }, world.db),
  },
  {
    title: 'a plan, for a reader',
    who: 'director',
    key: { view: 'plan', planId: PLAN },
    anew: true,
    read: (a) => planPage(a, { planId: PLAN }, world.db),
  },
  { title: 'the base of plans', who: 'teacher', key: { view: 'plans' }, read: (a) => plansPage(a, world.db) },
  {
    title: 'the base of plans for the deputy',
    who: 'deputy',
    key: { view: 'plans' },
    read: (a) => plansPage(a, world.db),
  },
  { title: 'the wall', who: 'deputy', key: { view: 'wall' }, read: (a) => controlWall(a, world.db) },
];

/** What this person's socket is sent of these events. */
async function received(actor: Actor, key: ViewKey, events: AppliedEvent[]): Promise<AppliedEvent[]> {
  const classId =
    'groupId' in key && key.groupId !== null
      ? await groupClass(1, key.groupId, world.db)
      : key.view === 'timetable' && key.by === 'student'
        ? await studentClass(1, Number(key.id), world.db)
        : null;
  const rooms = new Set(roomsOf(actor, key, classId));
  return events.flatMap((event) => {
    const own = audienceOf(event).find((delivery) => rooms.has(delivery.room));
    return own ? [{ ...event, ...own.event, by: own.staff ? event.by : null } as AppliedEvent] : [];
  });
}
/** A snapshot is taken at its own moment and log position. */
const still = (view: View | null) => view && { ...view, seq: 0, now: '' };

describe.each(Object.keys(commandInputs) as CommandName[])('%s', (name) => {
  test.each(cases[name] as Case<CommandName>[])('$title', async ({ who, input, base, stale = [] }) => {
    const watching = await Promise.all(watchers.map(async (w) => ({ ...w, actor: await world.actor(w.who) })));
    const before = await Promise.all(watching.map((w) => w.read(w.actor)));
    told = [];
    const actor = await world.actor(who);
    const answer = await run(executor, actor, name, typeof input === 'function' ? await input(world) : input, base);
    expect(answer).toMatchObject({ ok: true });
    expect(told.length).toBeGreaterThan(0);
    // As clients get them: through text and the wire's own schema.
    const wire = parseEvents(JSON.parse(JSON.stringify(told)));
    if (!wire) throw new Error('an event does not fit its own schema');
    for (const event of wire) seen.add(event.name);
    const anew: string[] = [];
    for (const [index, w] of watching.entries()) {
      const old = before[index];
      if (!old) throw new Error(`${w.title} cannot be read`);
      const events = await received(w.actor, w.key, wire);
      // Rights may have moved: a page is read by those of now.
      const fresh = await w.read(await world.actor(w.who));
      const applied = applyEvents(old, events);
      if (isStale(applied)) {
        if (!w.anew) anew.push(w.title);
        continue;
      }
      expect(still(applied), w.title).toEqual(still(fresh));
      // A repetition does no harm.
      expect(still(applyEvents(applied, events)), w.title).toEqual(still(fresh));
    }
    expect(anew.sort(), 'who is to read anew').toEqual([...stale].sort());
  });
});

test('every event of the catalogue was produced by some case', () => {
  expect([...seen].sort()).toEqual(Object.keys(eventData).sort());
});
