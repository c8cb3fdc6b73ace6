/** Which tests ran, read from the runners' own reports. A test has one status and the names it goes by in
 *  tests/requirements.csv: `file › title`, and with the titles of the groups around it between them. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

const names = (file, groups, title) => [...new Set([[file, title].join(' › '), [file, ...groups, title].join(' › ')])];

/** Reads a report and takes it away, so that the next run cannot be given this one's. */
function take(path) {
  if (!existsSync(path)) return null;
  const report = JSON.parse(readFileSync(path, 'utf8'));
  rmSync(path);
  return report;
}

/** vitest's json reporter → [{status: 'passed' | 'failed' | 'skipped', names}]. */
export function vitestResults(path, root) {
  const statuses = { passed: 'passed', failed: 'failed' };
  return (take(path)?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      status: statuses[status] ?? 'skipped',
      names: names(relative(root, name), ancestorTitles, title),
    })),
  );
}

/** Playwright's json reporter → the same. */
export function playwrightResults(path, root) {
  const report = take(path);
  const statuses = { expected: 'passed', unexpected: 'failed', flaky: 'failed' };
  // The outermost suite is the file itself.
  const walk = (suite, groups) => [
    ...(suite.specs ?? []).flatMap(({ title, file, tests }) =>
      tests.map(({ status }) => ({
        status: statuses[status] ?? 'skipped',
        names: names(relative(root, `${report.config.rootDir}/${file}`), groups, title),
      })),
    ),
    ...(suite.suites ?? []).flatMap((inner) => walk(inner, [...groups, inner.title])),
  ];
  return (report?.suites ?? []).flatMap((suite) => walk(suite, []));
}
