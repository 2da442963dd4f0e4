import { useEffect } from 'react';
import { useVisible } from './use-visible.ts';

/** Keeps the screen on, because a dark till makes a queue. The browser ends it when the page is hidden. */
export function useAwake(): void {
  const visible = useVisible();
  useEffect(() => {
    if (!visible || !('wakeLock' in navigator)) return;
    // Refused on a nearly empty battery; then the screen goes dark as usual.
    const lock = navigator.wakeLock.request('screen').catch(() => null);
    return () => void lock.then((held) => held?.release());
  }, [visible]);
}
