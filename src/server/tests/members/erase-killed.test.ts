import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { issued, posAt } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { actElsewhere } from '#server/tests/kit/events/act-elsewhere.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

/** At how many places between its first and its last statement the process is killed. */
const kills = 3;

const program = import.meta.resolve('#server/tests/kit/events/erase-until-killed.ts');
const eraseElsewhere = (t: Tillpass, memberId: string, killedAt: number) =>
  actElsewhere(t, program, memberId, killedAt);

/** A member of whom something stands in many tables. */
async function known(t: Tillpass, name: string): Promise<string> {
  const address = `${name.toLowerCase()}@example.com`;
  const phone = await t.joined(address);
  await phone.post(memberApi.profile, { firstName: name });
  await issued(phone, 'mug');
  const used = await issued(phone, 'coffee');
  await posAt(t, 'main-1').redeem(used.code, `R-${used.id}`);
  return idOf(t, address);
}

test('killed within its transaction, wherever that is, nothing of it is done, and the next try does it whole', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const counted = await eraseElsewhere(t, await known(t, 'Counted'), 0);
  assert.deepEqual([counted.status, counted.signal], [0, null]);
  const { statements } = counted;
  assert.ok(statements > kills, `${statements} statements`);

  const memberId = await known(t, 'Canarykilled');
  const before = await dump(t.context.store.read);
  for (let n = 1; n <= kills; n += 1) {
    const killedAt = Math.ceil((n * statements) / kills);
    const { signal } = await eraseElsewhere(t, memberId, killedAt);
    assert.equal(signal, 'SIGKILL', `before statement ${killedAt} of ${statements}`);
    assertUnchanged(before, await dump(t.context.store.read));
  }
  assert.equal((await eraseElsewhere(t, memberId, 0)).status, 0);
  assert.ok(!(await dump(t.context.store.read)).includes('Canarykilled'));
  const dataDir = t.adminSettings.DATA_DIR ?? '';
  for (const file of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = await readFile(join(file.parentPath, file.name));
    assert.ok(!bytes.includes('Canarykilled'), file.name);
  }
  assert.deepEqual(await verifyBooks(t.context), []);
});
