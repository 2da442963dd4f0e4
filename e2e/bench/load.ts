// A till, or many at once, as a process of its own: redeems the vouchers of a load over kept connections and prints how
// fast that went. Argument: the load's file.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { posApi } from '#contract/paths.ts';
import type { Load } from './load-plan.ts';
import { resultOf } from './result.ts';

const load = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Load; // Written by `redeem.ts`.
const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency });
const address = new URL(posApi.redemptions, load.url);
const tookMs: number[] = [];

const waiting = load.codes.values();
const began = performance.now();
await Promise.all(Array.from({ length: load.concurrency }, till));
process.stdout.write(JSON.stringify(resultOf(tookMs, performance.now() - began)));
agent.destroy();

async function till(): Promise<void> {
  for (const code of waiting) {
    const from = performance.now();
    await redeem(code);
    tookMs.push(performance.now() - from);
  }
}

function redeem(scanned: string): Promise<void> {
  const body = JSON.stringify({ scanned, receiptNumber: crypto.randomUUID() });
  const headers = {
    authorization: `Bearer ${load.posKey}`,
    'content-type': 'application/json',
    'content-length': body.length,
    'idempotency-key': crypto.randomUUID(),
  };
  return new Promise((resolve, reject) => {
    request(address, { agent, method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => {
        if (answer.statusCode === 200 && text.includes('"state":"redeemed"')) resolve();
        else reject(new Error(`${answer.statusCode}: ${text}`));
      });
    })
      .on('error', reject)
      .end(body);
  });
}
