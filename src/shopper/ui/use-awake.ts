import { useEffect } from 'react';

/** Keeps the screen on while `wanted`: a phone that goes dark in the queue can't be scanned. */
export function useAwake(wanted: boolean): void {
  useEffect(() => {
    // Not in every browser, and refused when the battery is low: then the screen does as always.
    if (!wanted || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const hold = async () => {
      if (document.hidden) return;
      lock = await navigator.wakeLock.request('screen').catch(() => null);
      if (over) void lock?.release();
    };
    // The browser lets it go whenever the page is hidden.
    document.addEventListener('visibilitychange', hold);
    void hold();
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', hold);
      void lock?.release();
    };
  }, [wanted]);
}
