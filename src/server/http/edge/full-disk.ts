import { outageOf } from '#server/storage/outage/outage.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** After this time without a failure, writing may work again; the next request finds out. */
const freshMs = 60_000;

/** Remembers that the database could not write, for the health check. */
export function fullDisk({ now }: Pick<Context, 'now'>) {
  let seenAt = Number.NEGATIVE_INFINITY;
  return {
    note: (fault: unknown): void => {
      if (outageOf(fault) === 'full') seenAt = now();
    },
    isFresh: (): boolean => now() - seenAt < freshMs,
  };
}
