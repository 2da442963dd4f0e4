import assert from 'node:assert/strict';
import { TestClock } from '#server/tests/kit/clock.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { historyDays } from './history.ts';
import { endPoints, playHistory, showEnds } from './shuffled.ts';
import type { World } from './worlds.ts';

const dayMs = 24 * 60 * 60_000;
/** Many at once, because the one writer commits them together. */
const atOnce = 16;

/** Which histories, by the seeds that they are made of. */
export interface Seeds {
  readonly first: number;
  readonly count: number;
}

/**
 * Plays histories in a world of their own.
 * @throws AssertionError when one ends differently, or when `verify` finds something
 * @returns how many reports were told, and what came of them
 */
export async function playWorld(world: World, { first, count }: Seeds) {
  const database = await openTestStore();
  // A year ends in the middle of the histories.
  const clock = new TestClock(Date.parse('2028-12-10T10:00:00Z'));
  const context = testContext({ ...database, now: clock.now });
  await loadProgram(context, testProgram);
  await world.load(context);
  clock.turn(historyDays * dayMs);
  let reports = 0;
  for (let seed = first; seed < first + count; seed += atOnce) {
    const size = Math.min(atOnce, first + count - seed);
    const seeds = Array.from({ length: size }, (_, n) => seed + n);
    const played = await Promise.all(seeds.map((one) => playHistory(context, one, world)));
    reports += played.reduce((sum, one) => sum + one.reports, 0);
    if (!world.ends) continue;
    await showEnds(context, played);
    // Past some of the ends, then past all.
    for (const days of [20, 30]) {
      clock.turn(days * dayMs);
      await endPoints(context, played);
    }
  }
  assert.deepEqual(await verifyBooks(context), []);
  const told = { reports, ...(await whatHappened(context)) };
  await database.close();
  return told;
}

async function whatHappened({ store }: Context) {
  const counted = async (table: 'purchase_ratings' | 'awards' | 'memberships') => {
    const all = store.read.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('count'));
    return (await all.executeTakeFirstOrThrow()).count;
  };
  const ended = await store.read
    .selectFrom('ledger_entries')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', 'expiry')
    .executeTakeFirstOrThrow();
  const given = await store.read
    .selectFrom('occasions')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const brought = await store.read
    .selectFrom('awards')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('friend_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return {
    ratedAnew: await counted('purchase_ratings'),
    awards: await counted('awards'),
    terms: await counted('memberships'),
    ended: ended.count,
    given: given.count,
    brought: brought.count,
  };
}
