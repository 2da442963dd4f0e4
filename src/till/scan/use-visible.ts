import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/** False while the page is in another tab or behind a locked screen. */
export const useVisible = (): boolean => useSyncExternalStore(subscribe, () => !document.hidden);
