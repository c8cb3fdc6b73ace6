/** `npm start -- --dev`: rebuilds the server's bundle when its sources change and starts it anew. */
import { esbuildOptions, markStale, root } from './build.mjs';
import { note } from './say.mjs';

export async function watchSources(server) {
  const { context } = await import('esbuild');
  markStale('bundles');
  let first = true;
  const onEnd = ({ errors }) => {
    // The first build is the one that is running already.
    if (!first && errors.length === 0) {
      note('Исходные тексты сервера изменились, перезапускаю');
      server.restart();
    }
    first = false;
  };
  const plugin = { name: 'restart', setup: (build) => build.onEnd(onEnd) };
  const options = esbuildOptions();
  const watched = await context({
    ...options,
    absWorkingDir: root,
    entryPoints: { server: options.entryPoints.server },
    plugins: [plugin],
  });
  await watched.watch();
}
