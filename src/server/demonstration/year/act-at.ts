import { AsyncLocalStorage } from 'node:async_hooks';
import type { Store } from '#server/storage/db/store.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { TillRequest } from '#server/usecases/till/act-at-till.ts';
import { NamedBytes } from './chance.ts';

/**
 * The context of one act of a lived year: at its own time, with bytes of its own. So what an act makes does not depend on
 * which acts ran beside it, and the same seed makes the same ledger on any database.
 */
export function actAt(context: Context, at: number, name: string): Context {
  const bytes = new NamedBytes(name);
  return {
    ...context,
    // A transaction that runs again, as after a deadlock, draws the same bytes again: it makes what it would have made.
    store: transacting(context.store, () => {
      const before = bytes.drawn;
      return (work) => {
        bytes.drawn = before;
        return work();
      };
    }),
    now: () => at,
    randomBytes: (length) => bytes.next(length),
  };
}

/**
 * The context of what the clock does at one time: many transactions side by side, each with bytes of its own, so that one
 * which runs again draws the same again and none draws what another one drew.
 */
export function clockAt(context: Context, at: number, name: string): Context {
  const outside = new NamedBytes(name);
  const own = new AsyncLocalStorage<NamedBytes>();
  let begun = 0;
  return {
    ...context,
    store: transacting(context.store, () => {
      begun += 1;
      const named = `${name} transaction ${begun}`;
      return (work) => own.run(new NamedBytes(named), work);
    }),
    now: () => at,
    randomBytes: (length) => (own.getStore() ?? outside).next(length),
  };
}

type Run = <T>(work: () => Promise<T>) => Promise<T>;

/** @param begin called for each transaction; what it returns is called each time that the database runs it */
const transacting = (store: Store, begin: () => Run): Store => ({
  read: store.read,
  transact: (work, pace) => {
    const run = begin();
    return store.transact((tx) => run(() => work(tx)), pace);
  },
  lockMember: (tx, memberId) => store.lockMember(tx, memberId),
  scrub: () => store.scrub(),
  close: () => store.close(),
});

/** A POS of a store that reports something. */
export const pos = (storeId: string, tillId: string): TillRequest => ({
  storeId,
  tillId,
  associateId: null,
  language: 'en',
  once: null,
});
