import type { Store } from '#server/storage/db/store.ts';
import { outageOf } from './outage.ts';

/** While writes fail, one of our own looks so often whether they go again. Nobody else may come to find out. */
const lookMs = 1_000;

/**
 * The same store, and whether it can write: false from the first transaction that met a full, read-only or absent
 * database, until a small write of our own succeeds. Asking costs nothing, so health checks may ask often.
 */
export function watchWrites(store: Store): { store: Store; canWrite: () => boolean } {
  let looking: NodeJS.Timeout | null = null;
  let busy = false;
  const stop = () => {
    if (looking) clearInterval(looking);
    looking = null;
  };
  const look = async () => {
    // A database that hangs holds one of these, and not one a second.
    if (busy) return;
    busy = true;
    try {
      await store.transact(touch);
      stop();
    } catch {
      // The next one looks again.
    } finally {
      busy = false;
    }
  };
  const transact: Store['transact'] = async (work, pace) => {
    try {
      return await store.transact(work, pace);
    } catch (fault) {
      // A wait for a lock that took too long says nothing about other writes, and a page that can't be read neither.
      const outage = outageOf(fault);
      if (outage === 'away' || outage === 'full') looking ??= setInterval(look, lookMs).unref();
      throw fault;
    }
  };
  const watched: Store = {
    read: store.read,
    transact,
    lockMember: (tx, memberId) => store.lockMember(tx, memberId),
    scrub: () => store.scrub(),
    close: async () => {
      stop();
      await store.close();
    },
  };
  return { store: watched, canWrite: () => looking === null };
}

/** Writes what is there already: a disk has to take it all the same. */
const touch: Parameters<Store['transact']>[0] = ({ db }) =>
  db
    .updateTable('installation')
    .set(({ ref }) => ({ key_fingerprint: ref('key_fingerprint') }))
    .execute();
