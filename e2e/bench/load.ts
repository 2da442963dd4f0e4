// A till, or many at once, as a process of its own: redeems the vouchers of a load over kept connections and prints how
// fast that went. Argument: the load's file.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { plumbing, posApi } from '#contract/paths.ts';
import type { Load } from './load-plan.ts';
import { resultOf } from './result.ts';

const load = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Load; // Written by `redeem.ts`.
const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency });
const tookMs: number[] = [];

/** Opens the connections, and lets this program's own code be compiled, before the clock runs. */
const greetings = 20;
await Promise.all(Array.from({ length: load.concurrency }, greet));

const waiting = load.codes.values();
const began = performance.now();
await Promise.all(Array.from({ length: load.concurrency }, till));
process.stdout.write(JSON.stringify(resultOf(tookMs, performance.now() - began)));
agent.destroy();

async function greet(): Promise<void> {
  for (let at = 0; at < greetings; at += 1) await ask('GET', plumbing.health, '');
}

async function till(): Promise<void> {
  for (const code of waiting) {
    const from = performance.now();
    await redeem(code);
    tookMs.push(performance.now() - from);
  }
}

async function redeem(scanned: string): Promise<void> {
  const body = JSON.stringify({ scanned, receiptNumber: crypto.randomUUID() });
  const answer = await ask('POST', posApi.redemptions, body);
  if (!answer.includes('"state":"redeemed"')) throw new Error(answer);
}

/** @returns what was answered. @throws Error unless it is a 200 */
function ask(method: string, path: string, body: string): Promise<string> {
  const headers = {
    authorization: `Bearer ${load.posKey}`,
    'idempotency-key': crypto.randomUUID(),
    ...(body && { 'content-type': 'application/json', 'content-length': body.length }),
  };
  return new Promise((resolve, reject) => {
    request(new URL(path, load.url), { agent, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${answer.statusCode}: ${text}`));
      });
    })
      .on('error', reject)
      .end(body);
  });
}
