import { describe, expect, test } from 'vitest';
import type { ControlPlace, PlanControlsBoard } from '#lib/contract/planControls.ts';
import type { ControlPlan } from '#lib/domain/controlWorks.ts';
import { heldWords, minutesOf, placings } from '#lib/domain/plans/controlPlacing.ts';

const CONTROL = 2;
const place = (groupId: number, rowId: string, date: string, more: Partial<ControlPlace> = {}): ControlPlace => ({
  ...{ groupId, rowId, lessonId: 10, date, number: 3, held: false, edges: { first: 1, last: 6 } },
  ...more,
});
const planned = (id: number, groupId: number, date: string, rowId: string | null): ControlPlan => ({
  ...{ id, groupId, lessonId: null, date, number: 3, typeId: CONTROL, name: null, minutes: 45, level: 'school' },
  ...{ cancelled: false, author: null, planRow: rowId === null ? null : { planId: 1, rowId }, v: 1 },
});
const row = (id: string, position: number) => ({ id, position, topic: id, hours: 1, typeId: CONTROL });
const group = (id: number, classId: number, subjectId = 1, subject = 'Алгебра') => ({
  ...{ id, classId, subjectId, subject, short: '', name: '', hours: 300, teachers: ['Орлова Е. В.'], mine: false },
});
const quarter = { label: 'II четверть', starts: '2026-11-02', ends: '2026-12-30', half: false };
const BOARD: PlanControlsBoard = {
  ...{ today: '2026-12-02', subject: 'Алгебра', yearHours: 102 },
  modes: { perDay: 'forbid', gap: 'warn', share: 'warn', edge: 'warn', quarter: 'warn' },
  rows: [row('first', 3), row('second', 9)],
  served: [
    { id: 1, label: '8Б', mine: true },
    { id: 2, label: '8В', mine: false },
  ],
  places: [
    place(1, 'first', '2026-11-20', { held: true }),
    place(1, 'second', '2026-12-11'),
    place(2, 'first', '2026-12-04'),
  ],
  workTypes: [{ id: CONTROL, name: 'Контрольная работа' }],
  classes: [
    { id: 11, label: '8Б', periods: [quarter] },
    { id: 12, label: '8В', periods: [quarter] },
  ],
  groups: [group(1, 11), group(2, 12), group(3, 11, 2, 'Физика')],
  plans: [],
  works: [],
};
const states = (board: PlanControlsBoard) =>
  placings(board).map(({ key, state, breaches }) => [key, state, breaches.map((breach) => breach.rule).join()]);

describe('control works of a plan beside the schedule', () => {
  test('are held, to be placed, or without a lesson', () => {
    expect(states(BOARD)).toEqual([
      ['1:first', 'held', ''],
      ['1:second', 'free', ''],
      ['2:first', 'free', ''],
      ['2:second', 'undated', ''],
    ]);
    expect(heldWords(placings(BOARD), BOARD)).toBe('0–1 из 2');
  });
  test('stand in the schedule by their row, or by hand on the very day', () => {
    const plans = [planned(5, 1, '2026-12-11', null), planned(6, 2, '2026-12-04', 'first')];
    expect(states({ ...BOARD, plans }).map(([, state]) => state)).toEqual(['held', 'placed', 'placed', 'undated']);
  });
  test('drift when the plan has another day for them, and are not in their own way', () => {
    const plans = [planned(5, 1, '2026-12-10', 'second')];
    expect(states({ ...BOARD, plans })[1]).toEqual(['1:second', 'drifted', '']);
    expect(states({ ...BOARD, plans: [planned(5, 1, '2026-12-01', 'second')] })[1]).toEqual(['1:second', 'past', '']);
  });
  test('meet another subject’s work of the class, the quarter and the gap', () => {
    const physics = planned(5, 3, '2026-12-11', null);
    expect(states({ ...BOARD, plans: [physics] })[1]).toEqual(['1:second', 'free', 'perDay']);
    const held = (id: number, date: string) => ({
      ...{ id, groupId: 1, lessonId: id, date, typeId: CONTROL, name: null, cancelled: false, v: 1 },
    });
    const works = [held(1, '2026-11-20'), held(2, '2026-11-27')];
    expect(states({ ...BOARD, works })[1]).toEqual(['1:second', 'free', 'gap,quarter']);
  });
  test('of one click see each other: the second of a week is told of the first', () => {
    const board: PlanControlsBoard = {
      ...BOARD,
      places: [place(1, 'first', '2026-12-04'), place(1, 'second', '2026-12-11'), place(2, 'first', '2026-11-30')],
    };
    expect(states(board)).toEqual([
      ['1:first', 'free', ''],
      ['1:second', 'free', 'gap'],
      ['2:first', 'past', ''],
      ['2:second', 'undated', ''],
    ]);
  });
});

test('a work takes as many lessons as its row has hours', () => {
  expect([0, 1, 2, 9].map(minutesOf)).toEqual([45, 45, 90, 240]);
});
