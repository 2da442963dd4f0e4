import assert from 'node:assert/strict';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { type Death, type Doomed, placesUpTo, runDoomed } from './run-doomed.ts';

/** What was found after a process was killed. */
export interface Found {
  /** Nothing of the act was there. */
  undone: number;
  /** All of it was there: the process died after it. */
  done: number;
  /** A part that is whole in itself was there, and the next try went on from it. */
  begun: number;
}

/** How often, and where: the same seed is the same places. */
export interface Kills {
  readonly count: number;
  readonly seed: string;
  /** Half of them by the clock, wherever the process is then; absent: all right before a statement. */
  readonly byClock?: true;
}

/** Where processes die of which an undisturbed one did so many statements and took so long. */
export function* deaths(
  { count, seed, byClock }: Kills,
  statements: number,
  tookMs: number,
): Generator<Death> {
  const places = placesUpTo(statements, seed);
  const times = placesUpTo(Math.max(1, Math.round(tookMs)), `${seed} by the clock`);
  for (let n = 0; n < count; n += 1) {
    const isByClock = byClock === true && n % 2 === 1;
    yield isByClock ? { afterMs: times.next().value } : { statement: places.next().value };
  }
}

/** An undisturbed run: how many statements it did, and how long it took from its start to its end. */
export async function counted(t: Tillpass, what: Doomed, ...act: readonly string[]) {
  const from = performance.now();
  const { status, statements } = await runDoomed(t, what, { statement: 0 }, ...act);
  assert.equal(status, 0);
  assert.ok(statements !== null && statements > 0);
  return { statements, tookMs: performance.now() - from };
}

export const folderOf = (t: Tillpass): string => t.adminSettings.DATA_DIR ?? '';
