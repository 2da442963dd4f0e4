import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi, systemApi } from '#contract/paths.ts';
import { createApp } from '#server/http/create-app.ts';
import { makeLog } from '#server/start/log/log.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

test('a machine whose clock says 1970 asks for patience, says why, and serves once it is told the time', async () => {
  const lines: string[] = [];
  const log = makeLog(
    { production: true, logLevel: 'warn' },
    { write: (line) => lines.push(line) },
  );
  let behind = true;
  const now = () => (behind ? 0 : t.context.now());
  const app = await createApp({ ...t.context, log, now }, { ...t.options, logger: log });
  const ask = (url: string, headers: Readonly<Record<string, string>> = {}) =>
    app.inject({ url, headers: { host: 'localhost:8080', ...headers } });
  const page = () => ask('/P/M1', { accept: 'text/html' });
  const pos = () => ask(posApi.redemptions, { authorization: `Bearer ${t.keys.get('main-1')}` });

  assert.equal((await page()).statusCode, 503);
  assert.match((await page()).body, /Back in a moment/);
  const answer = await pos();
  assert.equal(answer.statusCode, 503);
  assert.equal(answer.json().error.key, 'unavailable');
  const ready = await ask(systemApi.ready);
  assert.deepEqual([ready.statusCode, ready.json()], [503, { status: 'the clock is behind' }]);
  assert.equal(lines.length, 1, 'one line for all of it');
  assert.match(lines.join(''), /the clock of this machine is behind/);

  behind = false;
  assert.equal((await page()).statusCode, 200);
  assert.equal((await ask(systemApi.ready)).statusCode, 200);
  assert.equal((await pos()).statusCode, 200);
  await app.close();
});
