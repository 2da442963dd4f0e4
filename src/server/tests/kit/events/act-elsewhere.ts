import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { secretKey } from '#server/tests/kit/context.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

/** How a process ended, and how many statements that change rows it began. */
export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly statements: number;
}

/**
 * Acts over a test's database in a process of its own, which is killed right before one of its statements.
 * @param program the URL of `erase-until-killed.ts`, or of another one beside it
 * @param killedAt before which statement that changes rows, from 1; 0: never
 */
export async function actElsewhere(
  t: Tillpass,
  program: string,
  subject: string,
  killedAt: number,
): Promise<Ended> {
  const { DATA_DIR = '', DATABASE_URL = '' } = t.adminSettings;
  const args = [DATA_DIR, DATABASE_URL, secretKey, t.clock.now(), subject, killedAt].map(String);
  const running = spawn(process.execPath, [fileURLToPath(program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [status, signal]] = await Promise.all([
    text(running.stdout),
    once(running, 'close'),
  ]);
  return { status, signal, statements: Number(printed) };
}
