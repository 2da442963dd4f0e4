import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { keepBuild } from './kept-builds.ts';

const dayMs = 24 * 60 * 60_000;
const begin = Date.UTC(2026, 0, 1);
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tillpass-builds-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Starts a server with a build of these files. @returns the names that are kept then */
async function startWith(names: readonly string[], day: number): Promise<string[]> {
  const assets = join(root, 'assets');
  rmSync(assets, { recursive: true, force: true });
  mkdirSync(assets);
  for (const name of names) writeFileSync(join(assets, name), name);
  const kept = await keepBuild(assets, join(root, 'data'), begin + day * dayMs);
  return (await readdir(kept)).sort();
}

test('scripts of earlier versions stay for thirty days after they were last current', async () => {
  await startWith(['a.js', 'both.css'], 0);
  // The first version ran for a hundred days.
  assert.deepEqual(await startWith(['b.js', 'both.css'], 100), ['a.js', 'b.js', 'both.css']);
  assert.deepEqual(await startWith(['b.js', 'both.css'], 130), ['a.js', 'b.js', 'both.css']);
  assert.deepEqual(await startWith(['b.js', 'both.css'], 131), ['b.js', 'both.css']);
});

test('a version that comes back stays as long as it is the current one', async () => {
  await startWith(['a.js'], 0);
  await startWith(['b.js'], 1);
  assert.deepEqual(await startWith(['a.js'], 29), ['a.js', 'b.js']);
  assert.deepEqual(await startWith(['a.js'], 300), ['a.js']);
});

test('only scripts and styles are kept, with what was compressed ahead', async () => {
  const names = ['a.js', 'a.js.br', 'a.js.gz', 'decoder.wasm', 'decoder.wasm.br'];
  assert.deepEqual(await startWith(names, 0), ['a.js', 'a.js.br', 'a.js.gz']);
});

test('a copy that was cut off is made again, and a list that was cut off is none', async () => {
  await startWith(['a.js'], 0);
  const builds = join(root, 'data/builds');
  writeFileSync(join(builds, 'assets/b.js.part'), 'half');
  writeFileSync(join(builds, 'current.json'), '["a.');
  assert.deepEqual(await startWith(['b.js'], 1), ['a.js', 'b.js']);
  assert.equal(readFileSync(join(builds, 'assets/b.js'), 'utf8'), 'b.js');
});
