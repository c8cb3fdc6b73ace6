import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What each layer may import: the arrow lib → db → server → app. `app` and `server` meet in Postgres and on the wire. */
const LAYERS: Record<string, { layers: string[]; packages: RegExp | null }> = {
  lib: { layers: ['lib'], packages: /^zod(\/|$)/ },
  db: {
    layers: ['lib', 'db'],
    packages: /^(node:|postgres$|lucia$|zod(\/|$)|pino$|yjs$|y-protocols\/|@node-rs\/argon2$)/,
  },
  server: { layers: ['lib', 'db', 'server'], packages: /^(?!react)/ },
  app: { layers: ['lib', 'db', 'app'], packages: null },
};
/** Plain JS that runs before the install: it can import nothing of the product and hands the environment on. */
const BEFORE_INSTALL = /^server\/[^/]+\.mjs$/;

type Source = { path: string; text: string; imports: string[] };
const files = (layer: string, names = /\.(ts|tsx|mjs)$/) =>
  readdirSync(join(root, layer), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
const importsOf = (text: string): string[] =>
  [
    ...text.matchAll(
      /(?:^|[\s;}])(?:import|export)\s*(?:[^'"`;()]*?\sfrom\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
    ),
  ].flatMap(([, from, dynamic]) => from ?? dynamic ?? []);
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
const sources = (layer: string): Source[] =>
  files(layer).map((path) => {
    const text = withoutComments(readFileSync(join(root, path), 'utf8'));
    return { path, text, imports: importsOf(text) };
  });

/** «#lib/x.ts» and relative paths → the layer they lie in; null for packages. */
function layerOf(from: string, imported: string): string | null {
  if (imported.startsWith('#')) return imported.slice(1).split('/')[0] ?? null;
  if (!imported.startsWith('.')) return null;
  return relative(root, join(root, dirname(from), imported)).split('/')[0] ?? null;
}

describe('the arrow of imports', () => {
  it.each(Object.keys(LAYERS))('%s imports nothing to its right', (layer) => {
    const allowed = LAYERS[layer];
    const wrong = sources(layer).flatMap(({ path, imports }) =>
      imports.flatMap((imported) => {
        const target = layerOf(path, imported);
        // The launcher that the build has just made of server/launch.ts.
        if (target === '.dist' && BEFORE_INSTALL.test(path)) return [];
        if (target !== null)
          return allowed?.layers.includes(target)
            ? []
            : [`${path} imports ${imported}: ${layer} may import ${allowed?.layers.join(', ')}`];
        return !allowed?.packages || allowed.packages.test(imported)
          ? []
          : [`${path} imports ${imported}: not among the packages of ${layer}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('client components know lib alone: db would go to the browser', () => {
    const wrong = sources('app')
      .filter(({ text }) => /^\s*['"]use client['"]/.test(text))
      .flatMap(({ path, imports }) =>
        imports.filter((imported) => layerOf(path, imported) === 'db').map((imported) => `${path} imports ${imported}`),
      );
    expect(wrong).toEqual([]);
  });

  it('own files are imported with their extension, by #layer/ or from the same folder downwards', () => {
    const wrong = Object.keys(LAYERS).flatMap((layer) =>
      sources(layer).flatMap(({ path, imports }) =>
        imports
          .filter((imported) => /^[#.]/.test(imported) && !/\.(ts|tsx|mjs|css|json|svg)$/.test(imported))
          .map((imported) => `${path} imports ${imported}`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('what stands in one place only', () => {
  const all = Object.keys(LAYERS).flatMap(sources);
  const where = (pattern: RegExp, allowed: (path: string) => boolean) =>
    all.filter(({ path, text }) => !allowed(path) && pattern.test(text)).map(({ path }) => path);

  it('process.env is read in db/env.ts', () => {
    expect(
      where(/\bprocess\s*(\.env\b|\[['"]env)/, (path) => path === 'db/env.ts' || BEFORE_INSTALL.test(path)),
    ).toEqual([]);
  });

  it('SQL is spoken in db', () => {
    // A tagged template of a connection, or its unsafe(); functions of db that merely take one are fine.
    expect(where(/\b(sql|tx|db|asker)(\(\))?\s*(<[^`;=]*>)?`|\.unsafe\(/, (path) => path.startsWith('db/'))).toEqual(
      [],
    );
  });

  it('lib has no clock and no chance of its own', () => {
    const wrong = all.filter(
      ({ path, text }) => path.startsWith('lib/') && /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.test(text),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('no sheet of paper is nameless: styles stay when one goes on to another page', () => {
    const nameless = files('app', /\.css$/).filter((path) => /@page\s*\{/.test(readFileSync(join(root, path), 'utf8')));
    expect(nameless).toEqual([]);
  });

  it('only db/sessions.ts knows lucia', () => {
    expect(
      all.filter(({ path, imports }) => imports.includes('lucia') && path !== 'db/sessions.ts').map(({ path }) => path),
    ).toEqual([]);
  });
});
