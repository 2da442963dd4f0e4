import { useEffect, useState } from 'react';
import { passStepMs } from '#domain/pass/pass-value.ts';
import { isClockRight, serverNow } from '#web/clock.ts';
import { makePass, type Pass } from './make-pass.ts';
import { usePassKey } from './pass-key.ts';

/** When the server answers again, the clock is known; and what failed once is tried again. */
const unsureMs = 1_000;

/** The last pass is there at once when its place is drawn again. */
let last: { readonly slot: number; readonly pass: Pass } | null = null;

/** The pass for a reward's slot, a new one at each step; null: the phone has no key for it. */
export function usePass(slot: number): Pass | null {
  const kept = usePassKey();
  const [made, setMade] = useState(last);
  useEffect(() => {
    if (!kept) return;
    let timer = 0;
    let away = true;
    let over = false;
    const make = async () => {
      const now = serverNow();
      const isRight = isClockRight(away);
      away = document.hidden;
      const pass = await makePass(kept, slot, now, isRight).catch(() => null);
      if (over) return;
      if (pass) {
        last = { slot, pass };
        setMade(last);
      }
      clearTimeout(timer);
      const lastsMs = pass?.kind === 'shown' ? passStepMs - (now % passStepMs) : unsureMs;
      timer = window.setTimeout(make, lastsMs);
    };
    // A page that comes back may have missed any number of steps.
    document.addEventListener('visibilitychange', make);
    void make();
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', make);
    };
  }, [kept, slot]);
  // Another reward's pass must not show here, not even until this one is made.
  return kept && made?.slot === slot ? made.pass : null;
}
