import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
