import { describe, expect, it } from 'vitest';
import type { AbsenceReason } from '#lib/contract/viewParts.ts';
import { allowedText, attendanceText, attendanceWords, markText, markTone, nextReason } from '#lib/domain/marks.ts';

describe('marks and attendance in words', () => {
  it('writes a mark as its digit and «точка» as a dot', () => {
    expect([5, 4, 3, 2, 1, 0].map(markText)).toEqual(['5', '4', '3', '2', '1', '•']);
    expect([5, 4, 3, 2, 1, 0].map(markTone)).toEqual(['mark-5', 'mark-4', 'mark-3', 'mark-2', 'mark-2', 'point']);
  });
  it('shows the reason of an absence only when there is one', () => {
    expect(attendanceText({ code: 'absent', reason: null })).toBe('Н');
    expect(attendanceText({ code: 'absent', reason: 'ill' })).toBe('Б');
    expect(attendanceText({ code: 'late', reason: null })).toBe('О');
    expect(attendanceText({ code: null, reason: 'ill' })).toBeNull();
    expect(attendanceWords({ code: 'absent', reason: 'excused' })).toBe('отсутствовал по уважительной причине');
    expect(attendanceWords({ code: null, reason: null })).toBeNull();
  });
  it('walks Н → УП → Б → НП → Н', () => {
    const walk: (AbsenceReason | null)[] = [null];
    for (let step = 0; step < 4; step += 1) walk.push(nextReason(walk.at(-1) ?? null));
    expect(walk.map((reason) => attendanceText({ code: 'absent', reason }))).toEqual(['Н', 'УП', 'Б', 'НП', 'Н']);
  });
  it('offers no marks where none are given', () => {
    expect(allowedText(5, true)).toBe('Допустимо: 5 4 3 2 н о .');
    expect(allowedText(1, true)).toBe('Допустимо: н о');
    expect(allowedText(8, false)).toBe('Допустимо: н о');
  });
});
