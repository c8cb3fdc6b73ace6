import type { Sheet } from '#lib/domain/timetableImport/grid.ts';
import { AREA_LIMIT, CELL_LIMIT, ROW_LIMIT, Unreadable } from '#server/import/unreadable.ts';

/** A table in plain text, as Excel and journals write it: UTF-8 with or without its mark, UTF-16, windows-1251; parted by
 *  semicolons, commas or tabs. */
export function readCsv(bytes: Buffer, name: string): Sheet {
  const text = decodeText(bytes);
  if (text.includes('\0')) throw new Unreadable('Это не таблица: файл двоичный. Сохраните её как .xlsx или .csv.');
  return { name, rows: split(text, separatorOf(text)), merges: [] };
}

export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const unmarked = utf16(bytes);
  if (unmarked) return new TextDecoder(unmarked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: what Russian Excel writes as «CSV».
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** UTF-16 without its mark: of every two bytes one is the page of the sign, 0 for Latin letters, digits and tabs, 4 for Russian
 *  letters. No other text has such bytes at all. */
function utf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 4096);
  const pages = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0 || byte === 4) pages[at % 2] = (pages[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = pages;
  const most = head.length / 2;
  if (head.length < 4 || bytes.length % 2 === 1 || Math.max(even, odd) < most * 0.7) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

const SEPARATORS = [';', '\t', ',', '|'];
/** The separator that parts most lines into the same number of fields. */
function separatorOf(text: string): string {
  // A first line «sep=;» is Excel's own word for it.
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (said) return said;
  const head = text.slice(0, 20_000);
  const scores = SEPARATORS.map((separator) => {
    const counts = new Map<number, number>();
    for (const row of split(head, separator)) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    const best = Math.max(
      0,
      ...[...counts].filter(([fields]) => fields > 1).map(([fields, rows]) => rows * Math.min(fields, 12)),
    );
    return { separator, best };
  });
  return scores.sort((a, b) => b.best - a.best)[0]?.separator ?? ';';
}

function split(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  let cells = 0;
  let width = 0;
  const endField = (): void => {
    row.push(field);
    if (field !== '') cells += 1;
    field = '';
  };
  const endRow = (): void => {
    endField();
    if (!/^sep=/i.test(row[0] ?? '') || rows.length > 0) rows.push(row);
    width = Math.max(width, row.length);
    row = [];
    if (rows.length > ROW_LIMIT) throw new Unreadable(`В таблице больше ${ROW_LIMIT.toLocaleString('ru')} строк.`);
    if (cells > CELL_LIMIT || rows.length * width > AREA_LIMIT)
      throw new Unreadable('Таблица слишком велика: оставьте в файле только нужное.');
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && field === '') quoted = true;
    else if (sign === separator) endField();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') field += sign;
  }
  if (field !== '' || row.length > 0) endRow();
  return rows;
}
