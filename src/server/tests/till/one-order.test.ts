import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TillVoucher } from '#contract/till.ts';
import { Refused } from '#domain/refusal.ts';
import { issued } from '#server/tests/kit/counter.ts';
import { passPhone } from '#server/tests/kit/pass-phone.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lookAtVoucher } from '#server/usecases/till/look-at-voucher.ts';
import { redeemVoucher } from '#server/usecases/till/redeem-voucher.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const till = {
  ...{ tillId: 'main-1', storeId: 'main', associateId: null },
  ...{ language: 'en', once: null },
};
const asSeen = (seen: TillVoucher): TillVoucher => seen;

/** The same context, and how many transactions were opened with it. */
function counting(): { context: Context; opened: () => number } {
  const { store } = t.context;
  let opened = 0;
  const context: Context = {
    ...t.context,
    store: {
      read: store.read,
      transact: (work) => {
        opened += 1;
        return store.transact(work);
      },
      lockMember: (tx, memberId) => store.lockMember(tx, memberId),
      close: () => store.close(),
    },
  };
  return { context, opened: () => opened };
}

test('redeeming a voucher is one transaction, and looking at it is none', async () => {
  const { code } = await issued(await t.joined('one@example.com'), 'coffee');
  const { context, opened } = counting();
  await lookAtVoucher(context, { ...till, scanned: code });
  assert.equal(opened(), 0);
  const wish = { scanned: code, entered: null, receiptNumber: 'R1' };
  const { body } = await redeemVoucher(context, till, wish, asSeen);
  assert.equal(opened(), 1);
  assert.equal(JSON.parse(body).state, 'redeemed');
});

test('a guessed pass is counted and goes no further, a right one is tried before it is taken', async () => {
  const phone = await passPhone(await t.joined('tried@example.com'));
  const right = phone.show('coffee', t.clock.now());
  const guessed = phone.show('coffee', t.clock.now() + 60 * 60_000);
  const { context, opened } = counting();
  const wish = { entered: null, receiptNumber: 'R2' };
  const guess = redeemVoucher(context, till, { ...wish, scanned: guessed }, asSeen);
  await assert.rejects(guess, new Refused({ key: 'pass-unknown' }));
  assert.equal(opened(), 1);
  await redeemVoucher(context, till, { ...wish, scanned: right }, asSeen);
  assert.equal(opened(), 3);
});
