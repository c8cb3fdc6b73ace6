import { chmodSync, cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a clean clone does not have. */
const LEFT_OUT = new Set([
  'node_modules',
  '.next',
  '.dist',
  '.data',
  '.git',
  'test-results',
  'playwright-report',
  'tsconfig.tsbuildinfo',
]);

/** A copy of the working tree as a clean clone would be, in a temporary folder. */
export function copyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zvonok-start-'));
  // As root the database runs as an ordinary user, who must be able to pass through.
  chmodSync(folder, 0o711);
  const root = process.cwd();
  cpSync(root, folder, { recursive: true, filter: (from) => !LEFT_OUT.has(from.slice(root.length + 1)) });
  return folder;
}
