import { useSyncExternalStore } from 'react';

/**
 * The result of the last request to the server. `navigator.onLine` only says that there is some network, not that it
 * leads anywhere.
 */
export type Reach =
  | 'reached'
  | 'unreached'
  /** Somebody else answered, such as the sign-in page of a café's network. */
  | 'not-ours'
  /** The server no longer answers a script as old as this one. */
  | 'too-old';

let reach: Reach = 'reached';
const listeners = new Set<() => void>();

export function noteReach(found: Reach): void {
  // A script that is too old stays too old.
  if (reach === found || reach === 'too-old') return;
  reach = found;
  for (const listener of listeners) listener();
}

export const isReached = (): boolean => reach === 'reached';

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useReach = (): Reach =>
  useSyncExternalStore(
    subscribe,
    () => reach,
    () => 'reached',
  );
