import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { idOf } from '#server/tests/kit/members.ts';
import { joinBy, linkOf, startInviting } from '#server/tests/kit/model/inviting.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

let shop: Awaited<ReturnType<typeof startInviting>>;
let t: Tillpass;
before(async () => {
  shop = await startInviting();
  t = shop.t;
});
after(() => t.close());

test('who invited themselves earns nothing by it once both are one, whichever of both goes on', async () => {
  const [inviter, invited] = ['self-a@example.com', 'self-b@example.com'];
  const phone = await t.joined(inviter);
  await joinBy(t, await linkOf(phone), invited);
  await merge(t, phone, invited);
  await shop.buy(phone);
  assert.equal(await shop.settled(phone), 0);

  const first = await t.joined('self-c@example.com');
  const second = await joinBy(t, await linkOf(first), 'self-d@example.com');
  t.clock.turn(1);
  await merge(t, second, 'self-c@example.com');
  await shop.buy(second);
  assert.equal(await shop.settled(second), 0);
});

test('a friend of the membership that ended counts for the one that goes on, and goods that come back take it from there', async () => {
  const old = await t.joined('anna-old@example.com');
  const link = await linkOf(old);
  const ben = await joinBy(t, link, 'ben@example.com');
  t.clock.turn(1);
  const anna = await t.joined('anna@example.com');
  await merge(t, anna, 'anna-old@example.com');
  const bought = await shop.buy(ben);
  assert.equal(await shop.settled(anna), 100);
  assert.equal((await shop.pos.return(bought, `${bought}-r`)).status, 200);
  assert.equal(await shop.settled(anna), 0);

  // Its link leads to the one that goes on.
  await shop.buy(await joinBy(t, link, 'cleo@example.com'));
  assert.equal(await shop.settled(anna), 100);
  const own = await t.context.store.read
    .selectFrom('referrals')
    .select('inviter_id')
    .where('member_id', '=', await idOf(t, 'cleo@example.com'))
    .executeTakeFirstOrThrow();
  assert.equal(own.inviter_id, await idOf(t, 'anna@example.com'));
});

test('the limit of who invited counts what both memberships had, and goods that come back to one make room in the other', async () => {
  const old = await t.joined('limit-old@example.com');
  const own = await t.joined('limit-own@example.com');
  const oldLink = await linkOf(old);
  const ownLink = await linkOf(own);
  const friends = [];
  for (const name of ['a', 'b', 'c'])
    friends.push(await joinBy(t, oldLink, `limit-${name}@example.com`));
  const late = await joinBy(t, ownLink, 'limit-late@example.com');
  const [first = ''] = [await shop.buy(friends[0] ?? late), await shop.buy(friends[1] ?? late)];
  assert.equal(await shop.settled(old), 200);
  t.clock.turn(1);
  await merge(t, own, 'limit-old@example.com');
  // The third of the month is bought after both are one; the fourth has no place.
  await shop.buy(friends[2] ?? late);
  assert.equal(await shop.settled(own), 300);
  await shop.buy(late);
  assert.equal(await shop.settled(own), 300);
  assert.equal((await shop.pos.return(first, `${first}-r`)).status, 200);
  assert.equal(await shop.settled(own), 300, 'one goes back, and the one that waited comes');
});
