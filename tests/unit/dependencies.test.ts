import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Package = {
  version: string;
  resolved?: string;
  integrity?: string;
  optionalDependencies?: Record<string, string>;
};
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Package> };
const manifest = read('package.json') as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>;

/** Versions below these have published holes. */
const FLOORS = { next: '16.3.3', ws: '8.21.1', 'engine.io': '6.6.7', 'socket.io-parser': '4.2.7' };

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
function atLeast(version: string, floor: string): boolean {
  const [have, want] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  const at = [0, 1, 2].find((index) => have?.[index] !== want?.[index]);
  return at === undefined || (have?.[at] ?? 0) > (want?.[at] ?? 0);
}

describe('the lock file', () => {
  it.each(Object.entries(FLOORS))('has no copy of %s below %s', (name, floor) => {
    const copies = Object.entries(packages).filter(([path]) => path !== '' && nameOf(path) === name);
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter(([, { version }]) => !atLeast(version, floor))).toEqual([]);
  });
  it('compares versions by their numbers', () => {
    expect(atLeast('16.10.0', '16.3.3')).toBe(true);
    expect(atLeast('16.3.2', '16.3.3')).toBe(false);
    expect(atLeast('8.21.1', '8.21.1')).toBe(true);
  });

  it('has every optional platform package, in the version that is asked for: npm ci refuses a lock without one', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(([name]) => !(`${path}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages))
        .map(([name]) => `${path || 'package.json'} → ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry, so that it installs from any', () => {
    expect(
      Object.entries(packages)
        .filter(([, { resolved }]) => resolved !== undefined)
        .map(([path]) => path),
    ).toEqual([]);
  });

  it('holds a checksum of every package', () => {
    expect(
      Object.entries(packages)
        .filter(([path, { integrity }]) => path !== '' && integrity === undefined)
        .map(([path]) => path),
    ).toEqual([]);
  });
});

describe('package.json', () => {
  it('asks for exact versions', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
