import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(path.join(tmpdir(), 'tillpass-lock-'));
after(() => rmSync(folder, { recursive: true }));
const lock = path.join(folder, 'lock');
const diary = path.join(folder, 'diary');

/** A program that works for a moment under the lock, and writes down when. */
const worker = `
  import { appendFileSync } from 'node:fs';
  import { withLock } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.mjs'))};
  withLock(${JSON.stringify(lock)}, () => {
    appendFileSync(${JSON.stringify(diary)}, 'begin ');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    appendFileSync(${JSON.stringify(diary)}, 'end ');
    if (process.argv[1] === 'exits') process.exit(0);
  });
`;

function work(...args: string[]) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', worker, '--', ...args]);
  return once(child, 'exit').then(([status]) => status);
}

test('two processes of one folder never work at once, also where one ends in the middle', async () => {
  assert.deepEqual(await Promise.all([work('exits'), work(), work()]), [0, 0, 0]);
  assert.equal(readFileSync(diary, 'utf8'), 'begin end '.repeat(3));
});

test('a lock whose process is gone is taken over', async () => {
  writeFileSync(lock, '999999999');
  assert.equal(await work(), 0);
});
