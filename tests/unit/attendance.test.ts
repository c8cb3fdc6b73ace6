import { describe, expect, it } from 'vitest';
import { csvOf } from '#app/_ui/csv.ts';
import type { AttendanceCell, AttendanceView } from '#lib/contract/attendanceViews.ts';
import { absenceDays, addCounts, countDays, isWholeDay, type Missed, reasonOfDay } from '#lib/domain/absenceCounts.ts';
import { caseAfter, covers, isOverdue, reasonOf, refuseDocument, refuseNotice } from '#lib/domain/absences.ts';
import { countDay, dayColumns, dayRows, foretold, unreasonedDays } from '#lib/domain/attendanceDay.ts';
import { attendanceKey } from '#lib/domain/attendanceKeys.ts';

const TODAY = '2026-12-02';
const range = (change: object = {}) => ({
  ...{ starts: '2026-12-01', ends: '2026-12-03', firstLesson: 3, lastLesson: 2, ...change },
});

describe('a document', () => {
  it.each([
    ['2026-12-01', 2, false],
    ['2026-12-01', 3, true],
    ['2026-12-02', 1, true],
    ['2026-12-03', 2, true],
    ['2026-12-03', 3, false],
    ['2026-12-04', 1, false],
  ])('on %s covers lesson %i: %s', (date, number, covered) => {
    expect(covers(range(), { date, number })).toBe(covered);
  });
  const paper = (id: number, act: number, reason: 'ill' | 'excused') => ({
    ...{ ...range({ firstLesson: null, lastLesson: null }), id, act, reason, by: id },
  });
  const at = { date: '2026-12-02', number: 1 };
  it('the latest of hand and documents holds', () => {
    const hand = { reason: 'unexcused' as const, act: 5, by: 9 };
    expect(reasonOf(at, null, [])).toBeNull();
    expect(reasonOf(at, hand, [paper(1, 4, 'ill')])).toEqual({ reason: 'unexcused', by: 9, documentId: null });
    expect(reasonOf(at, hand, [paper(1, 6, 'ill')])).toEqual({ reason: 'ill', by: 1, documentId: 1 });
    expect(reasonOf(at, hand, [paper(2, 8, 'excused'), paper(1, 6, 'ill')])).toMatchObject({ documentId: 2 });
  });
  it('has its last day after its first, and within a year', () => {
    expect(refuseDocument(range(), true)).toBeNull();
    expect(refuseDocument(range(), false)).toMatchObject({ code: 'not_found' });
    expect(refuseDocument(range({ ends: '2026-11-30' }), true)).toMatchObject({ code: 'invalid' });
    expect(refuseDocument(range({ ends: '2027-12-03' }), true)).toMatchObject({ code: 'invalid' });
    expect(refuseDocument(range({ starts: '2026-12-03' }), true)).toMatchObject({ code: 'invalid' });
  });
});

it('a report of the parents is about the last fortnight, the coming two months, a month at most', () => {
  const ask = (starts: string, ends: string, open = 0) => refuseNotice({ starts, ends }, { today: TODAY, open });
  expect(ask(TODAY, TODAY)).toBeNull();
  expect(ask('2026-11-18', '2026-11-18')).toBeNull();
  for (const refused of [
    ask('2026-11-17', TODAY),
    ask(TODAY, '2026-12-01'),
    ask(TODAY, '2027-01-20'),
    ask('2027-02-10', '2027-02-10'),
    ask(TODAY, TODAY, 10),
  ])
    expect(refused).toMatchObject({ code: 'invalid' });
});

describe('a case record', () => {
  it.each([
    ['open', 'note', 'open'],
    ['open', 'call', 'work'],
    ['work', 'meeting', 'work'],
    ['work', 'closed', 'closed'],
    ['closed', 'reopened', 'open'],
    ['closed', 'note', null],
    ['open', 'reopened', null],
  ] as const)('%s + %s → %s', (status, step, after) => {
    expect(caseAfter(status, step)).toBe(after);
  });
});

it.each([
  [TODAY, 0, false],
  ['2026-12-01', 0, true],
  ['2026-11-25', 7, false],
  ['2026-11-24', 7, true],
])('a reason of %s, due in %i days, is overdue: %s', (date, days, overdue) => {
  expect(isOverdue(date, TODAY, days)).toBe(overdue);
});

describe('days and lessons', () => {
  const missed = (date: string, reason: Missed['reason'], change: Partial<Missed> = {}): Missed => ({
    ...{ date, reason, code: 'absent', beside: false, ...change },
  });
  const held = new Map([
    ['2026-12-01', 2],
    [TODAY, 3],
  ]);
  const days = absenceDays(
    [
      missed(TODAY, 'excused'),
      missed('2026-12-01', 'ill'),
      missed('2026-12-01', 'ill'),
      missed(TODAY, null, { code: 'late' }),
      missed(TODAY, null, { beside: true }),
      missed(TODAY, null, { code: 'exempt' }),
    ],
    held,
  );
  it('a day counts when all its lessons were missed; a club is counted beside', () => {
    expect(days.map((day) => [day.date, isWholeDay(day)])).toEqual([
      ['2026-12-01', true],
      [TODAY, false],
    ]);
    expect(countDays(days)).toMatchObject({
      ...{ lessons: 3, ill: 2, excused: 1, unexcused: 0, unreasoned: 0, late: 1, beside: 1 },
      ...{ days: 1, daysIll: 1, daysExcused: 0 },
    });
    expect(addCounts([countDays(days), countDays(days)])).toMatchObject({ lessons: 6, days: 2, late: 2 });
  });
  it.each([
    [{ ill: 3, excused: 1 }, 'ill'],
    [{ ill: 1, excused: 3 }, 'excused'],
    [{ ill: 4, unexcused: 1 }, 'unexcused'],
    [{ ill: 4, unexcused: 1, unreasoned: 1 }, 'unreasoned'],
  ])('a day of %o counts as %s', (parts, reason) => {
    const none = { date: TODAY, held: 5, ill: 0, excused: 0, unexcused: 0, unreasoned: 0, late: 0, beside: 0 };
    expect(reasonOfDay({ ...none, ...parts })).toBe(reason);
  });
});

const cell = (change: Partial<AttendanceCell>): AttendanceCell => ({
  ...{ lessonId: 1, groupId: 7, date: TODAY, studentId: 5, code: 'absent', minutes: null, v: 1, by: 'Гусева М. А.' },
  ...{ reason: null, reasonV: 0, reasonBy: null },
  ...change,
});
const lesson = (id: number, number: number, members = [5, 6]) => ({
  ...{
    id,
    groupId: 7,
    number,
    starts: '08:30',
    ends: '09:15',
    room: '1',
    cancelled: false,
    roll: false,
    rollV: 0,
    members,
  },
});
const view = (change: Partial<AttendanceView> = {}): AttendanceView => ({
  ...{ view: 'attendance', seq: 1, now: '', today: TODAY, tz: 'Europe/Moscow', date: TODAY, dayOff: null },
  ...{ class: { id: 1, name: '8Б' }, classes: [], mayWrite: true, cases: [], periods: [], reasonDays: 0 },
  groups: [{ groupId: 7, subject: 'Физика', name: '', beside: false }],
  students: [
    { id: 5, name: 'Беляев Артём', from: '2026-09-01', to: null },
    { id: 6, name: 'Громова Яна', from: '2026-09-01', to: '2026-11-20' },
  ],
  ...{ lessons: [lesson(1, 1), lesson(2, 2)], cells: [cell({}), cell({ lessonId: 2, code: 'late' })] },
  ...{ documents: [], notices: [], openFrom: '2026-11-02' },
  ...change,
});

describe('«Журнал дня»', () => {
  it('shows the students of that day and counts them', () => {
    const shown = view();
    const rows = dayRows(shown, dayColumns(shown));
    expect(rows.map((row) => [row.student.name, row.missed])).toEqual([['Беляев Артём', 1]]);
    expect(countDay(rows)).toEqual({ away: 1, whole: 0, late: 1, unreasoned: 1 });
  });
  it('foretells by a document before a report, and by neither when cancelled or answered', () => {
    const document = {
      ...{ id: 3, studentId: 5, kind: 'certificate' as const, number: null, issuedOn: null, reason: 'ill' as const },
      ...{
        noticeId: null,
        active: true,
        by: '',
        v: 1,
        starts: TODAY,
        ends: TODAY,
        firstLesson: null,
        lastLesson: null,
      },
    };
    const notice = {
      ...{ id: 4, studentId: 5, kind: 'ill' as const, text: null, starts: TODAY, ends: TODAY, status: 'sent' as const },
      ...{ answer: null, from: '', sentAt: '', v: 1 },
    };
    const at = { date: TODAY, number: 4 };
    expect(foretold(view({ documents: [document], notices: [notice] }), 5, at)).toEqual({ document });
    expect(foretold(view({ documents: [{ ...document, active: false }], notices: [notice] }), 5, at)).toEqual({
      notice,
    });
    expect(foretold(view({ notices: [{ ...notice, status: 'declined' }] }), 5, at)).toBeNull();
  });
  it('lists absences without a reason by day and student, the oldest first, with what is overdue', () => {
    const cells = [
      cell({}),
      cell({ lessonId: 2 }),
      cell({ lessonId: 3, date: '2026-12-01', studentId: 6 }),
      cell({ lessonId: 4, date: '2026-10-01' }),
      cell({ lessonId: 5, reason: 'ill' }),
    ];
    expect(unreasonedDays(view({ cells })).map((d) => [d.date, d.studentId, d.cells.length, d.overdue])).toEqual([
      ['2026-12-01', 6, 1, true],
      [TODAY, 5, 2, false],
    ]);
    expect(unreasonedDays(view({ cells, reasonDays: 7 })).some((d) => d.overdue)).toBe(false);
  });
});

it.each([
  [
    { key: 'б', code: 'Comma' },
    { do: 'reason', reason: 'ill', day: false },
  ],
  [
    { key: ',', code: 'Comma' },
    { do: 'reason', reason: 'ill', day: false },
  ],
  [
    { key: 'e', code: 'KeyE' },
    { do: 'reason', reason: 'excused', day: false },
  ],
  [
    { key: 'П', code: 'KeyG', shift: true },
    { do: 'reason', reason: 'unexcused', day: true },
  ],
  [
    { key: 'н', code: 'KeyY' },
    { do: 'code', code: 'absent', day: false },
  ],
  [
    { key: 'Delete', code: 'Delete' },
    { do: 'reason', reason: null, day: false },
  ],
  [{ key: 'z', code: 'KeyZ', ctrl: true }, { do: 'undo' }],
  [
    { key: 'PageUp', code: 'PageUp' },
    { do: 'day', by: -1 },
  ],
  [
    { key: 'ArrowLeft', code: 'ArrowLeft' },
    { do: 'move', rows: 0, cols: -1 },
  ],
  [{ key: 'x', code: 'KeyX' }, null],
])('the key %o means %o', (press, action) => {
  expect(attendanceKey({ shift: false, ctrl: false, alt: false, ...press })).toEqual(action);
});

it('a table for Excel keeps signs, quotes and lines apart, and a formula harmless', () => {
  expect(
    csvOf([
      ['Имя', 'Н'],
      ['=1+1', 'а;"б"'],
      [3, ''],
    ]),
  ).toBe('\uFEFFИмя;Н\r\n\'=1+1;"а;""б"""\r\n3;\r\n');
});
