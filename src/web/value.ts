import { useSyncExternalStore } from 'react';

/** A value outside React that a component can watch. On the server it is the initial one. */
export interface Value<T> {
  set(next: T): void;
  now(): T;
  use(): T;
}

export function createValue<T>(first: T): Value<T> {
  let value = first;
  const now = () => value;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    set(next) {
      // Nobody is told what they know.
      if (value === next) return;
      value = next;
      for (const listener of listeners) listener();
    },
    now,
    use: () => useSyncExternalStore(subscribe, now, () => first),
  };
}
