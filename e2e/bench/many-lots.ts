// A program with many lots that expire on one day, and the clock's work on them, each as a process of its own over DATA_DIR or
// DATABASE_URL. `fill MEMBERS LOTS` makes them; `mail START` and `end START` do what is due 30 days before the end and at the end, and
// can be killed anywhere; `check` compares the ledger. The others print what they took as JSON; `mail` and `end` a line when they begin.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { firstLook } from '#domain/points/expiry-notice.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import { readConfig } from '#server/start/config.ts';
import { makeContext } from '#server/start/make-context.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

const day = 24 * 60 * 60_000;
const end = Date.UTC(2031, 0, 1);
const [, , act = '', ...counts] = process.argv;
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const real = act === 'fill' ? await newShop() : await makeContext(readConfig(), quiet);
/** A mail that a killed process was sending is free again after two minutes: each start of a phase is that much later. */
const startEveryMs = 121_000;
/** No mail leaves at night. */
const noon = day / 2;
const from = (act === 'mail' ? end - 30 * day + noon : end) + Number(counts[0] ?? 0) * startEveryMs;
const context = { ...real, now: () => from + Math.floor(performance.now()) };
const { store } = context;

const acts: Record<string, () => Promise<object>> = {
  fill: () => fill(Number(counts[0]), Number(counts[1])),
  mail,
  end: work,
  check,
};
const done = await acts[act]?.();
await store.close();
process.stdout.write(`${JSON.stringify(done)}\n`);
process.exit();

/** Its module brings the whole server, which only this act needs: the others are started fifty times. */
async function newShop() {
  const { newProgram } = await import('./members.ts');
  return (await newProgram()).context;
}

/**
 * Members with purchases of ten points, written as the use-case writes them, by one statement a table. They come after the look at
 * all members' tiers that a loading brings, as it has nothing to do with what ends.
 */
async function fill(members: number, lots: number): Promise<object> {
  const { fillLots } = await import('./fill-lots.ts');
  const openedAt = end - 300 * day;
  await allDue({ ...context, now: () => openedAt });
  await store.transact(async (tx) => {
    const lookAt = firstLook(end);
    await fillLots(tx, { members, lots, joinedAt: 0, openedAt, endsAt: end, lookAt });
  }, 'at length');
  return {};
}

async function allDue(then: typeof context): Promise<void> {
  while ((await expireDue(then)) > 0) {}
}

/** Notices, and their mails, which a mail server in this process takes at once. */
async function mail(): Promise<object> {
  const outbox = startOutbox(context);
  const took = await work();
  const unsent = () =>
    store.read
      .selectFrom('mails')
      .select('id')
      .where('notice', 'is not', null)
      .where('sent_at', 'is', null)
      .where('failed_at', 'is', null)
      .limit(1)
      .execute();
  while ((await unsent()).length > 0) await sleep(50);
  await outbox.stop();
  return took;
}

/** What is due now, and how long somebody else's small transaction waits beside it. */
async function work(): Promise<object> {
  process.stdout.write('begun\n');
  const waitedMs: number[] = [];
  let over = false;
  const other = (async () => {
    while (!over) {
      const asked = performance.now();
      await store.transact(async () => {});
      waitedMs.push(performance.now() - asked);
      await sleep(20);
    }
  })();
  await allDue(context);
  over = true;
  await other;
  waitedMs.sort((a, b) => a - b);
  return { p99Ms: waitedMs[Math.floor(waitedMs.length * 0.99)], mostMs: waitedMs.at(-1) };
}

/** Whether each lot ended once, and each member was told once before; then the whole ledger is replayed. */
async function check(): Promise<object> {
  const count = async (query: ReturnType<typeof sql<{ n: number }>>) =>
    Number((await query.execute(store.read)).rows[0]?.n);
  const ended = await count(sql`select count(*) as n from ledger_entries where kind = 'expiry'`);
  const mails = await count(sql`select count(*) as n from mails where notice = 'expiry'`);
  const left = await count(sql`select count(*) as n from lots where remaining > 0`);
  // The rows of `fill` have no link, as no server wrote them, and nothing leads to its members.
  const ofFill = new Set(['chain', 'member']);
  const findings = (await verifyBooks(context)).filter(({ about }) => !ofFill.has(about));
  return { ended, mails, left, findings: findings.length };
}
