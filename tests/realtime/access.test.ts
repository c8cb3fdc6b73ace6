import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import excel from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { editRow, putRows, readDocument } from '#db/plans/document.ts';
import { appendUpdates, planHead } from '#db/plans/store.ts';
import { type CommandInput, type CommandName, commandInputs } from '#lib/contract/commands.ts';
import { type AppliedEvent, eventData } from '#lib/contract/events.ts';
import { type ReadName, readInputs } from '#lib/contract/reads.ts';
import { type ViewKey, viewKey } from '#lib/contract/socket.ts';
import { emptyPlanRow } from '#lib/domain/plans/rows.ts';
import { type Row, readMatrix } from '#tests/support/accessMatrix.ts';
import { newPlan } from '#tests/support/editor.ts';
import { importedFile } from '#tests/support/importedFile.ts';
import { approvePlan, fillPlan, ROW, PLAN as THEMATIC, typeInto } from '#tests/support/plan.ts';
import { readPlan } from '#tests/support/planFiles.ts';
import { openRaw, type RawEditor } from '#tests/support/rawEditor.ts';
import {
  CLASS,
  GROUP,
  LESSON,
  PERIOD,
  school,
  TODAY,
  TYPE,
  VERSION,
  type Who,
  type World,
} from '#tests/support/school.ts';
import { type Spy, startServer, type TestServer, until } from '#tests/support/server.ts';

/** Every door of the product against every kind of person. The expectations stand in access.csv, written by hand; a
 *  page, command, view or event that the file does not list fails here. */

const { subjects, rows } = readMatrix();
/** Who cannot sign in at all: their requests carry the cookie of a session that their person no longer deserves. */
let world: World;
let server: TestServer;
let importId = 0;
const cookies = new Map<string, string>();
const publicIds = new Map<string, number>();
beforeAll(async () => {
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
    overriding system value values (1, ${REMARK.comment}, ${THEMATIC}, ${ROW.last}, 'topic', 'comment', 'Вопрос', null, 4, now()),
      (1, ${REMARK.suggestion}, ${THEMATIC}, ${ROW.last}, 'topic', 'suggestion', 'Сумма', 'Сложение', 4, now())`;
  await world.owner`select setval(pg_get_serial_sequence('plan_remark', 'id'), 100)`;
  importId = await importedFile(world);
  await world.owner`insert into control_work (school_id, id, group_id, class_id, subject_id, on_date, number, type_id, minutes,
      author_id) overriding system value values (1, ${PLAN}, ${GROUP.math}, 1, 1, '2026-12-18', 3, ${TYPE.control}, 45, 1)`;
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
});
afterAll(async () => {
  await server.stop();
  await world.close();
});

const cookie = (who: string) => cookies.get(who) ?? '';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const cell = { lessonId: LESSON.now, studentId: 11 };
const final = { studentId: 11, periodId: PERIOD.now, value: '4', grounds: 'по решению педсовета' };
const workType = {
  ...{ typeId: TYPE.independent, name: 'Самостоятельная работа', short: 'С/р', weight: 100 },
  ...{ written: true, sort: 3, archived: false },
};
/** A control work that stands in the schedule, on a day of its own. */
const PLAN = 501;
const REMARK = { comment: 1, suggestion: 2 } as const;
const thematicRemark: CommandInput<'planRemark.add'> = {
  ...{ planId: THEMATIC, rowId: ROW.last, text: 'Перенесите', was: null },
  field: 'topic',
  kind: 'comment',
};
const plan = {
  ...{ date: '2026-12-04', number: 3, typeId: TYPE.control, name: null, minutes: 45 },
  level: 'school' as const,
};
/** An entry of 5А's plan of extracurricular classes. */
const ENTRY = 701;
const classHour = { date: '2026-12-09', title: 'Кодекс класса', kind: 'hour' as const, place: '', who: '' };
const report = { kind: 'ill', text: 'простыл', starts: '2026-12-07', ends: '2026-12-08' } as const;
const paper = {
  kind: 'certificate',
  number: '5',
  issuedOn: null,
  reason: 'ill',
  starts: '2026-12-09',
  ends: '2026-12-10',
  firstLesson: null,
  lastLesson: null,
} as const;
const weekPlace = { groupId: GROUP.math, weekday: 1, number: 2, parity: 0, room: '201', teacherId: null } as const;
const bellRule = { bellSetId: 1, classId: null, grade: 11, weekday: null, date: null, starts: null, ends: null };
const order = { kind: 'timetable', orderNo: '112-о', orderOn: '2026-12-01', note: null } as const;
const away = {
  ...{ from: '2026-12-14', to: '2026-12-15', numbers: null, reason: 'courses' as const },
  ...{ orderNo: null, orderOn: null },
};
const pay = {
  ...{ lessonId: LESSON.russian, paid: true, hours: 100, payCode: 'ЗС' as const },
  ...{ orderNo: '7-к', orderOn: null },
};
const of = (channel: string): Row[] => rows.filter((r) => r.channel === channel);
/** Runs `ask` for every subject of a row and compares who was let in. */
async function expectRow(row: Row, ask: (who: string) => Promise<boolean>): Promise<void> {
  const letIn: string[] = [];
  for (const who of subjects) if (await ask(who)) letIn.push(who);
  expect(letIn, `${row.channel} ${row.door} ${row.target}`).toEqual(subjects.filter((who) => row.allowed.has(who)));
}
const at = <T>(known: Record<string, T>, key: string): T => {
  const value = known[key];
  if (value === undefined) throw new Error(`access.csv names «${key}», the test does not know it`);
  return value;
};

describe('pages and their RSC payloads', () => {
  /** The data itself, in a page's script or in a bare payload. */
  const JOURNAL = /view\\*":\\*"journal/;
  const DAY_OF = (name: string) => new RegExp(`class\\\\*":\\{\\\\*"id\\\\*":\\d+,\\\\*"name\\\\*":\\\\*"${name}`);
  /** Address and what its body must hold; «path:» means where the redirects must end. */
  const pages: Record<string, [string, string | RegExp]> = {
    '/ own first screen': ['/', /^path:\/(control|day|sessions)$/],
    '/login sign-in form': ['/login', 'Пароль'],
    '/setup first administrator': ['/setup', /^path:\/setup$/],
    '/hat own roles': ['/hat', /^path:\/hat$/],
    '/sessions own sessions': ['/sessions', 'Мои входы'],
    '/journal own journal': ['/journal', /^path:\/journal\/\d+$/],
    '/journal/[group] journal math 5А': [`/journal/${GROUP.math}`, JOURNAL],
    '/journal/[group] journal russian 5А': [`/journal/${GROUP.russian}`, JOURNAL],
    '/journal/[group] journal math 5Б': [`/journal/${GROUP.foreign}`, JOURNAL],
    '/journal/[group]/topics topics of math 5А': [`/journal/${GROUP.math}/topics`, JOURNAL],
    '/journal/[group]/topics topics of russian 5А': [`/journal/${GROUP.russian}/topics`, JOURNAL],
    '/day own working day': ['/day', /view\\*":\\*"myDay/],
    '/day day of pupilA': ['/day?child=11', 'Абрамова Дарья'],
    '/day day of pupilB': ['/day?child=12', 'Беляев Артём'],
    '/diary diary of pupilA': ['/diary?child=11', 'Абрамова Дарья'],
    '/diary diary of pupilB': ['/diary?child=12', 'Беляев Артём'],
    '/diary diary of pupilC': ['/diary?child=13', 'Ёлкина Вера'],
    '/marks marks of pupilA': ['/marks?child=11', 'Абрамова Дарья'],
    '/marks marks of pupilB': ['/marks?child=12', 'Беляев Артём'],
    '/marks marks of pupilC': ['/marks?child=13', 'Ёлкина Вера'],
    '/results results of pupilA': ['/results?child=11', 'Абрамова Дарья'],
    '/results results of pupilB': ['/results?child=12', 'Беляев Артём'],
    '/homework homework of pupilA': ['/homework?child=11', 'Абрамова Дарья'],
    '/homework homework of pupilB': ['/homework?child=12', 'Беляев Артём'],
    // Nobody's screen is locked here: it leads on.
    '/locked unlocking of a screen': ['/locked', /^path:\/locked$/],
    '/offline shell without data': ['/offline', 'aria-busy="true"'],
    '/control wall': ['/control', /view\\*":\\*"wall/],
    '/timetable/import imports of timetables': ['/timetable/import', 'неделя.xlsx'],
    '/timetable/import/[id] a file of 5А': ['/timetable/import/1', 'Черчение'],
    '/attendance day of 5А': [`/attendance?class=${CLASS.a}`, DAY_OF('5А')],
    '/attendance day of 5Б': [`/attendance?class=${CLASS.b}`, DAY_OF('5Б')],
    '/absences absences of pupilA': ['/absences?child=11', 'Абрамова Дарья'],
    '/absences absences of pupilB': ['/absences?child=12', 'Беляев Артём'],
    '/absences absences of pupilC': ['/absences?child=13', 'Ёлкина Вера'],
    '/timetable/edit versions': ['/timetable/edit', /view\\*":\\*"timetableOffice/],
    '/timetable/edit/bells bells': ['/timetable/edit/bells', /view\\*":\\*"timetableOffice/],
    '/timetable/edit/approvals approvals': ['/timetable/edit/approvals', /view\\*":\\*"timetableOffice/],
    '/timetable/edit/load sheet of loads': ['/timetable/edit/load', /ч в неделю, учителей/],
    '/timetable/edit/draft/[version] a draft': [`/timetable/edit/draft/${VERSION.draft}`, /view\\*":\\*"draft/],
    '/settings settings': ['/settings', /view\\*":\\*"settings/],
    '/timetable week of pupilA': ['/timetable?child=11', 'Абрамова Дарья'],
    '/timetable week of pupilB': ['/timetable?child=12', 'Беляев Артём'],
    '/timetable week of pupilC': ['/timetable?child=13', 'Ёлкина Вера'],
    '/timetable week of class 5А': ['/timetable?by=class&id=1', /by\\*":\\*"class/],
    '/timetable week of teacher': ['/timetable?by=teacher&id=1', /by\\*":\\*"teacher/],
    '/timetable week of room 201': ['/timetable?by=room&id=201', /by\\*":\\*"room/],
    '/timetable pupilA’s week of the school': ['/timetable?by=student&id=11', /Абрамова Дарья, 5А.*family\\*":null/s],
    '/timetable changes of the day': ['/timetable?by=changes', /view\\*":\\*"changes/],
    '/control-works control works of one’s own school': ['/control-works?grade=5', /view\\*":\\*"controlWorks/],
    '/control-works/schedule schedule of one’s own school': ['/control-works/schedule?grade=5', 'К календарю'],
    '/homework-volume own volume': ['/homework-volume', /view\\*":\\*"homeworkVolume/],
    '/plans/programme report of math 5А': ['/plans/programme', /groupId\\*":1,/],
    '/plans/programme report of russian 5А': ['/plans/programme', /groupId\\*":2,/],
    '/programme programme of pupilA': ['/programme?child=11&subject=1', 'Абрамова Дарья'],
    '/programme programme of pupilB': ['/programme?child=12&subject=1', 'Беляев Артём'],
    '/programme programme of pupilC': ['/programme?child=13&subject=1', 'Ёлкина Вера'],
    '/plans/class class plan of 5А': [`/plans/class?class=${CLASS.a}`, /view\\*":\\*"classPlan/],
    '/plans/class class plan of 5Б': [`/plans/class?class=${CLASS.b}`, /view\\*":\\*"classPlan/],
    '/plans base of plans': ['/plans', /view\\*":\\*"plans/],
    '/plans/[plan] plan of math 5': [`/plans/${THEMATIC}`, /generation\\*":/],
    '/plans/[plan]/import plan of math 5': [`/plans/${THEMATIC}/import`, /mayWrite\\*":true/],
    '/plans/[plan]/print plan of math 5': [`/plans/${THEMATIC}/print`, 'Календарно-тематическое планирование'],
    '/substitutions substitutions of a day': ['/substitutions', /view\\*":\\*"substitutions/],
    '/substitutions/log own rows of the log': ['/substitutions/log', 'Выгрузить в Excel'],
    '/substitutions/log row of russian 5А in the log': ['/substitutions/log', 'Русский язык'],
    '/substitutions/log why russian 5А has a substitute': ['/substitutions/log', 'больничный'],
  };
  const OWN_NAMES: Record<string, string[]> = {
    pupilA: ['Дарья'],
    pupilB: ['Беляев', 'Артём'],
    pupilC: ['Ёлкина', 'Вера'],
    parentA: ['Дарья'],
    parentAC: ['Дарья', 'Вера', 'Ёлкина'],
    teacherAsParent: ['Артём', 'Беляев'],
  };
  const CHILDREN = ['Дарья', 'Беляев', 'Артём', 'Ёлкина', 'Вера'];
  test.each([...of('page'), ...of('rsc')].map((row) => [`${row.channel} ${row.door}: ${row.target}`, row] as const))(
    '%s',
    async (_, row) => {
      const [path, mark] = at(pages, `${row.door} ${row.target}`);
      await expectRow(row, async (who) => {
        const response = await fetch(`${server.origin}${path}`, {
          headers: { cookie: cookie(who), ...(row.channel === 'rsc' ? { rsc: '1' } : {}) },
        });
        const body = await response.text();
        expect(response.status, `${who} ${path}`).toBeLessThan(500);
        const ended = new URL(response.url).pathname;
        const text = `path:${ended}${body}`;
        const letIn =
          typeof mark === 'string'
            ? body.includes(mark)
            : response.status === 200 &&
              (mark.source.startsWith('^path') ? mark.test(`path:${ended}`) : mark.test(text));
        // Refused means that no foreign child is named anywhere in what came instead of the page.
        if (!letIn && ended === new URL(path, server.origin).pathname)
          for (const name of CHILDREN.filter((n) => !(OWN_NAMES[who] ?? []).includes(n)))
            expect(body, `${who} ${path}`).not.toContain(name);
        return letIn;
      });
    },
    120_000,
  );
  test('every answer carries the security headers, a page a nonce of its own, and a foreign Host gets nothing', async () => {
    const nonces = new Set<string>();
    for (const path of ['/login', '/day', '/nowhere', '/api/session', '/api/commands']) {
      const { headers } = await fetch(`${server.origin}${path}`, { headers: { cookie: cookie('parentA') } });
      const policy = headers.get('content-security-policy') ?? '';
      if (path.startsWith('/api/')) expect(policy).toBe("default-src 'none'; frame-ancestors 'none'");
      else {
        expect(policy).toMatch(/default-src 'none'.*'strict-dynamic'.*frame-ancestors 'none'/);
        expect(policy).not.toMatch(/script-src[^;]*unsafe/);
        nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
      }
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toMatch(/no-store/);
      expect(headers.get('x-powered-by')).toBeNull();
    }
    expect(nonces.size).toBe(3);
    const port = Number(new URL(server.origin).port);
    const status = await new Promise<number>((done, failed) => {
      get({ port, path: '/login', headers: { host: 'evil.example' } }, (response) =>
        done(response.resume().statusCode ?? 0),
      ).on('error', failed);
    });
    expect(status).toBe(404);
  });
  test('every route of the built product is listed', () => {
    const file = '.next/app-path-routes-manifest.json';
    expect(existsSync(file), 'build first').toBe(true);
    const routes = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
    const files = routes.filter(
      (route) => !/^\/(_not-found|_global-error|icon\.svg|apple-icon|favicon\.ico|manifest\.webmanifest)/.test(route),
    );
    expect(files.filter((route) => !of('page').some((row) => row.door === route))).toEqual([]);
  });
  test('server actions do not exist: there is no door beside the commands', () => {
    const file = '.next/server/server-reference-manifest.json';
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { node: object; edge: object };
    expect([...Object.keys(manifest.node), ...Object.keys(manifest.edge)]).toEqual([]);
  });
});

describe('commands', () => {
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
    'plan.serve plan of math 5': ['plan.serve', { planId: THEMATIC, groupIds: [GROUP.math] }],
    'plan.project plan of math 5': ['plan.project', { planId: THEMATIC }],
    'plan.submit plan of math 5': ['plan.submit', { planId: THEMATIC }],
    'plan.withdraw plan of math 5': ['plan.withdraw', { planId: THEMATIC }],
    'plan.approve plan of math 5': ['plan.approve', { planId: THEMATIC, seq: 1, name: '' }],
    'plan.return plan of math 5': ['plan.return', { planId: THEMATIC, reason: 'Мало часов' }],
    'plan.keep plan of math 5': ['plan.keep', { planId: THEMATIC, name: 'Проба' }],
    'plan.import plan of math 5': [
      'plan.import',
      {
        planId: THEMATIC,
        rows: [{ ...emptyPlanRow(), topic: 'Из файла' }],
        mode: 'append',
        seq: 0,
        source: 'план.docx',
      },
    ],
    'plan.restore plan of math 5': ['plan.restore', { planId: THEMATIC, number: 1 }],
    'planRemark.add plan of math 5': ['planRemark.add', thematicRemark],
    'planRemark.answer comment on math 5': [
      'planRemark.answer',
      { planId: THEMATIC, remarkId: REMARK.comment, text: 'Ответ' },
    ],
    'planRemark.settle comment on math 5': [
      'planRemark.settle',
      { planId: THEMATIC, remarkId: REMARK.comment, how: 'resolved', over: null },
    ],
    'planRemark.settle suggestion on math 5': [
      'planRemark.settle',
      { planId: THEMATIC, remarkId: REMARK.suggestion, how: 'accepted', over: null },
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
      { planId: THEMATIC, groupId: GROUP.math, lessons: [{ lessonId: LESSON.friday, rows: [ROW.last], v: 0 }] },
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
    'controlWork.place math 5А': ['controlWork.place', { groupId: GROUP.math, ...plan }],
    'controlWork.change plan of math 5А': ['controlWork.change', { controlWorkId: PLAN, ...plan, minutes: 90 }],
    'controlWork.cancel plan of math 5А': ['controlWork.cancel', { controlWorkId: PLAN, cancelled: true }],
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
});

describe('reads', () => {
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
    'plan.unbound lessons of math 5А': ['plan.unbound', { planId: THEMATIC, groupId: GROUP.math }],
    'plan.controls plan of math 5': ['plan.controls', { planId: THEMATIC }],
    'classPlan.parallel 5А': ['classPlan.parallel', { classId: CLASS.a, month: '2026-12' }],
    'classPlan.parallel 5Б': ['classPlan.parallel', { classId: CLASS.b, month: '2026-12' }],
    'wall.limits the school': ['wall.limits', {}],
    'day.unmarked own written works': ['day.unmarked', {}],
    'lesson.affected lesson of math 5А': ['lesson.affected', { lessonId: LESSON.now }],
    'plan.version plan of math 5': ['plan.version', { planId: THEMATIC, number: 1 }],
    'plan.cell plan of math 5': ['plan.cell', { planId: THEMATIC, rowId: ROW.last, field: 'topic' }],
    'plan.settled plan of math 5': ['plan.settled', { planId: THEMATIC }],
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
});

describe('small endpoints', () => {
  test.each(of('api').map((row) => [`${row.door}: ${row.target}`, row] as const))('%s', async (_, row) => {
    await expectRow(row, async (who) => {
      const { status } = await fetch(`${server.origin}${row.door}`, {
        method: 'POST',
        headers: { cookie: cookie(who), origin: server.origin },
      });
      expect(status, who).toBeLessThan(500);
      return status === 200;
    });
  });
  // Locked screens give nothing more: those of the other doors are open.
  afterAll(() => world.owner`update session set locked = false`);
});

describe('calendars', () => {
  /** Makes an address as this person and reads it as a calendar program does: without a cookie. */
  async function read(who: string, studentId: number | null, revoked: boolean): Promise<boolean> {
    const secret = hashOf(`${who} ${studentId} ${revoked}`).slice(0, 43);
    const schoolId = who === 'foreignSchool' ? 2 : 1;
    const version = async () => {
      const person = (await server.read(cookie(who), 'calendar.feeds', {})).match(
        new RegExp(`"studentId":${studentId},[^}]*"v":(\\d+)`),
      );
      return Number(person?.[1] ?? 0);
    };
    await server.command(cookie(who), 'calendar.issue', { studentId, hash: hashOf(secret) }, await version());
    if (revoked) await server.command(cookie(who), 'calendar.revoke', { studentId }, await version());
    const response = await fetch(`${server.origin}/api/calendar/${schoolId}-${secret}.ics`);
    const text = await response.text();
    // Wrong, revoked and never made are one answer.
    if (response.status !== 200) expect([response.status, text]).toEqual([404, WRONG]);
    else for (const name of ['Абрамова', 'Дарья', 'Беляев']) expect(text).not.toContain(name);
    return response.status === 200 && text.startsWith('BEGIN:VCALENDAR');
  }
  const WRONG = '{"ok":false,"code":"not_found","message":"Такого календаря нет."}';
  test.each(of('calendar').map((row) => [`${row.door}: ${row.target}`, row] as const))('%s', async (_, row) => {
    const studentId = row.target.includes('pupilA') ? 11 : null;
    await expectRow(row, (who) => read(who, studentId, row.target.startsWith('revoked')));
  });
  test('what is no address is answered alike, and only read', async () => {
    for (const path of [
      '',
      'x',
      'x.ics',
      '1-.ics',
      `1-${'a'.repeat(43)}.ics`,
      '..%2Fcommands.ics',
      `1-${'a'.repeat(43)}.ics/..`,
    ]) {
      const response = await fetch(`${server.origin}/api/calendar/${path}`);
      expect(response.status, path).toBe(404);
    }
    const post = await fetch(`${server.origin}/api/calendar/1-${'a'.repeat(43)}.ics`, {
      method: 'POST',
      headers: { origin: server.origin },
    });
    expect([post.status, post.headers.get('allow')]).toEqual([400, 'GET, HEAD']);
  });
  test('is known again by its tag, is not kept by others, and HEAD tells as much as GET', async () => {
    const secret = 'b'.repeat(43);
    const [row] = await world.owner`select version from calendar_feed where school_id = 1 and person_id = 11`;
    const input = { studentId: 11, hash: hashOf(secret) };
    expect(
      await server.command(cookie('pupilA'), 'calendar.issue', input, Number(row?.['version'] ?? 0)),
    ).toMatchObject({
      ok: true,
    });
    const ask = (more: RequestInit = {}) => fetch(`${server.origin}/api/calendar/1-${secret}.ics`, more);
    const first = await ask();
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect((await first.arrayBuffer()).byteLength).toBe(Number(first.headers.get('content-length')));
    expect((await ask({ headers: { 'if-none-match': `W/${etag}, "x"` } })).status).toBe(304);
    expect((await ask({ headers: { 'if-none-match': '"x"' } })).status).toBe(200);
    const head = await ask({ method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
  });
});

describe('files', () => {
  beforeAll(async () => {
    // A command before has taken it away.
    await world.owner`update attachment set state = 'attached' where school_id = 1 and id = 1`;
    // A family reads files of homework that stands in the lesson's record.
    await world.owner`update lesson set homework = '§ 1', homework_state = 'given' where school_id = 1 and homework is null
      and id = (select lesson_id from attachment where school_id = 1 and id = 1)`;
  });
  const address = (who: string, query: string, more: RequestInit = {}) =>
    fetch(`${server.origin}/api/files?${query}`, { headers: { cookie: cookie(who), origin: server.origin }, ...more });
  test.each(of('file').map((row) => [`${row.door}: ${row.target}`, row] as const))('%s', async (_, row) => {
    await expectRow(row, async (who) => {
      if (row.door === 'schedule') {
        const asked = { headers: { cookie: cookie(who) } };
        const response = await fetch(`${server.origin}/api/control-works?grade=5&period=2`, asked);
        // A workbook is a packed folder.
        return response.status === 200 && (await response.text()).startsWith('PK');
      }
      if (row.door === 'programme workbook') {
        const asked = { headers: { cookie: cookie(who) } };
        const response = await fetch(`${server.origin}/api/programme?period=year`, asked);
        if (response.status !== 200) return false;
        const book = new excel.Workbook();
        await book.xlsx.load(await response.arrayBuffer());
        const own = row.target.includes('russian') ? 'Русский язык' : 'Математика';
        const lines = book.worksheets.flatMap((sheet) => sheet.getSheetValues());
        return lines.some((line) => Array.isArray(line) && line[1] === '5А' && line[2] === own);
      }
      if (row.door.startsWith('plan ')) {
        const format = row.door === 'plan workbook' ? 'xlsx' : 'docx';
        const asked = { headers: { cookie: cookie(who) } };
        const response = await fetch(`${server.origin}/api/plans?plan=${THEMATIC}&format=${format}`, asked);
        if (response.status !== 200) return false;
        const read = readPlan(Buffer.from(await response.arrayBuffer()));
        return read.rows.length > 0 && read.counts.out === 0;
      }
      if (row.door === 'workbook') {
        const response = await fetch(`${server.origin}/api/substitutions?month=2026-12`, {
          headers: { cookie: cookie(who) },
        });
        if (response.status !== 200) return false;
        const book = new excel.Workbook();
        await book.xlsx.load(await response.arrayBuffer());
        const text = JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
        if (row.target.startsWith('own')) return text.includes('Журнал учёта');
        return text.includes(row.target.startsWith('why') ? 'больничный' : 'Русский язык');
      }
      if (row.door === 'download') {
        const response = await address(who, `id=${row.target.startsWith('file') ? 1 : 2}`);
        const text = await response.text();
        return response.status === 200 && text === '%PDF';
      }
      const lessonId = row.target.includes('math') ? LESSON.now : LESSON.russian;
      const more = {
        method: 'POST',
        headers: { cookie: cookie(who), origin: server.origin, 'content-type': 'application/octet-stream' },
        body: '%PDF-1.7',
      };
      const response = await address(who, `lesson=${lessonId}&name=${encodeURIComponent('Задание.pdf')}`, more);
      return response.status === 200;
    });
  });
  test('a download is saved under its Russian name, runs nothing and is kept by nobody', async () => {
    const response = await address('parentA', 'id=1');
    const { headers } = response;
    expect((await response.arrayBuffer()).byteLength).toBe(Number(headers.get('content-length')));
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="________ _5__.pdf"; filename*=UTF-8''${encodeURIComponent('Карточка «5А».pdf')}`,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
  test('a foreign page neither sends a file nor embeds one', async () => {
    const evil = { cookie: cookie('teacher'), origin: 'https://evil.example' };
    const query = `lesson=${LESSON.now}&name=a.pdf`;
    expect((await address('teacher', query, { method: 'POST', headers: evil, body: '%PDF-' })).status).toBe(404);
    const embedded = { cookie: cookie('teacher'), 'sec-fetch-site': 'cross-site' };
    expect((await address('teacher', 'id=1', { headers: embedded })).status).toBe(404);
  });
  test('what a browser would run, what is too large and what lies about itself is refused in words', async () => {
    const send = async (name: string, body: BodyInit) => {
      const headers = { cookie: cookie('teacher'), origin: server.origin };
      const response = await address('teacher', `lesson=${LESSON.now}&name=${name}`, { method: 'POST', headers, body });
      return ((await response.json()) as { message?: string }).message ?? 'ok';
    };
    expect(await send('a.html', '<script>alert(1)</script>')).toMatch(/не прикрепить/);
    expect(await send('a.svg', '<svg onload=alert(1)>')).toMatch(/не прикрепить/);
    expect(await send('a.pdf', '<html>')).toMatch(/не похоже/);
    expect(await send('a.pdf', new Uint8Array(10 * 1024 * 1024 + 1))).toMatch(/больше 10 МБ/);
  });
});

const views: Record<string, ViewKey> = {
  'journal math 5А': { view: 'journal', groupId: GROUP.math },
  'journal russian 5А': { view: 'journal', groupId: GROUP.russian },
  'journal math 5Б': { view: 'journal', groupId: GROUP.foreign },
  'diary of pupilA': { view: 'diary', studentId: 11 },
  'diary of pupilB': { view: 'diary', studentId: 12 },
  'diary of pupilC': { view: 'diary', studentId: 13 },
  'marks of pupilA': { view: 'marks', studentId: 11 },
  'marks of pupilB': { view: 'marks', studentId: 12 },
  'marks of pupilC': { view: 'marks', studentId: 13 },
  'results of pupilA': { view: 'results', studentId: 11 },
  'results of pupilB': { view: 'results', studentId: 12 },
  'results of pupilC': { view: 'results', studentId: 13 },
  'attendance of 5А': { view: 'attendance', classId: CLASS.a },
  'attendance of 5Б': { view: 'attendance', classId: CLASS.b },
  'absences of pupilA': { view: 'absences', studentId: 11 },
  'absences of pupilB': { view: 'absences', studentId: 12 },
  'absences of pupilC': { view: 'absences', studentId: 13 },
  'programme of pupilA': { view: 'programme', studentId: 11 },
  'programme of pupilB': { view: 'programme', studentId: 12 },
  'programme of pupilC': { view: 'programme', studentId: 13 },
  'class plan of 5А': { view: 'classPlan', classId: CLASS.a },
  'class plan of 5Б': { view: 'classPlan', classId: CLASS.b },
  wall: { view: 'wall' },
  settings: { view: 'settings' },
  'control works of one’s own school': { view: 'controlWorks', grade: 5 },
  'own volume': { view: 'homeworkVolume', groupId: null },
  'volume beside math 5А': { view: 'homeworkVolume', groupId: GROUP.math },
  substitutions: { view: 'substitutions' },
  'own working day': { view: 'myDay' },
  'week of class 5А': { view: 'timetable', by: 'class', id: '1', week: TODAY },
  'week of pupilA': { view: 'timetable', by: 'student', id: '11', week: TODAY },
  'changes of the day': { view: 'changes', date: TODAY },
  versions: { view: 'timetableOffice' },
  'a draft': { view: 'draft', versionId: VERSION.draft },
  'plan of math 5': { view: 'plan', planId: THEMATIC },
  'base of plans': { view: 'plans' },
};

describe('the live channel', () => {
  const spies = new Map<string, Spy>();
  const present = new Map<string, Set<string>>();
  beforeAll(async () => {
    for (const who of subjects) {
      const spy = await server.socket(cookie(who)).catch(() => null);
      if (!spy) continue;
      spies.set(who, spy);
      spy.socket.on('presence', ({ people }) => {
        const names = present.get(who) ?? new Set<string>();
        for (const person of people) names.add(person.name);
        present.set(who, names);
      });
    }
  });
  afterAll(() => {
    for (const spy of spies.values()) spy.close();
  });

  test('nobody without a part in the school gets a socket', () => {
    expect(subjects.filter((who) => !spies.has(who))).toEqual(['anon', 'parentRevoked', 'dismissed']);
  });
  test.each(of('watch').map((row) => [row.target, row] as const))('watch %s', async (_, row) => {
    const key = at(views, row.target);
    const since = await head();
    await expectRow(row, async (who) => {
      const answer = await spies.get(who)?.watch(key, since);
      return answer?.ok === true;
    });
  });

  /** What makes each event happen; every spy watches all it may by then. */
  const scenes: Record<string, () => Promise<unknown>> = {
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
      const [row] = await world.owner`select version from control_work where school_id = 1 and id = ${PLAN}`;
      await world.owner`update control_work set state = 'planned' where school_id = 1 and id = ${PLAN}`;
      return server.command(
        cookie('teacher'),
        'controlWork.cancel',
        { controlWorkId: PLAN, cancelled: true },
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
      return server.command(
        cookie('deputy'),
        'workType.change',
        { ...workType, weight: 120 },
        Number(row?.['version']),
      );
    },
    'calendar.changed own lessons of colleague': async () => {
      const [row] = await world.owner`select version from calendar_feed where school_id = 1 and person_id = 2
        and student_id is null`;
      const input = { studentId: null, hash: hashOf('colleague again') };
      return server.command(cookie('colleague'), 'calendar.issue', input, Number(row?.['version'] ?? 0));
    },
    'plan.changed plan of math 5': async () => {
      const [row] = await world.owner`select version from plan where school_id = 1 and id = ${THEMATIC}`;
      const input = { planId: THEMATIC, groupIds: [GROUP.math, GROUP.foreign] };
      return server.command(cookie('colleague'), 'plan.serve', input, Number(row?.['version']));
    },
    'plan.versioned plan of math 5': () =>
      server.command(cookie('teacher'), 'plan.keep', { planId: THEMATIC, name: 'Ещё проба' }),
    'planRemark.changed plan of math 5': () => server.command(cookie('deputy'), 'planRemark.add', thematicRemark),
    'plan.rows plan of math 5': async () => {
      await typeInto(world, THEMATIC, 2, (doc) => editRow(doc, ROW.last, { note: 'таблица' }));
      return server.command(cookie('colleague'), 'plan.project', { planId: THEMATIC });
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
  const own: Record<string, number[]> = {
    pupilA: [11],
    pupilB: [12],
    pupilC: [13],
    parentA: [11],
    parentAC: [11, 13],
    teacherAsParent: [12],
  };
  test.each(
    of('push')
      .filter((row) => row.door !== 'presence')
      .map((row) => [`${row.door}: ${row.target}`, row] as const),
  )('push %s', async (_, row) => {
    const before = await head();
    await at(scenes, `${row.door} ${row.target}`)();
    const happened =
      await world.owner`select seq from school_log where school_id = 1 and seq > ${before} and kind = ${row.door}`;
    expect(happened.length, 'the scene makes its event').toBeGreaterThan(0);
    // A later event that everybody watching may read bounds the wait: pushes come in log order.
    await fence();
    const seqs = new Set(happened.map((r) => Number(r['seq'])));
    const got = (who: string) => spies.get(who)?.events.filter((e) => seqs.has(e.seq)) ?? [];
    await expectRow(row, (who) => Promise.resolve(got(who).length > 0));
    for (const [who, children] of Object.entries(own))
      for (const event of got(who)) {
        if ('studentId' in event.data) expect(children, who).toContain(event.data.studentId);
        expect(event.by, who).toBeNull();
        // What only the homeroom teacher is told of a cell, and who entered a document.
        expect(event.data, who).not.toHaveProperty('whole');
        if (event.name === 'absenceDocument.changed') expect(event.data.by, who).toBeNull();
      }
  });
  test('presence: journal math 5А', async () => {
    const row = of('push').find((r) => r.door === 'presence');
    if (!row) throw new Error('access.csv has no row for presence');
    spies.get('teacher')?.socket.emit('presence', { groupId: GROUP.math, cell: { workId: LESSON.now, studentId: 11 } });
    await until('colleagues see the cursor', () =>
      [...row.allowed].every((who) => present.get(who)?.has('Орлова Е. В.')),
    );
    await expectRow(row, (who) => Promise.resolve(present.has(who)));
  });
  test('every view and event is listed', () => {
    expect(Object.keys(eventData).filter((name) => !of('push').some((row) => row.door === name))).toEqual([]);
    expect(
      viewKey.def.options
        .map((option) => option.shape.view.def.values[0])
        .filter((name) => !of('watch').some((row) => row.door === name)),
    ).toEqual([]);
  });

  const head = async (): Promise<number> =>
    Number((await world.owner`select seq from school_log_head where school_id = 1`)[0]?.['seq']);
  async function changeSetting(field: 'pointDays' | 'homeworkMinutes', value: number): Promise<unknown> {
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
  let fences = 0;
  /** One event to each group of watchers; when all have it, whatever came before it has come too. */
  async function fence(): Promise<void> {
    fences += 1;
    const topic = `забор ${fences}`;
    const posts: [string, number][] = [
      ['teacher', LESSON.friday],
      ['homeroom', LESSON.russian],
      ['foreignTeacher', LESSON.foreign],
    ];
    for (const [who, lessonId] of posts) {
      const [row] = await world.owner`select topic_v from lesson where school_id = 1 and id = ${lessonId}`;
      await server.command(
        cookie(who),
        'lesson.record',
        { lessonId, change: { field: 'topic', value: topic } },
        Number(row?.['topic_v']),
      );
    }
    // A field with room for a value of every fence.
    await changeSetting('homeworkMinutes', 100 + fences);
    // Views that no record of a lesson reaches.
    const followers = ['journal', 'diary', 'marks', 'results'];
    const watching = subjects.filter((who) =>
      of('watch').some((row) => row.allowed.has(who) && followers.includes(row.door)),
    );
    // Who follows the settings alone is reached by a change of them.
    const settings = (e: AppliedEvent) =>
      e.name === 'settings.changed' &&
      e.data.change.field === 'homeworkMinutes' &&
      e.data.change.value === 100 + fences;
    await until('the fence of the settings', () => spies.get('admin')?.events.some(settings) ?? false);
    await until('the fence', () =>
      watching.every(
        (who) =>
          !spies.get(who)?.socket.connected ||
          spies
            .get(who)
            ?.events.some(
              (e) => e.name === 'lesson.recorded' && e.data.change.field === 'topic' && e.data.change.value === topic,
            ),
      ),
    );
  }
});

describe('documents of plans', () => {
  /** A row of a document that nobody has open, as one update. */
  function rowUpdate(topic: string): Uint8Array {
    const doc = new Y.Doc();
    putRows(doc, [{ ...emptyPlanRow(), topic }]);
    return Y.encodeStateAsUpdate(doc);
  }
  test.each(of('collab'))('$door $target', async (row) => {
    const plan = await newPlan(world);
    await appendUpdates(world.db, plan, [{ bytes: rowUpdate('Дроби'), authorId: 1 }]);
    const doors: Record<string, (raw: RawEditor) => Promise<boolean>> = {
      async '/collab read plan of math 5'(raw) {
        raw.step1();
        await until('the document is sent', () => raw.types.includes(0) && readDocument(raw.doc).length > 0);
        return true;
      },
      async '/collab write plan of math 5'(raw) {
        const { seq } = (await planHead(world.db, plan)) ?? { seq: 0 };
        raw.update(rowUpdate('Доли'));
        raw.marker(1);
        await until('it is taken or refused', () => raw.persisted.has(1));
        const written = (await planHead(world.db, plan))?.seq === seq + 1;
        expect(raw.persisted.get(1) === null, 'what is said is what is done').toBe(written);
        return written;
      },
    };
    const ask = at(doors, `${row.door} ${row.target}`);
    await expectRow(row, async (who) => {
      const raw = await openRaw(server, cookie(who), plan.planId);
      // Who has no session is told so; for all others it does not exist.
      if (typeof raw === 'number') {
        expect([401, 404], who).toContain(raw);
        return false;
      }
      const allowed = await ask(raw);
      raw.ws.close();
      return allowed;
    });
  });

  test('a foreign page, a foreign host and strange addresses open nothing', async () => {
    const { planId } = await newPlan(world);
    const teacher = cookie('teacher');
    expect(await openRaw(server, teacher, planId, { origin: 'https://evil.example' })).toBe(0);
    expect(await openRaw(server, teacher, planId, { host: 'evil.example' })).toBe(0);
    for (const strange of ['', '0', '-1', 'x', `${planId}/..`, '99999999999', `${planId}%00`, '1e3'])
      expect(await openRaw(server, teacher, strange), strange).toBe(404);
  });
});
