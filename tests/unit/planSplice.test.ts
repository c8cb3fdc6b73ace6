import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spliceOf, textChange } from '#lib/domain/plans/splice.ts';

it('a word put into a text is all that is put in', () => {
  expect(spliceOf('Преобразование выражений', 'Преобразование выражений с корнями')).toEqual({
    ...{ at: 24, remove: '', insert: ' с корнями' },
  });
  expect(spliceOf('Корни', 'Корни')).toEqual({ at: 5, remove: '', insert: '' });
  expect(spliceOf('аа', 'ааа')).toEqual({ at: 2, remove: '', insert: 'а' });
});

it('people are shown whole words', () => {
  expect(textChange('Закрепление', 'Обобщение и повторение')).toEqual({
    ...{ head: '', gone: 'Закрепление', come: 'Обобщение и повторение', tail: '' },
  });
  expect(textChange('§ 3, № 14', '§ 35, № 14')).toEqual({ head: '§ ', gone: '3', come: '35', tail: ', № 14' });
  expect(textChange('Неполные уравнения', 'Неполные уравнения, как в учебнике')).toEqual({
    ...{ head: 'Неполные уравнения', gone: '', come: ', как в учебнике', tail: '' },
  });
});

it('any text becomes any other by its splice, and no character is cut in two', () => {
  const text = fc.string({ unit: fc.constantFrom('а', 'б', '😀', '😁', '🤔', ' '), maxLength: 12 });
  const broken = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
  fc.assert(
    fc.property(text, text, (was, now) => {
      const { at, remove, insert } = spliceOf(was, now);
      expect(was.slice(0, at) + insert + was.slice(at + remove.length)).toBe(now);
      expect(was.slice(at, at + remove.length)).toBe(remove);
      const { head, gone, come, tail } = textChange(was, now);
      expect([head + gone + tail, head + come + tail]).toEqual([was, now]);
      for (const part of [remove, insert, head, tail]) expect(broken.test(part)).toBe(false);
    }),
  );
});
