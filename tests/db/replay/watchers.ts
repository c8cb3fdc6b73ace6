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
import { homeworkVolume, volumeForGroup } from '#db/queries/homeworkVolume.ts';
import { journalPage } from '#db/queries/journalPage.ts';
import { myDay } from '#db/queries/myDay.ts';
import { planPage } from '#db/queries/planPage.ts';
import { plansPage } from '#db/queries/plansPage.ts';
import { settingsPage } from '#db/queries/settingsPage.ts';
import { substitutionsPage } from '#db/queries/substitutionsPage.ts';
import { timetableOffice } from '#db/queries/timetableOffice.ts';
import { timetablePage } from '#db/queries/timetablePage.ts';
import { contextOf, readAs } from '#db/sql.ts';
import type { ViewKey } from '#lib/contract/socket.ts';
import type { View } from '#lib/contract/views.ts';
import type { TimetableBy } from '#lib/domain/timetableWeek.ts';
import type { Actor } from '#lib/policy.ts';
import { PLAN } from '#tests/support/plan.ts';
import { CLASS, GROUP, TODAY, VERSION, type Who, type World } from '#tests/support/school.ts';

export type Watcher = {
  title: string;
  who: Who;
  key: ViewKey;
  read: (actor: Actor) => Promise<View | null>;
  /** Every event that concerns it says less than it shows: it is read anew. */
  anew?: true;
};
/** Every view, by those who read it differently. */
export function watchersOf(world: World): Watcher[] {
  return [
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
    ...timetables(world),
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
}

/** Weeks of the timetable that a change may touch, each as somebody reads it. */
function timetables(world: World): Watcher[] {
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
