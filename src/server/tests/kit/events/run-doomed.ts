import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { secretKey } from '#server/tests/kit/context.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

/** Programs that act and are killed on the way (`doomed.ts`). */
const programs = {
  erase: fileURLToPath(import.meta.resolve('./erase-until-killed.ts')),
  import: fileURLToPath(import.meta.resolve('./import-until-killed.ts')),
  purchases: fileURLToPath(import.meta.resolve('./purchases-until-killed.ts')),
  copy: fileURLToPath(import.meta.resolve('./copy-until-killed.ts')),
  reward: fileURLToPath(import.meta.resolve('./reward-until-killed.ts')),
  move: fileURLToPath(import.meta.resolve('./move-until-killed.ts')),
  address: fileURLToPath(import.meta.resolve('./address-until-killed.ts')),
} as const;

export type Doomed = keyof typeof programs;

/** How a process ended. */
interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** How many statements it did; null: it was killed before it could say. */
  readonly statements: number | null;
}

/** Where a process dies: right before its n-th statement (0: nowhere), or so long after it has begun. */
export type Death = { readonly statement: number } | { readonly afterMs: number };

/** Acts in a process of its own on the test's database. */
export async function runDoomed(
  { adminSettings, clock }: Pick<Tillpass, 'adminSettings' | 'clock'>,
  what: Doomed,
  death: Death,
  ...act: readonly string[]
): Promise<Ended> {
  const { DATA_DIR = '', DATABASE_URL = '' } = adminSettings;
  const last = 'statement' in death ? death.statement : 0;
  const args = [DATA_DIR, DATABASE_URL, secretKey, clock.now(), last, ...act].map(String);
  const running = spawn(process.execPath, [programs[what], ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const killing = 'afterMs' in death ? killAfter(running, death.afterMs) : undefined;
  const [printed, [status, signal]] = await Promise.all([
    text(running.stdout),
    once(running, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    killing,
  ]);
  const [, count = ''] = printed.split('\n');
  return { status, signal, statements: count === '' ? null : Number(count) };
}

/** Kills it so long after it has said that it begins; one that has ended by then stays as it ended. */
async function killAfter(running: ChildProcess, ms: number): Promise<void> {
  if (running.stdout) await once(running.stdout, 'data');
  setTimeout(() => running.kill('SIGKILL'), ms).unref();
}

/** Random whole numbers from 1 to `upTo`, the same in every run. */
export function* placesUpTo(upTo: number, seed: string): Generator<number> {
  const bytes = countingRandomBytes(seed);
  for (;;) yield 1 + (Buffer.from(bytes(4)).readUInt32BE() % upTo);
}
