/** Loaded into the server before its own code: a server whose launcher was killed stops in order, or it would hold the
 *  port and the database for ever with nobody to stop it. */

/** What a stop in order may take before the process is ended the hard way, ms. */
const PATIENCE_MS = 15_000;

if (process.channel) {
  process.on('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // The listener alone would keep the process alive after everything else has ended.
  process.channel.unref();
}
