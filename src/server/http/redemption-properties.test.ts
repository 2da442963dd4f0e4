import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { spendable } from '#domain/lot.ts';
import { Refused } from '#domain/refusal.ts';
import { lotsOf } from '#server/storage/ledger-entries.ts';
import { memberById } from '#server/storage/members.ts';
import { redemptionRow } from '#server/storage/redemptions.ts';
import { newId } from '#server/testing/counter.ts';
import { testDatabaseUrl } from '#server/testing/database.ts';
import { NaiveMember } from '#server/testing/naive-member.ts';
import { testProgram } from '#server/testing/program.ts';
import { startTillpass, type Tillpass } from '#server/testing/tillpass.ts';
import { cancelVoucher } from '#server/usecases/cancel-voucher.ts';
import { expireDue } from '#server/usecases/expire.ts';
import { issueVoucher } from '#server/usecases/issue-voucher.ts';
import { voucherCodeOf } from '#server/usecases/name-voucher.ts';
import { redeemVoucher } from '#server/usecases/redeem-voucher.ts';
import { purchaseInto } from '#server/usecases/report-purchase.ts';
import { reverseRedemption } from '#server/usecases/reverse-redemption.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing replays every ledger that the histories left behind.
after(() => t.close());

const minute = 60_000;
const day = 24 * 60 * minute;
const place = { tillId: 'main-1', storeId: 'main', associateId: null };

const which = fc.nat(6);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('issue' as const),
      reward: fc.constantFrom('coffee', 'cake', 'small', 'mug'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('purchase' as const),
      minor: fc.integer({ min: 0, max: 90_000 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('redeem' as const), which }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cancel' as const), which }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('reverse' as const), which }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('clock' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('wait' as const),
      ms: fc.constantFrom(
        minute,
        31 * minute,
        33 * minute,
        95 * minute,
        200 * day,
        200 * day,
        366 * day,
      ),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Player {
  readonly memberId: string;
  readonly model: NaiveMember;
}

let players = 0;
async function join(): Promise<Player> {
  players += 1;
  t.clock.turn(11 * minute); // A new window for the limits of asking.
  const phone = await t.joined(`player-${players}@example.com`);
  const { number } = (await phone.get('/api/profile')).body;
  const row = await t.context.store.read
    .selectFrom('member_numbers')
    .select('member_id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return { memberId: row.member_id, model: new NaiveMember(testProgram, t.clock.now()) };
}

/** True when it was done, false when it was refused; anything else is a bug and thrown on. */
async function done(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

async function play({ memberId, model }: Player, one: Step): Promise<void> {
  t.clock.turn(1);
  const at = t.clock.now();
  const { context } = t;
  switch (one.what) {
    case 'wait':
      return t.clock.turn(one.ms);
    case 'clock':
      while ((await expireDue(context)) > 0) {}
      return model.tick(at);
    case 'purchase':
      return purchase({ memberId, model }, one.minor);
    case 'issue':
      return issue({ memberId, model }, one.reward);
    default:
      break;
  }
  const voucher = model.vouchers[one.which];
  if (!voucher) return;
  if (one.what === 'cancel') {
    const happened = await done(cancelVoucher(context, { memberId, id: voucher.id }));
    assert.equal(happened, model.cancel(voucher), 'cancel');
  } else if (one.what === 'reverse') {
    const { storeId } = place;
    const wish = { redemptionId: voucher.id, storeId, associateId: null, reason: 'play' };
    assert.equal(await done(reverseRedemption(context, wish)), model.reverse(voucher), 'reverse');
  } else {
    await redeem({ memberId, model }, voucher);
  }
}

async function purchase({ memberId, model }: Player, minor: number): Promise<void> {
  const number = (await memberById(t.context.store.read, memberId))?.number ?? '';
  const soldAt = t.clock.now();
  const wish = { ...place, receiptNumber: newId(), member: { number }, soldAt };
  const spent = { minor, currency: 'EUR' };
  const row = await t.context.store.transact((tx) =>
    purchaseInto(tx, t.context, { ...wish, spent }),
  );
  assert.equal(row.points, model.purchase(minor, soldAt), 'earned');
}

async function issue({ memberId, model }: Player, rewardId: string): Promise<void> {
  const id = newId();
  const cost = testProgram.rewards.find((reward) => reward.id === rewardId)?.points ?? 0;
  const expected = model.issue({ id, rewardId, cost }, t.clock.now());
  const wish = { memberId, id, rewardId, storeId: null };
  const got = await issueVoucher(t.context, wish).catch((error) => {
    if (error instanceof Refused) return null;
    throw error;
  });
  assert.equal(got, expected, 'issue');
}

async function redeem({ memberId, model }: Player, voucher: { id: string }): Promise<void> {
  const db = t.context.store.read;
  const row = await redemptionRow(db, memberId, voucher.id);
  const held = model.vouchers.find(({ id }) => id === voucher.id);
  assert.ok(row && held);
  const scanned = voucherCodeOf(t.context, row);
  const wish = { ...place, scanned, entered: null, receiptNumber: newId() };
  const happened = await done(redeemVoucher(t.context, wish));
  const stead = (await redemptionRow(db, memberId, voucher.id))?.replaced_by ?? newId();
  assert.equal(happened, model.redeem(held, stead, t.clock.now()), 'redeem');
}

test('whatever happens in whatever order, balances are what a naive reckoning says', {
  skip: testDatabaseUrl ? 'one database is enough for the rules' : false,
}, async () => {
  const history = fc.array(step, { minLength: 5, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const player = await join();
      for (const one of steps) {
        await play(player, one);
        const lots = await lotsOf(t.context.store.read, player.memberId);
        const at = t.clock.now();
        assert.equal(spendable(lots, at), player.model.spendable(at), one.what);
      }
      t.clock.turn(1);
      while ((await expireDue(t.context)) > 0) {}
      player.model.tick(t.clock.now());
      const member = await memberById(t.context.store.read, player.memberId);
      assert.equal(member?.balance, player.model.spendable(t.clock.now()), 'at the end');
    }),
    { numRuns: 100, seed: 20_260_115 },
  );
});
