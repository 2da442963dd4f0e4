import { createValue } from './value.ts';

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

const reach = createValue<Reach>('reached');

export function noteReach(found: Reach): void {
  // A script that is too old stays too old.
  if (reach.now() !== 'too-old') reach.set(found);
}

export const isReached = (): boolean => reach.now() === 'reached';

export const useReach = reach.use;
