/** `npm start`: installs and builds what is missing or stale, then launches. Until the install is done only Node itself
 *  may be imported. `--dev` pages by Next's dev server, `--empty` no demo school, `--join` one more node. */

import { buildBundles, buildPages, isFresh, root } from './build.mjs';
import { claim, findLiving } from './claim.mjs';
import { installIfStale, isInstalled } from './install.mjs';
import { followNpm } from './parent.mjs';
import { done, note } from './say.mjs';
import { watchSources } from './watch.mjs';

const FLAGS = ['--dev', '--empty', '--join'];
const OLDEST_NODE = [20, 20];

function refuse(text) {
  console.error(`\n${text}`);
  process.exit(1);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  refuse(`Нужен Node ${OLDEST_NODE.join('.')} или новее, а это ${process.versions.node}.`);
}
const flags = process.argv.slice(2);
const unknown = flags.filter((flag) => !FLAGS.includes(flag));
if (unknown.length > 0) refuse(`Неизвестно: ${unknown.join(' ')}. Можно: ${FLAGS.join(', ')}.`);
const [dev, empty, join] = FLAGS.map((flag) => flags.includes(flag));

process.chdir(root);
followNpm();
const since = Date.now();
const dataDir = process.env.ZVONOK_DATA_DIR || './.data';
const own = Boolean(process.env.DATABASE_URL);
const port = Number(process.env.PORT) || 3000;

const living = findLiving(dataDir);
if (living && !join && !own) {
  refuse(
    `«Звонок» с данными в ${dataDir} уже работает (порт ${living.port}, процесс ${living.pid}).\nОстановите его или добавьте к нему узел: PORT=${living.port + 1} npm start -- --join`,
  );
}
if (living && join && !(isInstalled(root) && isFresh('bundles') && (dev || isFresh('pages')))) {
  refuse(
    'Исходные тексты изменились с тех пор, как «Звонок» запущен: новый узел работал бы по-другому. Перезапустите его, потом добавьте узел.',
  );
}
if (!living && !own && !join) claim(dataDir, port);

note(dev ? '«Звонок» запускается для разработки' : '«Звонок» запускается');
try {
  await installIfStale(root);
  const bundling = Date.now();
  if (await buildBundles()) done('Сервер собран', bundling);
  const { launch } = await import('../.dist/launch.mjs');
  const pages = dev ? Promise.resolve() : buildPages();
  // Told by launch(); without this a build that fails while the database still starts would end the process at once.
  pages.catch(() => undefined);
  const onRunning = (server) => {
    done('Готово', since);
    if (dev) watchSources(server);
  };
  process.exit(await launch({ dev, empty, join, pages, done, note, onRunning }));
} catch (error) {
  // A StartError is told in words; anything else is a bug and shows where it happened.
  refuse(error.name === 'StartError' ? error.message : error.stack);
}
