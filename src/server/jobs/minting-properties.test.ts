import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { balance, cancel, issue, voucher } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { Killed, mortal } from '#server/tests/kit/events/mortal.ts';
import { mintDue, mintFor, mintOrders, startMintStore } from '#server/tests/kit/mint/mint.ts';
import { openShopify } from '#server/tests/kit/mint/shopify-stand-in.ts';
import { openSquare } from '#server/tests/kit/mint/square-stand-in.ts';
import type { Fault, StandIn } from '#server/tests/kit/mint/stand-in.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { mintCodeOf } from '#server/usecases/mint/mint-request.ts';

const minute = 60_000;

/** What the properties need from a vendor's stand-in. */
interface Vendor {
  readonly standIn: StandIn;
  readonly t: Tillpass;
  /** How many discounts with this code a till would accept now. */
  live(code: string): number;
  /** Sells with the code. @returns whether the till accepted it */
  sell(code: string): boolean;
  /** Time passes at the vendor: sales are counted. */
  count(): void;
}

async function shopify(): Promise<Vendor> {
  const shop = await openShopify();
  shop.countsAtOnce = false;
  return {
    standIn: shop,
    t: await startMintStore({ shopify: shop }),
    live: (code) => shop.live().filter((one) => one.code === code).length,
    sell: shop.sell,
    count: () => {
      for (const one of shop.discounts) one.counted = one.uses;
    },
  };
}

async function square(): Promise<Vendor> {
  const seller = await openSquare();
  const t = await startMintStore({ square: seller });
  const listed = (code: string) => seller.discounts.filter(({ name }) => name.startsWith(code));
  return {
    standIn: seller,
    t,
    live: (code) => listed(code).length,
    sell: (code) => seller.sell(listed(code)[0]?.name ?? '', t.clock.now()),
    count: () => {},
  };
}

const fault = fc.constantFrom<Fault | null>(
  ...([null, null, 'throttled', 'broken', 'reset', 'lost', 'lost', 'gateway', 'late'] as const),
);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('work' as const),
      faults: fc.array(fault, { maxLength: 3 }),
      lives: fc.oneof(fc.constant(99), fc.nat(8)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cancel' as const) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('sell' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('land' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('wait' as const),
      ms: fc.constantFrom(1_000, 5_000, 15_000, 91_000, 4 * minute, 33 * minute),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let shoppers = 0;

/** One redemption's life, with everything going wrong; then all is well, and the result is checked. */
async function live({ t, standIn, ...vendor }: Vendor, steps: readonly Step[]): Promise<void> {
  shoppers += 1;
  t.clock.turn(11 * minute); // A new window for the limits of asking.
  const phone = await t.joined(`property-${shoppers}@example.com`, 'M1');
  const { id } = (await issue(phone, 'coffee')).body;
  const order = (await mintOrders(t)).find(({ redemption_id }) => redemption_id === id);
  assert.ok(order);
  const code = await mintCodeOf({ db: t.context.store.read, context: t.context }, order);
  assert.ok(code);
  let sold = false;

  const check = async (after: string) => {
    const discounts = vendor.live(code);
    assert.ok(discounts <= 1, `${discounts} live discounts after ${after}`);
    if ((await balance(phone)) === 50) return;
    assert.equal(discounts, 0, `points are back beside a live discount after ${after}`);
    assert.equal(sold, false, `points are back for a discount that was used, after ${after}`);
  };
  const play = async (one: Step) => {
    switch (one.what) {
      case 'work': {
        const faults = [...one.faults];
        standIn.trouble = () => faults.shift() ?? null;
        await mintDue(mortal(t.context, one.lives)).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
        standIn.trouble = () => null;
        return;
      }
      case 'cancel':
        return void (await cancel(phone, id));
      case 'sell':
        // Only a code that the phone shows can be used.
        if (!sold && (await voucher(phone, id)).body.code === code) sold = vendor.sell(code);
        return;
      case 'land':
        return standIn.land();
      case 'wait':
        vendor.count();
        return t.clock.turn(one.ms);
    }
  };
  for (const one of steps) {
    await play(one);
    await check(one.what);
  }

  standIn.land();
  vendor.count();
  // Longer than a voucher lives, with no process running: as after a night without power.
  t.clock.turn(40 * minute);
  await mintFor(t, 2 * 60 * minute);
  standIn.land();
  await check('all was well again');
  assert.equal(vendor.live(code), 0);
  const { body } = await voucher(phone, id);
  assert.equal(body.state === 'redeemed', sold, `${body.state}, sold: ${sold}`);
  assert.equal(body.balance, sold ? 50 : 150);
}

for (const [name, open] of Object.entries({ shopify, square })) {
  test(`${name}: whatever breaks wherever, one discount and points gone, or none and points back`, async (test) => {
    const vendor = await open();
    test.after(async () => {
      await vendor.t.close();
      await vendor.standIn.close();
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), (steps) =>
        live(vendor, steps),
      ),
      // The rules are the same on both databases; the second one shows that its locks are too.
      { numRuns: testDatabaseUrl ? 8 : 25, seed: 20_260_115 },
    );
  });
}
