import { AsyncLocalStorage } from 'node:async_hooks';

const inside = new AsyncLocalStorage<true>();

/**
 * Throws when a transaction begins inside another one. The two would wait for each other: for ever on SQLite, with a
 * deadlock on PostgreSQL. It is a mistake in a use-case.
 */
export function refuseNesting(): void {
  if (inside.getStore()) throw new Error('transact was called inside another transact');
}

export const markInside = <T>(work: () => Promise<T>): Promise<T> => inside.run(true, work);
