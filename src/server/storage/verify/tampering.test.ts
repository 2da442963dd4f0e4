// Changes that leave sums right, planted one by one by somebody with the database's password: each is found, and told in words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type BusyShop, keepBusy } from '#server/tests/kit/model/busy-shop.ts';
import { forceOpen, type Tamperer, tamperer } from '#server/tests/kit/model/tamper.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

let t: Tillpass;
let tamper: Tamperer;
let shop: BusyShop;

before(async () => {
  t = await startTillpass();
  shop = await keepBusy(t);
  await t.context.store.transact(({ db }) => forceOpen(db, ['ledger_entries', 'events']));
  tamper = tamperer(t.context.store);
});
after(() => t.close());

const rowOf = (memberId: string) =>
  t.context.store.read
    .selectFrom('members')
    .selectAll()
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow();

const entryOf = (memberId: string, seq: number) =>
  t.context.store.read
    .selectFrom('ledger_entries')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();

test('a shop with returns, a debt and vouchers in every state is sound', async () => {
  assert.deepEqual(await verifyBooks(t.context), []);
});

/** Gives Ada points in every place where sums are: the entry, a lot, the balance. */
async function giveInEveryPlace(): Promise<void> {
  const { balance, last_seq } = await rowOf(shop.ada);
  const first = await entryOf(shop.ada, 1);
  const own = { cause: 'purchase:gift', draws: '[{"lotId":"purchase:gift","points":10000}]' };
  const sums = { seq: last_seq + 1, points: 10_000, balance_after: balance + 10_000 };
  await tamper.add('ledger_entries', { ...first, ...own, ...sums, purchase_id: 'gift' });
  const lot = {
    member_id: shop.ada,
    id: own.cause,
    remaining: 10_000,
    expires_at: first.lot_expires_at,
  };
  await tamper.add('lots', lot);
  await tamper.change(
    'members',
    { id: shop.ada },
    { balance: balance + 10_000, last_seq: last_seq + 1 },
  );
}

/** Erases Ada's last redemption with its entry, and gives its points back in every place where sums are. */
async function eraseTheLast(): Promise<void> {
  const { balance, last_seq } = await rowOf(shop.ada);
  const { points, draws } = await entryOf(shop.ada, last_seq);
  const [draw] = JSON.parse(draws);
  const { remaining } = await t.context.store.read
    .selectFrom('lots')
    .select('remaining')
    .where('member_id', '=', shop.ada)
    .where('id', '=', draw.lotId)
    .executeTakeFirstOrThrow();
  await tamper.remove('ledger_entries', { member_id: shop.ada, seq: last_seq });
  await tamper.remove('redemptions', { member_id: shop.ada, id: shop.good });
  await tamper.change(
    'lots',
    { member_id: shop.ada, id: draw.lotId },
    { remaining: remaining - points },
  );
  await tamper.change(
    'members',
    { id: shop.ada },
    { balance: balance - points, last_seq: last_seq - 1 },
  );
}

const use = (to: Readonly<Record<string, unknown>>) =>
  tamper.change('redemptions', { id: shop.used }, to);

const planted: readonly (readonly [what: string, plant: () => Promise<void>, found: RegExp])[] = [
  [
    'a balance that was raised',
    () => tamper.change('members', { id: shop.ada }, { balance: 9_999 }),
    /^the balance says 9999, the ledger \d+$/,
  ],
  [
    'a debt that somebody forgave',
    async () => tamper.change('members', { id: shop.debtor }, { debt: 0 }),
    /^the debt says 0, the ledger \d+$/,
  ],
  [
    'a lot that was filled',
    () => tamper.change('lots', { member_id: shop.ada, id: 'welcome' }, { remaining: 149 }),
    /^lot welcome is 149 points until/,
  ],
  [
    "an entry's points",
    () => tamper.change('ledger_entries', { member_id: shop.ada, seq: 2 }, { points: 5_000 }),
    /^entry 2 is not as it was written/,
  ],
  [
    "an entry's words and time",
    () =>
      tamper.change('ledger_entries', { member_id: shop.ada, seq: 1 }, { at: 7, details: '{}' }),
    /^entry 1 is not as it was written/,
  ],
  [
    'an entry that was taken out of the middle',
    () => tamper.remove('ledger_entries', { member_id: shop.ada, seq: 2 }),
    /^entry 2 is missing$/,
  ],
  [
    'points given in every place',
    giveInEveryPlace,
    /^entry \d+ names the purchase gift, which is not there$/,
  ],
  [
    'the last entry erased with its redemption',
    eraseTheLast,
    /^after entry \d+ others were written, which are not there$/,
  ],
  [
    'the last entry erased, and the head that told of it',
    async () => {
      await eraseTheLast();
      await tamper.change('members', { id: shop.ada }, { chain_head: null });
    },
    /^event \d+ tells of redemption \S+, which is not there$/,
  ],
  [
    'a used voucher made good again',
    () => use({ state: 'issued' }),
    /is issued, its last event \d+ says redeemed$/,
  ],
  [
    'a use moved to another till',
    () => use({ used_till_id: 'main-1' }),
    /says tillId main-1, its event \d+ says main-2$/,
  ],
  [
    'a use under another receipt',
    () => use({ receipt_number: 'R-8' }),
    /says receiptNumber R-8, its event \d+ says R-7$/,
  ],
  [
    'a use at another time',
    () => use({ used_at: 5 }),
    /says redeemedAt 1970-\S+, its event \d+ says 20/,
  ],
  [
    'a code that leads to another redemption',
    () =>
      tamper.change('voucher_codes', { redemption_id: shop.used }, { redemption_id: shop.good }),
    /^the code of redemption \S+ leads to redemption \S+$/,
  ],
  [
    'a stock that was raised, loaded and left',
    async () => {
      const shard = { reward_id: 'last', shard: 7 };
      await tamper.change('reward_stocks', shard, { loaded: 4, remaining: 4 });
    },
    /^last: 5 loaded, by the program 1$/,
  ],
  [
    "a purchase's amount",
    () => tamper.change('purchases', { receipt_number: 'ada' }, { minor: 99 }),
    /^purchase \S+ says minor 99, its event \d+ says 1299$/,
  ],
  [
    'points that a purchase is said to have earned',
    () => tamper.change('purchases', { receipt_number: 'ada' }, { points: 99 }),
    /^purchase \S+ earned 99, should be 12$/,
  ],
  [
    'an event that was erased',
    () =>
      tamper.remove('events', {
        member_id: shop.ada,
        kind: 'redemption.redeemed',
        store_id: 'main',
      }),
    /is redeemed, its last event \d+ says issued$/,
  ],
  [
    'an event of points that was erased',
    () => tamper.remove('events', { kind: 'points.adjusted' }),
    /^no event tells of adjustment late$/,
  ],
  [
    'an answer that a till would get again',
    () => tamper.change('idempotency_keys', { key: 'once' }, { body: '{}' }),
    /^the answer kept for till main-2 under once is not the one it got$/,
  ],
  [
    "a member's address given to another",
    async () =>
      tamper.change('member_addresses', { member_id: shop.ada }, { member_id: shop.debtor }),
    /^their address leads to member/,
  ],
  [
    "another's address that leads to a member",
    () => tamper.add('member_addresses', { address_key: 'thief@example.com', member_id: shop.ada }),
    /^an address leads to them that is not theirs$/,
  ],
  ...(
    [
      ['purchases', 'counted_back'],
      ['returns', 'points'],
      ['returns', 'lapsed'],
      ['redemptions', 'given_back'],
    ] as const
  ).map(
    ([table, column]) =>
      [
        `${column} of ${table}`,
        () => tamper.change(table, { member_id: shop.ada }, { [column]: 3 }),
        /^(of )?(purchase|redemption|return|the returns) .*3/,
      ] as const,
  ),
];

for (const [what, plant, found] of planted) {
  test(`found, and left as it is: ${what}`, async () => {
    try {
      await plant();
      const findings = await verifyBooks(t.context);
      const details = findings.map(({ detail }) => detail);
      assert.ok(
        details.some((detail) => found.test(detail)),
        details.join('\n'),
      );
      assert.deepEqual(await verifyBooks(t.context), findings);
    } finally {
      await tamper.undo();
    }
  });
}

test('put back as it was, nothing is found', async () => {
  assert.deepEqual(await verifyBooks(t.context), []);
});
