// A shop that is moved to PostgreSQL, over DATA_DIR or DATABASE_URL. `fill MEMBERS LOTS` makes it and prints the key of its POS; `sell KEY`
// redeems one voucher after the other, prints a line for each, and ends with its input; `hash` prints that of the ledger.
import { setTimeout as sleep } from 'node:timers/promises';
import { posApi } from '#contract/paths.ts';
import { readConfig } from '#server/start/config.ts';
import { makeContext } from '#server/start/make-context.ts';
import { hashLedger } from '#server/storage/backup/ledger-hash.ts';
import { hashOf } from '#server/storage/backup/postgres-rows.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { fillLots } from './fill-lots.ts';
import { appOver, newMember, newProgram, newVoucher, quiet } from './members.ts';

const day = 24 * 60 * 60_000;
const endsAt = Date.UTC(2031, 0, 1);
const sellEveryMs = 100;
const [, , act = '', ...args] = process.argv;

const acts: Record<string, () => Promise<object>> = { fill, sell, hash };
const done = await acts[act]?.();
process.stdout.write(`${JSON.stringify(done)}\n`);
process.exit();

async function fill(): Promise<object> {
  const { context, posKey } = await newProgram();
  const [members = 0, lots = 0] = args.map(Number);
  const filling = { members, lots, joinedAt: 0, openedAt: endsAt - 300 * day, endsAt };
  await context.store.transact(
    (tx) => fillLots(tx, { ...filling, lookAt: endsAt - 30 * day }),
    'at length',
  );
  await context.store.close();
  return { posKey };
}

async function sell(): Promise<object> {
  const context = await makeContext(readConfig(), quiet);
  const app = await appOver(context);
  let over = false;
  process.stdin.resume().on('end', () => {
    over = true;
  });
  while (!over) {
    const scanned = await newVoucher(context, await newMember(context));
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: posApi.redemptions,
      headers: { authorization: `Bearer ${args[0]}`, 'idempotency-key': crypto.randomUUID() },
      payload: { scanned, receiptNumber: scanned },
    });
    if (statusCode !== 200) throw new Error(body);
    process.stdout.write('sold\n');
    await sleep(sellEveryMs);
  }
  await app.close();
  await context.store.close();
  return {};
}

async function hash(): Promise<object> {
  const { dataDir, databaseUrl } = readConfig();
  if (databaseUrl === null) return hashLedger(sqlitePath(dataDir));
  const { store } = await makeContext(readConfig(), quiet);
  return store.transact(({ db }) => hashOf(db), 'at length');
}
