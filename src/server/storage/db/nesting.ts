import { AsyncLocalStorage } from 'node:async_hooks';

const inside = new AsyncLocalStorage<true>();

/**
 * A transaction begun inside another would wait for the one that waits for it: for ever on SQLite, by a
 * deadlock on PostgreSQL. It is a mistake in a use-case, so it is said at once.
 */
export function refuseNesting(): void {
  if (inside.getStore()) throw new Error('transact was called inside another transact');
}

export const markInside = <T>(work: () => Promise<T>): Promise<T> => inside.run(true, work);
