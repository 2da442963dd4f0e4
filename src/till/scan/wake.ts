import { useEffect } from 'react';
import { useVisible } from './use-visible.ts';

/** Keeps the screen awake: a till that has gone dark is a queue. The browser lets go when the page is hidden. */
export function useAwake(): void {
  const visible = useVisible();
  useEffect(() => {
    if (!visible || !('wakeLock' in navigator)) return;
    // Refused on a nearly empty battery; then the screen sleeps as it always does.
    const lock = navigator.wakeLock.request('screen').catch(() => null);
    return () => void lock.then((held) => held?.release());
  }, [visible]);
}
