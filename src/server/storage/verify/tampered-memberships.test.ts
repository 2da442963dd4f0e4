// What decides a membership and its refund, changed by somebody with the database's password: each is found.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eur, shopper } from '#server/tests/kit/model/goods.ts';
import {
  endAt,
  membershipsAt,
  startPaidShop,
  withPlus,
} from '#server/tests/kit/model/paid-shop.ts';
import { type Tamperer, tamperer } from '#server/tests/kit/model/tamper.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

let shop: Awaited<ReturnType<typeof startPaidShop>>;
let tamper: Tamperer;

before(async () => {
  shop = await startPaidShop();
  tamper = tamperer(shop.t.context.store);
  const { member } = await shopper(shop.t, 'ada');
  await shop.sold(member, 'A-1', withPlus(1_000));
  const order = { id: 'a', what: 'renew', tier: 'plus', paid: eur(6_900) };
  await shop.system(membershipsAt(member), order);
  await shop.system(endAt(member, 'api-a'), { when: 'now' });
  const { member: left } = await shopper(shop.t, 'bea');
  await shop.sold(left, 'B-1', withPlus(1_000));
  const { memberships } = await shop.sold(left, 'B-1', withPlus(1_000));
  shop.t.clock.turn(1_000);
  await shop.system(endAt(left, memberships[0].membershipId), { when: 'term-end' });
});
after(() => shop.t.close());

test('what was sold and taken back is sound', async () => {
  assert.deepEqual(await verifyBooks(shop.t.context), []);
});

const generous = '{"wholeDays":9999,"later":"pro-rata","lessBenefits":false}';

const planted: readonly (readonly [what: string, where: object, to: object, found: RegExp])[] = [
  ['its months', {}, { months: 24 }, /^membership \S+ says months 24, should be 12$/],
  ['its tier', {}, { tier_id: 'member' }, /^membership \S+ says tier member, should be plus$/],
  ['when it was bought', {}, { bought_at: 5 }, /^membership \S+ says bought at 5, should be \d+$/],
  ['its refund rule', {}, { refund: generous }, /^membership \S+ says refund rule \S+9999/],
  [
    'what was paid',
    {},
    { minor: 9_900 },
    /^membership \S+ says paid 9900 EUR, should be 6900 EUR$/,
  ],
  ['its currency', {}, { currency: 'USD' }, /^membership \S+ says paid 6900 USD/],
  [
    'what is to be paid back',
    { source: 'api' },
    { refund_minor: 0 },
    /^membership api-a says refund 0, should be 6900$/,
  ],
  [
    'when it was taken back',
    { source: 'api' },
    { back_at: Date.UTC(2026, 10, 1) },
    /^membership api-a says it was taken back at \d+, its event says \d+$/,
  ],
  [
    'that its member does not want it renewed',
    { source: 'api' },
    { left_at: Date.UTC(2026, 5, 1) },
    /^membership api-a says it was left at \d+, no event does$/,
  ],
  [
    'that its member wants it renewed after all',
    { source: 'sale' },
    { left_at: null },
    /^event \d+ tells that a membership was left, and none was$/,
  ],
  [
    'when its member left',
    { source: 'sale' },
    { left_at: Date.UTC(2026, 8, 1) },
    /^membership \S+ says it was left at \d+, no event does$/,
  ],
  [
    'its line',
    { source: 'sale' },
    { line_id: 'goods' },
    /^membership \S+ says line goods, should be plus$/,
  ],
];

for (const [what, where, to, found] of planted) {
  test(`found: ${what}`, async () => {
    try {
      await tamper.change('memberships', { currency: 'EUR', ...where }, { ...to });
      const details = (await verifyBooks(shop.t.context)).map(({ detail }) => detail);
      assert.ok(
        details.some((detail) => found.test(detail)),
        details.join('\n'),
      );
    } finally {
      await tamper.undo();
    }
  });
}

test('found: another price of the line that sold it', async () => {
  try {
    await tamper.change('purchase_lines', { id: 'plus' }, { minor: 1 });
    const details = (await verifyBooks(shop.t.context)).map(({ detail }) => detail);
    assert.ok(
      details.some((one) => /says amount of its line 6900, should be 1$/.test(one)),
      details.join('\n'),
    );
  } finally {
    await tamper.undo();
  }
});
