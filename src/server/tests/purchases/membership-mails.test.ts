// The end of a paid term is one event for its member, so one mail, in whatever order the clock looks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { putChoice } from '#server/storage/people/messages.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { eur, shopper } from '#server/tests/kit/model/goods.ts';
import { endAt, membershipsAt, startPaidShop } from '#server/tests/kit/model/paid-shop.ts';
import { lookAtMemberships } from '#server/usecases/memberships/note-memberships.ts';
import { grantTier } from '#server/usecases/standing/grant-tier.ts';
import { lookAtTier } from '#server/usecases/standing/note-standing.ts';

let shop: Awaited<ReturnType<typeof startPaidShop>>;
before(async () => {
  shop = await startPaidShop();
});
after(() => shop.t.close());

const dayMs = 24 * 3_600_000;

/** A member with Plus for a year, and what tells of its end. */
async function withPlusOf(name: string) {
  const { member } = await shopper(shop.t, name);
  const memberId = await idOf(shop.t, `${name}@example.com`);
  const { body } = await shop.system(membershipsAt(member), {
    id: name,
    what: 'start',
    tier: 'plus',
    paid: eur(6_900),
  });
  const told = async () => {
    const rows = await shop.t.context.store.read
      .selectFrom('messages')
      .select(['kind', 'cause'])
      .where('member_id', '=', memberId)
      .where('kind', 'in', ['membership', 'tier-gone'])
      .where('state', '!=', 'withheld')
      .orderBy('at')
      .execute();
    return rows.map(({ kind, cause }) => (cause.endsWith('/ended') ? `${kind} ended` : kind));
  };
  return { member, memberId, end: Date.parse(body.until), told };
}

const looks = [lookAtTier, lookAtMemberships];
for (const [first, order] of [
  ['tiers', looks],
  ['memberships', looks.toReversed()],
] as const)
  test(`who paid for a year hears once that it is over, when the clock looks at ${first} first`, async () => {
    const { memberId, end, told } = await withPlusOf(`over-${first}`);
    shop.t.clock.turnTo(end - 30 * dayMs);
    await shop.runClock();
    shop.t.clock.turnTo(end);
    for (const look of [...order, ...order]) await look(shop.t.context, memberId);
    assert.deepEqual(await told(), ['membership', 'membership ended']);
    const { text } = await shop.t.lastMail(`over-${first}@example.com`);
    assert.match(text, /Your Plus membership ended on/);
    assert.match(text, /You’re Member from now on/);
  });

test('who wants no mail of memberships hears of the lower tier', async () => {
  const { memberId, end, told } = await withPlusOf('no-membership-mail');
  const at = shop.t.clock.now();
  const row = { member_id: memberId, kind: 'membership', wanted: 0, way: 'page', at } as const;
  await shop.t.context.store.transact((tx) => putChoice(tx, row));
  shop.t.clock.turnTo(end);
  for (const look of looks) await look(shop.t.context, memberId);
  assert.deepEqual(await told(), ['tier-gone']);
});

test('a term that is taken back, and a tier that was kept beyond its end, are told of as lower tiers', async () => {
  const back = await withPlusOf('taken-back');
  shop.t.clock.turn(1_000);
  await shop.system(endAt(back.member, 'api-taken-back'), { when: 'now' });
  assert.deepEqual(await back.told(), ['tier-gone']);

  const kept = await withPlusOf('kept-on');
  const until = kept.end + 40 * dayMs;
  await grantTier(shop.t.context, { memberId: kept.memberId, tierId: 'plus', until });
  shop.t.clock.turnTo(kept.end);
  for (const look of looks) await look(shop.t.context, kept.memberId);
  assert.deepEqual(await kept.told(), ['membership ended']);
  shop.t.clock.turnTo(until);
  for (const look of looks) await look(shop.t.context, kept.memberId);
  assert.deepEqual(await kept.told(), ['membership ended', 'tier-gone']);
});
