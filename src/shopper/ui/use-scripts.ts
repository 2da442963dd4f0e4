import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * Whether scripts run: false in the server's markup, true in the browser. For parts that need scripts, or that replace
 * them.
 */
export const useScripts = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
