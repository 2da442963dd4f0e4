import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { graceMs, issueAgainMs } from '#domain/redemption/redemption.ts';
import {
  balance,
  cancel,
  issue,
  issued,
  newId,
  posAt,
  refusal as refusalOf,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { tellEverybody } from '#server/tests/kit/points.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const refused = (answer: Parameters<typeof refusalOf>[0]) => {
  const { status, key } = refusalOf(answer);
  return [status, key];
};

test('the phone’s time ends at thirty minutes, the till’s two minutes later, then the points are back', async () => {
  const phone = await t.joined('ends@example.com');
  const { code, id } = await issued(phone, 'coffee');
  t.clock.turn(30 * minute - 1);
  assert.equal((await voucher(phone, id)).body.state, 'issued');
  t.clock.turn(1);
  const shown = (await voucher(phone, id)).body;
  assert.deepEqual([shown.state, shown.code], ['issued', code], 'the till takes it still');
  t.clock.turn(graceMs - 1);
  assert.equal(await expireDue(t.context), 0);
  assert.equal(await balance(phone), 50);
  t.clock.turn(1);
  assert.equal(await expireDue(t.context), 1);
  const seen = await wallet(phone);
  assert.equal(seen.balance, 150);
  assert.deepEqual([seen.history[0].kind, seen.history[0].what.because], ['reversal', 'expired']);
  assert.equal(await expireDue(t.context), 0, 'once is enough');
  assert.deepEqual(refused(await cancel(phone, id)), [410, 'voucher-expired']);
});

test('a scan within the grace is in time', async () => {
  const phone = await t.joined('grace@example.com');
  const { code, id } = await issued(phone, 'coffee');
  t.clock.turn(30 * minute + graceMs - 1);
  const { status, body } = await posAt(t, 'main-1').redeem(code, 'grace-1');
  assert.deepEqual([status, body.redemptionId], [200, id]);
  t.clock.turn(minute);
  assert.equal(await expireDue(t.context), 0);
  assert.equal(await balance(phone), 50);
});

for (const ended of [false, true]) {
  const when = ended ? 'and the clock has ended it' : 'before the clock came round';
  test(`who waited too long in the queue is served all the same, ${when}`, async () => {
    const phone = await t.joined(`queue-${ended}@example.com`);
    const { code, id } = await issued(phone, 'coffee');
    t.clock.turn(30 * minute + graceMs);
    if (ended) assert.equal(await expireDue(t.context), 1);
    const pos = posAt(t, 'main-1');
    assert.equal((await pos.look(code)).body.redeemable, true);
    const first = await pos.redeem(code, 'queue-1');
    assert.equal(first.status, 200);
    assert.equal(first.body.state, 'redeemed');
    assert.notEqual(first.body.redemptionId, id);
    assert.deepEqual((await pos.redeem(code, 'queue-1')).body, first.body);
    assert.deepEqual(refused(await pos.redeem(code, 'queue-2')), [409, 'already-used']);
    const shown = (await voucher(phone, id)).body;
    assert.deepEqual([shown.state, shown.used.till], ['redeemed', 'Till 1']);
    const seen = await wallet(phone);
    assert.equal(seen.balance, 50);
    const changes = seen.history.map(({ points }: { points: number }) => points);
    assert.deepEqual(changes, [-100, 100, -100, 150]);
    // What was given can be undone by the id in the till's answer.
    assert.equal((await pos.reverse(first.body.redemptionId, 'no cake left')).status, 200);
    assert.equal(await balance(phone), 150);
  });
}

test('after an hour it is an old picture, and the till says so', async () => {
  const phone = await t.joined('old@example.com');
  const { code } = await issued(phone, 'coffee');
  t.clock.turn(30 * minute + issueAgainMs);
  const pos = posAt(t, 'main-1');
  assert.equal((await pos.look(code)).body.refusal.key, 'voucher-expired');
  assert.deepEqual(refused(await pos.redeem(code, 'old-1')), [410, 'voucher-expired']);
  await expireDue(t.context);
  assert.deepEqual(refused(await pos.redeem(code, 'old-1')), [410, 'voucher-expired']);
  assert.equal(await balance(phone), 150);
});

test('when the points went into something else, the expired voucher is over', async () => {
  const phone = await t.joined('spent@example.com');
  const { code } = await issued(phone, 'coffee');
  t.clock.turn(40 * minute);
  await expireDue(t.context);
  await issued(phone, 'cake');
  const pos = posAt(t, 'main-1');
  assert.equal((await pos.look(code)).body.refusal.key, 'voucher-expired');
  assert.deepEqual(refused(await pos.redeem(code, 'spent-1')), [410, 'voucher-expired']);
  assert.equal(await balance(phone), 50);
});

test('stock comes back with the points, and who takes it then has it', async () => {
  const slow = await t.joined('slow@example.com');
  const quick = await t.joined('quick@example.com');
  const { code } = await issued(slow, 'last');
  assert.deepEqual(refused(await issue(quick, 'last')), [409, 'sold-out']);
  t.clock.turn(40 * minute);
  await expireDue(t.context);
  const taken = await issue(quick, 'last');
  assert.equal(taken.status, 200);
  // Looking and redeeming say the same: somebody else has the piece now.
  const pos = posAt(t, 'main-1');
  assert.equal((await pos.look(code)).body.refusal?.key, 'voucher-expired');
  assert.deepEqual(refused(await pos.redeem(code, 'stock-1')), [410, 'voucher-expired']);
  await cancel(quick, taken.body.id);
  assert.equal((await pos.look(code)).body.redeemable, true);
  assert.equal((await pos.redeem(code, 'stock-1')).status, 200);
});

test('the last piece, still held by the expired voucher itself, is given', async () => {
  const phone = await t.joined('held@example.com');
  const pos = posAt(t, 'main-1');
  // The earlier voucher was used; when it is undone, its piece is free again.
  const used = await t.context.store.read
    .selectFrom('redemptions')
    .select('id')
    .where('reward_id', '=', 'last')
    .where('state', '=', 'redeemed')
    .executeTakeFirstOrThrow();
  await pos.reverse(used.id, 'for the next');
  const { code } = await issued(phone, 'last');
  t.clock.turn(40 * minute);
  assert.equal((await pos.look(code)).body.redeemable, true);
  assert.equal((await pos.redeem(code, 'held-1')).status, 200);
});

test('a phone that asks for its expired voucher again gets no second one for the same id', async () => {
  const phone = await t.joined('asks@example.com');
  const id = newId();
  await issue(phone, 'coffee', id);
  t.clock.turn(40 * minute);
  await expireDue(t.context);
  assert.equal((await issue(phone, 'coffee', id)).body.state, 'expired');
  assert.equal((await issue(phone, 'coffee')).body.state, 'issued');
  assert.equal(await balance(phone), 50);
});

test('points expire at the end of their last day, and only what is left of them', async () => {
  const t2 = await startTillpass();
  try {
    const phone = await t2.joined('points@example.com');
    const { expiring, member } = await wallet(phone);
    assert.deepEqual(expiring, { points: 150, at: Date.parse('2027-01-16T00:00:00+01:00') });
    const pos = posAt(t2, 'main-1');
    await tellEverybody(t2.context);
    t2.clock.turn(100 * day);
    await pos.purchase({ member: { number: member.number }, receiptNumber: 'later' });
    // Spent, and back only after these points have expired: what comes back has its old expiry.
    t2.clock.turnTo(expiring.at - 10 * minute);
    const again = await signedInAgain(t2, 'points@example.com');
    const { id, code } = await issued(again, 'coffee');
    t2.clock.turnTo(expiring.at);
    assert.equal(await expireDue(t2.context), 1);
    assert.equal(await balance(again), 10, 'fifty expired, a hundred are in the voucher');
    assert.equal((await pos.look(code)).body.redeemable, true, 'they were exchanged in time');
    const cancelled = await cancel(again, id);
    const until = Date.parse('2027-01-24T00:00:00+01:00');
    assert.deepEqual(cancelled.body.back, { points: 100, lapsed: 0, until }, 'seven days more');
    assert.equal(await balance(again), 110);
    assert.deepEqual((await wallet(again)).expiring, { points: 100, at: until });
    // Only once: points that are held again on the last of those days come back in time or not at all.
    t2.clock.turnTo(until - minute);
    const last = await issued(again, 'coffee');
    t2.clock.turn(minute);
    const over = await cancel(again, last.id);
    assert.deepEqual(over.body.back, { points: 100, lapsed: 100, until: null });
    assert.equal(await balance(again), 10, 'back, and expired');
    assert.equal(await expireDue(t2.context), 1);
    const { history } = await wallet(again);
    const changes = history.map(({ kind, points }: { kind: string; points: number }) => [
      kind,
      points,
    ]);
    assert.deepEqual(changes, [
      ['expiry', -100],
      ['reversal', 100],
      ['redemption', -100],
      ['reversal', 100],
      ['expiry', -50],
    ]);
    assert.equal(history[0].balanceAfter, 10);
  } finally {
    await t2.close();
  }
});

test('who waited in the queue on their points’ last evening is served all the same', async () => {
  const t2 = await startTillpass();
  try {
    const phone = await t2.joined('both@example.com');
    const end = (await wallet(phone)).expiring.at;
    await tellEverybody(t2.context);
    t2.clock.turnTo(end - 10 * minute);
    const { code } = await issued(await signedInAgain(t2, 'both@example.com'), 'coffee');
    t2.clock.turn(40 * minute);
    const pos = posAt(t2, 'main-1');
    assert.equal((await pos.look(code)).body.redeemable, true);
    assert.equal((await pos.redeem(code, 'both-1')).body.state, 'redeemed');
    while ((await expireDue(t2.context)) > 0) t2.clock.turn(1);
  } finally {
    await t2.close();
  }
});

/** A year later the phone has to sign in again. */
const signedInAgain = (server: Tillpass, address: string) => server.joined(address);
