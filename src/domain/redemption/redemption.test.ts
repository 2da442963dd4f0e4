import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cancelRefusal,
  decideRedeem,
  graceMs,
  type Holder,
  issueAgainMs,
  mustExpire,
  type Phase,
  type Place,
  phaseAt,
  type Redemption,
  type RedemptionState,
  reverseRefusal,
  stateAt,
  type Use,
} from './redemption.ts';

const issuedAt = 1_000_000;
const expiresAt = issuedAt + 30 * 60_000;
const until = issuedAt + 60_000;
const endedAt = issuedAt + 120_000;

const place: Place = {
  storeId: 'main',
  storeName: 'Main St.',
  tillId: 'main-2',
  tillName: 'Till 2',
};
const holder: Holder = { ...place, basketId: 'B1' };
const use: Use = { ...place, at: endedAt, receiptNumber: 'R1', associateId: null };

const states = {
  issued: { state: 'issued' },
  reserved: { state: 'reserved', by: holder, until },
  redeemed: { state: 'redeemed', use },
  reversed: { state: 'reversed', use, at: endedAt + 1, reason: 'wrong item' },
  cancelled: { state: 'cancelled', at: endedAt },
  expired: { state: 'expired', at: expiresAt + graceMs },
} as const satisfies Record<RedemptionState['state'], RedemptionState>;

type Name = keyof typeof states;

function redemptionIn(state: Name): Redemption {
  const frame = { id: 'r1', memberId: 'm1', rewardId: 'coffee', points: 60, issuedAt, expiresAt };
  return { ...frame, source: 'own', ...states[state] };
}

const sameTill = { tillId: 'main-2', receiptNumber: 'R1' };
const sameTillNextReceipt = { tillId: 'main-2', receiptNumber: 'R2' };
const otherTill = { tillId: 'main-1', receiptNumber: 'R1' };

/** In time; at the end that the phone shows; within the till's grace; in the queue; an old picture. */
const moments = {
  early: issuedAt,
  lastSecond: expiresAt - 1,
  end: expiresAt,
  lastGrace: expiresAt + graceMs - 1,
  graceOver: expiresAt + graceMs,
  queue: expiresAt + issueAgainMs - 1,
  old: expiresAt + issueAgainMs,
};
type Moment = keyof typeof moments;

/** The phase of an open voucher at each of these moments. */
const openPhases: Phase[] = ['running', 'running', 'late', 'late', 'closing', 'closing', 'closing'];

function said(state: Name, till: typeof sameTill, at: number): string {
  const decision = decideRedeem(redemptionIn(state), till, at);
  return decision.outcome === 'refused' ? decision.refusal.key : decision.outcome;
}

test('an issued voucher is redeemed until two minutes past its end, then issued again, then refused', () => {
  const expected: Record<Moment, string> = {
    early: 'redeem',
    lastSecond: 'redeem',
    end: 'redeem',
    lastGrace: 'redeem',
    graceOver: 'issue-again',
    queue: 'issue-again',
    old: 'voucher-expired',
  };
  for (const [moment, at] of Object.entries(moments)) {
    assert.equal(said('issued', otherTill, at), expected[moment as Moment], moment); // A key of `moments`.
  }
});

test('a voucher that the clock has expired is issued again for whoever waited, and not for an old picture', () => {
  assert.equal(said('expired', sameTill, moments.graceOver), 'issue-again');
  assert.equal(said('expired', sameTill, moments.queue), 'issue-again');
  assert.deepEqual(decideRedeem(redemptionIn('expired'), sameTill, moments.old), {
    outcome: 'refused',
    refusal: { key: 'voucher-expired', at: expiresAt },
  });
});

test('a reserved voucher is for the till that reserved it, until the reservation runs out', () => {
  assert.equal(said('reserved', sameTillNextReceipt, until - 1), 'redeem');
  assert.deepEqual(decideRedeem(redemptionIn('reserved'), otherTill, until - 1), {
    outcome: 'refused',
    refusal: {
      key: 'voucher-reserved',
      store: 'Main St.',
      till: 'Till 2',
      until,
      storeId: 'main',
      tillId: 'main-2',
    },
  });
  assert.equal(said('reserved', otherTill, until), 'redeem');
});

test('a reservation that ran out does not keep a voucher alive past its own end', () => {
  for (const till of [sameTill, otherTill]) {
    assert.equal(said('reserved', till, moments.lastGrace), 'redeem');
    assert.equal(said('reserved', till, moments.graceOver), 'issue-again');
    assert.equal(said('reserved', till, moments.old), 'voucher-expired');
  }
});

test('the same till with the same receipt gets the same answer again, however late', () => {
  for (const at of Object.values(moments)) assert.equal(said('redeemed', sameTill, at), 'again');
});

test('another till, or another receipt, hears when and where it was used', () => {
  const { storeId, tillId, receiptNumber } = use;
  const where = { store: 'Main St.', till: 'Till 2', at: endedAt };
  const refusal = { key: 'already-used', ...where, storeId, tillId, receiptNumber };
  for (const till of [otherTill, sameTillNextReceipt]) {
    for (const at of Object.values(moments)) {
      assert.deepEqual(decideRedeem(redemptionIn('redeemed'), till, at), {
        outcome: 'refused',
        refusal,
      });
    }
  }
});

test('what was cancelled or reversed stays so for every till, at any time', () => {
  for (const till of [sameTill, sameTillNextReceipt, otherTill]) {
    for (const at of Object.values(moments)) {
      assert.equal(said('cancelled', till, at), 'voucher-cancelled');
      assert.equal(said('reversed', till, at), 'voucher-reversed');
    }
  }
});

test('a member cancels what nobody has scanned, and cancelling again changes nothing', () => {
  const expected: Record<Name, string | null> = {
    issued: null,
    cancelled: null,
    reserved: 'voucher-reserved',
    redeemed: 'already-used',
    reversed: 'voucher-reversed',
    expired: 'voucher-expired',
  };
  for (const [state, key] of Object.entries(expected)) {
    const redemption = redemptionIn(state as Name); // A key of `expected`.
    assert.equal(cancelRefusal(redemption, issuedAt)?.key ?? null, key, state);
  }
  assert.equal(cancelRefusal(redemptionIn('reserved'), until), null, 'its time ran out');
});

test('a till reverses what was redeemed, with a reason, and reversing again changes nothing', () => {
  const expected: Record<Name, string | null> = {
    redeemed: null,
    reversed: null,
    issued: 'not-redeemed',
    reserved: 'not-redeemed',
    cancelled: 'not-redeemed',
    expired: 'not-redeemed',
  };
  for (const [state, key] of Object.entries(expected)) {
    const redemption = redemptionIn(state as Name); // A key of `expected`.
    assert.equal(reverseRefusal(redemption, 'wrong item')?.key ?? null, key, state);
    assert.equal(reverseRefusal(redemption, '')?.key, 'reason-required', state);
    assert.equal(reverseRefusal(redemption, ' \n')?.key, 'reason-required', state);
    assert.equal(reverseRefusal(redemption, '\u200b\u2060')?.key, 'reason-required', state);
  }
});

test('the clock ends only what is open, and not before the till’s grace is over', () => {
  const open: readonly Name[] = ['issued', 'reserved'];
  for (const state of Object.keys(states) as Name[]) {
    for (const at of Object.values(moments)) {
      const over = open.includes(state) && at >= expiresAt + graceMs;
      assert.equal(mustExpire(redemptionIn(state), at), over, `${state} at ${at}`);
    }
  }
});

test('the clock leaves a voucher to the till that holds it reserved', () => {
  const held: Redemption = {
    ...redemptionIn('issued'),
    state: 'reserved',
    by: holder,
    until: moments.old,
  };
  assert.equal(mustExpire(held, moments.old - 1), false);
  assert.equal(mustExpire(held, moments.old), true);
});

test('no moment is both the clock’s to expire and the till’s to redeem', () => {
  for (const state of ['issued', 'reserved'] as const) {
    for (let at = issuedAt; at < moments.old; at += 1_000) {
      if (mustExpire(redemptionIn(state), at)) assert.notEqual(said(state, sameTill, at), 'redeem');
    }
  }
});

test('a reservation that ran out is seen by nobody', () => {
  for (const state of Object.keys(states) as Name[]) {
    const redemption = redemptionIn(state);
    assert.equal(stateAt(redemption, until - 1), state);
    assert.equal(stateAt(redemption, until), state === 'reserved' ? 'issued' : state);
  }
});

test('the phone shows a voucher as live until its end, and never after it was used or ended', () => {
  const open: readonly Name[] = ['issued', 'reserved'];
  for (const state of Object.keys(states) as Name[]) {
    const voucher = { ...redemptionIn(state), endedAt: null };
    const phases = Object.values(moments).map((at) => phaseAt(voucher, at));
    const over: Phase[] = phases.map(() => 'over');
    assert.deepEqual(phases, open.includes(state) ? openPhases : over, state);
    if (!open.includes(state)) continue;
    assert.equal(
      phaseAt({ ...voucher, endedAt: issuedAt }, moments.early),
      'closing',
      'ended early',
    );
  }
});

test('a pool’s voucher is left to the store’s own till and to settlement', () => {
  const voucher: Redemption = { ...redemptionIn('issued'), source: 'pool' };
  for (const at of Object.values(moments)) {
    assert.deepEqual(decideRedeem(voucher, sameTill, at), {
      outcome: 'refused',
      refusal: { key: 'pool-code' },
    });
    assert.equal(mustExpire(voucher, at), false);
    assert.equal(mustExpire({ ...voucher, source: 'mint' }, at), false);
  }
  const used: Redemption = { ...redemptionIn('redeemed'), source: 'pool' };
  assert.equal(decideRedeem(used, sameTill, moments.early).outcome, 'again');
});
