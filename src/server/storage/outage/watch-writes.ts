import type { Store } from '#server/storage/db/store.ts';
import { outageOf, refuteMissing } from './outage.ts';
import { demandShop, TablesMissing } from './tables-missing.ts';

/** While writes fail, one of our own looks so often whether they go again. Nobody else may come to find out. */
const lookMs = 1_000;

/** A store that is watched. Asking costs nothing, so health checks may ask often. */
export interface WatchedStore {
  readonly store: Store;
  /**
   * False from the first transaction that met a full, read-only, absent or incomplete database, until a small write of
   * our own succeeds.
   */
  readonly canWrite: () => boolean;
  /**
   * False once a failure that said so was confirmed by a look, until all tables of this version are there and filled.
   * An empty table meanwhile says nothing: by it every phone would be signed out, and no till known.
   */
  readonly hasTables: () => boolean;
  /**
   * Takes a failure of a read, which only whoever answers it sees. It never fails. One that says that tables are missing
   * is no outage any more (`outageOf`) where a look finds them all.
   */
  readonly heard: (fault: unknown) => Promise<void>;
}

/** The same store, and whether it can write and has its tables. */
export function watchWrites(store: Store): WatchedStore {
  let looking: NodeJS.Timeout | null = null;
  let complete = true;
  let busy = false;
  const stop = () => {
    if (looking) clearInterval(looking);
    looking = null;
    complete = true;
  };
  const look = async () => {
    // A database that hangs holds one of these, and not one a second.
    if (busy) return;
    busy = true;
    try {
      await store.transact(async (tx) => {
        await touch(tx);
        await demandShop(tx.db);
      });
      stop();
    } catch {
      // The next one looks again.
    } finally {
      busy = false;
    }
  };
  const begin = () => {
    looking ??= setInterval(look, lookMs).unref();
  };
  const heard = async (fault: unknown) => {
    if (!complete || outageOf(fault) !== 'missing') return;
    try {
      await demandShop(store.read);
      // A statement of ours that names a wrong column fails in the same way, and must not close the shop.
      refuteMissing(fault);
    } catch (why) {
      if (outageOf(why) !== 'missing') return;
      complete = false;
      begin();
    }
  };
  const transact: Store['transact'] = async (work, pace) => {
    // What is written into a table before it is filled would stand in the restore's way.
    if (!complete) throw new TablesMissing('the tables are being restored');
    try {
      return await store.transact(work, pace);
    } catch (fault) {
      // A wait for a lock that took too long says nothing about other writes, and a page that can't be read neither.
      const outage = outageOf(fault);
      if (outage === 'away' || outage === 'full' || outage === 'moved') begin();
      await heard(fault);
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
  return { store: watched, canWrite: () => looking === null, hasTables: () => complete, heard };
}

/** Writes what is there already: a disk has to take it all the same. */
const touch: Parameters<Store['transact']>[0] = ({ db }) =>
  db
    .updateTable('installation')
    .set(({ ref }) => ({ key_fingerprint: ref('key_fingerprint') }))
    .execute();
