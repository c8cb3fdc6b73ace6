import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type postgres from 'postgres';

/** Rows into tables. COPY is several times faster than inserts, but Postgres refuses it under row-level security: then the same
 *  rows go as JSON into insert … select, which the policies may look at. */

/** An object or a list of objects stands for a jsonb column. */
export type Value = string | number | boolean | null | Readonly<Record<string, unknown>> | readonly object[];
export type Row = readonly Value[];
export type Load = (table: string, columns: readonly string[], rows: readonly Row[]) => Promise<void>;
type Tx = postgres.TransactionSql;

/** Text sent at once, characters. */
const CHUNK = 256 * 1024;
/** Rows of one insert: about 2 MB of JSON. */
const BATCH = 5000;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const encode = (value: Value): string => {
  if (value === null) return '\\N';
  if (typeof value === 'object') return encode(JSON.stringify(value));
  if (typeof value !== 'string') return String(value);
  return /[\\\t\n\r]/.test(value)
    ? value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)
    : value;
};

/** COPY's text form, in chunks. */
export function* copyText(rows: Iterable<Row>): Generator<string> {
  let text = '';
  for (const row of rows) {
    text += `${row.map(encode).join('\t')}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** Whether this role stands outside row-level security: it bypasses it, or owns tables on which it is not forced. */
export async function bypassesRowSecurity(tx: Tx): Promise<boolean> {
  const [role] = await tx<{ walled: boolean }[]>`select row_security_active('mark') as walled`;
  return role?.walled === false;
}

/** The way in that this role has. */
export function loader(tx: Tx, bypasses: boolean): Load {
  return bypasses
    ? (table, columns, rows) => copyRows(tx, table, columns, rows)
    : (table, columns, rows) => insertRows(tx, table, columns, rows);
}

async function copyRows(tx: Tx, table: string, columns: readonly string[], rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const stream = await tx`copy ${tx(table)} (${tx([...columns])}) from stdin`.writable();
  await pipeline(Readable.from(copyText(rows)), stream);
}

async function insertRows(tx: Tx, table: string, columns: readonly string[], rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const objects = rows
      .slice(at, at + BATCH)
      .map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
    await tx`
      insert into ${tx(table)} (${tx([...columns])})
      select ${tx([...columns])} from json_populate_recordset(null::${tx(table)}, ${JSON.stringify(objects)}::text::json)`;
  }
}
