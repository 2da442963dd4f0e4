import { useEffect } from 'react';

/** Keeps the screen on while `wanted`: a phone that goes dark in the queue can't be scanned. */
export function useAwake(wanted: boolean): void {
  useEffect(() => {
    // Some browsers have none, and others refuse when the battery is low: then the screen goes dark as usual.
    if (!wanted || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const hold = async () => {
      if (document.hidden) return;
      lock = await navigator.wakeLock.request('screen').catch(() => null);
      if (over) void lock?.release();
    };
    // The browser ends it whenever the page is hidden.
    document.addEventListener('visibilitychange', hold);
    void hold();
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', hold);
      void lock?.release();
    };
  }, [wanted]);
}
