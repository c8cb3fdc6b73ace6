import type { PlanExport } from '#db/queries/planExport.ts';
import { headLines, type PlanTable, planTitle, signBlocks } from '#lib/domain/plans/planSheet.ts';

/** A plan as a document of Word: landscape A4, the block to sign, the table with its head on each page. */

/** Twentieths of a point: A4 and its margins of 15 mm. */
const PAGE = { width: 11_906, height: 16_838, margin: 850 };
/** Half-points. */
const SIZE = { title: 28, text: 20, cell: 18 };

export async function planDocument(plan: PlanExport, table: PlanTable, group: string | null): Promise<Buffer> {
  // Loaded with the first plan that anybody takes away: nothing else needs it.
  const word = await import('docx');
  const {
    AlignmentType,
    BorderStyle,
    Document,
    Packer,
    PageOrientation,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    TextRun,
    WidthType,
  } = word;
  const text = (value: string, more: { bold?: boolean; size?: number } = {}) =>
    value
      .split('\n')
      .map((line, at) => new TextRun({ text: line, size: SIZE.cell, ...more, ...(at > 0 ? { break: 1 } : {}) }));
  const cell = (value: string | number, more: { bold?: boolean; span?: number; width?: number } = {}) =>
    new TableCell({
      children: [
        new Paragraph({
          children: text(String(value), { bold: more.bold ?? false }),
          ...(typeof value === 'number' ? { alignment: AlignmentType.CENTER } : {}),
        }),
      ],
      ...(more.span ? { columnSpan: more.span } : {}),
      ...(more.width ? { width: { size: more.width, type: WidthType.DXA } } : {}),
      margins: { left: 60, right: 60 },
    });
  const whole = table.columns.reduce((sum, column) => sum + column.width, 0);
  const room = PAGE.height - 2 * PAGE.margin;
  const widths = table.columns.map((column) => Math.floor((column.width * room) / whole));
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const bare = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };
  const signs = new Table({
    width: { size: room, type: WidthType.DXA },
    borders: bare,
    rows: [
      new TableRow({
        children: signBlocks(plan.signs).map(
          ({ title, lines }) =>
            new TableCell({
              width: { size: Math.floor(room / 3), type: WidthType.DXA },
              children: [
                new Paragraph({ children: text(title.toUpperCase(), { bold: true, size: SIZE.text }) }),
                ...lines.map((line) => new Paragraph({ children: text(line, { size: SIZE.text }) })),
              ],
            }),
        ),
      }),
    ],
  });
  const centred = (value: string, more: { bold?: boolean; size?: number } = {}) =>
    new Paragraph({ alignment: AlignmentType.CENTER, children: text(value, { size: SIZE.text, ...more }) });
  const rows = table.rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children:
          row.kind === 'section' && row.cells === null
            ? [cell(row.topic, { bold: true, span: table.columns.length })]
            : (row.cells ?? []).map((value, at) =>
                cell(value, { width: widths[at] ?? 0, bold: row.kind === 'section' }),
              ),
      }),
  );
  const document = new Document({
    title: planTitle(plan),
    creator: plan.school,
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height, orientation: PageOrientation.LANDSCAPE },
            margin: { top: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin, right: PAGE.margin },
          },
        },
        children: [
          centred(plan.school),
          signs,
          centred(''),
          centred('Календарно-тематическое планирование', { bold: true, size: SIZE.title }),
          ...headLines(plan, table, group).map((line) => centred(line)),
          centred(''),
          new Table({
            width: { size: room, type: WidthType.DXA },
            columnWidths: widths,
            rows: [
              new TableRow({
                tableHeader: true,
                children: table.columns.map((column, at) => cell(column.head, { bold: true, width: widths[at] ?? 0 })),
              }),
              ...rows,
            ],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
