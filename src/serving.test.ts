// Where it serves, `npm ci --omit=dev` is enough: what a server imports is a dependency, what only builds or tests is not.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The rooms that a server is made of. Development has Vite in it, the words' compiler runs in the build. */
const serving = ['src/server', 'src/domain', 'src/contract', 'src/i18n'];
const isApart = (path: string): boolean =>
  /\.test\.ts$|^src\/server\/(tests|dev)\/|^src\/i18n\/compile/.test(path);

const sources = serving
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true }).map((name) => `${room}/${name}`),
  )
  .filter((path) => path.endsWith('.ts') && !isApart(path));

/** Packages by their names, as `import … from '@a/b/c'`, `import('b/c')` and `import.meta.resolve('b/c')` name them; types are gone when it runs. */
const packagesIn = (text: string): string[] =>
  [
    ...text.matchAll(
      /^(?:import|export) (?!type )(?:[^'"]*? from )?'([^']+)'|\bimport(?:\.meta\.resolve)?\('([^']+)'\)/gm,
    ),
  ]
    .map(([, from, called]) => from ?? called ?? '')
    .filter((name) => !/^(\.|#|node:)/.test(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );

test('each package that a server imports is installed where it serves, and no other', () => {
  const imported = new Set(
    sources.flatMap((path) => packagesIn(readFileSync(join(root, path), 'utf8'))),
  );
  assert.deepEqual([...imported].sort(), Object.keys(dependencies).filter(isImported).sort());
});

/** The package `node` is the program that runs all this. */
const isImported = (name: string): boolean => name !== 'node';

test('each package has its hash in the lock, but for tools of other platforms, which are nowhere where it serves', () => {
  const lock: {
    packages: Record<string, { [key in 'integrity' | 'dev' | 'optional']?: unknown }>;
  } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const unchecked = Object.entries(lock.packages).filter(
    ([name, { integrity, dev, optional }]) => name && !integrity && !(dev && optional),
  );
  assert.deepEqual(
    unchecked.map(([name]) => name),
    [],
  );
});
