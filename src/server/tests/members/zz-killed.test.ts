import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { memberApi } from '#contract/paths.ts';
import { secretKey } from '#server/tests/kit/context.ts';
import { balance, issued, posAt } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { proveOther } from '#server/tests/kit/model/merging.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

const child = fileURLToPath(
  import.meta.resolve('#server/tests/kit/events/address-until-killed.ts'),
);
/** At how many places between its first and its last statement the process is killed. */
const kills = 50;

/** Merges in a process of its own. @returns how it ended, and what it printed */
async function elsewhere(t: Tillpass, killedAt: number, session: readonly string[]) {
  const { DATA_DIR = '', DATABASE_URL = '' } = t.adminSettings;
  const settings = [DATA_DIR, DATABASE_URL, secretKey, t.clock.now(), killedAt].map(String);
  const running = spawn(process.execPath, [child, ...settings, 'merge', ...session], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [status, signal]] = await Promise.all([
    text(running.stdout),
    once(running, 'close'),
  ]);
  return { status, signal, printed };
}

/** Somebody with two memberships, each with some lots, who has proved both mailboxes. */
async function proved(t: Tillpass, name: string) {
  const other = await t.joined(`${name}-two@example.com`);
  const number = await numberOf(other);
  const pos = posAt(t, 'main-1');
  for (const receipt of ['A', 'B'])
    await pos.purchase({ member: { number }, receiptNumber: `${name}-${receipt}` });
  const used = await issued(other, 'small');
  assert.equal((await pos.redeem(used.code, `${name}-C`)).status, 200);
  const phone = await t.joined(`${name}@example.com`);
  const page = await proveOther(t, phone, `${name}-two@example.com`);
  assert.match(page, /Make them one membership/);
  const { devices } = (await phone.get(memberApi.profile)).body;
  return { phone, session: [await idOf(t, `${name}@example.com`), String(devices[0].id)] };
}

test('killed within a merge, wherever that is, nothing is done, and the next try does it whole', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const counted = await elsewhere(t, 0, (await proved(t, 'counted')).session);
  assert.equal(counted.status, 0);
  const statements = Number(counted.printed);
  assert.ok(statements > kills, `${statements} statements`);

  const { phone, session } = await proved(t, 'killed');
  const before = await dump(t.context.store.read);
  for (let n = 1; n <= kills; n += 1) {
    const killedAt = Math.ceil((n * statements) / kills);
    const { signal } = await elsewhere(t, killedAt, session);
    assert.equal(signal, 'SIGKILL', `before statement ${killedAt} of ${statements}`);
    assertUnchanged(before, await dump(t.context.store.read));
  }
  assert.equal((await elsewhere(t, 0, session)).status, 0);
  assert.equal(await balance(phone), 150 + 150 + 20 - 10);
  // The same form again, whose answer was lost, is the same merge.
  assert.equal((await elsewhere(t, 0, session)).status, 0);
  assert.equal(await balance(phone), 310);
  assert.deepEqual(await verifyBooks(t.context), []);
});
