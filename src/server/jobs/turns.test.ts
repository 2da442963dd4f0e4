// On SQLite a statement answers at once, so work that reads page after page would hold everybody else up for all of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { answersNaming } from '#server/storage/till/idempotency-keys.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { sumNextDay } from '#server/usecases/points/sum-days.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let database: TestStore;
before(async () => {
  database = await openTestStore();
});
after(() => database.close());

/** More than some pages of whatever is read in pages. */
const rows = 6_000;
const numbered = sql`numbers(n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(rows)})`;

/** How often the rest of the server had its turn meanwhile. */
async function turnsBeside(work: () => Promise<unknown>): Promise<number> {
  let [turns, over] = [0, false];
  const turned = new Promise<void>((resolve) => {
    const turn = () => {
      turns += 1;
      if (over) resolve();
      else setImmediate(turn);
    };
    setImmediate(turn);
  });
  await work();
  over = true;
  await turned;
  return turns;
}

test('while a large day is added up, tills have their turn after every thousand entries', async () => {
  const { store, live } = database;
  let now = Date.UTC(2026, 10, 1, 12);
  const context = testContext({ store, live, now: () => now });
  await loadProgram(context, testProgram);
  const member = await joinDirectly({ context }, 'many@example.com');
  await store.transact(({ db }) =>
    sql`insert into ledger_entries (member_id, seq, kind, points, draws, cause, balance_after, at, details, program_version)
      with recursive ${numbered} select ${sql.lit(member)}, 1000 + n, 'accrual', 1, '[]', 'adjustment:many-' || n, n,
        ${sql.lit(now)}, '{}', 1 from numbers`.execute(db),
  );
  now += 2 * 24 * 60 * 60_000;
  const turns = await turnsBeside(() => sumNextDay(context));
  const day = await store.read.selectFrom('point_days').select('issued').executeTakeFirstOrThrow();
  assert.ok(day.issued >= rows, 'it is that day');
  assert.ok(turns >= rows / 1_000, `${turns} turns`);
});

test('whoever reads page after page leaves the turn to tills, whatever is read', async () => {
  const { read } = database.store;
  let [turns, statements, over] = [0, 0, false];
  const turn = () => {
    turns += 1;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  for (; turns < 5 && statements < 20_000; statements += 1)
    await read.selectFrom('programs').select('version').limit(1).execute();
  over = true;
  assert.ok(turns >= 5, `${turns} turns in ${statements} statements`);
});

test('while kept answers are searched for whoever leaves, tills have their turn after every thousand', async () => {
  const { store } = database;
  await store.transact(({ db }) =>
    sql`insert into idempotency_keys (till_id, key, fingerprint, status, body, at)
      with recursive ${numbered} select 'main-1', 'many-' || n, '', 200, 'of ' || n, 0 from numbers`.execute(
      db,
    ),
  );
  let found: unknown;
  const turns = await turnsBeside(async () => {
    found = await answersNaming(store.read, new Map([['one', ['of 5999']]]));
  });
  assert.match(JSON.stringify([...(found as Map<string, unknown>)]), /many-5999/);
  assert.ok(turns >= rows / 1_000, `${turns} turns`);
});
