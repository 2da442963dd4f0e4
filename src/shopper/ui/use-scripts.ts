import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False in what the server writes, true once scripts run: for what only works with them, or only without. */
export const useScripts = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
