import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Seen } from '#server/tests/kit/browser.ts';
import { atOnce, balance, wallet } from '#server/tests/kit/counter.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { enrol, idOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

const gift = 150;
const dayMs = 24 * 60 * 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// A mailbox gets few mails in a quarter of an hour.
beforeEach(() => t.clock.turn(dayMs));
after(() => t.close());

const pointsOf = async (address: string): Promise<number> => {
  const { balance } = await t.context.store.read
    .selectFrom('members')
    .select('balance')
    .where('id', '=', await joinDirectly(t, address))
    .executeTakeFirstOrThrow();
  return balance;
};

test('the gift for joining comes once to a mailbox, and who gets none reads why', async () => {
  const first = await t.joined('maya@example.com');
  assert.match((await wallet(first)).welcome, /150 points are here/);
  const second = await t.joined('Maya+2@example.com');
  const seen = await wallet(second);
  assert.deepEqual([seen.balance, seen.history], [0, []]);
  assert.match(seen.welcome, /once to a mailbox.*sign in with its spelling/);
  // What is no spelling of it is somebody else's mailbox.
  for (const other of ['maya@shop.example.com', 'ma.ya@example.com', 'maya2@example.com']) {
    assert.equal(await balance(await t.joined(other)), gift, other);
  }
  t.clock.turn(dayMs + 1);
  assert.equal((await wallet(second)).welcome, undefined);
});

test('at Google a dot more or less, and its other domain, are the same mailbox', async () => {
  assert.equal(await pointsOf('jo.lee@gmail.com'), gift);
  for (const spelling of ['jolee@gmail.com', 'j.o.l.e.e@googlemail.com', 'Jolee+x@gmail.com']) {
    assert.equal(await pointsOf(spelling), 0, spelling);
  }
});

test('of spellings that join at once, one gets the gift', async () => {
  const points = await atOnce(6, (turn) => pointsOf(`at.once+${turn}@gmail.com`));
  assert.deepEqual(points.toSorted(), [0, 0, 0, 0, 0, gift]);
});

test('an address that a till has typed takes nobody’s gift, and the till learns nothing of the mailbox', async () => {
  const till = await t.onDuty('main-1');
  await enrol(till, 'ned+shop@example.com');
  // Mails are told apart by their time.
  t.clock.turn(1);
  assert.equal(await balance(await t.joined('ned@example.com')), gift);
  const unknown = await enrol(till, 'nobody+shop@example.com');
  const spelt = await enrol(till, 'ned+again@example.com');
  const shown = ({ status, text }: Seen) => [
    status,
    text.replaceAll(/"(number|memberId|at)":("[^"]*"|\d+)/g, ''),
  ];
  assert.deepEqual(shown(spelt), shown(unknown));
  // Who had been typed first proves the address now: the mailbox has had its gift.
  t.clock.turn(1);
  assert.equal(await balance(await t.joined('ned+shop@example.com')), 0);
});

test('who leaves and joins again gets the gift again after 400 days, and not before', async () => {
  const address = 'back@example.com';
  assert.equal(await pointsOf(address), gift);
  const leave = async () =>
    assert.ok(await eraseMember(t.context, await idOf(t, address), 'member'));
  await leave();
  assert.equal(await pointsOf('back+1@example.com'), 0);
  t.clock.turn(399 * dayMs);
  assert.equal(await pointsOf(address), 0);
  await leave();
  assert.ok(await eraseMember(t.context, await idOf(t, 'back+1@example.com'), 'member'));
  t.clock.turn(dayMs + 1);
  assert.equal(await pointsOf(address), gift);
});
