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
    store: repeating(context.store, bytes),
    now: () => at,
    randomBytes: (length) => bytes.next(length),
  };
}

/** A transaction that runs again, as after a deadlock, draws the same bytes again: it makes what it would have made. */
const repeating = (store: Store, bytes: NamedBytes): Store => ({
  read: store.read,
  transact: (work, pace) => {
    const before = bytes.drawn;
    return store.transact((tx) => {
      bytes.drawn = before;
      return work(tx);
    }, pace);
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
