import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Pair, Rehearsal } from '#contract/desk/desk-foresight.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { startOfDay } from '#domain/values/calendar.ts';
import { actAt } from '#server/demonstration/year/act-at.ts';
import { liveYear } from '#server/demonstration/year/live-year.ts';
import { shopperOf } from '#server/demonstration/year/shopper.ts';
import { yearProgram } from '#server/demonstration/year/year-program.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { rehearse } from '#server/usecases/rehearsal/rehearse.ts';

/** Long enough that points of January are over. */
const days = 215;
const members = 20;
const seed = 'rehearsal';
const program = yearProgram();
const from = startOfDay(2026, 0, 1, program.timeZone);
const at = from + (days + 1) * 24 * 60 * 60_000;

let database: Awaited<ReturnType<typeof openTestStore>>;
let context: Context;
before(async () => {
  database = await openTestStore('either');
  context = testContext({ ...database, now: () => at });
  await loadProgram(actAt(context, from, seed), program);
  const shoppers = Array.from({ length: members }, (_, n) => shopperOf(seed, n, program));
  await liveYear(context, { seed, from, days, shoppers });
});
after(() => database.close());

async function tried(changed: Partial<Program>, since = from): Promise<Rehearsal> {
  const wish = { program: { ...program, ...changed }, from: since };
  const found = await rehearse(context.store.read, wish, { at });
  assert.ok(found);
  return found;
}

const isAsItWas = ({ was, would }: Pair): boolean => was === would;

test('the program that was in force makes of the past what it is, to the point', async () => {
  const books = await dump(context.store.read);
  for (const since of [from, from + 100 * 24 * 60 * 60_000]) {
    const found = await tried({}, since);
    assert.deepEqual(found.differences, { sales: 0, members: 0 });
    assert.deepEqual([found.missed, found.moves, found.most], [0, [], []]);
    const { given, awards, occasions, redeemed, expired, outstanding } = found;
    for (const pair of [given, awards, occasions, redeemed, expired, outstanding]) {
      assert.ok(pair.was > 0, 'the past has some of it');
      assert.ok(isAsItWas(pair));
    }
    assert.ok(found.tiers.every((tier) => isAsItWas(tier.members) && isAsItWas(tier.outstanding)));
    assert.ok(found.stores.every((store) => isAsItWas(store.given)));
  }
  assertUnchanged(books, await dump(context.store.read));
});

test('what leaves the ledger and what enters it make up the difference of what members have', async () => {
  const found = await tried({ pointsPerUnit: 2, welcomePoints: 10, pointsLastMonths: 2 });
  const { given, awards, occasions, redeemed, expired, outstanding } = found;
  const more = ({ was, would }: Pair) => would - was;
  assert.ok(more(given) > 0 && more(expired) > 0 && more(occasions) < 0);
  assert.equal(
    more(outstanding),
    more(given) + more(awards) + more(occasions) - more(redeemed) - more(expired),
  );
  const sum = (pairs: readonly Pair[]) => pairs.reduce((all, one) => all + more(one), 0);
  assert.equal(sum(found.tiers.map((tier) => tier.outstanding)), more(outstanding));
  assert.equal(sum(found.tiers.map((tier) => tier.given)), more(given));
  assert.equal(sum(found.stores.map((store) => store.given)), more(given));
});

test('a rule, a tier and a reward that are new or gone change what hangs on them, and nothing else', async () => {
  const { earning = [] } = program;
  const without = earning.filter(({ id }) => id !== 'fifth-visit');
  const fewer = await tried({ earning: without });
  assert.ok(fewer.awards.would < fewer.awards.was);
  assert.deepEqual([isAsItWas(fewer.occasions), fewer.moves], [true, []]);

  const [member, silver, ...higher] = program.tiers;
  assert.ok(member && silver);
  const steep = { ...silver, fromMinor: 85_000, keepMinor: 80_000 };
  const steeper = await tried({ tiers: [member, steep, ...higher] });
  assert.deepEqual(
    steeper.moves.map((move) => [move.from, move.to]),
    [['silver', 'member']],
  );
  const silvers = steeper.tiers.find(({ id }) => id === 'silver')?.members;
  assert.equal(steeper.moves[0]?.members, (silvers?.was ?? 0) - (silvers?.would ?? 0));

  const rewards = program.rewards.filter(({ id }) => id !== 'coffee');
  const noCoffee = await tried({ rewards });
  assert.ok(noCoffee.missed > 0 && noCoffee.redeemed.would < noCoffee.redeemed.was);
  assert.ok(isAsItWas(noCoffee.given) && isAsItWas(noCoffee.awards));
});

test('a rule with a budget for all gives no more than that, whoever comes first', async () => {
  const { earning = [] } = program;
  const limited = earning.map((rule) =>
    rule.id === 'beans' ? { ...rule, limits: { budget: 100 } } : rule,
  );
  const all = await tried({ earning: earning.filter(({ id }) => id !== 'beans') });
  const some = await tried({ earning: limited });
  assert.equal(some.given.would - all.given.would, 100);
});

test('a budget for all binds stamps, and what comes back goes to others', async () => {
  const { earning = [] } = program;
  const card: EarningRule = {
    id: 'new-card',
    kind: 'stamps',
    name: { en: 'New card' },
    every: 1,
    counts: 'visits',
    points: 50,
    when: {},
    limits: { budget: 120 },
  };
  const base = await tried({});
  const { awards } = await tried({ earning: [...earning, card] });
  assert.equal(awards.would - base.awards.would, 120);
});

test('a limit for all binds occasions', async () => {
  const { earning = [] } = program;
  const limitedBy = (limits: EarningRule['limits']) =>
    tried({
      earning: earning.map((rule) =>
        rule.kind === 'check-in' ? { ...rule, points: 4, limits } : rule,
      ),
    });
  const none = await tried({ earning: earning.filter(({ kind }) => kind !== 'check-in') });
  const limited = await limitedBy({ budget: 10 });
  assert.equal(limited.occasions.would - none.occasions.would, 10);
  const twice = await limitedBy({ inAll: 2 });
  assert.equal(twice.occasions.would - none.occasions.would, 8);
});

test('a rehearsal ends when it is cancelled, and tells how far it is', async () => {
  const told: number[] = [];
  const wish = { program, from };
  const whole = await rehearse(context.store.read, wish, {
    at,
    reached: (count) => told.push(count),
  });
  assert.deepEqual(told, [whole?.members]);
  assert.equal(await rehearse(context.store.read, wish, { at, isCancelled: () => true }), null);
});

test('a budget begins with what its rule gave before the rehearsal', async () => {
  const since = from + 100 * 24 * 60 * 60_000;
  await context.store.transact(({ db }) =>
    db.updateTable('earned_lines').set({ in_all: 1 }).where('rule_id', '=', 'beans').execute(),
  );
  const lines = await context.store.read
    .selectFrom('earned_lines')
    .select(['points', 'points_back'])
    .where('rule_id', '=', 'beans')
    .where('at', '<', since)
    .execute();
  const had = lines.reduce((sum, line) => sum + line.points - line.points_back, 0);
  assert.ok(had > 0);
  const { earning = [] } = program;
  const limited = earning.map((rule) =>
    rule.id === 'beans' ? { ...rule, limits: { budget: had + 30 } } : rule,
  );
  const none = await tried({ earning: earning.filter(({ id }) => id !== 'beans') }, since);
  const some = await tried({ earning: limited }, since);
  assert.equal(some.given.would - none.given.would, 30);
});
