import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  PLAN_STATES,
  returnedState,
  reviewProblem,
  type Sitting,
  sitDown,
  stateAfterEdit,
  submitProblem,
  withdrawProblem,
} from '#lib/domain/plans/life.ts';
import { settleProblem, suggestedValue, valueWords } from '#lib/domain/plans/remarks.ts';

describe('the life of a plan', () => {
  it.each([
    ['draft', 10, true],
    ['changed', 10, true],
    ['review', 10, true],
    ['approved', 10, false],
    ['draft', 0, false],
  ] as const)('a plan in %s with %i lessons can be sent for review: %s', (state, lessons, may) => {
    expect(submitProblem({ state, lessons }) === null).toBe(may);
  });

  it('only what is in review is approved, returned or taken back', () => {
    expect(PLAN_STATES.filter((state) => reviewProblem(state) === null)).toEqual(['review']);
    expect(PLAN_STATES.filter((state) => withdrawProblem(state) === null)).toEqual(['review']);
  });

  it('a returned plan is a draft, or a plan with changes when a version of it is approved', () => {
    expect([returnedState(0), returnedState(2)]).toEqual(['draft', 'changed']);
  });

  it('a correction takes an approved plan to «с изменениями», taking it back brings it home', () => {
    expect(stateAfterEdit('approved', true)).toBe('changed');
    expect(stateAfterEdit('changed', false)).toBe('approved');
    expect(stateAfterEdit('changed', true)).toBe('changed');
    expect(stateAfterEdit('draft', true)).toBe('draft');
    expect(stateAfterEdit('review', true)).toBe('review');
  });
});

describe('sittings of a plan’s authors', () => {
  const tz = 'Europe/Moscow';
  const at = (minutes: number) => new Date(Date.UTC(2026, 11, 2, 9, minutes));
  const [one, two] = [
    { id: 1, name: 'Орлова Е. В.' },
    { id: 2, name: 'Гусева М. А.' },
  ];
  const first = sitDown(null, one, at(0), tz).sitting;

  it('the first change begins one and keeps nothing', () => {
    expect(sitDown(null, one, at(0), tz).keep).toBeNull();
  });
  it('the same author goes on in his own', () => {
    expect(sitDown(first, one, at(29), tz)).toEqual({ sitting: { ...first, last: at(29).toISOString() }, keep: null });
  });
  it('another author keeps what the one before has left', () => {
    expect(sitDown(first, two, at(5), tz).keep).toEqual({ by: one, at: at(0).toISOString() });
  });
  it('after half an hour and on another day a new one begins', () => {
    expect(sitDown(first, one, at(31), tz).keep).toEqual({ by: one, at: at(0).toISOString() });
    const late: Sitting = { ...first, from: '2026-12-02T20:50:00.000Z', last: '2026-12-02T20:55:00.000Z' };
    expect(sitDown(late, one, new Date('2026-12-02T21:01:00Z'), tz).keep).not.toBeNull();
  });
  it('authors who type by turns make one version each for half an hour at most', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 300 }), (writers) => {
        let sitting: Sitting | null = null;
        let kept = 0;
        for (const [second, by] of writers.entries()) {
          const next = sitDown(sitting, { id: by, name: `${by}` }, new Date(Date.UTC(2026, 11, 2, 9, 0, second)), tz);
          sitting = next.sitting;
          if (next.keep) kept += 1;
        }
        expect(kept).toBe(new Set(writers).size - 1);
      }),
    );
  });
});

describe('remarks', () => {
  const comment = { kind: 'comment', state: 'open', parentId: null, authorId: 7 } as const;
  const suggestion = { ...comment, kind: 'suggestion' } as const;
  it.each([
    ['a comment is resolved', comment, 'resolved', 1, true],
    ['a comment is not accepted', comment, 'accepted', 1, false],
    ['a suggestion is accepted', suggestion, 'accepted', 1, true],
    ['a suggestion is declined', suggestion, 'declined', 1, true],
    ['a suggestion is not simply resolved', suggestion, 'resolved', 1, false],
    ['its author takes it back', suggestion, 'withdrawn', 7, true],
    ['nobody else takes it back', suggestion, 'withdrawn', 1, false],
    ['an answer is not settled by itself', { ...comment, parentId: 3 }, 'resolved', 7, false],
  ] as const)('%s', (_, remark, how, person, may) => {
    expect(settleProblem(remark, how, person) === null).toBe(may);
  });

  it('suggested hours are whole lessons, a suggested text is taken as it is', () => {
    expect(suggestedValue('hours', ' 2 ')).toEqual({ field: 'hours', value: 2 });
    expect(suggestedValue('topic', ' Корни ')).toEqual({ field: 'topic', value: ' Корни ' });
    for (const text of ['два', '1,5', '-1', '41', '']) expect(typeof suggestedValue('hours', text)).toBe('string');
    expect(suggestedValue('type', 'new')).toEqual({ field: 'type', value: 'new' });
    expect(suggestedValue('type', '')).toEqual({ field: 'type', value: null });
    expect(suggestedValue('control', '12')).toEqual({ field: 'control', value: 12 });
    expect(suggestedValue('control', '')).toEqual({ field: 'control', value: null });
    for (const text of ['sermon', 'toString']) expect(typeof suggestedValue('type', text)).toBe('string');
    for (const text of ['к/р', '0', '-1', '99999999999']) expect(typeof suggestedValue('control', text)).toBe('string');
    const controls = new Map([[12, 'Контрольная работа']]);
    expect(valueWords('type', 'new', controls)).toBe('Изучение нового');
    expect(valueWords('control', '12', controls)).toBe('Контрольная работа');
    expect(valueWords('control', '', controls)).toBe('');
  });
});
