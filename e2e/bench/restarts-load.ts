// Many tills behind a proxy as a process of its own, that redeem so many vouchers a second whether the earlier ones have been
// answered or not, each once and never again. Arguments: the load's file, the rate. Prints what became of each.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { posApi } from '#contract/paths.ts';
import type { Load, Outcome } from './load-plan.ts';

const [file = '', aSecond = ''] = process.argv.slice(2);
const { url, posKey, codes, concurrency } = JSON.parse(readFileSync(file, 'utf8')) as Load; // Written by `run-programs.ts`.
const agent = new Agent({ keepAlive: true, maxSockets: concurrency });

const began = performance.now();
const outcomes: Promise<Outcome>[] = [];
for (const [turn, code] of codes.entries()) {
  const due = began + (turn * 1_000) / Number(aSecond);
  const early = due - performance.now();
  if (early > 0) await sleep(early);
  outcomes.push(outcomeOf(code, due));
}
process.stdout.write(JSON.stringify(await Promise.all(outcomes)));
agent.destroy();

async function outcomeOf(scanned: string, due: number): Promise<Outcome> {
  const at = performance.timeOrigin + due;
  // A connection that breaks is a failure like any other.
  const status = await redeem(scanned).catch(() => 0);
  return { at, status, tookMs: performance.now() - due };
}

async function redeem(scanned: string): Promise<number> {
  const body = JSON.stringify({ scanned, receiptNumber: crypto.randomUUID() });
  const asked = request(new URL(posApi.redemptions, url), {
    agent,
    method: 'POST',
    // Nobody vouches for the certificate of a test.
    servername: 'points.shop.example',
    rejectUnauthorized: false,
    headers: {
      host: 'points.shop.example',
      authorization: `Bearer ${posKey}`,
      'idempotency-key': crypto.randomUUID(),
      'content-type': 'application/json',
      'content-length': body.length,
    },
  });
  asked.end(body);
  const [answer] = await once(asked, 'response');
  const text = (await answer.setEncoding('utf8').toArray()).join('');
  if (answer.statusCode === 200 && !text.includes('"state":"redeemed"')) throw new Error(text);
  return answer.statusCode;
}
