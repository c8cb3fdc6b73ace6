/** The least that can be scrolled in the journal's place: a table of as many cells with one character in each, nothing
 *  sticky, nothing live. */
export function plainTable(rows: number, columns: number): string {
  const cell = (row: number, column: number) => `<td>${((row * 7 + column * 3) % 4) + 2}</td>`;
  const line = (_: unknown, row: number) =>
    `<tr>${Array.from({ length: columns }, (_, column) => cell(row, column)).join('')}</tr>`;
  return `<!doctype html><html lang="ru"><title>floor</title><style>
    body { margin: 0 } .jscroll { position: absolute; inset: 190px 288px 26px 0; overflow: auto; contain: strict }
    table { border-collapse: collapse; table-layout: fixed; width: ${columns * 34}px } td { height: 20px; border: 1px solid #ccc; font: 13px sans-serif; text-align: center }
    </style><div class="jscroll"><table>${Array.from({ length: rows }, line).join('')}</table></div></html>`;
}
