import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: { readonly [name: string]: string };
}
const lock: { packages: { [path: string]: LockedPackage } } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8'),
);

/** Where npm looks for a package that `from` asks for: in its own folder, then one level up, to the root. */
function* placesOf(from: string, name: string): Generator<string> {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    yield `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (at === '') return;
  }
}

describe('package-lock.json', () => {
  it('names every optional package, also those of other machines: npm ci refuses a lock with a gap', () => {
    const gaps = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => ![...placesOf(path, name)].some((place) => place in lock.packages),
      ),
    );
    expect(gaps).toEqual([]);
  });

  it('names no address that only one network has', () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
