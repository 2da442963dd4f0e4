import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Pending } from '#domain/program/expiry.ts';
import type { Program } from '#domain/program/program.ts';
import type { GoodsBack } from '#domain/purchase/return.ts';
import { balance, posAt } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { earningRules } from '#server/tests/kit/model/earning-rules.ts';
import { shopper } from '#server/tests/kit/model/goods.ts';
import type { Bought } from '#server/tests/kit/model/naive-records.ts';
import { Player } from '#server/tests/kit/model/player.ts';
import type { Sale } from '#server/tests/kit/model/sale.ts';
import { tellEverybody } from '#server/tests/kit/points.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const usual: Program = { ...testProgram, excludedTenders: ['gift'] };
/** The return window is short here, so that within a history points wait, come, and are taken while they wait. */
const waiting = (tiers: Pending['tiers']): Program => ({ ...usual, pending: { days: 3, tiers } });
const programs = fc.constantFrom(usual, waiting('at-once'), waiting('when-available'));

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing replays every ledger that the histories left.
after(() => t.close());

const minute = 60_000;
const day = 24 * 60 * minute;

const which = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(5));
/** In hundredths of a number that is known when the step is played. */
const part = fc.integer({ min: 1, max: 100 });
const line = { weight: 4, arbitrary: fc.nat(19_999) };
const reward = fc.constantFrom('coffee', 'cake', 'small', 'mug');
const sale = fc.record({
  lines: fc.array(fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, line), {
    maxLength: 4,
    size: 'max',
  }),
  minor: fc.nat(70_000),
  taxes: fc.nat(5_000),
  gift: fc.option(part, { nil: 0, freq: 2 }),
  /** The rewards given with it, and whether on its first line or on all. */
  given: fc.option(fc.record({ which, onFirst: fc.boolean() }), { nil: null, freq: 8 }),
});
const back = fc.oneof(
  fc.record({ what: fc.constant('whole' as const) }),
  fc.record({ what: fc.constant('amount' as const), part }),
  fc.record({
    what: fc.constant('lines' as const),
    lines: fc.uniqueArray(fc.record({ number: fc.nat(2), part: fc.option(part) }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ number }) => number,
    }),
  }),
);
const say = <const T extends string>(what: T) => ({ what: fc.constant(what) });
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ ...say('issue'), reward }) },
  { weight: 5, arbitrary: fc.record({ ...say('spend'), reward }) },
  { weight: 1, arbitrary: fc.record({ ...say('redeem'), which }) },
  { weight: 1, arbitrary: fc.record({ ...say('cancel'), which }) },
  { weight: 1, arbitrary: fc.record({ ...say('reverse'), which }) },
  { weight: 5, arbitrary: fc.record({ ...say('purchase'), sale }) },
  { weight: 8, arbitrary: fc.record({ ...say('return'), which, back }) },
  { weight: 2, arbitrary: fc.record({ ...say('return-first'), sale, back }) },
  { weight: 2, arbitrary: fc.record({ ...say('exchange'), which, back, sale }) },
  { weight: 2, arbitrary: fc.record({ ...say('undo-line'), which, number: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record(say('clock')) },
  { weight: 2, arbitrary: fc.record(say('year')) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...say('wait'),
      ms: fc.constantFrom(minute, 33 * minute, 95 * minute, 2 * day, 200 * day),
    }),
  },
);
type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never;
type Step = Drawn<typeof step>;

const hundredths = (of: number, parts: number) => Math.max(1, Math.floor((of * parts) / 100));

/** The drawn sale as a receipt of this player's: its lines add up, its rewards were redeemed. */
function saleOf(player: Player, drawn: Drawn<typeof sale>, withReward = true): Sale {
  const lines = drawn.lines.map((minor, number) => ({ id: `line-${number}`, minor }));
  const minor = lines.length === 0 ? drawn.minor : lines.reduce((sum, one) => sum + one.minor, 0);
  const { taxes } = drawn;
  const gift = Math.floor(((minor + taxes) * drawn.gift) / 100);
  const redeemed = player.model.vouchers.filter(
    (one) =>
      (one.state === 'redeemed' || one.state === 'reversed') &&
      !player.model.purchases.some(({ given }) => given.some(({ voucher }) => voucher === one)),
  );
  const voucher = drawn.given && redeemed[drawn.given.which % redeemed.length];
  if (!withReward || !voucher) return { minor, lines, taxes, gift };
  const first = lines[0] && drawn.given?.onFirst ? [{ id: lines[0].id, minor: 500 }] : [];
  return { minor, lines, taxes, gift, given: [{ voucher, lines: first }] };
}

function backOf(sold: Pick<Sale, 'minor' | 'lines'>, drawn: Drawn<typeof back>): GoodsBack {
  if (drawn.what === 'whole') return drawn;
  if (drawn.what === 'amount') {
    return {
      what: 'amount',
      amount: { minor: hundredths(sold.minor, drawn.part), currency: 'EUR' },
    };
  }
  const lines = drawn.lines.map(({ number, part }) => {
    const paid = sold.lines?.[number]?.minor ?? 0;
    return { id: `line-${number}`, minor: part === null ? null : hundredths(paid, part) };
  });
  return { what: 'lines', lines };
}

async function play(player: Player, one: Step): Promise<void> {
  await tellEverybody(t.context);
  t.clock.turn(1);
  switch (one.what) {
    case 'wait':
      return t.clock.turn(one.ms);
    case 'clock':
      return player.clock();
    case 'year':
      t.clock.turn(366 * day);
      return player.clock();
    case 'issue':
      return player.issue(one.reward);
    case 'spend': {
      await player.issue(one.reward);
      const voucher = player.model.vouchers.at(-1);
      return voucher && player.redeem(voucher);
    }
    case 'purchase':
      return void (await player.purchase(saleOf(player, one.sale)));
    case 'return-first': {
      const sold = saleOf(player, one.sale);
      return player.returnFirst(sold, backOf(sold, one.back));
    }
    case 'redeem':
    case 'cancel':
    case 'reverse': {
      const voucher = player.model.vouchers.at(-1 - one.which);
      return voucher && player[one.what](voucher);
    }
    default: {
      // In life, too, the latest purchases come back most often.
      const bought = player.model.purchases.at(-1 - one.which);
      return bought && withGoods(player, bought, one);
    }
  }
}

async function withGoods(
  player: Player,
  bought: Bought,
  one: Extract<Step, { what: 'return' | 'exchange' | 'undo-line' }>,
): Promise<void> {
  if (one.what === 'undo-line') return player.undoLine(bought, `line-${one.number}`);
  const goods = backOf(bought.goods, one.back);
  if (one.what === 'return') return player.return(bought, goods);
  return player.exchange(bought, goods, saleOf(player, one.sale, false));
}

test('whatever is sold, spent and brought back in whatever order, all sides end with what a naive reckoning says', {
  skip: testDatabaseUrl ? 'one database is enough for the rules' : false,
}, async () => {
  const history = fc.array(step, { minLength: 15, maxLength: 40, size: 'max' });
  await fc.assert(
    fc.asyncProperty(programs, history, async (program, steps) => {
      await loadProgram(t.context, program);
      const player = await Player.join(t, program);
      for (const one of steps) {
        await play(player, one);
        await player.assertAgrees(one.what);
      }
      await player.assertBalance();
    }),
    { numRuns: 40, seed: 20_260_115 },
  );
});

const anyLine = fc.record({
  minor: fc.nat(2_500),
  categories: fc.subarray(['Bread', 'Coffee']),
  quantity: fc.integer({ min: 1, max: 3 }),
});
/** A sale, and what comes back of it: a line, all of it, or nothing. */
const anySale = fc.record({
  lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
  back: fc.constantFrom('nothing', 'first', 'whole'),
});

test('whatever is sold and brought back ends with the same points in any order, also when it is sent twice', {
  skip: testDatabaseUrl ? 'one database is enough for the rules' : false,
}, async () => {
  await loadProgram(t.context, { ...testProgram, earning: earningRules });
  const pos = posAt(t, 'main-1');
  const sell = async (
    member: object,
    receiptNumber: string,
    lines: readonly { id: string; minor: number }[],
  ) => {
    const total = { minor: lines.reduce((sum, { minor }) => sum + minor, 0), currency: 'EUR' };
    const { status, text } = await pos.purchase({ member, receiptNumber, total, lines });
    assert.equal(status, 200, text);
  };
  let run = 0;
  const sales = fc.array(anySale, { minLength: 3, maxLength: 4 });
  const orders = fc.array(fc.nat(99), { minLength: 12, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sales, orders, async (drawn, keys) => {
      run += 1;
      const ends: number[] = [];
      for (const order of ['told', 'shuffled']) {
        const name = `order-${run}-${order}`;
        const { phone, member } = await shopper(t, name);
        // What a first purchase gives depends on which is first, so one is made before.
        await sell(member, `${name}-before`, [{ id: 'a', minor: 100 }]);
        const steps = drawn.flatMap(({ lines, back }, number) => {
          const receipt = `${name}-${number}`;
          const sold = lines.map((one, at) => ({ id: `${at}`, ...one }));
          const backOf = back === 'first' ? { lines: [{ id: '0' }] } : {};
          return [
            () => sell(member, receipt, sold),
            ...(back === 'nothing' ? [] : [() => pos.return(receipt, `${receipt}-back`, backOf)]),
          ];
        });
        const twice = order === 'told' ? steps : [...steps, ...steps];
        const at = (index: number) => (keys[index % keys.length] ?? 0) + index / 100;
        const sorted = twice.map((step, index) => ({
          step,
          key: order === 'told' ? index : at(index),
        }));
        for (const { step } of sorted.toSorted((a, b) => a.key - b.key)) await step();
        ends.push(await balance(phone));
      }
      assert.equal(ends[0], ends[1]);
    }),
    { numRuns: 4, seed: 20_261_127 },
  );
});
