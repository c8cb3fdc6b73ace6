import { describe, expect, test } from 'vitest';
import {
  type ClassPlanEntry,
  type ClassPlanFields,
  classPlanDue,
  copiedEntries,
  dueSpan,
  monthState,
  planMonths,
  refuseEntry,
  refuseHeld,
  sameDayOf,
} from '#lib/domain/classPlan.ts';

const YEAR = { starts: '2026-09-01', ends: '2027-05-26' };
const entry = (date: string, title = 'Классный час', held = false): ClassPlanEntry => ({
  ...{ id: 1, date, title, kind: 'hour', place: '', who: '', held, notes: '', v: 1 },
});

test('months are September to May, and June when something is planned in it', () => {
  expect(planMonths(YEAR, [{ date: '2027-06-25' }, { date: '2026-12-09' }])).toEqual([
    ...['2026-09', '2026-10', '2026-11', '2026-12'],
    ...['2027-01', '2027-02', '2027-03', '2027-04', '2027-05', '2027-06'],
  ]);
});

describe('the month that is asked for', () => {
  test.each([
    // today, days planned → month, late, by
    ['2026-12-02', [], { month: '2026-12', late: true, by: '2026-11-30' }],
    ['2026-12-02', ['2026-11-18', '2027-01-13'], { month: '2026-12', late: true, by: '2026-11-30' }],
    ['2026-12-02', ['2026-12-09'], null],
    ['2026-12-19', ['2026-12-09'], null],
    ['2026-12-20', ['2026-12-09'], { month: '2027-01', late: false, by: '2026-12-31' }],
    ['2026-12-20', ['2026-12-09', '2027-01-13'], null],
    ['2027-05-20', ['2027-05-12'], null],
    ['2027-05-27', [], { month: '2027-05', late: true, by: '2027-04-30' }],
    ['2027-06-01', [], null],
    ['2026-08-25', [], { month: '2026-09', late: false, by: '2026-08-31' }],
    ['2026-08-10', [], null],
  ])('on %s with %j', (today, days, due) => {
    const { from, to } = dueSpan(today);
    const seen = days.filter((day) => from <= day && day <= to).map((date) => ({ date }));
    expect(classPlanDue(seen, today, YEAR)).toEqual(due);
  });
});

describe('a copied month', () => {
  test.each([
    ['2026-11-11', '2026-12', '2026-12-09'],
    ['2026-11-02', '2026-12', '2026-12-07'],
    ['2026-09-30', '2026-10', '2026-10-28'],
    ['2026-12-31', '2027-02', '2027-02-25'],
    ['2026-11-30', '2026-12', '2026-12-28'],
  ])('%s in %s is %s', (date, month, day) => {
    expect(sameDayOf(date, month)).toBe(day);
  });
  test('keeps what stands there, doubles nothing, stays within the year and is not held', () => {
    const fields = (date: string, title: string): ClassPlanFields => ({
      ...{ date, title, kind: 'trip', place: ' музей ', who: '' },
    });
    const from = [fields('2027-04-30', 'Музей'), fields('2027-04-14', 'Поход')];
    expect(copiedEntries(from, '2027-05', [fields('2027-05-12', 'поход')], YEAR)).toEqual([
      { date: '2027-05-26', title: 'Музей', kind: 'trip', place: 'музей', who: '' },
    ]);
  });
});

test('an entry has a title and a day of the year; it is held on its day or later', () => {
  expect(refuseEntry(entry('2026-12-09'), YEAR)).toBeNull();
  expect(refuseEntry(entry('2026-12-09', '  '), YEAR)?.message).toMatch(/что за занятие/);
  expect(refuseEntry(entry('2027-06-01'), YEAR)?.message).toMatch(/не из учебного года/);
  expect(refuseHeld('2026-12-02', '2026-12-02')).toBeNull();
  expect(refuseHeld('2026-12-03', '2026-12-02')?.message).toMatch(/в его день или позже/);
});

test('a month is planned, held, still to come, or empty though it has begun', () => {
  const entries = [entry('2026-11-11', 'а', true), entry('2026-12-09')];
  const state = (month: string) => monthState(entries, month, '2026-12-02');
  expect(['2026-10', '2026-11', '2026-12', '2027-01'].map(state)).toEqual(['late', 'filled', 'running', 'next']);
});
