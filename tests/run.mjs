/** `npm test`: lint → types → unit → db → realtime → build → e2e, up to the first step that fails. `node tests/run.mjs
 *  unit db` runs only these. The realtime
 *  tests build what they start, so that the build after them has nothing left to do but to say so.
 *  The last line is always «N passed, N failed»; nothing but zero failures ends with 0. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../server/build.mjs';
import { installIfStale } from '../server/install.mjs';
import { followNpm } from '../server/parent.mjs';
import { note, seconds } from '../server/say.mjs';
import { playwrightResults, vitestResults } from './support/reports.mjs';
import { missingTests } from './support/requirements.mjs';

const node = process.execPath;
const bin = (path) => join(root, 'node_modules', path);
const report = (step) => join(root, `.dist/report-${step}.json`);

const vitest = (project) => ({
  command: [
    node,
    bin('vitest/vitest.mjs'),
    'run',
    '--config=tests/vitest.config.ts',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(project)}`,
  ],
  results: () => vitestResults(report(project), root),
});
/** Step → its command, and for steps that run tests, how to read which ran. */
const STEPS = {
  lint: { command: [node, bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'] },
  typecheck: { command: [node, bin('typescript/bin/tsc'), '--noEmit'] },
  unit: vitest('unit'),
  db: vitest('db'),
  realtime: vitest('realtime'),
  build: { command: [node, 'server/build.mjs'] },
  e2e: {
    command: [
      node,
      bin('@playwright/test/cli.js'),
      'test',
      '--config=tests/e2e/playwright.config.ts',
      '--reporter=line,json',
    ],
    results: () => playwrightResults(report('e2e'), root),
  },
};

const counts = { passed: 0, failed: 0 };
/** Names of the tests that ran, as tests/requirements.csv writes them. */
const executed = [];

function finish() {
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exit(counts.failed === 0 ? 0 : 1);
}

/** Runs a command with its output kept back; resolves with the exit code and the output. */
function run([command, ...args]) {
  const { NO_COLOR: _, ...given } = process.env;
  const env = {
    ...given,
    FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
    TZ: 'UTC',
    PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e'),
  };
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => child.kill('SIGINT');
  process.once('SIGTERM', stop);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.removeListener('SIGTERM', stop);
      resolve({ code, output });
    });
  });
}

/** Runs one step and adds to the counts; false when it failed. */
async function runStep(name) {
  const since = Date.now();
  const { command, results } = STEPS[name];
  const { code, output } = await run(command);
  const ran = results?.() ?? [];
  const failed = ran.filter((test) => test.status === 'failed').length;
  const passed = ran.filter((test) => test.status === 'passed').length;
  const skipped = ran.length - failed - passed;
  const reasons = [
    ...(code === 0 ? [] : [`exit code ${code}`]),
    ...(results && ran.length === 0 ? ['no test ran'] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  counts.passed += passed;
  counts.failed += failed;
  executed.push(...ran.filter((test) => test.status !== 'skipped').flatMap((test) => test.names));
  if (results) writeFileSync(join(root, `.dist/test-results-${name}.json`), JSON.stringify(ran, null, 1));
  if (reasons.length === 0 && failed === 0) {
    note(
      `${name.padEnd(10)} ${(results ? `${passed} passed` : 'ok').padEnd(14)} ${seconds(Date.now() - since).padStart(7)}`,
    );
    return true;
  }
  if (failed === 0) counts.failed += 1;
  console.log(`${output.trimEnd()}\n`);
  note(`${name.padEnd(10)} FAILED${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}`);
  return false;
}

process.chdir(root);
followNpm();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`Unknown step: ${unknown.join(' ')}. Steps: ${Object.keys(STEPS).join(' ')}`);
  process.exit(2);
}
try {
  await installIfStale(root);
} catch (error) {
  console.error(error.message);
  counts.failed += 1;
  finish();
}
mkdirSync(join(root, '.dist'), { recursive: true });
for (const name of Object.keys(STEPS)) {
  if ((asked.length === 0 || asked.includes(name)) && !(await runStep(name))) finish();
}
if (asked.length === 0) {
  const missing = missingTests(join(root, 'tests/requirements.csv'), new Set(executed));
  for (const { requirement, test } of missing)
    note(`requirements.csv: ${requirement} names a test that did not run: ${test}`);
  counts.failed += missing.length;
}
finish();
