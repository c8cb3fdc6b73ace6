import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTimetableFile } from '#server/import/readFile.ts';
import { Unreadable } from '#server/import/unreadable.ts';
import { workbook } from '#tests/support/workbook.ts';
import { book, zip } from '#tests/support/zip.ts';

/** Files that were made to hurt, or that came broken: each is refused with a sentence, and costs little. */

/** The sentence of a refusal; what is read instead fails the test, and so does any other error. */
function refusal(bytes: Buffer): string {
  try {
    const draft = readTimetableFile(bytes, 'a.xlsx');
    return `прочитано: ${draft.lessons.length}`;
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}
const ROWS = [
  ['', '', '5А'],
  ['Пн', 1, 'Алгебра'],
];
const good = () => workbook([{ name: 'Лист1', rows: ROWS }]);
const row = (cells: string) => `<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;

describe('archives', () => {
  test('a bomb is stopped at fifty megabytes, whatever its header says', () => {
    const bomb = Buffer.alloc(60 * 1024 * 1024, 0x20);
    expect(refusal(zip([{ name: 'xl/workbook.xml', body: bomb }]))).toMatch(/больше 50 МБ/);
    expect(refusal(zip([{ name: 'xl/workbook.xml', body: bomb, size: 10 }]))).toMatch(/больше 50 МБ/);
  });
  test('a header that promises a hundred megabytes is believed where it refuses', () => {
    expect(refusal(zip([{ name: 'xl/workbook.xml', body: Buffer.from('<a/>'), size: 100 * 1024 * 1024 }]))).toMatch(
      /больше 50 МБ/,
    );
  });
  test('too many parts, a password, an unknown method', () => {
    const part = (at: number) => ({ name: `xl/${at}`, body: Buffer.from('x') });
    expect(refusal(zip(Array.from({ length: 201 }, (_, at) => part(at))))).toMatch(/не больше 200/);
    expect(refusal(zip([{ name: 'xl/workbook.xml', body: Buffer.from('<a/>'), locked: true }]))).toMatch(/паролем/);
    expect(refusal(zip([{ name: 'xl/workbook.xml', body: Buffer.from('<a/>'), method: 12 }]))).toMatch(/необычным/);
  });
  test('other documents are told apart', () => {
    const named = (name: string) => zip([{ name, body: Buffer.from('<a/>') }]);
    expect(refusal(named('word/document.xml'))).toMatch(/Word/);
    expect(refusal(named('content.xml'))).toMatch(/OpenDocument/);
    expect(refusal(named('xl/workbook.bin'))).toMatch(/двоичная/);
    expect(refusal(named('readme.txt'))).toMatch(/нет таблицы Excel/);
    expect(refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toMatch(/старый формат/);
    expect(refusal(Buffer.from('%PDF-1.7'))).toMatch(/PDF/);
    expect(refusal(Buffer.from('<html><table></table></html>'))).toMatch(/веб-страница/);
    expect(refusal(Buffer.alloc(0))).toMatch(/пустой/);
    expect(refusal(Buffer.from([0, 1, 2, 3, 0, 0, 7]))).toMatch(/двоичный/);
  });
  test('a file that came in part', async () => {
    const whole = await good();
    for (const share of [0.2, 0.5, 0.9, 0.99])
      expect(refusal(whole.subarray(0, Math.floor(whole.length * share)))).toMatch(/повреждён|не целиком/);
  });
});

describe('markup', () => {
  const XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  test('a document type is refused whole, entities and all', () => {
    expect(refusal(book(`${XXE}${row('<c r="A1"><v>&x;</v></c>')}`))).toMatch(/DOCTYPE/);
    expect(refusal(Buffer.from(`<?xml version="1.0"?>${XXE}<timetable>&x;</timetable>`))).toMatch(/DOCTYPE/);
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    expect(refusal(Buffer.from(`<!DOCTYPE a [<!ENTITY l0 "ха">${laughs}]><timetable>&l9;</timetable>`))).toMatch(
      /DOCTYPE/,
    );
    expect(refusal(Buffer.from('<timetable><subject name="&unknown;"/></timetable>'))).toMatch(/повреждён/);
  });
  test('a deep and an endless document', () => {
    expect(refusal(Buffer.from(`<timetable>${'<a>'.repeat(5000)}`))).toMatch(/слишком глубоко/);
    expect(refusal(Buffer.from('<timetable><card'))).toMatch(/повреждён/);
    expect(refusal(Buffer.from('<timetable/>'))).toMatch(/нет расставленных уроков/);
    expect(refusal(Buffer.from('<other/>'))).toMatch(/корневой элемент/);
    expect(refusal(Buffer.from('<?xml version="1.0" encoding="koi8-r"?><timetable/>'))).toMatch(/Кодировка/);
  });
  test('many thousand empty rows cost nothing; a cell at the end of the world is refused', () => {
    const rows = `<worksheet><sheetData>${'<row r="9"><c r="B9"/></row>'.repeat(30_000)}</sheetData></worksheet>`;
    expect(refusal(book(rows))).toMatch(/не найдено расписание/);
    expect(refusal(book(row('<c r="A1048576" t="str"><v>5А</v></c>')))).toMatch(/20\s000 строк/);
    expect(refusal(book(row('<c r="XFD19999" t="str"><v>5А</v></c>')))).toMatch(/слишком велик/);
  });
  test('a range merged over the whole sheet is taken as far as there are texts', () => {
    const cells = ROWS.map(
      (cols, r) =>
        `<row r="${r + 1}">${cols.map((text, c) => `<c r="${'ABC'[c]}${r + 1}" t="str"><v>${text}</v></c>`).join('')}</row>`,
    ).join('');
    const sheet = `<worksheet><sheetData>${cells}</sheetData><mergeCells>${'<mergeCell ref="D1:XFD1048576"/>'.repeat(1000)}</mergeCells></worksheet>`;
    expect(refusal(book(sheet))).toBe('прочитано: 1');
  });
  test('strings that are not there, places that are none, formulas that failed', () => {
    expect(
      refusal(book(row('<c r="A1" t="s"><v>99999</v></c><c r="??" t="e"><v>#REF!</v></c><c t="n"><v>NaN</v></c>'))),
    ).toMatch(/не найдено расписание/);
  });
});

describe('any bytes', () => {
  test('a changed workbook is read or refused, and nothing else happens', async () => {
    const whole = await good();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, byte] of changes) bytes[at] = byte;
          expect(typeof refusal(bytes)).toBe('string');
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });
  test('any text and any bytes are read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 200 })), (text) => {
        expect(typeof refusal(Buffer.from(text))).toBe('string');
      }),
      { numRuns: 300, seed: 5 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(typeof refusal(Buffer.from(bytes))).toBe('string');
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});
