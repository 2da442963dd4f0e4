import type { PassKey } from '#contract/pass.ts';
import { passDatabase } from '#contract/worker.ts';
import type { ClockReading } from '#web/clock.ts';

/** A pass's key as the phone stores it: it can sign, and nobody can read it out. */
export type KeptPass = Omit<PassKey, 'at' | 'key'> & {
  readonly key: CryptoKey;
  /** The language of its words. */
  readonly language: string;
  readonly clock: ClockReading;
};

/** The database has one store of the same name, with one entry. */
const entry = 'key';

/** The stored key. It throws when there is none, and creates nothing: after a sign-out there is no trace. */
export const readPass = (): Promise<KeptPass> =>
  inStore('readonly', (store) => store.get(entry) as IDBRequest<KeptPass>); // Only `writePass` puts it there.

export const writePass = (pass: KeptPass): Promise<unknown> =>
  inStore('readwrite', (store) => store.put(pass, entry));

/** Opens the database for each use and closes it at once, because an open database can't be deleted. */
function inStore<T>(
  mode: IDBTransactionMode,
  use: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(passDatabase);
    opening.onupgradeneeded = () => {
      if (mode === 'readonly') opening.transaction?.abort();
      else opening.result.createObjectStore(passDatabase);
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const { result: database } = opening;
      try {
        const transaction = database.transaction(passDatabase, mode);
        const request = use(transaction.objectStore(passDatabase));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
      } catch (error) {
        reject(error);
      }
      // It closes when the transaction is over.
      database.close();
    };
  });
}
