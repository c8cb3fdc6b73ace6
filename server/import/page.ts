import { COLUMN_LIMIT, type PlanSheet, SOURCE_CELL } from '#lib/domain/planImport/source.ts';
import { CELL_LIMIT, ROW_LIMIT, Unreadable } from '#server/import/unreadable.ts';

/** A document laid out as one sheet: its tables one below another, the paragraphs between them as rows of one cell. */

export type PageCell = {
  text: string;
  /** Columns and rows it covers. A document of Word names rows by «continue» instead. */
  columns: number;
  rows: number;
  continues: boolean;
};
export type PageRow = { before: number; cells: PageCell[] };
export type Page = { paragraph(text: string): void; table(rows: readonly PageRow[]): void; sheet(): PlanSheet };

export function createPage(name: string): Page {
  const sheet: PlanSheet = { name, rows: [], merges: [], loose: [], starts: [] };
  let cells = 0;
  const addRow = (row: string[]): void => {
    cells += row.filter((text) => text !== '').length;
    if (sheet.rows.length >= ROW_LIMIT)
      throw new Unreadable(`В документе больше ${ROW_LIMIT.toLocaleString('ru')} строк.`);
    if (cells > CELL_LIMIT) throw new Unreadable('Документ слишком велик: оставьте в нём только план.');
    sheet.rows.push(row);
  };
  return {
    sheet: () => sheet,
    paragraph(text) {
      if (text.trim() === '') return;
      sheet.loose.push(sheet.rows.length);
      addRow([text.slice(0, SOURCE_CELL)]);
    },
    table(rows) {
      sheet.starts.push(sheet.rows.length);
      /** What covers a column from above: the range, and the row it ends before. */
      const covers = new Map<number, { merge: number; until: number }>();
      for (const { before, cells: given } of rows) {
        const top = sheet.rows.length;
        const row: string[] = [];
        let column = Math.min(before, COLUMN_LIMIT);
        for (const cell of given) {
          while ((covers.get(column)?.until ?? 0) > top) column += 1;
          const width = Math.max(1, Math.min(cell.columns, COLUMN_LIMIT - column));
          const above = covers.get(column);
          const range = above && sheet.merges[above.merge];
          if (cell.continues && range && range.bottom === top - 1) range.bottom = top;
          else {
            while (row.length < column) row.push('');
            if (column < COLUMN_LIMIT) row[column] = cell.text.slice(0, SOURCE_CELL);
            const height = Math.max(1, Math.min(cell.rows, rows.length));
            const merge = { top, left: column, bottom: top + height - 1, right: column + width - 1 };
            for (let at = column; at < column + width; at += 1)
              covers.set(at, { merge: sheet.merges.length, until: height > 1 ? top + height : 0 });
            sheet.merges.push(merge);
          }
          column += width;
          if (column >= COLUMN_LIMIT) break;
        }
        addRow(row);
      }
    },
  };
}
