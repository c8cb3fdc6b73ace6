import { rmSync } from 'node:fs';
import { env } from 'node:process';

/** Playwright's globalTeardown: the server has stopped, its data may go. Named by playwright.config.ts. */
export default function removeE2eFolder(): void {
  const folder = env['ZVONOK_E2E_FOLDER'];
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
