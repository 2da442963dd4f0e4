import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, posApi } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { joinedLongAgo } from '#server/tests/kit/join-directly.ts';
import { find, numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { rehearse } from '#server/usecases/rehearsal/rehearse.ts';
import { tryMoment } from '#server/usecases/rehearsal/try-moment.ts';

const day = 24 * 60 * 60_000;

const forLovers = { segments: ['bread-lovers'] };
const rye: EarningRule = {
  id: 'rye',
  kind: 'product',
  name: { en: 'Rye for bread lovers' },
  gives: { give: 'points', points: 100 },
  tierRate: false,
  combines: 'add',
  when: { segments: ['bread-lovers'], goods: { categories: ['bread > rye'] } },
  limits: {},
};
const ownBag: EarningRule = {
  id: 'own-bag',
  kind: 'act',
  name: { en: 'Own bag' },
  gives: { give: 'points', points: 3 },
  tierRate: false,
  combines: 'add',
  when: forLovers,
  limits: {},
};
const program: Program = {
  ...testProgram,
  segments: [
    {
      id: 'bread-lovers',
      name: { en: 'Bread lovers' },
      all: [
        { kind: 'bought', times: 2, goods: { categories: ['bread'] }, within: { days: 30 } },
        { kind: 'tier', tiers: ['member', 'silver'] },
      ],
    },
  ],
  earning: [rye, ownBag],
};

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program });
});
after(() => t.close());

let receipts = 0;

/** Somebody who joined long ago, and what a purchase of theirs earns. */
async function shopper(name: string) {
  const phone = await t.joined(`${name}@example.com`);
  const number = await numberOf(phone);
  await joinedLongAgo(t, { number });
  const buy = async (category: string, { daysAgo = 0, minor = 400 } = {}) => {
    const receiptNumber = `E-${++receipts}`;
    const { status, body, text } = await posAt(t, 'main-1').purchase({
      receiptNumber,
      member: { number },
      soldAt: new Date(t.clock.now() - daysAgo * day).toISOString(),
      total: { minor, currency: 'EUR' },
      lines: [{ id: '1', minor, categories: [category] }],
    });
    assert.equal(status, 200, text);
    return { receiptNumber, points: body.points as number };
  };
  return { phone, number, buy };
}

const waysOf = async (phone: Browser): Promise<string[]> => {
  const { body } = await phone.get(memberApi.earning);
  return body.ways.map(({ id }: { id: string }) => id);
};

test('the third loaf of a bread lover earns more, the second does not, and only then is the way to be seen', async () => {
  const { phone, number, buy } = await shopper('lover');
  const till = await t.onDuty('main-1');
  const acts = async () => (await find(till, { number })).body.acts;
  assert.deepEqual(await waysOf(phone), ['purchase']);
  assert.equal(await acts(), undefined);
  assert.equal((await buy('Bread > Rye')).points, 4);
  assert.equal((await buy('Bread > Rye')).points, 4, 'it does not count for itself');
  assert.deepEqual(await waysOf(phone), ['purchase', 'rye', 'own-bag']);
  assert.deepEqual(await acts(), [{ id: 'own-bag', name: 'Own bag' }]);
  assert.equal((await buy('Bread > Rye')).points, 104);
  assert.equal((await buy('Cake')).points, 4);
  t.clock.turn(31 * day);
  assert.deepEqual(await waysOf(phone), ['purchase']);
  assert.equal((await buy('Bread > Rye')).points, 4);
});

test('a sale is asked by its own time, and what is reported later changes its answer no more', async () => {
  const { phone, buy } = await shopper('late');
  await buy('bread', { daysAgo: 5 });
  assert.equal((await buy('Bread > Rye', { daysAgo: 3 })).points, 4);
  const third = await buy('Bread > Rye', { daysAgo: 1 });
  assert.equal(third.points, 104);
  assert.equal((await buy('Bread > Rye', { daysAgo: 4 })).points, 4, 'two days before the second');
  const balance = async () => (await phone.get(memberApi.wallet)).body.balance;
  assert.equal(await balance(), 150 + 4 + 4 + 104 + 4);
  // It makes Silver of the later sales, which are rated anew: the bonus stays, and the second loaf gets none.
  await buy('Tea', { daysAgo: 6, minor: 60_000 });
  assert.equal(await balance(), 150 + 600 + 5 + 5 + 105 + 5);
});

test('goods that come back take what they earned, and nothing of another sale', async () => {
  const { phone, buy } = await shopper('back');
  const first = await buy('bread');
  await buy('bread');
  await buy('Bread > Rye');
  const pos = posAt(t, 'main-1');
  assert.equal((await pos.return(first.receiptNumber, 'E-back')).status, 200);
  assert.equal((await phone.get(memberApi.wallet)).body.balance, 150 + 4 + 104);
  const last = await buy('Bread > Rye');
  assert.equal(last.points, 104, 'two are left');
  assert.equal((await pos.return(last.receiptNumber, 'E-last')).status, 200);
  assert.equal((await phone.get(memberApi.wallet)).body.balance, 150 + 4 + 104);
});

test('the playground says why, and a rehearsal asks the past as the shop did', async () => {
  const { number, buy } = await shopper('tried');
  const { memberId } = (await posAt(t, 'main-1').post(posApi.findMember, { number })).body;
  const said = async () => {
    const wish = {
      who: { memberId },
      storeId: 'main',
      at: t.clock.now(),
      minor: 400,
      category: 'Bread > Rye',
      channel: 'store' as const,
      acts: [],
    };
    const { rules } = await tryMoment(t.context, wish);
    return rules.find(({ id }) => id === 'rye');
  };
  assert.equal((await said())?.why, 'segment');
  await buy('bread');
  await buy('bread');
  await buy('Bread > Rye');
  assert.deepEqual([(await said())?.why, (await said())?.points], [null, 100]);

  const rehearsed = async (draft: Program) => {
    const wish = { program: draft, from: t.clock.now() - 100 * day };
    const found = await rehearse(t.context.store.read, wish, { at: t.clock.now() });
    assert.ok(found);
    return found;
  };
  const same = await rehearsed(program);
  assert.deepEqual(same.differences, { sales: 0, members: 0 });
  const [lovers] = program.segments ?? [];
  assert.ok(lovers);
  // Anybody who bought bread in these days before: the second loaf would earn it, too, and one that comes later would not.
  const wider = {
    ...lovers,
    all: [{ kind: 'bought', times: 1, goods: { categories: ['bread'] }, within: { days: 30 } }],
  };
  const draft = { ...program, segments: [wider as typeof lovers] };
  const { given } = await rehearsed(draft);
  assert.ok(given.would > given.was, JSON.stringify(given));
  t.clock.turn(31 * day);
  assert.equal((await buy('Bread > Rye')).points, 4);
  assert.equal((await rehearsed(draft)).given.would, given.would + 4);
});
