import ExcelJS from 'exceljs';
import type { Draft } from '#lib/domain/timetableImport/draft.ts';

/** Invented workbooks, written by another program than the one that reads them. */
export type SheetSpec = {
  name: string;
  /** Numbers are written as numbers; `{time}` is a time of day as Excel keeps it, `{link}` a text that leads somewhere. */
  rows: (string | number | null | { time: string } | { text: string; link: string })[][];
  /** «A2:A8». */
  merges?: string[];
  hidden?: boolean;
};

export async function workbook(sheets: SheetSpec[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (const { name, rows, merges = [], hidden = false } of sheets) {
    const sheet = book.addWorksheet(name, { state: hidden ? 'hidden' : 'visible' });
    for (const [r, row] of rows.entries())
      for (const [c, value] of row.entries()) {
        if (value === null || value === '') continue;
        const cell = sheet.getCell(r + 1, c + 1);
        if (typeof value === 'object' && 'link' in value) cell.value = { text: value.text, hyperlink: value.link };
        else if (typeof value === 'object') {
          const [hours = 0, minutes = 0] = value.time.split(':').map(Number);
          cell.value = (hours * 60 + minutes) / 1440;
          cell.numFmt = 'h:mm';
        } else cell.value = value;
      }
    for (const merge of merges) sheet.mergeCells(merge);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

const CP1251_YO: Record<string, number> = { ё: 0xb8, Ё: 0xa8, '«': 0xab, '»': 0xbb, '№': 0xb9, '–': 0x96, '—': 0x97 };
/** A text as Russian Excel writes it to a CSV file. */
export const windows1251 = (text: string): Buffer =>
  Buffer.from(
    [...text].map((sign) => {
      const code = sign.charCodeAt(0);
      return CP1251_YO[sign] ?? (code >= 0x410 && code <= 0x44f ? code - 0x350 : code);
    }),
  );

/** Lessons as lines «5А 1.2 Алгебра [1] 305 Иванова И. И.», sorted: what a test compares. */
export const linesOf = (draft: Draft): string[] =>
  draft.lessons
    .map((lesson) =>
      [
        lesson.classes.map((one) => one.name).join('+'),
        `${lesson.weekday}.${lesson.number}${lesson.parity ? `/${lesson.parity}` : ''}`,
        lesson.subject,
        lesson.part && `[${lesson.part}]`,
        lesson.room && `к.${lesson.room}`,
        lesson.teacher,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .sort();
