import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { balance } from '#server/tests/kit/counter.ts';
import { addPurchase } from '#server/tests/kit/members.ts';
import { claim, receiptOf, soldToNobody } from '#server/tests/kit/model/claims.ts';
import { shopper } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

const dayMs = 24 * 60 * 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, claims: { days: 10 } } });
});
// Closing verifies every ledger.
after(() => t.close());

test('a sale that an associate types and its buyer claims is one purchase, in whatever order, at which till, on which day', async () => {
  const { phone, member } = await shopper(t, 'typed');
  const stranger = await shopper(t, 'slip-finder');
  for (const { number, typed, tillId, order } of [
    { number: '0043', typed: '43', tillId: 'main-1', order: 'sold typed claimed' },
    { number: 'R-44', typed: 'r-44', tillId: 'main-2', order: 'sold typed claimed' },
    { number: '0045', typed: '45', tillId: 'main-1', order: 'typed sold claimed' },
    { number: '0046', typed: '0046', tillId: 'main-2', order: 'typed sold claimed' },
    { number: '0047', typed: '47', tillId: 'main-1', order: 'sold claimed typed' },
    { number: '0048', typed: '48', tillId: 'main-2', order: 'sold claimed night typed' },
    { number: '0049', typed: '0049', tillId: 'main-2', order: 'sold night typed claimed' },
  ]) {
    const start = await balance(phone);
    const slip = receiptOf(t, number, '10');
    // A shift does not last until the next day.
    const type = async (buyer: string) => addPurchase(await t.onDuty(tillId), buyer, typed, 1_000);
    const acts: Record<string, () => unknown> = {
      sold: async () => assert.equal((await soldToNobody(t, number, 1_000)).status, 200, number),
      typed: async () => assert.equal((await type(member.number)).status, 200, number),
      claimed: async () =>
        assert.deepEqual((await claim(phone, slip)).body, { points: 10 }, number),
      night: () => t.clock.turn(dayMs),
    };
    for (const act of order.split(' ')) await acts[act]?.();
    assert.equal(await balance(phone), start + 10, `${order} ${number}`);
    assert.equal((await claim(stranger.phone, slip)).body.error?.key, 'claim-unknown', number);
    assert.equal((await type(stranger.member.number)).body.error?.key, 'receipt-reused', number);
    t.clock.turn(10 * 60_000);
  }
});

test('of a claim and a hand that types the same sale at once, at any till, one is first', async () => {
  const [one, other] = [await shopper(t, 'at-once'), await shopper(t, 'at-once-too')];
  for (const [tillId, number, typist] of [
    ['main-1', '0050', one],
    ['main-2', '0051', other],
  ] as const) {
    const till = await t.onDuty(tillId);
    await soldToNobody(t, number, 1_000);
    const held = async () => (await balance(one.phone)) + (await balance(other.phone));
    const start = await held();
    const typing = addPurchase(till, typist.member.number, number, 1_000);
    const both = await Promise.all([claim(one.phone, receiptOf(t, number, '10')), typing]);
    assert.equal(both.filter(({ status }) => status === 200).length, typist === one ? 2 : 1);
    assert.equal(await held(), start + 10, number);
  }
});
