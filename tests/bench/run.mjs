/** `npm run bench -- NAME [--json] [--rounds N]`: installs and builds what is missing, bundles the benches and runs one.
 *  NAME is one of main.ts; several may be given with commas and share their seeded database. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildBundles, buildPages, esbuildOptions, root } from '../../server/build.mjs';
import { installIfStale } from '../../server/install.mjs';

/** Each becomes .dist/NAME.mjs: one level below the root, as db/migrate.ts expects of whatever bundles it. */
const ENTRIES = {
  bench: 'tests/bench/main.ts',
  'bench-usage': 'tests/bench/support/usage.ts',
  'bench-socket-floor': 'tests/bench/floors/socketServer.ts',
  'bench-collab-floor': 'tests/bench/floors/collabServer.ts',
  'bench-page-floor': 'tests/bench/floors/pageServer.ts',
};

process.chdir(root);
// What a person has set for his own product is not meant for this one: it has a database and ports of its own.
for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'PORT', 'PUBLIC_ORIGIN', 'SERVICES', 'ZVONOK_DATA_DIR'])
  delete process.env[name];
process.env.LOG_LEVEL = 'error';
process.env.TZ = 'UTC';
// The table or the JSON is what goes to standard output; how the build went is told beside it.
console.log = (...words) => console.error(...words);
try {
  await installIfStale(root);
  await buildBundles();
  await buildPages();
  const { build } = await import('esbuild');
  await build({ ...esbuildOptions(), entryPoints: ENTRIES });
  const { main } = await import(pathToFileURL(join(root, '.dist/bench.mjs')).href);
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exit(1);
}
