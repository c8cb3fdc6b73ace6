import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkFile,
  dispositionOf,
  FILE_LIMIT,
  sizeText,
  tidyFileName,
  withFile,
  withoutFile,
} from '#lib/domain/files.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the name of a file', () => {
  it.each([
    ['Карточка № 5.pdf', 'Карточка № 5.pdf'],
    ['C:\\Users\\школа\\план.docx', 'план.docx'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['фото\u202egpj.exe.png', 'фотоgpj.exe.png'],
    ['a\u0000b\n.pdf', 'ab.pdf'],
    ['<b>"x"|?.pdf', '_b__x___.pdf'],
    ['.htaccess.txt', 'htaccess.txt'],
    ['   .PDF', 'PDF'],
    [`${'я'.repeat(300)}.pdf`, `${'я'.repeat(116)}.pdf`],
  ])('%j becomes %j', (raw, name) => {
    expect(tidyFileName(raw)).toBe(name);
  });
  it('never holds a separator, a control or a sign of direction', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
        expect(tidyFileName(raw)).not.toMatch(/[\\/\u0000-\u001f\u202a-\u202e\u2066-\u2069<>:"|?*]/);
        expect(tidyFileName(raw).length).toBeLessThanOrEqual(120);
      }),
    );
  });
});

describe('what is taken', () => {
  it.each([
    ['a.pdf', '%PDF-1.7', 'application/pdf'],
    ['a.docx', 'PK\u0003\u0004', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.txt', 'Привет', 'text/plain; charset=utf-8'],
  ])('%s', (name, content, mime) => {
    expect(checkFile(name, bytes(content))).toEqual({ ok: true, mime });
  });
  it.each([
    ['a.html', '<html>', /не прикрепить/],
    ['a.svg', '<svg>', /не прикрепить/],
    ['a.zip', 'PK\u0003\u0004', /не прикрепить/],
    ['noending', 'x', /не прикрепить/],
    ['a.pdf', '<html>', /не похоже/],
    ['a.txt', 'a\u0000b', /не похоже/],
    ['a.pdf', '', /пустой/],
  ])('not %s', (name, content, words) => {
    expect(checkFile(name, bytes(content))).toMatchObject({ ok: false, message: expect.stringMatching(words) });
  });
  it('not more than ten megabytes', () => {
    const large = new Uint8Array(FILE_LIMIT + 1);
    large.set(bytes('%PDF-'));
    expect(checkFile('a.pdf', large)).toMatchObject({ ok: false });
    expect(checkFile('a.pdf', large.subarray(0, FILE_LIMIT))).toMatchObject({ ok: true });
  });
});

describe('how a browser is told the name', () => {
  it('in Russian and in plain letters', () => {
    expect(dispositionOf("Тест (5'А).pdf")).toBe(
      `attachment; filename="____ (5'_).pdf"; filename*=UTF-8''%D0%A2%D0%B5%D1%81%D1%82%20%285%27%D0%90%29.pdf`,
    );
  });
  it('as one header, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        expect(dispositionOf(tidyFileName(name))).toMatch(
          /^attachment; filename="[\x20-\x21\x23-\x7e]*"; filename\*=UTF-8''[\w.~%!#$&+^`|-]*$/,
        );
      }),
    );
  });
});

it('sizes read as people say them', () => {
  expect([1, 340 * 1024, 1_258_291, FILE_LIMIT].map(sizeText)).toEqual(['1 КБ', '340 КБ', '1,2 МБ', '10,0 МБ']);
});

it('a list of files stays in order and takes each once', () => {
  const [a, b] = [1, 2].map((id) => ({ id, name: `${id}.pdf`, size: 1 }));
  if (!a || !b) throw new Error('two files');
  expect(withFile([b], a)).toEqual([a, b]);
  expect(withFile([a, b], a)).toEqual([a, b]);
  expect(withoutFile([a, b], 1)).toEqual([b]);
});
