// A till, or many at once, as a process of its own: redeems the vouchers of a load over kept connections and prints how
// fast that went. Each asks again as soon as it is answered. Argument: the load's file.
import { readFileSync } from 'node:fs';
import type { Load } from './load-plan.ts';
import { resultOf } from './result.ts';
import { tillClient } from './till-client.ts';

const load = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Load; // Written by `run-programs.ts`.
const client = tillClient(load, load.concurrency);
const tookMs: number[] = [];
await client.greet();

const waiting = load.codes.values();
const began = performance.now();
await Promise.all(Array.from({ length: load.concurrency }, till));
process.stdout.write(JSON.stringify(resultOf(tookMs, performance.now() - began)));
client.close();

async function till(): Promise<void> {
  for (const code of waiting) {
    const from = performance.now();
    await client.redeem(code);
    tookMs.push(performance.now() - from);
  }
}
