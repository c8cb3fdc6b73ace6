import { describe, expect, test } from 'vitest';
import {
  chosenRows,
  type FulfilmentFacts,
  type FulfilmentFilter,
  type FulfilmentRow,
  isBehind,
  lagOf,
  makeUpWords,
  percentOf,
  reasonWords,
  totalsOf,
  workKindOf,
  worksDue,
} from '#lib/domain/plans/fulfilment.ts';
import { askedReport, fulfilmentSheet, REPORT_VIEWS } from '#lib/domain/plans/fulfilmentSheet.ts';

const FACTS: FulfilmentFacts = {
  ...{ due: 40, dueBefore: 0, held: 40, passed: 40, unfilled: 0, empty: 0, cancelled: 0, lost: 0, repeated: 0 },
  ...{ merged: 0, substituted: 0, otherSubject: 0 },
};
const facts = (more: Partial<FulfilmentFacts>): FulfilmentFacts => ({ ...FACTS, ...more });
const row = (more: Partial<FulfilmentRow>): FulfilmentRow => ({
  ...{ groupId: 1, classId: 1, grade: 8, className: '8Б', name: '', subjectId: 1, subject: 'Алгебра' },
  ...{ teachers: ['Орлова Е. В.'], planId: 1, curriculum: 102, planned: 102, facts: FACTS, reasons: [] },
  works: { control: { plan: 2, fact: 2 }, practical: { plan: 0, fact: 0 }, laboratory: { plan: 0, fact: 0 } },
  ...{ rest: 62, open: 62 },
  ...more,
});

describe('lag and per cent', () => {
  test.each([
    [{}, 0, 100],
    // Two cancelled: due, not passed.
    [{ held: 38, passed: 38, cancelled: 2 }, 2, 95],
    // One of them made up for by merging.
    [{ held: 38, passed: 39, cancelled: 2, merged: 1 }, 1, 98],
    // Not filled yet: no lag of the programme.
    [{ held: 37, passed: 37, unfilled: 3 }, 0, 93],
    [{ held: 40, passed: 42, merged: 2 }, -2, 105],
    [{ due: 0, held: 0, passed: 0 }, 0, null],
  ])('%j', (more, lag, percent) => {
    expect([lagOf(facts(more)), percentOf(facts(more))]).toEqual([lag, percent]);
  });
});

describe('works', () => {
  test('are control works, practical and laboratory ones by their types', () => {
    const kind = (name: string, control = false) => workKindOf({ name, control });
    expect([kind('Диктант', true), kind('Лабораторная работа'), kind('Практическая работа'), kind('Проект')]).toEqual([
      ...['control', 'laboratory', 'practical', null],
    ]);
  });
  test('were due when their hour of the plan was', () => {
    const kinds = new Map([
      [2, 'control' as const],
      [5, 'laboratory' as const],
    ]);
    const controls = [
      [10, 2],
      [11, 5],
      [20, 2],
      [21, 2],
      [21, 9],
    ] as const;
    const due = (dueBefore: number, hours: number) => worksDue(controls, kinds, { dueBefore, due: hours });
    expect(due(0, 20)).toEqual({ control: 2, practical: 0, laboratory: 1 });
    expect(due(10, 11)).toEqual({ control: 2, practical: 0, laboratory: 1 });
    expect(due(21, 60)).toEqual({ control: 0, practical: 0, laboratory: 0 });
  });
});

describe('words', () => {
  test('of reasons: what was counted, then what teachers wrote', () => {
    expect(reasonWords(row({}))).toBe('');
    const counted = facts({ cancelled: 2, lost: 1, repeated: 5, otherSubject: 1, empty: 3 });
    expect(reasonWords({ facts: counted, reasons: ['карантин'] })).toBe(
      'отменено 2 урока; без темы плана 1 урок; на повторение 5 уроков; замещено другим предметом 1 урок; не заполнено 3 урока; карантин',
    );
  });
  test.each([
    [row({}), ''],
    [row({ rest: null, open: null, planId: null }), 'КТП не внесён'],
    [
      row({ facts: facts({ passed: 38 }), rest: 60, open: 62 }),
      'за счёт резерва: 60 ч плана на 62 урока до конца года',
    ],
    [
      row({ facts: facts({ passed: 38, merged: 2 }), rest: 64, open: 61 }),
      'уплотнение: объединены темы, 2 ч; до конца года 64 ч плана на 61 урок: не хватит 3 ч, нужна корректировка КТП',
    ],
  ])('of how it is made up for %#', (own, words) => {
    expect(makeUpWords(own)).toBe(words);
  });
});

const ROWS = [
  row({}),
  row({ groupId: 2, className: '8В', facts: facts({ passed: 37 }) }),
  row({ groupId: 3, grade: 9, className: '9А', subjectId: 2, subject: 'Физика', teachers: ['Ким Е. А.'] }),
  row({ groupId: 4, grade: 10, className: '10А', planId: null, planned: null, rest: null, open: null }),
];
const ALL: FulfilmentFilter = { grade: null, subjectId: null, words: '', behind: false, sort: 'class' };

test('totals by subject and by grade end with the whole', () => {
  expect(totalsOf(ROWS, 'subject').map(({ label, groups, behind }) => [label, groups, behind])).toEqual([
    ['Алгебра', 3, 1],
    ['Физика', 1, 0],
    ['Всего', 4, 1],
  ]);
  const [eight, , , whole] = totalsOf(ROWS, 'grade');
  expect(eight).toMatchObject({ label: '8 классы', due: 80, passed: 77, works: { control: { plan: 4, fact: 4 } } });
  expect(whole).toMatchObject({ curriculum: 408, planned: 306, due: 160 });
});

test('rows are chosen by words, grade, subject and need, and sorted by lag', () => {
  const ids = (filter: Partial<FulfilmentFilter>) => chosenRows(ROWS, { ...ALL, ...filter }).map((own) => own.groupId);
  expect(ids({ words: ' ким физ ' })).toEqual([3]);
  expect(ids({ grade: 8 })).toEqual([1, 2]);
  expect(ids({ subjectId: 2 })).toEqual([3]);
  expect(ids({ behind: true })).toEqual([2, 4]);
  expect(chosenRows(ROWS, { ...ALL, sort: 'lag' }).map((own) => own.groupId)).toEqual([2, 1, 3, 4]);
  // A plan that does not fit into the year needs a look before there is a lag.
  expect(isBehind(row({ rest: 63, open: 62 }))).toBe(true);
});

describe('the report taken away', () => {
  const asked = (query: string) => {
    const params = new URLSearchParams(query);
    return askedReport((name) => params.get(name));
  };
  test('is what the address asks for, and nothing an address may hold breaks it', () => {
    expect(asked('grade=8&subject=3&q=орлова&behind=1&sort=lag&by=subject')).toEqual({
      filter: { grade: 8, subjectId: 3, words: 'орлова', behind: true, sort: 'lag' },
      by: 'subject',
    });
    expect(asked('grade=x&sort=%00&by=')).toEqual({
      filter: { grade: null, subjectId: null, words: '', behind: false, sort: 'class' },
      by: 'groups',
    });
  });
  test('has a column for every head, of groups and of sums', () => {
    const rows = [row({}), row({ groupId: 2, className: '8А', planned: null, planId: null })];
    for (const by of REPORT_VIEWS) {
      const sheet = fulfilmentSheet(rows, by);
      for (const line of sheet.rows) expect(line).toHaveLength(sheet.head.length);
    }
    const [first] = fulfilmentSheet(rows, 'groups').rows;
    expect(first?.slice(0, 5)).toEqual(['8Б', 'Алгебра', 'Орлова Е. В.', 102, 102]);
    expect(fulfilmentSheet(rows, 'grade').rows.at(-1)?.slice(0, 3)).toEqual(['Всего', 2, 204]);
  });
});
