import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movedBy, type TextChange, textChange } from '#lib/domain/plans/textChange.ts';

const applyChange = (text: string, { at, remove, insert }: TextChange): string =>
  text.slice(0, at) + insert + text.slice(at + remove);

describe('smallest change of a text', () => {
  test.each([
    ['', 'а', 1, { at: 0, remove: 0, insert: 'а' }],
    ['аа', 'ааа', 1, { at: 0, remove: 0, insert: 'а' }],
    ['аа', 'ааа', 2, { at: 1, remove: 0, insert: 'а' }],
    ['корень', 'корни', 5, { at: 3, remove: 3, insert: 'ни' }],
    ['§ 12, № 302', '§ 12, № 302, 305', 16, { at: 11, remove: 0, insert: ', 305' }],
    ['один два три', 'один три', 5, { at: 5, remove: 4, insert: '' }],
    ['😀', '😁', 2, { at: 0, remove: 2, insert: '😁' }],
  ] as const)('«%s» → «%s», caret at %i', (old, next, caret, change) => {
    expect(textChange(old, next, caret)).toEqual(change);
  });

  test('gives the new text whatever was typed, and cuts no sign in half', () => {
    const text = fc.string({ unit: fc.constantFrom('а', 'б', ' ', '😀', '😁', '\n'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.nat(20), (old, next, caret) => {
        const change = textChange(old, next, Math.min(caret, next.length));
        expect(change ? applyChange(old, change) : old).toBe(next);
        if (change) {
          // Half a sign cannot be encoded.
          expect(() => encodeURIComponent(change.insert)).not.toThrow();
          expect(() => encodeURIComponent(old.slice(change.at, change.at + change.remove))).not.toThrow();
        }
      }),
    );
  });

  test('a caret stays behind the letters it stood behind', () => {
    expect(movedBy(5, { at: 2, remove: 0, insert: 'ааа' })).toBe(8);
    expect(movedBy(5, { at: 5, remove: 0, insert: 'ааа' })).toBe(5);
    expect(movedBy(5, { at: 7, remove: 1, insert: '' })).toBe(5);
    expect(movedBy(5, { at: 3, remove: 4, insert: 'б' })).toBe(4);
  });
});
