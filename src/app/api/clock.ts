import { useEffect, useState } from 'react';

// A phone's clock may be minutes wrong, and a voucher lives for minutes: times come from the server's.
let aheadMs = 0;

/** Learns the server's clock from an answer just arrived. */
export function learnClock(body: unknown): void {
  const at = (body as { at?: unknown } | null)?.at;
  if (typeof at === 'number') aheadMs = at - Date.now();
}

const serverNow = (): number => Date.now() + aheadMs;

/**
 * The server's time, told again every `everyMs`. The first drawing says `from`, the document's own time,
 * so that the browser draws what the server drew.
 */
export function useNow(from: number, everyMs: number): number {
  const [now, setNow] = useState(from);
  useEffect(() => {
    const tell = () => setNow(serverNow());
    tell();
    const timer = setInterval(tell, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
