// Tills as a process of its own at a server whose disk fails now and then. Each redeems one voucher after the other, and sends the
// same again, with the same key, until it is redeemed. Argument: the load's file. Prints what was answered.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { posApi } from '#contract/paths.ts';
import type { Load, Weathered } from './load-plan.ts';

/** A till comes back sooner than it is told to: how soon the server writes again is what is measured. */
const againMs = 25;

const { url, posKey, codes, concurrency } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
) as Load; // Written by `run-programs.ts`.
const waiting = codes.values();
const found: { -readonly [K in keyof Weathered]: Weathered[K] } = {
  acknowledged: [],
  refused: 0,
  wrong: [],
  slowestRecoveryMs: 0,
};
/** Since when no write has gone through. */
let failingSince: number | null = null;

await Promise.all(Array.from({ length: concurrency }, till));
process.stdout.write(JSON.stringify(found));

async function till(): Promise<void> {
  for (const code of waiting) {
    const receiptNumber = crypto.randomUUID();
    const key = crypto.randomUUID();
    while (!(await redeem(code, receiptNumber, key))) await sleep(againMs);
    found.acknowledged.push(receiptNumber);
  }
}

async function redeem(scanned: string, receiptNumber: string, key: string): Promise<boolean> {
  const answer = await fetch(new URL(posApi.redemptions, url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${posKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ scanned, receiptNumber }),
  });
  const text = await answer.text();
  if (answer.status === 200 && text.includes('"state":"redeemed"')) {
    if (failingSince !== null)
      found.slowestRecoveryMs = Math.max(found.slowestRecoveryMs, performance.now() - failingSince);
    failingSince = null;
    return true;
  }
  found.refused += 1;
  failingSince ??= performance.now();
  const isRight = answer.status === 503 && answer.headers.has('retry-after');
  if (!isRight) found.wrong.push(`${answer.status} ${text.slice(0, 60)}`);
  return false;
}
