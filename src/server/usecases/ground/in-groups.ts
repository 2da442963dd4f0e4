import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Context } from './context.ts';

/** So many at once are committed together, and the writer is free for others before the next. */
const groupOf = 8;

/**
 * Takes a step for each of many things, each in a transaction of its own. A step that fails is logged, and the others
 * go on.
 * @returns how many were done, and which ones failed
 */
export async function inGroups<T>(
  context: Context,
  items: readonly T[],
  step: (item: T) => Promise<boolean>,
): Promise<{ readonly done: number; readonly failed: readonly T[] }> {
  const outcomes: PromiseSettledResult<boolean>[] = [];
  for (let from = 0; from < items.length; from += groupOf) {
    outcomes.push(...(await Promise.allSettled(items.slice(from, from + groupOf).map(step))));
  }
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    context.log.error({ err: outcome.reason }, 'the clock could not do something');
  }
  return {
    done: outcomes.filter((one) => one.status === 'fulfilled' && one.value).length,
    failed: items.filter((_, index) => outcomes[index]?.status === 'rejected'),
  };
}

/**
 * How many transactions about many things a job has at once: while PostgreSQL works for one, this process prepares the other.
 * SQLite works in this process, and would commit both together while a till waits.
 */
export const atOnceIn = ({ store }: Pick<Context, 'store'>): number =>
  isPostgres(store.read) ? 2 : 1;

/**
 * Takes a step for several things at once, in one transaction. Where that fails, each is tried alone, so that one which can't be
 * done keeps back no other; that is logged.
 * @param step for some things; it says for how many of them there was something to do
 * @returns how many were done
 */
export async function inBatches<T>(
  context: Context,
  batches: readonly (readonly T[])[],
  step: (batch: readonly T[]) => Promise<number>,
): Promise<number> {
  const waiting = batches.values();
  const place = async (): Promise<number> => {
    let done = 0;
    for (const batch of waiting) done += await oneBatch(context, batch, step);
    return done;
  };
  const done = await Promise.all(Array.from({ length: atOnceIn(context) }, place));
  return done.reduce((sum, one) => sum + one, 0);
}

async function oneBatch<T>(
  context: Context,
  batch: readonly T[],
  step: (batch: readonly T[]) => Promise<number>,
): Promise<number> {
  try {
    return await step(batch);
  } catch {
    return (await inGroups(context, batch, async (one) => (await step([one])) > 0)).done;
  }
}
