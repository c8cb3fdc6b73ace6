import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlanExport } from '#db/queries/planExport.ts';
import { LESSON_KINDS } from '#lib/domain/lessons.ts';
import { DEFAULT_SIGNS, planTable } from '#lib/domain/plans/planSheet.ts';
import { emptyPlanRow, type PlanRow, type PlanRowDraft } from '#lib/domain/plans/rows.ts';
import { readPlanFile } from '#server/import/readPlan.ts';
import { Unreadable } from '#server/import/unreadable.ts';
import { planDocument } from '#server/planDocument.ts';
import { sheetOf } from '#server/plans.ts';
import { writeWorkbook } from '#server/workbook.ts';
import { fates, PLAN_TYPES, p, planLines, readPlan, tbl, tc, tr, tsv, word } from '#tests/support/planFiles.ts';
import { windows1251, workbook } from '#tests/support/workbook.ts';
import { zip } from '#tests/support/zip.ts';

/** Packing and unpacking dozens of megabytes takes its time on a busy machine, ms. */
const PATIENT = 30_000;

/** Files that hold plans: every kind that is taken, every kind that is refused in words, and those that were made to hurt. */

const TABLE = [
  ['№', 'Тема урока', 'Кол-во часов'],
  ['Раздел 1. «Вода»', '', ''],
  [1, 'Лёд; снег, град', 1],
  [2, 'Пар', 2],
];
const LINES = ['## Раздел 1. «Вода»', '1 Лёд; снег, град', '2 Пар'];
const csv = (separator: string): string =>
  TABLE.map((row) => row.map((cell) => (/[;,]/.test(String(cell)) ? `"${cell}"` : cell)).join(separator)).join('\r\n');

describe('kinds of files, told by their bytes', () => {
  test('texts: UTF-8 with and without its mark, UTF-16 with and without, windows-1251; parted by semicolons, commas, tabs', () => {
    const utf16 = (text: string, big = false, mark = '\ufeff'): Buffer => {
      const bytes = Buffer.from(`${mark}${text}`, 'utf16le');
      return big ? bytes.swap16() : bytes;
    };
    for (const bytes of [
      ...[';', ',', '\t'].map((separator) => Buffer.from(csv(separator))),
      Buffer.from(`\ufeff${csv(';')}`),
      utf16(csv('\t')),
      utf16(csv('\t'), true),
      utf16(csv('\t'), false, ''),
      utf16(csv(';'), true, ''),
      windows1251(csv(';')),
      windows1251(tsv(TABLE)),
    ])
      expect(planLines(readPlan(bytes).rows)).toEqual(LINES);
  });
  test('links of a workbook’s cells go where their cells go, once; an address that is no page of the web does not', async () => {
    const bytes = await workbook([
      {
        name: 'План',
        rows: [
          ['№', 'Тема урока', 'Часы', 'ЭОР'],
          [1, 'Вес', 1, { text: 'Видеоурок', link: 'https://video.example/ves?a=1&b=2' }],
          [2, 'Мера', 1, { text: 'https://mera.example/', link: 'https://mera.example/' }],
          [3, 'Объём', 1, { text: 'Файл на диске', link: 'file:///c:/plan.doc' }],
        ],
      },
    ]);
    expect(planLines(readPlan(bytes).rows)).toEqual([
      '1 Вес эор Видеоурок https://video.example/ves?a=1&b=2',
      '1 Мера эор https://mera.example/',
      '1 Объём эор Файл на диске',
    ]);
  });
  test('a workbook: merged heads and sections, days as days, results of formulas; a hidden sheet is told of', async () => {
    const bytes = await workbook([
      {
        name: '8 класс',
        rows: [
          ['План', '', '', '', ''],
          ['№', 'Тема урока', 'Количество часов', '', 'Ресурсы'],
          ['', '', 'Всего', 'Контрольные работы', ''],
          ['Раздел 1', '', '', '', ''],
          [1, 'Вес', 1, '', 'https://a.example\nhttps://b.example'],
          [2, 'Мера', 2, 1, ''],
          [3, '', 2, '', ''],
        ],
        merges: ['A1:E1', 'C2:D2', 'A2:A3', 'B2:B3', 'E2:E3', 'A4:E4', 'B6:B7', 'C6:C7'],
      },
      {
        name: 'черновик',
        rows: [
          ['№', 'Тема'],
          [1, 'нет'],
        ],
        hidden: true,
      },
    ]);
    const read = readPlan(bytes);
    expect(planLines(read.rows)).toEqual([
      ...['## Раздел 1', '1 Вес эор https://a.example\nhttps://b.example', '1 Мера [К/р] {control}', '1 Мера'],
    ]);
    expect(read.notes).toEqual(['«черновик»: скрытый лист, не читался.']);
  });
  test('a document: paragraphs as titles and sections, spans both ways, a table within a cell, tracked changes, Word’s own numbers', () => {
    const number = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr></w:p>';
    const read = readPlan(
      word(
        [
          p('Рабочая программа'),
          p('I четверть'),
          tbl(
            tr('№', 'Тема урока', tc(p('Дата'), '<w:gridSpan w:val="2"/>'), 'Ресурсы'),
            tr('', '', 'план', 'факт', ''),
            tr(tc(p('Раздел 1. Свет'), '<w:gridSpan w:val="5"/>')),
            tr(
              tc(number),
              tc(p('Тень'), '<w:vMerge w:val="restart"/>'),
              '02.09',
              '',
              tc(tbl(tr('опыт', 'лампа')) + p('')),
            ),
            tr(tc(number), tc(p(''), '<w:vMerge/>'), '04.09', '', ''),
            `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>${tc(p('3'))}${tc(p('Удалённая'))}</w:tr>`,
            tr(
              tc(number),
              tc(
                '<w:p><w:r><w:t>Линза </w:t></w:r><w:del><w:r><w:delText>старая</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>ушла</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>новая</w:t></w:r></w:ins></w:p>',
              ),
              ...['', ''],
              tc('<w:p><w:hyperlink r:id="rId7"><w:r><w:t>опыт с линзой</w:t></w:r></w:hyperlink></w:p>'),
            ),
          ),
          p('Раздел 2. Звук'),
          tbl(tr('4', 'Эхо', '', '', '')),
          p('Литература'),
          tbl(tr('1', 'Учебник физики')),
        ].join(''),
        [
          {
            name: 'word/_rels/document.xml.rels',
            body: Buffer.from(
              '<Relationships><Relationship Id="rId7" Target="https://lens.example/1"/></Relationships>',
            ),
          },
        ],
      ),
    );
    expect(planLines(read.rows)).toEqual([
      ...[
        '## I четверть',
        '## Раздел 1. Свет',
        '1 Тень эор опыт лампа',
        '1 Тень',
        '1 Линза новая эор опыт с линзой https://lens.example/1',
      ],
      ...['## Раздел 2. Звук', '1 Эхо'],
    ]);
    expect(fates(read).filter((line) => /^(title|other)/.test(line))).toEqual([
      ...['title: Рабочая программа', 'title: Литература', 'other: 1'],
    ]);
  });
  test('a page, and a table that was copied from Word or Excel', () => {
    const page = `<html><head><meta charset="windows-1251"><style>td{}</style></head><body><h1>План</h1><table>
      <tr><th rowspan=2>№</th><th rowspan=2>Тема&nbsp;урока</th><th colspan="2">Часы</th></tr><tr><td>всего</td><td>практические</td></tr>
      <tr><td colspan=4><b>Раздел 1. &laquo;Вода&raquo;</b></td></tr>
      <tr><td>1<td>Лёд;<br>снег<script>alert("нет")</script></td><td>1</td></tr>
      <tr><td>2</td><td><a href="https://steam.example/?a=1&amp;b=2">Пар</a></td><td>2</td></tr></table></body></html>`;
    const lines = ['## Раздел 1. «Вода»', '1 Лёд;\nснег', '2 Пар https://steam.example/?a=1&b=2'];
    expect(planLines(readPlan(windows1251(page)).rows)).toEqual(lines);
    expect(planLines(readPlan(page.replace('windows-1251', 'utf-8')).rows)).toEqual(lines);
  });
  test('what is not taken is refused in words that tell the way out', () => {
    const part = (name: string) => zip([{ name, body: Buffer.from('<a/>') }]);
    expect(refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toMatch(/\.docx или \.xlsx/);
    expect(refusal(Buffer.from('%PDF-1.7'))).toMatch(/PDF.*\.docx/);
    expect(refusal(Buffer.from('{\\rtf1'))).toMatch(/rtf.*\.docx/);
    expect(refusal(part('content.xml'))).toMatch(/OpenDocument.*\.docx или \.xlsx/);
    expect(refusal(part('readme.txt'))).toMatch(/нет таблицы Excel/);
    expect(refusal(Buffer.from('<?xml version="1.0"?><plan/>'))).toMatch(/XML/);
    expect(refusal(Buffer.from('MIME-Version: 1.0\n'))).toMatch(/веб-архив/);
    expect(refusal(Buffer.alloc(0))).toMatch(/пустой/);
    expect(refusal(Buffer.from([0, 1, 2, 3, 0, 0, 7]))).toMatch(/двоичный/);
    expect(refusal(Buffer.from(';;;\n;;\n'))).toMatch(/ни таблиц/);
    expect(refusal(word(''))).toMatch(/ни таблиц/);
  });
});

/** The sentence of a refusal; what is read instead is told. Any other error fails the test. */
function refusal(bytes: Buffer): string {
  try {
    return `прочитано листов: ${readPlanFile(bytes).sheets.length}`;
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}

describe('files made to hurt', () => {
  test(
    'a bomb, a header that lies, a document type, entities, deep markup',
    () => {
      const bomb = Buffer.alloc(60 * 1024 * 1024, 0x20);
      expect(refusal(zip([{ name: 'word/document.xml', body: bomb, size: 10 }]))).toMatch(/больше 50 МБ/);
      expect(
        refusal(zip([{ name: 'word/document.xml', body: Buffer.from('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>') }])),
      ).toMatch(/DOCTYPE/);
      expect(refusal(word('<w:p><w:r><w:t>&unknown;</w:t></w:r></w:p>'))).toMatch(/повреждён/);
      expect(refusal(word('<w:tbl>'.repeat(5000)))).toMatch(/слишком глубоко/);
      expect(refusal(Buffer.from('<table><tr><td>'.repeat(5000)))).toMatch(/слишком глубоко/);
      expect(refusal(Buffer.from('<'.repeat(500_000)))).toMatch(/прочитано|XML|таблиц/);
    },
    PATIENT,
  );
  test('spans without end cover no more than there is to look through', () => {
    const wide = word(
      tbl(tr('№', 'Тема урока', 'Часы'), tr(tc(p('1'), '<w:gridSpan w:val="999999999"/>'), 'Лист', '1')),
    );
    expect(refusal(wide)).toBe('прочитано листов: 1');
    const cells = Array.from({ length: 200 }, () => '<td colspan=9999 rowspan=9999>1').join('');
    expect(refusal(Buffer.from(`<table>${`<tr>${cells}`.repeat(200)}</table>`))).toBe('прочитано листов: 1');
    expect(readPlan(wide).counts.read).toBe(2);
  });
  test(
    'rows without end are refused',
    () => {
      expect(refusal(word(tbl(...Array.from({ length: 20_001 }, () => tr('1')))))).toMatch(/20\s000 строк/);
    },
    PATIENT,
  );
  test(
    'words without end are refused',
    () => {
      expect(refusal(Buffer.from(`№;Тема\n${`1;${'а'.repeat(900)}\n`.repeat(4000)}`))).toMatch(/слишком много текста/);
    },
    PATIENT,
  );
  test(
    'a huge cell is cut and told',
    () => {
      expect(readPlanFile(Buffer.from(`№;Тема\n1;${'а'.repeat(9000)}\n`)).notes).toEqual([
        'Ячеек длиннее 8000 знаков: 1, они обрезаны.',
      ]);
      const read = readPlan(`№;Тема\n1;${'а'.repeat(9000)}\n2;б`);
      expect(read.rows[0]?.topic).toHaveLength(4000);
      expect(read.lines.flatMap((line) => line.doubts)).toEqual(['Текст длиннее 4000 знаков: обрезан.']);
      expect(readPlanFile(word(tbl(tr('№', 'а'.repeat(9000))))).notes).toHaveLength(1);
    },
    PATIENT,
  );
  test(
    'any bytes, any text, any changed document are read or refused, and nothing else happens',
    async () => {
      const whole = word(tbl(tr('№', 'Тема урока'), tr('1', 'Лёд')));
      fc.assert(
        fc.property(
          fc.oneof(
            fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }).map((changes) => {
              const bytes = Buffer.from(whole);
              for (const [at, byte] of changes) bytes[at] = byte;
              return bytes;
            }),
            fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => Buffer.from(text)),
            fc
              .array(
                fc.constantFrom(
                  '<table>',
                  '</table>',
                  '<tr>',
                  '<td rowspan=3>',
                  '</td>',
                  '<th colspan=2>',
                  '№',
                  'Тема урока',
                  '<!--',
                  '1',
                  '<p>',
                  '&#0;',
                ),
                { maxLength: 40 },
              )
              .map((parts) => Buffer.from(parts.join(''))),
          ),
          (bytes) => {
            const said = refusal(bytes);
            if (said.startsWith('прочитано')) readPlan(bytes);
            expect(typeof said).toBe('string');
          },
        ),
        { numRuns: 300, seed: 5 },
      );
    },
    PATIENT,
  );
});

describe('taken away and brought back', () => {
  const words = fc
    .array(
      fc.constantFrom(
        'Дроби',
        'и',
        'корни:',
        '№ 5',
        '«свойства»',
        '(3 ч)',
        '=1+1',
        '- тире',
        '§ 12',
        'x < y & z',
        '"кавычки"',
        'итого',
        '2026',
        'Тема 4',
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => parts.join(' '));
  const text = fc.oneof(
    fc.constant(''),
    words,
    fc.tuple(words, words).map((two) => two.join('\n')),
  );
  const section = fc
    .record({ topic: words, note: fc.oneof(fc.constant(''), words) })
    .map((more): PlanRowDraft => ({ ...emptyPlanRow('section'), ...more }));
  const lesson = fc
    .record({
      ...{
        topic: text,
        hours: fc.integer({ min: 0, max: 40 }),
        homework: text,
        resources: text,
        results: text,
        note: text,
      },
      ...{
        correction: text,
        type: fc.constantFrom(null, ...LESSON_KINDS),
        control: fc.constantFrom(null, ...PLAN_TYPES.map((type) => type.id)),
      },
    })
    .map((more): PlanRowDraft => ({ ...emptyPlanRow(), ...more }));
  const plan = fc.array(fc.oneof({ weight: 1, arbitrary: section }, { weight: 4, arbitrary: lesson }), {
    minLength: 1,
    maxLength: 12,
  });
  const exported = (drafts: readonly PlanRowDraft[]): PlanExport => ({
    ...{
      id: 1,
      school: 'Школа № 1',
      today: '2026-12-02',
      year: '2026/2027',
      teachers: ['Орлова И. П.'],
      state: 'changed',
    },
    ...{
      approval: { number: 2, on: '2026-09-05', by: 'Климова Т. А.' },
      due: [{ label: '8Б', hours: 102 }],
      signs: { ...DEFAULT_SIGNS },
    },
    ...{
      subject: 'Алгебра',
      grade: 8,
      name: '',
      groups: [
        { id: 7, label: '8Б' },
        { id: 8, label: '8В' },
      ],
      workTypes: PLAN_TYPES,
    },
    rows: drafts.map((draft, at): PlanRow => ({ ...draft, id: `row-number-${at}`, order: `A${at}` })),
    dates: new Map([['row-number-0', new Map([[7, { passed: ['2026-09-02'], due: ['2026-09-04'] }]])]]),
  });
  /** What a whole row says, with its spaces as the import tidies them. */
  const shown = (rows: readonly PlanRowDraft[]) =>
    rows
      .map((row) => ({ ...emptyPlanRow(row.kind), ...row }))
      .map(({ kind, topic, hours, type, control, homework, resources, results, note, correction }) => ({
        kind,
        topic,
        hours,
        type,
        control,
        homework,
        resources,
        results,
        note,
        correction,
      }));

  test.each([null, 7])(
    'a workbook and a document of Word hold the whole plan, group %s',
    async (group) => {
      await fc.assert(
        fc.asyncProperty(plan, async (drafts) => {
          const source = exported(drafts);
          const table = planTable(source, group);
          const label = group === null ? null : '8Б';
          const files = [
            await writeWorkbook([sheetOf(source, table, label)]),
            await planDocument(source, table, label),
          ];
          for (const bytes of files) expect(shown(readPlan(bytes, 8).rows)).toEqual(shown(drafts));
        }),
        { numRuns: 12, seed: 5 },
      );
    },
    PATIENT,
  );
});
