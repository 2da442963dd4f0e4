// Many tills as a process of its own, that redeem so many vouchers a second whether the earlier ones have been answered or
// not, as shoppers come to tills: a server that falls behind is not asked less for it. Arguments: the load's file, the rate.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Load } from './load-plan.ts';
import { resultOf } from './result.ts';
import { tillClient } from './till-client.ts';

const [file = '', aSecond = ''] = process.argv.slice(2);
const load = JSON.parse(readFileSync(file, 'utf8')) as Load; // Written by `run-programs.ts`.
const client = tillClient(load, load.concurrency);
await client.greet();

const everyMs = 1_000 / Number(aSecond);
const began = performance.now();
const asked: Promise<number>[] = [];
for (const [turn, code] of load.codes.entries()) {
  const due = began + turn * everyMs;
  const early = due - performance.now();
  if (early > 0) await sleep(early);
  asked.push(redeem(code, due));
}
const tookMs = await Promise.all(asked);
process.stdout.write(JSON.stringify(resultOf(tookMs, performance.now() - began)));
client.close();

/** Counted from when it was due: what waits in this program or for a connection is waited for, too. */
async function redeem(code: string, due: number): Promise<number> {
  await client.redeem(code);
  return performance.now() - due;
}
