import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { joinBy, linkOf, startInviting } from '#server/tests/kit/model/inviting.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

let shop: Awaited<ReturnType<typeof startInviting>>;
let t: Tillpass;
before(async () => {
  shop = await startInviting();
  t = shop.t;
});
after(() => t.close());

async function bringBack(receipt: string): Promise<void> {
  const { status, text } = await shop.pos.return(receipt, `${receipt}-r`);
  assert.equal(status, 200, text);
}

const leave = async (address: string) =>
  assert.ok(await eraseMember(t.context, await idOf(t, address), 'member'));

test('a friend who leaves, and then brings the goods back, takes what was given for them', async () => {
  const anna = await t.joined('anna-return@example.com');
  const bought = await shop.buy(await joinBy(t, await linkOf(anna), 'ben-return@example.com'));
  assert.equal(await shop.settled(anna), 100);
  await leave('ben-return@example.com');
  assert.equal(await shop.settled(anna), 100);
  await bringBack(bought);
  assert.deepEqual(await verifyBooks(t.context), []);
  assert.equal(await shop.settled(anna), 0);
});

test('what is due for a friend who has left comes all the same, and goes with their goods', async () => {
  const anna = await t.joined('anna-due@example.com');
  const link = await linkOf(anna);
  await shop.buy(await joinBy(t, link, 'ben-due@example.com'));
  await leave('ben-due@example.com');
  assert.equal(await shop.settled(anna), 100);
  // Left and brought back, both before the clock comes round.
  const bought = await shop.buy(await joinBy(t, link, 'cat-due@example.com'));
  await leave('cat-due@example.com');
  await bringBack(bought);
  assert.equal(await shop.settled(anna), 100);
});

test('in a month that is full, a return makes room for the friend who waited longest', async () => {
  const anna = await t.joined('anna-full@example.com');
  const link = await linkOf(anna);
  const bought: string[] = [];
  for (const name of ['b', 'c', 'd', 'e', 'f']) {
    t.clock.turn(61_000);
    bought.push(await shop.buy(await joinBy(t, link, `full-${name}@example.com`)));
    await rewardInviters(t.context);
  }
  assert.equal(await shop.settled(anna), 300);
  await bringBack(String(bought[1]));
  assert.equal(await shop.settled(anna), 300);
  const ids = await t.context.store.read
    .selectFrom('awards')
    .select('friend_id')
    .where('member_id', '=', await idOf(t, 'anna-full@example.com'))
    .where('back_at', 'is', null)
    .orderBy('number')
    .execute();
  const names = ['full-b', 'full-d', 'full-e'].map((name) => idOf(t, `${name}@example.com`));
  assert.deepEqual(
    ids.map((one) => one.friend_id),
    await Promise.all(names),
  );
});

test('goods that come back to who invited and has left do not leave the books wrong', async () => {
  const anna = await t.joined('anna-left@example.com');
  const bought = await shop.buy(await joinBy(t, await linkOf(anna), 'ben-left@example.com'));
  assert.equal(await shop.settled(anna), 100);
  await leave('anna-left@example.com');
  await bringBack(bought);
  await rewardInviters(t.context);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a copy tells who invited neither what a friend bought, nor when; the friend’s own tells both', async () => {
  const anna = await t.joined('anna-copy@example.com');
  const ben = await joinBy(t, await linkOf(anna), 'ben-copy@example.com');
  await shop.buy(ben);
  assert.equal(await shop.settled(anna), 100);
  const awardsIn = async (phone: Browser) => (await phone.post(memberApi.copy)).body.awards;
  const [own, friends] = [await awardsIn(anna), await awardsIn(ben)];
  const { id: purchaseId, at } = (await ben.post(memberApi.copy)).body.purchases[0];
  assert.partialDeepStrictEqual(own, [{ points: 100, purchaseId: null, at: null }]);
  assert.partialDeepStrictEqual(friends, [{ points: 50, purchaseId, at }]);
});

test('who joins by another spelling of a member’s mailbox is nobody’s friend', async () => {
  const anna = await t.joined('anna-spelt@example.com');
  const link = await linkOf(anna);
  await t.joined('known@example.com');
  await t.joined('spelt+1@example.com');
  for (const address of ['known+1@example.com', 'spelt@example.com', 'Spelt+2@example.com']) {
    await shop.buy(await joinBy(t, link, address));
  }
  assert.equal(await shop.settled(anna), 0);
  // The same name elsewhere, and a longer one, are somebody else's.
  await shop.buy(await joinBy(t, link, 'spelt@other.example.com'));
  await shop.buy(await joinBy(t, link, 'spelt1@example.com'));
  assert.equal(await shop.settled(anna), 200);
});
