import assert from 'node:assert/strict';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pino } from 'pino';
import { standardOutput } from './standard-output.ts';

test('a full disk under the log throws at nobody, and what was lost is said when there is room again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tillpass-log-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const out = standardOutput('/dev/full');
  const log = pino(out);
  log.info('the first');
  // Three lines of 400,000 characters: the third does not fit beside those that wait.
  for (const which of ['kept', 'kept', 'lost']) log.info(which + 'x'.repeat(400_000));

  const file = join(folder, 'log');
  out.reopen(file);
  await once(out, 'ready');
  log.info('the last');
  await once(out, 'drain');
  log.info('after it');
  const text = readFileSync(file, 'utf8');
  for (const there of ['the first', 'kept', 'the last', 'after it'])
    assert.match(text, RegExp(there));
  assert.doesNotMatch(text, /lostx/);
  assert.match(text, /"level":"warn".*"lost":1,"msg":"log lines could not be written"/);
});

test('a log that is full of short lines goes on by itself when its disk has room again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tillpass-log-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const fd = openSync('/dev/full', 'w');
  const out = standardOutput(fd);
  const log = pino(out);
  const all = 12_000;
  for (let at = 0; at < all; at++) log.info(`line ${at} of those that nobody can write`);

  // The same descriptor leads to another place, as a disk has room under an open file.
  const file = join(folder, 'log');
  closeSync(fd);
  assert.equal(openSync(file, 'a'), fd);
  // The stream alone keeps no process alive.
  const alive = setInterval(() => {}, 60_000);
  t.after(() => clearInterval(alive));
  await once(out, 'drain');
  log.info('after it');
  const text = readFileSync(file, 'utf8');
  const lost = Number(/"lost":(\d+),"msg":"log lines could not be written"/.exec(text)?.[1]);
  assert.ok(lost > 0);
  assert.equal(text.match(/of those that nobody can write/g)?.length, all - lost);
  assert.match(text, /"msg":"after it"\}\n$/);
});
