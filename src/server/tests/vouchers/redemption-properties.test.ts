import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { Player } from '#server/tests/kit/model/player.ts';
import { tellEverybody } from '#server/tests/kit/points.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing replays every ledger that the histories left.
after(() => t.close());

const minute = 60_000;
const day = 24 * 60 * minute;

const which = fc.nat(6);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('issue' as const),
      reward: fc.constantFrom('coffee', 'cake', 'small', 'mug'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('pass' as const),
      reward: fc.constantFrom('coffee', 'small', 'mug'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('purchase' as const),
      minor: fc.integer({ min: 0, max: 90_000 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('redeem' as const), which }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('cancel' as const), which }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('reverse' as const), which }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('clock' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('wait' as const),
      ms: fc.constantFrom(
        minute / 2,
        minute,
        31 * minute,
        33 * minute,
        95 * minute,
        200 * day,
        200 * day,
        366 * day,
      ),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(player: Player, one: Step): Promise<void> {
  await tellEverybody(t.context);
  t.clock.turn(1);
  switch (one.what) {
    case 'wait':
      return t.clock.turn(one.ms);
    case 'clock':
      return player.clock();
    case 'purchase':
      return void (await player.purchase({ minor: one.minor }));
    case 'issue':
    case 'pass':
      return player[one.what](one.reward);
    default: {
      const voucher = player.model.vouchers[one.which];
      if (voucher) await player[one.what](voucher);
    }
  }
}

test('whatever happens in whatever order, balances are what a naive reckoning says', {
  skip: testDatabaseUrl ? 'one database is enough for the rules' : false,
}, async () => {
  const history = fc.array(step, { minLength: 5, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const player = await Player.join(t, testProgram);
      for (const one of steps) {
        await play(player, one);
        await player.assertAgrees(one.what);
      }
      await player.assertBalance();
    }),
    { numRuns: 100, seed: 20_260_115 },
  );
});
