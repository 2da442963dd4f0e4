import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { balance } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { runDoomed } from '#server/tests/kit/events/run-doomed.ts';
import { askMember, idOf, numberOf, typePin } from '#server/tests/kit/members.ts';
import { mailsTo } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

const pin = '7391';

/** Chooses a PIN in a process of its own. */
const elsewhere = (t: Tillpass, statement: number, session: readonly string[]) =>
  runDoomed(t, 'address', { statement }, 'pin', ...session, pin);

async function member(t: Tillpass, name: string) {
  const address = `${name}@example.com`;
  const phone = await t.joined(address);
  const { devices } = (await phone.get(memberApi.profile)).body;
  return { phone, address, session: [await idOf(t, address), String(devices[0].id)] };
}

test('killed while a PIN is chosen, wherever that is, there is none and nobody is told; the next try does it whole', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const counted = await elsewhere(t, 0, (await member(t, 'counted')).session);
  assert.equal(counted.status, 0);
  const statements = counted.statements ?? 0;
  assert.ok(statements > 1, `${statements} statements`);

  const { phone, address, session } = await member(t, 'killed');
  const before = await dump(t.context.store.read);
  for (let killedAt = 1; killedAt <= statements; killedAt += 1) {
    const { signal } = await elsewhere(t, killedAt, session);
    assert.equal(signal, 'SIGKILL', `before statement ${killedAt} of ${statements}`);
    assertUnchanged(before, await dump(t.context.store.read));
  }
  assert.equal((await elsewhere(t, 0, session)).status, 0);
  const told = (await mailsTo(t, address)).filter(({ text }) => /A PIN was chosen/.test(text));
  assert.equal(told.length, 1);
  const till = await t.onDuty('main-1');
  const { body } = await askMember(till, await numberOf(phone), 'coffee');
  assert.equal((await typePin(till, body.id, pin)).body.state, 'confirmed');
  assert.equal(await balance(phone), 50);
});
