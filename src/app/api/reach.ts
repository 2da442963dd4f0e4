import { useSyncExternalStore } from 'react';

// Whether the server answered when it was asked last. `navigator.onLine` says only that there is some
// network, not that it leads anywhere.
let reachable = true;
const listeners = new Set<() => void>();

export function reached(yes: boolean): void {
  if (reachable === yes) return;
  reachable = yes;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useReachable = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => reachable,
    () => true,
  );
