import { recognise } from '#lib/domain/planImport/recognise.ts';
import type { Recognised } from '#lib/domain/planImport/recognised.ts';
import type { PlanRowDraft } from '#lib/domain/plans/rows.ts';
import { readPlanFile } from '#server/import/readPlan.ts';
import { type ZipPart, zip } from '#tests/support/zip.ts';

/** Invented files of thematic plans, and how a test looks at what was read of them. */

/** Work types of an invented school. */
export const PLAN_TYPES = [
  { id: 1, name: 'Контрольная работа', short: 'К/р', control: true },
  { id: 2, name: 'Диктант', short: 'Дикт', control: true },
  { id: 3, name: 'Самостоятельная работа', short: 'С/р', control: false },
  { id: 4, name: 'Практическая работа', short: 'Пр/р', control: false },
  { id: 5, name: 'Лабораторная работа', short: 'Л/р', control: false },
  { id: 6, name: 'Проверочная работа', short: 'П/р', control: false },
  { id: 7, name: 'Тестирование', short: 'Тест', control: false },
];
const typeName = (id: number | null): string => PLAN_TYPES.find((type) => type.id === id)?.short ?? '';

export const readPlan = (bytes: Buffer | string, grade: number | null = null): Recognised =>
  recognise(readPlanFile(Buffer.from(bytes)), { types: PLAN_TYPES, grade });

/** «## Раздел», «2 Тема [К/р] {control} д/з § 5»: what a test compares. */
export const planLines = (rows: readonly PlanRowDraft[]): string[] =>
  rows.map((row) =>
    row.kind === 'section'
      ? `## ${row.topic}`
      : [
          row.hours,
          row.topic,
          row.control && `[${typeName(row.control)}]`,
          row.type && `{${row.type}}`,
          row.homework && `д/з ${row.homework}`,
          row.resources && `эор ${row.resources}`,
          row.results && `рез ${row.results}`,
          row.note && `прим ${row.note}`,
          row.correction && `корр ${row.correction}`,
        ]
          .filter(Boolean)
          .join(' '),
  );
/** Fates of the source's rows that are no lessons, in order. */
export const fates = ({ lines }: Recognised): string[] =>
  lines
    .filter((line) => line.fate !== 'lesson')
    .map((line) => `${line.fate}: ${line.cells.find(Boolean)?.slice(0, 40)}`);
export const doubts = ({ lines }: Recognised): string[] => lines.flatMap((line) => line.doubts);

/** A table as text, tabs between cells. */
export const tsv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => row.join('\t')).join('\n');

/** A document of Word with this body, as no library would write it. */
export const word = (body: string, more: ZipPart[] = []): Buffer =>
  zip([
    { name: '[Content_Types].xml', body: Buffer.from('<Types/>') },
    {
      name: 'word/document.xml',
      body: Buffer.from(
        `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:r="r"><w:body>${body}</w:body></w:document>`,
      ),
    },
    ...more,
  ]);
export const p = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
export const tc = (inner: string, props = ''): string => `<w:tc><w:tcPr>${props}</w:tcPr>${inner}</w:tc>`;
export const tr = (...cells: string[]): string =>
  `<w:tr>${cells.map((cell) => (cell.startsWith('<') ? cell : tc(p(cell)))).join('')}</w:tr>`;
export const tbl = (...rows: string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`;
