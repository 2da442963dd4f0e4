import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { tillApi } from '#contract/paths.ts';
import { associatesOf } from '#server/storage/till/associates.ts';
import { balance, newId, posAt } from '#server/tests/kit/counter.ts';
import { givePin, numberOf, posConfirmation } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { putAssociate } from '#server/usecases/till/add-associate.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  await putAssociate(t.context, { storeId: 'main', name: 'Zoe', pin: '24680' });
});
after(() => t.close());

/** What a thief of the database does: hashes the request with each PIN, and looks for the hash. */
async function found(digits: number, requestWith: (pin: string) => string): Promise<string[]> {
  const rows = await t.context.store.read
    .selectFrom('idempotency_keys')
    .select('fingerprint')
    .execute();
  assert.ok(rows.length > 0, 'an answer is kept');
  const kept = new Set(rows.map(({ fingerprint }) => fingerprint));
  const pins = Array.from({ length: 10 ** digits }, (_, at) => String(at).padStart(digits, '0'));
  return pins.filter((pin) =>
    kept.has(createHash('sha256').update(requestWith(pin)).digest('base64url')),
  );
}

test('a member’s PIN is not found by what is kept of a POS’s request, and a retry may carry another', async () => {
  const phone = await t.joined('kept@example.com');
  await givePin(t, 'kept@example.com', '4071');
  const pos = posAt(t, 'main-1');
  const wish = { memberNumber: await numberOf(phone), rewardId: 'coffee', receiptNumber: 'KEPT-1' };
  const { body } = await pos.post('/pos/v1/confirmations', wish);
  const path = posConfirmation(body.confirmationId, '/pin');
  const headers = { 'idempotency-key': newId() };
  const used = await pos.post(path, { pin: '4071' }, headers);
  assert.deepEqual([used.status, used.body.state], [200, 'confirmed'], used.text);
  assert.deepEqual(await found(4, (pin) => `POST ${path}\n${JSON.stringify({ pin })}`), []);
  for (const pin of ['4071', '7391'])
    assert.equal((await pos.post(path, { pin }, headers)).text, used.text);
  assert.equal(await balance(phone), 50);
});

test('nor is an associate’s by what is kept of a purchase that a colleague looked at too', async () => {
  const phone = await t.joined('second@example.com');
  const memberNumber = await numberOf(phone);
  const till = await t.onDuty('main-1');
  const all = await associatesOf(t.context.store.read, 'main');
  const associateId = all.find(({ name }) => name === 'Zoe')?.id ?? assert.fail('no Zoe');
  const id = newId();
  const purchase = { id, memberNumber, minor: 100_001, receiptNumber: 'KEPT-2' };
  const withPin = (pin: string) => ({ ...purchase, second: { associateId, pin } });
  const sent = await till.post(tillApi.purchases, withPin('24680'));
  assert.equal(sent.status, 200, sent.text);
  const asKept = (pin: string) =>
    `POST ${tillApi.purchases}\n${JSON.stringify({
      id,
      memberNumber,
      minor: purchase.minor,
      receiptNumber: purchase.receiptNumber,
      second: { associateId, pin },
    })}`;
  assert.deepEqual(await found(5, asKept), []);
  assert.equal((await till.post(tillApi.purchases, withPin('24680'))).text, sent.text);
});
