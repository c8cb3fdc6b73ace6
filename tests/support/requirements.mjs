/** tests/requirements.csv says which tests prove which requirement. A name in it that no test bears proves nothing. */
import { existsSync, readFileSync } from 'node:fs';

/** Rows of a CSV with a header: quotes double inside quoted fields, which may hold commas and line breaks. */
export function parseCsv(text) {
  const rows = [[]];
  let field = '';
  let quoted = false;
  const endField = () => {
    rows.at(-1).push(field);
    field = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted && letter === '"' && text[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ',') endField();
    else if (!quoted && letter === '\n') {
      endField();
      rows.push([]);
    } else if (quoted || letter !== '\r') field += letter;
  }
  endField();
  const [header = [], ...body] = rows.filter((row) => row.some((value) => value.trim() !== ''));
  return body.map((row) => Object.fromEntries(header.map((name, index) => [name.trim(), (row[index] ?? '').trim()])));
}

/** The tests named in the file that are not among the executed ones. `tests` holds names parted by « | »; the first
 *  column names the requirement. */
export function missingTests(path, executed) {
  if (!existsSync(path)) return [{ requirement: 'the file', test: `${path} is not there` }];
  const rows = parseCsv(readFileSync(path, 'utf8'));
  const column = Object.keys(rows[0] ?? {}).find((name) => /^tests?$/i.test(name));
  if (column === undefined) return [{ requirement: 'the file', test: 'no column «tests»' }];
  return rows.flatMap((row) =>
    row[column]
      .split(' | ')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !executed.has(name))
      .map((test) => ({ requirement: Object.values(row)[0], test })),
  );
}
