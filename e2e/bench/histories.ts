// Random histories of sales and returns, each told in order and shuffled with repetitions: all end the same.

import { TestClock } from '#server/tests/kit/clock.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { historyDays, loadRules, playHistory } from '#server/tests/kit/model/shuffled.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { aSecond, say } from './report.ts';

const dayMs = 24 * 60 * 60_000;
/** Many at once, because the one writer commits them together. */
const atOnce = 16;

/** Plays all histories. @throws AssertionError naming the first that ends differently */
export async function measureHistories(quick: boolean): Promise<void> {
  const count = quick ? 1_000 : 100_000;
  const database = await openTestStore();
  const clock = new TestClock();
  const { store, live } = database;
  const context = testContext({ store, live, now: clock.now });
  await loadProgram(context, testProgram);
  await loadRules(context);
  clock.turn(historyDays * dayMs);
  const began = performance.now();
  let reports = 0;
  for (let seed = 0; seed < count; seed += atOnce) {
    const seeds = Array.from({ length: Math.min(atOnce, count - seed) }, (_, n) => seed + n);
    const told = await Promise.all(seeds.map((one) => playHistory(context, one)));
    reports += told.reduce((sum, one) => sum + one, 0);
  }
  const seconds = (performance.now() - began) / 1_000;
  const ratings = await store.read
    .selectFrom('purchase_ratings')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const findings = await verifyBooks(context);
  await database.close();
  if (findings.length > 0) throw new Error(`verify: ${JSON.stringify(findings.slice(0, 3))}`);
  say(`\nHistories: ${count} end the same in any order, and verify is content.`);
  say(
    `${reports} reports, ${aSecond(reports / seconds)} a second; ${ratings.count} sales were rated anew.`,
  );
}
