/** The administrator's commands: `node server/cli.mjs COMMAND`. Installs and builds what is stale, like a start. */
import { buildBundles, root } from './build.mjs';
import { installIfStale } from './install.mjs';

process.chdir(root);
try {
  await installIfStale(root);
  await buildBundles();
  const { runCommand } = await import('../.dist/cli.mjs');
  process.exit(await runCommand(process.argv.slice(2)));
} catch (error) {
  // A StartError is told in words; anything else is a bug and shows where it happened.
  console.error(error.name === 'StartError' ? error.message : error.stack);
  process.exit(1);
}
