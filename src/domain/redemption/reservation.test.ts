import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideRedeem, graceMs, type Redemption, type RedemptionState } from './redemption.ts';
import { decideRelease, decideReserve, reserveMinutes } from './reservation.ts';

const issuedAt = 1_000_000;
const expiresAt = issuedAt + 30 * 60_000;
const until = issuedAt + 10 * 60_000;
const place = { storeId: 'main', storeName: 'Main St.', tillId: 'main-1', tillName: 'Till 1' };
const use = { ...place, at: issuedAt, receiptNumber: 'R1', associateId: null };

const redemptionIn = (state: RedemptionState): Redemption => ({
  id: 'r1',
  memberId: 'm1',
  rewardId: 'coffee',
  source: 'own',
  points: 60,
  issuedAt,
  expiresAt,
  ...state,
});
const issued = redemptionIn({ state: 'issued' });
const held = redemptionIn({ state: 'reserved', by: { ...place, basketId: 'B1' }, until });
const redeemed = redemptionIn({ state: 'redeemed', use });

const mine = { tillId: 'main-1', basketId: 'B1' };
const nextBasket = { tillId: 'main-1', basketId: 'B2' };
const otherTill = { tillId: 'main-2', basketId: 'B1' };
const reserve = (redemption: Redemption, basket: typeof mine, at: number, minutes = 10) =>
  decideReserve(redemption, { ...basket, minutes }, at);
const heldHere = {
  key: 'voucher-reserved',
  store: 'Main St.',
  till: 'Till 1',
  until,
  storeId: 'main',
  tillId: 'main-1',
} as const;

test('a voucher that could be redeemed is held for the minutes asked for', () => {
  assert.deepEqual(reserve(issued, mine, issuedAt), { outcome: 'reserve', until, expiresAt });
});

test('a voucher does not end under the sale that it is held for', () => {
  const at = expiresAt - 60_000;
  assert.deepEqual(reserve(issued, mine, at, 5), {
    outcome: 'reserve',
    until: at + 5 * 60_000,
    expiresAt: at + 5 * 60_000,
  });
});

test('the same till and basket again is the same reservation, and no longer one', () => {
  assert.deepEqual(reserve(held, mine, until - 1, 30), { outcome: 'again' });
});

test('another till, and another basket of the same till, hear who holds it and until when', () => {
  for (const basket of [otherTill, nextBasket]) {
    const refused = { outcome: 'refused', refusal: heldHere };
    assert.deepEqual(reserve(held, basket, until - 1), refused);
    assert.deepEqual(decideRelease(held, basket, until - 1), refused);
  }
});

test('time lets go by itself', () => {
  for (const basket of [mine, otherTill, nextBasket]) {
    assert.equal(reserve(held, basket, until).outcome, 'reserve');
    assert.notEqual(decideRelease(held, basket, until).outcome, 'refused');
  }
});

test('what ended or was used is not held', () => {
  const ended: [RedemptionState, string][] = [
    [{ state: 'redeemed', use }, 'already-used'],
    [{ state: 'reversed', use, at: 2, reason: 'x' }, 'voucher-reversed'],
    [{ state: 'cancelled', at: 2 }, 'voucher-cancelled'],
  ];
  for (const [state, key] of ended) {
    const decision = reserve(redemptionIn(state), mine, issuedAt);
    assert.equal(decision.outcome === 'refused' && decision.refusal.key, key);
  }
  assert.equal(reserve(issued, mine, expiresAt + graceMs).outcome, 'issue-again');
});

test('letting go again changes nothing, whatever became of the voucher since', () => {
  assert.deepEqual(decideRelease(held, mine, issuedAt), { outcome: 'release' });
  assert.deepEqual(decideRelease(issued, mine, issuedAt), { outcome: 'free' });
  const cancelled = redemptionIn({ state: 'cancelled', at: 2 });
  assert.deepEqual(decideRelease(cancelled, mine, issuedAt), { outcome: 'free' });
});

test('of a used voucher nothing can be let go, and its till hears so', () => {
  const decision = decideRelease(redeemed, mine, issuedAt);
  assert.equal(decision.outcome === 'refused' && decision.refusal.key, 'already-used');
});

test('at any moment and for any minutes, what one till has reserved no other till redeems', () => {
  const at = fc.integer({ min: issuedAt, max: expiresAt + graceMs - 1 });
  const minutes = fc.integer({ min: reserveMinutes.least, max: reserveMinutes.most });
  fc.assert(
    fc.property(at, minutes, fc.integer({ min: 0, max: 40 * 60_000 }), (then, many, laterMs) => {
      const got = reserve(issued, mine, then, many);
      assert.equal(got.outcome, 'reserve');
      if (got.outcome !== 'reserve') return;
      const now = then + laterMs;
      const by = { ...place, basketId: 'B1' };
      const state = redemptionIn({ state: 'reserved', by, until: got.until });
      const redemption: Redemption = { ...state, expiresAt: got.expiresAt };
      const receiptNumber = 'R9';
      const ours = decideRedeem(redemption, { tillId: 'main-1', receiptNumber }, now);
      const theirs = decideRedeem(redemption, { tillId: 'main-2', receiptNumber }, now);
      if (now < got.until) {
        assert.equal(ours.outcome, 'redeem');
        assert.equal(theirs.outcome === 'refused' && theirs.refusal.key, 'voucher-reserved');
      } else {
        assert.deepEqual(ours, theirs);
      }
    }),
  );
});
