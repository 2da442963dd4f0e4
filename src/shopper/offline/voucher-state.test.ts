import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryReason, Voucher, Wallet } from '#contract/member.ts';
import { hasRedeemed, liveIds } from './voucher-state.ts';

const voucher = (id: string, state: Voucher['state'] = 'issued'): Voucher => ({
  id,
  state,
  reward: { id: 'coffee', name: 'Any coffee', instruction: 'Give one coffee' },
  points: 100,
  source: 'own',
  drawings: null,
  notice: null,
  number: '4820163573',
  code: state === 'issued' ? '123456789012' : null,
  issuedAt: 0,
  expiresAt: 1,
  at: 0,
  used: null,
  held: null,
  endedAt: null,
  balance: 0,
});

const wallet = (vouchers: Voucher[], reasons: HistoryReason[] = []): Wallet => ({
  at: 0,
  member: { firstName: null, number: '1' },
  balance: 0,
  tier: { id: 'member', name: 'Member', color: '#000000', pointsPerUnit: 1, perks: [] },
  nextTier: null,
  qualifying: { minor: 0, currency: 'EUR' },
  expiring: null,
  asks: [],
  vouchers,
  rewards: [],
  history: reasons.map((what, seq) => ({
    seq,
    kind: 'redemption',
    points: 0,
    balanceAfter: 0,
    at: 0,
    store: null,
    what,
  })),
});

const issue = (redemptionId: string): HistoryReason => ({
  rule: 'issue',
  reward: 'Any coffee',
  redemptionId,
});
const giveBack = (redemptionId: string): HistoryReason => ({
  rule: 'give-back',
  reward: 'Any coffee',
  redemptionId,
  because: 'cancelled',
});

test('a voucher issued since the wallet was fetched is live, one used since is not', () => {
  const known = wallet([voucher('old'), voucher('stays')]);
  assert.deepEqual(liveIds(known, [voucher('old', 'redeemed'), voucher('new'), undefined]), [
    'new',
    'stays',
  ]);
});

test('joining, issuing and giving back are not yet a redemption', () => {
  assert.ok(!hasRedeemed(undefined, []));
  assert.ok(!hasRedeemed(wallet([], [{ rule: 'welcome' }]), []));
  assert.ok(!hasRedeemed(wallet([voucher('a')], [issue('a')]), [voucher('a')]));
  assert.ok(!hasRedeemed(wallet([], [giveBack('a'), issue('a')]), [voucher('a', 'cancelled')]));
});

test('a voucher that was scanned is one, seen here or told by history', () => {
  assert.ok(hasRedeemed(undefined, [voucher('a', 'redeemed')]));
  assert.ok(hasRedeemed(wallet([voucher('b')], [issue('b'), issue('a')]), []));
});
