// One member with few ledger entries and one with many, over a new data folder (DATA_DIR): how long a voucher of theirs takes to be
// issued, looked at and redeemed. Arguments: how many entries each has, and how many vouchers. Prints what they took.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { readConfig } from '#server/config.ts';
import { verify } from '#server/storage/verify.ts';
import type { Took } from './entries.ts';
import { appOver, newMember, newProgram, newVoucher } from './members.ts';

const [few = '', many = '', times = ''] = process.argv.slice(2);
const { context, posKey } = await newProgram();
const members = await Promise.all(
  [few, many].map(async (entries) => ({ id: await newMember(context), entries: Number(entries) })),
);
for (const member of members) addPurchases(member.id, member.entries - 1);
const findings = await verify(context.store);
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
  const each = (into: string, columns: string, values: string) =>
    database.exec(
      `insert into ${into} (${columns}) ${numbers} select ${values} from numbers, members where id = '${memberId}'`,
    );
  database.exec('begin immediate');
  each(
    'ledger_entries',
    'member_id, seq, kind, points, draws, cause, balance_after, at, lot_expires_at, purchase_id, details, program_version',
    `id, last_seq + n, 'accrual', 10000, json_array(json_object('lotId', 'purchase:' || n, 'points', 10000)), 'purchase:' || n,
     balance + 10000 * n, ${sold}, ${sold + 300 * 86_400_000}, n, '{"rule":"welcome"}', 1`,
  );
  each(
    'lots',
    'member_id, id, remaining, expires_at',
    `id, 'purchase:' || n, 10000, ${sold + 300 * 86_400_000}`,
  );
  each(
    'purchases',
    'member_id, id, till_id, receipt_number, at, minor, currency, points, tier_id, counted',
    `id, n, 'bench', id || n, ${sold} - n, 100, 'EUR', 10000, 'member', 100`,
  );
  each(
    'purchase_receipts',
    'till_id, receipt_number, member_id, purchase_id',
    `'bench', id || n, id, n`,
  );
  database.exec(
    `update members set balance = balance + 10000 * ${count}, last_seq = last_seq + ${count} where id = '${memberId}'`,
  );
  database.exec('commit');
  database.close();
}
