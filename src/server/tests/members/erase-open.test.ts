import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { posAt, said, wallet } from '#server/tests/kit/counter.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { mintDue, mintFor, mintOrders, startMintStore } from '#server/tests/kit/mint/mint.ts';
import { openShopify } from '#server/tests/kit/mint/shopify-stand-in.ts';
import { claim, receiptOf, soldToNobody } from '#server/tests/kit/model/claims.ts';
import { eur, line, shopper } from '#server/tests/kit/model/goods.ts';
import {
  codes,
  holder,
  lines,
  outcomes,
  settleWith,
  startWithCodes,
} from '#server/tests/kit/pools/pool.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

// Whoever leaves may have something open elsewhere: at a till that tells later, at a vendor's, on a card of stamps.

const minute = 60_000;

/** Deletes the membership and everything of it. */
async function leave(t: Tillpass, phone: Browser, trace: string): Promise<void> {
  assert.ok((await dump(t.context.store.read)).includes(trace), `${trace} is planted`);
  const { status, text } = await phone.post(memberApi.erase, { confirm: 'yes' });
  assert.equal(status, 200, text);
  assert.ok(!(await dump(t.context.store.read)).includes(trace), `${trace} is left`);
  assert.deepEqual(await verifyBooks(t.context), []);
}

/** What all members have together: what comes back after somebody has left must be nobody's. */
async function pointsOfAll(t: Tillpass): Promise<number> {
  const rows = await t.context.store.read
    .selectFrom('members')
    .select(['balance', 'debt'])
    .execute();
  return rows.reduce((sum, { balance, debt }) => sum + balance + debt, 0);
}

test('a pool’s code in their hand is settled later, used or not, and its points are nobody’s', async (c) => {
  const t = await startWithCodes();
  c.after(() => t.close());
  const used = await holder(t, 'coffee', 'K1');
  const unused = await holder(t, 'coffee', 'K1');
  const addresses = await Promise.all(
    [used, unused].map(async ({ phone }) => (await phone.get(memberApi.profile)).body.address),
  );
  for (const [n, { phone }] of [used, unused].entries()) await leave(t, phone, addresses[n]);
  const usedAt = new Date(t.clock.now() + minute).toISOString();
  t.clock.turn(60 * minute);
  const text = lines('Code,Time,Till,Receipt', `${used.code},${usedAt},T-7,000815`);
  const report = await settleWith(t, 'kiosk', text, { until: t.clock.now() });
  assert.deepEqual([outcomes(report), report.returned], [{ 'used-after-cancel': 1 }, 1]);
  assert.equal(await pointsOfAll(t), 0);
  assert.deepEqual(await verifyBooks(t.context), []);
  // A code that was in somebody's hand is given to nobody else.
  const next = await holder(t, 'coffee', 'K1');
  assert.ok(![used.code, unused.code].includes(next.code));
  assert.ok(codes(40, 0, 'K').includes(next.code));
});

test('a discount at a vendor’s is taken back there too', async (c) => {
  const shop = await openShopify();
  const t = await startMintStore({ shopify: shop });
  c.after(async () => {
    await t.close();
    await shop.close();
  });
  const phone = await t.joined('minted@example.com', 'M1');
  const { body } = await phone.post(memberApi.redemptions, {
    id: '00000000-0000-4000-8000-00000000face',
    rewardId: 'coffee',
  });
  await mintDue(t.context);
  assert.equal(shop.live().length, 1, body);
  await leave(t, phone, 'minted@example.com');
  await mintFor(t, 120 * minute);
  assert.equal(shop.live().length, 0, 'nobody can use it any more');
  const [order] = await mintOrders(t);
  assert.notEqual(order?.withdrawn_at, null);
  assert.equal(await pointsOfAll(t), 0);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a reward that a full card gave ends with the member, and the sale that filled it can come back', async (c) => {
  const card: EarningRule = {
    id: 'tea-card',
    name: { en: 'Every second tea' },
    kind: 'stamps',
    every: 2,
    points: 0,
    counts: 'pieces',
    reward: { id: 'coffee', days: 30 },
    when: { goods: { categories: ['tea'] } },
    limits: { perDay: 5 },
  };
  const t = await startTillpass({ program: { ...testProgram, earning: [card] } });
  c.after(() => t.close());
  const pos = posAt(t, 'main-1');
  const { phone, member } = await shopper(t, 'card');
  const tea = [{ ...line('t', 200), categories: ['Tea'], quantity: 2 }];
  const sale = { member, receiptNumber: 'tea-1', total: eur(200), lines: tea };
  assert.equal((await pos.purchase(sale)).status, 200);
  const [earned] = (await wallet(phone)).vouchers;
  assert.equal(earned.points, 0, 'it cost nothing');
  await leave(t, phone, 'card@example.com');
  const back = await pos.return('tea-1', 'tea-1-back');
  assert.equal(back.status, 200, back.text);
  assert.equal(await pointsOfAll(t), 0);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a return that waits for their purchase waits on, and the purchase then has no member', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const pos = posAt(t, 'main-1');
  const { phone, member } = await shopper(t, 'waits');
  assert.equal((await pos.return('late-sale', 'early-back')).body.state, 'waiting');
  await leave(t, phone, 'waits@example.com');
  assert.deepEqual(said(await pos.purchase({ member, receiptNumber: 'late-sale' })), [
    404,
    'member-unknown',
  ]);
  // The same goods sold to somebody else's number are no business of the first.
  const { phone: other, member: second } = await shopper(t, 'second');
  const sold = await pos.purchase({ member: second, receiptNumber: 'late-sale' });
  assert.equal(sold.status, 200, sold.text);
  assert.equal((await wallet(other)).balance, 150, 'earned and returned at once');
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a purchase that they claimed stays claimed, and comes back without them', async (c) => {
  const t = await startTillpass({ program: { ...testProgram, claims: { days: 10 } } });
  c.after(() => t.close());
  const pos = posAt(t, 'main-1');
  const { phone } = await shopper(t, 'claimed');
  await soldToNobody(t, 'c-1', 1_000);
  assert.equal((await claim(phone, receiptOf(t, 'c-1', '10.00'))).status, 200);
  await leave(t, phone, 'claimed@example.com');
  const { phone: other } = await shopper(t, 'too-late');
  assert.equal((await claim(other, receiptOf(t, 'c-1', '10.00'))).status, 404);
  const back = await pos.return('c-1', 'c-1-back');
  assert.equal(back.status, 200, back.text);
  assert.equal(await pointsOfAll(t), 150, 'only the other one’s welcome');
  assert.deepEqual(await verifyBooks(t.context), []);
});
