import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TillVoucher } from '#contract/till.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Attempt, type Event, nextScreen, readyScreen, type Screen } from './screen.ts';

const voucher: TillVoucher = {
  redemptionId: 'redemption-1',
  state: 'issued',
  reward: {
    id: 'flat-white',
    name: 'Flat white',
    instruction: 'Make a flat white.',
    points: 80,
    worth: { kind: 'perk' },
  },
  memberId: 'member-1',
  number: '4820163573',
  firstName: 'Lina',
  tierId: 'gold',
  tier: 'Gold',
  points: 80,
  expiresAt: 1_800_000,
  used: null,
  held: null,
  refusal: null,
};
const used: Refusal = {
  key: 'already-used',
  store: 'Main St.',
  till: 'Till 2',
  at: 1_000,
  storeId: 'main',
  tillId: 'main-2',
  receiptNumber: 'R-1',
};
const attempt: Attempt = { id: 'id-1', scanned: '123456789018', entered: 'scanned', voucher };
const scan: Event = { type: 'scan', scanned: attempt.scanned };
const looked: Event = { type: 'looked', attempt };
const redeemed: Event = {
  type: 'redeemed',
  id: 'id-1',
  voucher: { ...voucher, state: 'redeemed' },
};
const use = { redemptionId: 'redemption-1', reward: 'Flat white' };

const after = (...events: Event[]): Screen => events.reduce(nextScreen, readyScreen);

test('scan, look, redeem, next: the whole way', () => {
  assert.equal(after(scan).name, 'looking');
  assert.deepEqual(after(scan, looked), { name: 'offer', attempt, offline: false });
  assert.equal(after(scan, looked, { type: 'redeem' }).name, 'redeeming');
  assert.equal(after(scan, looked, { type: 'redeem' }, redeemed).name, 'done');
  assert.deepEqual(
    after(scan, looked, { type: 'redeem' }, redeemed, { type: 'next' }),
    readyScreen,
  );
});

test('what a member said yes to is done, whatever was on screen', () => {
  const given: Event = { type: 'given', voucher };
  assert.deepEqual(after(given), { name: 'done', voucher });
  assert.deepEqual(after(scan, given), { name: 'done', voucher });
});

test('a voucher that cannot be given is a no, with its reason', () => {
  const screen = after(scan, {
    type: 'looked',
    attempt: { ...attempt, voucher: { ...voucher, refusal: used } },
  });
  assert.equal(screen.name, 'no');
  assert.deepEqual(screen.name === 'no' && screen.refusal, used);
});

test('a code that is not ours leaves the till ready, with a notice', () => {
  const refusal: Refusal = { key: 'code-not-ours' };
  const screen = after(scan, { type: 'look-refused', scanned: attempt.scanned, refusal });
  assert.deepEqual(screen, { name: 'ready', notice: refusal });
});

test('a lost answer keeps the id, and asking again redeems once', () => {
  const lost: Event = { type: 'redeem-lost', id: 'id-1', sent: true };
  const unsure = after(scan, looked, { type: 'redeem' }, lost);
  assert.deepEqual(unsure, { name: 'unsure', attempt });
  const again = nextScreen(unsure, { type: 'redeem' });
  assert.deepEqual(again, { name: 'redeeming', attempt });
  assert.equal(nextScreen(again, redeemed).name, 'done');
});

test('what was never sent is still only offered', () => {
  const unsent: Event = { type: 'redeem-lost', id: 'id-1', sent: false };
  const screen = after(scan, looked, { type: 'redeem' }, unsent);
  assert.deepEqual(screen, { name: 'offer', attempt, offline: true });
});

test('a look that got no answer can be asked again, and nothing was redeemed', () => {
  const lost: Event = { type: 'look-lost', scanned: attempt.scanned, entered: 'scanned' };
  const unlooked = { name: 'unlooked', scanned: attempt.scanned, entered: 'scanned' } as const;
  assert.deepEqual(after(scan, lost), unlooked);
  assert.equal(after(scan, lost, scan).name, 'looking');
});

test('while an answer is out, a stray scan changes nothing', () => {
  const stray: Event = { type: 'scan', scanned: '999999999999' };
  const redeeming = after(scan, looked, { type: 'redeem' });
  assert.equal(nextScreen(redeeming, stray), redeeming);
  const unsure = nextScreen(redeeming, { type: 'redeem-lost', id: 'id-1', sent: true });
  assert.equal(nextScreen(unsure, stray), unsure);
});

test('another voucher scanned instead of redeeming takes the place of the first', () => {
  const other: Event = { type: 'scan', scanned: '999999999999' };
  assert.deepEqual(after(scan, looked, other), { name: 'looking', scanned: '999999999999' });
});

test('the same voucher scanned again while it is offered changes nothing', () => {
  assert.deepEqual(after(scan, looked, scan), after(scan, looked));
});

test('a double tap on Redeem is one', () => {
  const once = after(scan, looked, { type: 'redeem' });
  assert.equal(nextScreen(once, { type: 'redeem' }), once);
});

test('an answer that comes too late changes no other screen', () => {
  assert.equal(after(looked), readyScreen);
  assert.equal(after(redeemed), readyScreen);
  const other = after({ type: 'scan', scanned: '999999999999' });
  assert.equal(nextScreen(other, looked), other);
});

test('a voucher cancelled while it is offered turns into a no', () => {
  const refusal: Refusal = { key: 'voucher-cancelled', at: 5 };
  const screen = after(scan, looked, {
    type: 'looked',
    attempt: { ...attempt, id: 'id-2', voucher: { ...voucher, refusal } },
  });
  assert.equal(screen.name, 'no');
});

test('looking again at what is offered keeps the first id', () => {
  const screen = after(scan, looked, { type: 'looked', attempt: { ...attempt, id: 'id-2' } });
  assert.equal(screen.name === 'offer' && screen.attempt.id, 'id-1');
});

test('undo asks, sends and is undone', () => {
  const done = after(scan, looked, { type: 'redeem' }, redeemed);
  const asking = nextScreen(done, { type: 'undo', use });
  assert.deepEqual(asking, { name: 'undo', use, step: { kind: 'asking' } });
  const sending = nextScreen(asking, { type: 'reverse' });
  assert.equal(nextScreen(sending, { type: 'next' }), sending, 'no way off while it is sent');
  const undone = nextScreen(sending, { type: 'reversed', redemptionId: 'redemption-1' });
  assert.deepEqual(undone, { name: 'undone', use });
});

test('what another device undid no longer stands here as done', () => {
  const done = after(scan, looked, { type: 'redeem' }, redeemed);
  assert.equal(nextScreen(done, { type: 'reversed', redemptionId: 'another' }), done);
  const screen = nextScreen(done, { type: 'reversed', redemptionId: 'redemption-1' });
  assert.deepEqual(screen, { name: 'undone', use });
});
