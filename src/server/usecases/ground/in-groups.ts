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
