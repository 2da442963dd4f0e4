// The statements of a redemption on PostgreSQL with nothing around them, as a process of its own: each client has a connection
// and does one redemption after the other, its statements prepared by name. Arguments: the database's address, the file of what
// was prepared, how many clients, the first voucher and how many vouchers. Prints a result.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { boundTo, type Prepared, type Redeemed, type Statement } from './load-plan.ts';
import { resultOf } from './result.ts';

const [url = '', file = '', clients = '1', first = '0', count = '0'] = process.argv.slice(2);
const { statements, drawn } = JSON.parse(readFileSync(file, 'utf8')) as Prepared; // Written by `prepare-vouchers.ts`.

type Found = Pick<Redeemed, 'codeKey' | 'memberId' | 'redemptionId'>;

const connections = await Promise.all(Array.from({ length: Number(clients) }, connected));
const finder = await connected();
const { rows } = await finder.query<Found>(
  `select code_key as "codeKey", c.member_id as "memberId", redemption_id as "redemptionId"
   from voucher_codes c join redemptions r on r.member_id = c.member_id and r.id = redemption_id
   where state = 'issued' order by issued_at, r.id limit $1 offset $2`,
  [Number(count), Number(first)],
);
await finder.end();
const waiting = rows.values();
const tookMs: number[] = [];
const began = performance.now();
await Promise.all(connections.map(redeemAll));
const result = resultOf(tookMs, performance.now() - began);
await Promise.all(connections.map((connection) => connection.end()));
process.stdout.write(JSON.stringify(result));

async function connected(): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  return client;
}

async function redeemAll(connection: pg.Client): Promise<void> {
  for (const found of waiting) {
    const from = performance.now();
    const voucher: Redeemed = {
      ...found,
      receiptNumber: randomUUID(),
      idempotencyKey: randomUUID(),
      eventId: randomUUID(),
      fresh: Array.from({ length: drawn }, () => randomUUID()),
    };
    await connection.query('begin');
    for (const [at, statement] of statements.entries())
      await connection.query({ name: `s${at}`, ...asked(statement, voucher) });
    await connection.query('commit');
    tookMs.push(performance.now() - from);
  }
}

function asked(statement: Statement, voucher: Redeemed): pg.QueryConfig {
  return { text: statement.sql, values: boundTo(statement, voucher) };
}
