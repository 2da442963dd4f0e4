// A year of many members' purchases, over a new data folder (DATA_DIR): how long a rehearsal of it takes in its thread, and how long tills
// wait for redemptions alone and beside it. Arguments: how many members, and how many purchases each has. Prints what they took.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { rehearsalsIn } from '#server/jobs/rehearsal/start-rehearsals.ts';
import { readConfig } from '#server/start/config.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { appOver, newMember, newProgram, newVoucher } from './members.ts';
import type { RehearsalTook } from './rehearse.ts';

const [members = 0, each = 0] = process.argv.slice(2).map(Number);
const { context, posKey } = await newProgram();
const yearMs = 365 * 86_400_000;
const now = context.now();
const upTo = (name: string, count: number): string =>
  `${name}(n) as (select 1 union all select n + 1 from ${name} where n < ${count})`;
const numbers = `with recursive ${upTo('people', members)}, ${upTo('sales', each)}`;

/** What stands in a member's and in a sale's row, as SQL over the two numbers. */
const id = `printf('m%08d', people.n)`;
const purchase = `${id} || '-' || sales.n`;
const sold = `cast(${now - yearMs} + (sales.n + 0.5) * ${yearMs / (each + 1)} as integer)`;
const lot = `'purchase:' || ${purchase}`;

fill();

const app = await appOver(context);
/** The server's code is compiled while it runs: these do not count. */
for (let turn = 0; turn < 50; turn += 1) await redeem(app);
const { program } = await readWork(context);
const wish = { program, from: null };
/** A busy machine may need longer than the desk waits. */
const { rehearse } = rehearsalsIn(
  { dataDir: readConfig().dataDir, databaseUrl: undefined },
  3_600_000,
);
const rehearsed = async () => {
  const from = performance.now();
  const cancelled = new AbortController().signal;
  const found = await rehearse(wish, { at: now, cancelled, reached: () => {} });
  if (found?.sales !== members * each) throw new Error(`${found?.sales} purchases were rehearsed`);
  return performance.now() - from;
};
const aloneMs = await redeemedFor(5_000);
let over = false;
const running = rehearsed().finally(() => {
  over = true;
});
const besideMs: number[] = [];
while (!over) besideMs.push(...(await redeemedFor(500)));
const tookMs = await running;
await app.close();
await context.store.close();
process.stdout.write(JSON.stringify({ tookMs, aloneMs, besideMs } satisfies RehearsalTook));

/** Redemptions one after the other, about as many a second as a busy chain has, for so long. */
async function redeemedFor(ms: number): Promise<number[]> {
  const took: number[] = [];
  for (const until = performance.now() + ms; performance.now() < until; await sleep(20)) {
    took.push(await redeem(app));
  }
  return took;
}

async function redeem(server: FastifyInstance): Promise<number> {
  // One member takes only so many vouchers an hour; joining and issuing are not measured.
  const scanned = await newVoucher(context, await newMember(context));
  const headers = { authorization: `Bearer ${posKey}`, 'idempotency-key': crypto.randomUUID() };
  const payload = { scanned, receiptNumber: scanned };
  const from = performance.now();
  const { statusCode, body } = await server.inject({
    method: 'POST',
    url: posApi.redemptions,
    headers,
    payload,
  });
  if (statusCode !== 200) throw new Error(body);
  return performance.now() - from;
}

function database(work: (db: DatabaseSync) => void): void {
  const file = new DatabaseSync(join(readConfig().dataDir, 'tillpass.sqlite'));
  work(file);
  file.close();
}

/** Tables and columns by their types, so that one which is renamed breaks the build and not a measurement. */
function insert<T extends keyof Tables>(
  db: DatabaseSync,
  into: T,
  row: Partial<Record<keyof Tables[T] & string, string | number>>,
  of = 'people, sales',
): void {
  db.exec(
    `insert into ${into} (${Object.keys(row)}) ${numbers} select ${Object.values(row)} from ${of}`,
  );
}

/** Purchases of 25.00 over the last year, as the use-case writes them, by one statement a table. */
function fill(): void {
  database((db) => {
    db.exec('begin immediate');
    addMembers(db);
    addSales(db);
    addPoints(db);
    db.exec('commit; analyze');
  });
}

function addMembers(db: DatabaseSync): void {
  insert(
    db,
    'members',
    {
      id,
      number: id,
      address: `${id} || '@shop.example'`,
      language: `'en'`,
      joined_at: now - yearMs,
      proved_at: now - yearMs,
      balance: 25 * each,
      debt: 0,
      last_seq: each,
    },
    'people',
  );
}

function addSales(db: DatabaseSync): void {
  insert(db, 'purchases', {
    member_id: id,
    id: purchase,
    till_id: `'bench'`,
    receipt_number: purchase,
    store_id: `'main-street'`,
    at: sold,
    reported_at: sold,
    minor: 2_500,
    taxes: 0,
    currency: `'EUR'`,
    tenders: `'[]'`,
    points: 25,
    tier_id: `'member'`,
    counted: 2_500,
    counted_back: 0,
  });
  insert(db, 'earned_lines', {
    member_id: id,
    purchase_id: purchase,
    rule_id: `'purchase'`,
    number: 0,
    at: sold,
    points: 25,
    points_back: 0,
    counted: 0,
    counted_back: 0,
    within: 0,
    on_lines: `'[]'`,
    spread: 1,
    needs: 0,
    in_all: 0,
    program_version: 1,
  });
}

function addPoints(db: DatabaseSync): void {
  insert(db, 'ledger_entries', {
    member_id: id,
    seq: 'sales.n',
    kind: `'accrual'`,
    points: 25,
    draws: `'[]'`,
    cause: lot,
    balance_after: '25 * sales.n',
    at: sold,
    lot_expires_at: now + yearMs,
    details: `'{"rule":"welcome"}'`,
    program_version: 1,
  });
  insert(db, 'lots', {
    member_id: id,
    id: lot,
    remaining: 25,
    expires_at: now + yearMs,
    untold: 0,
    notice_step: 0,
    look_at: now + yearMs,
  });
}
