/** npm starts us through a shell and, asked to stop by SIGTERM, ends that shell only: nobody would tell us. So a start
 *  and a test run under npm watch their parent and take its end for a SIGTERM of their own. */

/** Between two looks, ms. */
const EVERY_MS = 300;

export function followNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS);
  timer.unref();
}
