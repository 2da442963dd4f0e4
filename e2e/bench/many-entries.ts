// One member with few ledger entries and one with many, over a new data folder (DATA_DIR): how long a voucher of theirs takes to be
// issued, looked at and redeemed. Arguments: how many entries each has, and how many vouchers. Prints what they took.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { readConfig } from '#server/start/config.ts';
import type { LedgerEntryRow, MemberRow, Tables } from '#server/storage/db/schema.ts';
import { headOf, linkOf } from '#server/storage/points/chain.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import type { Took } from './entries.ts';
import { appOver, newMember, newProgram, newVoucher } from './members.ts';

const [few = '', many = '', times = ''] = process.argv.slice(2);
const { context, posKey } = await newProgram();
const members = await Promise.all(
  [few, many].map(async (entries) => ({ id: await newMember(context), entries: Number(entries) })),
);
for (const member of members) addPurchases(member.id, member.entries - 1);
const findings = await verifyBooks(context);
if (findings.length > 0) throw new Error(JSON.stringify(findings));

const app = await appOver(context);
const took = members.map(
  ({ entries }) => ({ entries, issueMs: [], lookMs: [], redeemMs: [] }) as Grown,
);
type Grown = Took & Record<'issueMs' | 'lookMs' | 'redeemMs', number[]>;

/** The server's code is compiled while it runs: these do not count. */
const warmUps = 30;
for (let turn = -warmUps; turn < Number(times); turn += 1) {
  // Both issued first and then asked for, now the one and now the other before: what issuing leaves behind in the process,
  // such as memory to tidy up, must be charged to neither.
  const issued = [];
  for (const [at, { id }] of members.entries()) {
    const from = performance.now();
    const scanned = await newVoucher(context, id);
    issued.push({ at, scanned, issueMs: performance.now() - from });
  }
  for (const { at, scanned, issueMs } of turn % 2 === 0 ? issued : issued.toReversed()) {
    const lookMs = await ask(app, posApi.look, { scanned });
    const redeemMs = await ask(app, posApi.redemptions, { scanned, receiptNumber: scanned });
    if (turn < 0) continue;
    took[at]?.issueMs.push(issueMs);
    took[at]?.lookMs.push(lookMs);
    took[at]?.redeemMs.push(redeemMs);
  }
}
await app.close();
await context.store.close();
process.stdout.write(JSON.stringify(took));

async function ask(server: FastifyInstance, url: string, payload: object): Promise<number> {
  const headers = { authorization: `Bearer ${posKey}`, 'idempotency-key': crypto.randomUUID() };
  const from = performance.now();
  const { statusCode, body } = await server.inject({ method: 'POST', url, headers, payload });
  if (statusCode !== 200) throw new Error(body);
  return performance.now() - from;
}

/**
 * Purchases of many points each, for all the vouchers to come, from a minute ago backwards. By the use-case they would take an hour: written
 * as it writes them, which `verify` looks through.
 */
function addPurchases(memberId: string, count: number): void {
  const database = new DatabaseSync(join(readConfig().dataDir, 'tillpass.sqlite'));
  const sold = context.now() - 60_000;
  const numbers = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})`;
  const lotEnd = sold + 300 * 86_400_000;
  // Tables and columns by their types, so that one which is renamed breaks the build and not a measurement.
  const each = <T extends keyof Tables>(
    into: T,
    row: Partial<Record<keyof Tables[T] & string, string | number>>,
  ) =>
    database.exec(
      `insert into ${into} (${Object.keys(row)}) ${numbers}
       select ${Object.values(row)} from numbers, members where id = '${memberId}'`,
    );
  database.exec('begin immediate');
  addEntries(database, memberId, { count, sold, lotEnd });
  each('lots', {
    member_id: 'id',
    id: `'purchase:' || n`,
    remaining: 10_000,
    expires_at: lotEnd,
  });
  each('purchases', {
    member_id: 'id',
    id: 'n',
    till_id: `'bench'`,
    receipt_number: 'id || n',
    at: `${sold} - n`,
    minor: 100,
    currency: `'EUR'`,
    taxes: 0,
    tenders: `'[]'`,
    points: 10_000,
    tier_id: `'member'`,
    counted: 100,
    counted_back: 0,
  });
  each('purchase_receipts', {
    till_id: `'bench'`,
    receipt_number: 'id || n',
    member_id: 'id',
    purchase_id: 'n',
  });
  database.exec(`update members set balance = balance + 10000 * ${count} where id = '${memberId}'`);
  database.exec('commit');
  database.close();
}

/** Each with the link that follows from the one before. */
function addEntries(
  database: DatabaseSync,
  memberId: string,
  { count, sold, lotEnd }: Record<'count' | 'sold' | 'lotEnd', number>,
): void {
  const { hash } = context.secrets;
  const read = database.prepare('select balance, last_seq, chain_head from members where id = ?');
  // As the schema has it.
  const member = read.get(memberId) as Pick<MemberRow, 'balance' | 'last_seq' | 'chain_head'>;
  let head = member.chain_head;
  for (let n = 1; n <= count; n += 1) {
    const cause = `purchase:${n}`;
    const row = {
      member_id: memberId,
      seq: member.last_seq + n,
      kind: 'accrual',
      points: 10_000,
      cause,
      draws: JSON.stringify([{ lotId: cause, points: 10_000 }]),
      balance_after: member.balance + 10_000 * n,
      at: sold,
      lot_expires_at: lotEnd,
      lot_available_at: null,
      redemption_id: null,
      purchase_id: String(n),
      store_id: null,
      keeps_until: null,
      details: '{"rule":"welcome"}',
      program_version: 1,
    } as const satisfies Omit<LedgerEntryRow, 'link'>;
    const link = linkOf(hash, head, row);
    head = headOf(hash, link);
    const values = { ...row, link };
    const places = Object.keys(values).map(() => '?');
    database
      .prepare(`insert into ledger_entries (${Object.keys(values)}) values (${places})`)
      .run(...Object.values(values));
  }
  database
    .prepare('update members set last_seq = ?, chain_head = ? where id = ?')
    .run(member.last_seq + count, head, memberId);
}
