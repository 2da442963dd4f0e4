import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { KyselyPlugin } from 'kysely';
import type { TillVoucher } from '#contract/till.ts';
import { Refused } from '#domain/refusal.ts';
import { redemptionById } from '#server/storage/vouchers/redemption-ids.ts';
import { issued } from '#server/tests/kit/counter.ts';
import { passPhone } from '#server/tests/kit/model/pass-phone.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { lookAtVoucher } from '#server/usecases/till/look-at-voucher.ts';
import { redeemVoucher } from '#server/usecases/till/redeem-voucher.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const till = { tillId: 'main-1', storeId: 'main', associateId: null, language: 'en', once: null };
const asSeen = (seen: TillVoucher): TillVoucher => seen;

/** The same context, counting its transactions and how often it was asked for the program in force. */
function counting(): { context: Context; opened: () => number; asked: () => number } {
  const { store } = t.context;
  let opened = 0;
  let asked = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (JSON.stringify(node).includes('"programs"')) asked += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const context: Context = {
    ...t.context,
    store: {
      read: store.read.withPlugin(plugin),
      transact: (work) => {
        opened += 1;
        return store.transact((tx) => work({ ...tx, db: tx.db.withPlugin(plugin) }));
      },
      lockMember: (tx, memberId) => store.lockMember(tx, memberId),
      scrub: () => store.scrub(),
      close: () => store.close(),
    },
  };
  return { context, opened: () => opened, asked: () => asked };
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

test('a transaction and an answer ask once which program is in force', async () => {
  const { code, id } = await issued(await t.joined('once@example.com'), 'coffee');
  const known = await redemptionById(t.context.store.read, id);
  assert.ok(known);
  const { context, asked } = counting();
  // The first one to ask also reads the program's document.
  await readWork(context);
  const before = asked();
  const wish = { scanned: code, entered: null, receiptNumber: 'R3' };
  await redeemVoucher(context, till, wish, asSeen);
  assert.equal(asked() - before, 2, 'to judge what was sent, and in the transaction');
  const seen = { memberId: known.member_id, storeId: 'main', language: 'en' };
  assert.equal((await viewWallet(context, seen)).balance, 50);
  assert.equal(asked() - before, 3);
});

test('whoever waited for a member acts when they hold them, and at no other time', async () => {
  const { id } = await issued(await t.joined('waited@example.com'), 'coffee');
  const known = await redemptionById(t.context.store.read, id);
  assert.ok(known);
  const times = await transact(t.context, async (work) => {
    const begun = work.at;
    t.clock.turn(1_000);
    const waiting = work.at;
    await work.lockMember(known.member_id);
    const held = work.at;
    t.clock.turn(1_000);
    return [waiting - begun, held - begun, work.at - begun];
  });
  assert.deepEqual(times, [0, 1_000, 1_000]);
});
