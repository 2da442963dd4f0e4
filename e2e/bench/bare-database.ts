// The same statements on the same tables with nothing around them, as a process of its own. Arguments: the folder, the file
// of what was prepared, how many to a commit, the first voucher and how many vouchers; and how many a second, where it is
// not to go as fast as it can. Prints a result.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundTo, type Given, type Prepared, type Redeemed, type Statement } from './load-plan.ts';
import { resultOf } from './result.ts';

const [folder = '', file = '', aCommit = '1', first = '0', count = '0', rate] =
  process.argv.slice(2);
const { statements, drawn } = JSON.parse(readFileSync(file, 'utf8')) as Prepared; // Written by `prepare-vouchers.ts`.

const database = new DatabaseSync(join(folder, 'tillpass.sqlite'));
// As the product sets it: every commit is on the disk before it is answered.
database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;');
const prepared = statements.map(
  (statement) => [statement, database.prepare(statement.sql)] as const,
);
const begin = database.prepare('begin immediate');
const commit = database.prepare('commit');
const vouchers = database
  .prepare(
    `select code_key codeKey, c.member_id memberId, redemption_id redemptionId
     from voucher_codes c join redemptions r on r.member_id = c.member_id and r.id = redemption_id
     where state = 'issued' order by issued_at, r.id limit ? offset ?`,
  )
  .all(Number(count), Number(first)) as Pick<Redeemed, 'codeKey' | 'memberId' | 'redemptionId'>[]; // As selected.

const tookMs: number[] = [];
const began = performance.now();
for (let at = 0; at < vouchers.length; at += Number(aCommit)) {
  const group = vouchers.slice(at, at + Number(aCommit));
  const from =
    rate === undefined ? performance.now() : await dueAt(began + (at * 1_000) / Number(rate));
  begin.run();
  for (const voucher of group)
    redeem({
      ...voucher,
      receiptNumber: randomUUID(),
      idempotencyKey: randomUUID(),
      eventId: randomUUID(),
      fresh: Array.from({ length: drawn }, () => randomUUID()),
    });
  commit.run();
  // Nobody hears of it before the commit, so each of the group waited as long.
  const took = performance.now() - from;
  tookMs.push(...group.map(() => took));
}
const result = resultOf(tookMs, performance.now() - began);
database.close();
process.stdout.write(JSON.stringify(result));

/** @returns when it was due, which is when its time begins to count */
async function dueAt(due: number): Promise<number> {
  const early = due - performance.now();
  if (early > 0) await sleep(early);
  return due;
}

function redeem(voucher: Redeemed): void {
  for (const [recorded, statement] of prepared)
    ask(statement, recorded.how, boundTo(recorded, voucher));
}

function ask(statement: StatementSync, how: Statement['how'], parameters: Given[]): void {
  if (how === 'all') statement.all(...parameters);
  else statement.run(...parameters);
}
