import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Store } from '#server/storage/db/store.ts';
import { refusal } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { eur, shopper } from '#server/tests/kit/model/goods.ts';
import { endAt, membershipsAt, startPaidShop, tierOf } from '#server/tests/kit/model/paid-shop.ts';
import { endMembership, startMembership } from '#server/usecases/purchases/system-memberships.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { beginMergeOffer } from '#server/usecases/rights/merge-offer.ts';

let shop: Awaited<ReturnType<typeof startPaidShop>>;
before(async () => {
  shop = await startPaidShop();
});
after(() => shop.t.close());

type Member = Parameters<typeof membershipsAt>[0];

const dayMs = 24 * 3_600_000;
const order = (member: Member, id: string, what = 'start') =>
  shop.system(membershipsAt(member), { id, what, tier: 'plus', paid: eur(6_900) });

test('nobody is sold a tier, or has one ended, who has left between the question and the lock', async () => {
  const { member } = await shopper(shop.t, 'meanwhile');
  const memberId = await idOf(shop.t, 'meanwhile@example.com');
  await order(member, 'before');
  const { context } = shop.t;
  const { promise: end, resolve: commit } = Promise.withResolvers<void>();
  const { promise: erased, resolve: isErased } = Promise.withResolvers<void>();
  const slow: Store = {
    ...context.store,
    transact: (work) =>
      context.store.transact(async (tx) => {
        const done = await work(tx);
        isErased();
        await end;
        return done;
      }),
  };
  const leaving = eraseMember({ ...context, store: slow }, memberId, 'member');
  await erased;
  const paid = { id: 'after', what: 'start', tierId: 'plus', paid: eur(1), paidAt: null } as const;
  const act = { member: memberId, membershipId: 'api-before', when: 'now', dryRun: false } as const;
  const refused = [
    assert.rejects(startMembership(context, { ...paid, member: memberId }, 'api'), unknown),
    assert.rejects(endMembership(context, act, 'api'), unknown),
  ];
  // On PostgreSQL they have found the member by then, and wait for the lock.
  await new Promise((later) => setTimeout(later, 300));
  commit();
  await leaving;
  await Promise.all(refused);
});

const unknown = { refusal: { key: 'member-unknown' } };

test('support begins no merge into which a paid tier can’t come while it would stand', async () => {
  await shopper(shop.t, 'goes-on');
  const { member } = await shopper(shop.t, 'ends');
  await order(member, 'a-year');
  const [goesOnId, endsId] = await Promise.all([
    idOf(shop.t, 'goes-on@example.com'),
    idOf(shop.t, 'ends@example.com'),
  ]);
  const begun = await beginMergeOffer(shop.t.context, { goesOnId, endsId });
  assert.ok(typeof begun === 'object' && 'refusal' in begun);
  assert.equal(begun.refusal.key, 'merge-paid');
  // The other way round the paid tier stays where it is.
  const other = await beginMergeOffer(shop.t.context, { goesOnId: endsId, endsId: goesOnId });
  assert.ok(typeof other === 'object' && 'isNew' in other && other.isNew);
});

test('who was paid back is not charged again, and for 30 days after its end it can be renewed', async () => {
  const { phone, member } = await shopper(shop.t, 'paid-back');
  await order(member, 'back-1');
  await shop.system(endAt(member, 'api-back-1'), { when: 'now' });
  assert.equal(refusal(await order(member, 'back-2', 'renew')).key, 'membership-over');
  assert.equal(await tierOf(phone), 'member');
  shop.t.clock.turn(1_000);
  const { body } = await order(member, 'back-3');
  assert.equal(body.state, 'running', 'a new decision of theirs');
  const end = Date.parse(body.until);
  shop.t.clock.turnTo(end + 30 * dayMs - 1);
  const late = await order(member, 'back-4', 'renew');
  assert.equal(late.body.state, 'running', late.text);
  shop.t.clock.turnTo(Date.parse(late.body.until) + 30 * dayMs);
  assert.equal(refusal(await order(member, 'back-5', 'renew')).key, 'membership-over');
});
