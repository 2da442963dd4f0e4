import { useEffect, useState } from 'react';
import { type Beat, isClockSet } from './set-clock.ts';

/** The phone's clock at the moment when the server's was known, and how far the server's was ahead. */
export interface ClockReading {
  readonly phoneAt: number;
  readonly aheadMs: number;
}

// Times come from the server's clock, because a phone's clock may be minutes wrong and a voucher lives for minutes.
let reading: ClockReading | null = null;
let beat: Beat = { phoneAt: 0, counted: 0 };
let wasSet = false;

/** The components that show a time. */
const watchers = new Set<() => void>();

function read(next: ClockReading): void {
  reading = next;
  for (const look of watchers) look();
}

/** Learns the server's clock from an answer that has just arrived. */
export function learnClock(body: unknown): void {
  const at = (body as { at?: unknown } | null)?.at;
  if (typeof at !== 'number') return;
  beat = beatNow();
  wasSet = false;
  read({ phoneAt: beat.phoneAt, aheadMs: at - beat.phoneAt });
}

/** Takes over what an earlier page learned. @returns the best reading */
export function recallClock(earlier: ClockReading): ClockReading {
  if (!reading) {
    beat = { phoneAt: earlier.phoneAt, counted: performance.now() };
    read(earlier);
  }
  return reading ?? earlier;
}

/**
 * False when somebody has set the phone's clock and the server has not answered since.
 * @param slept the page was away since the last call
 */
export function isClockRight(slept: boolean): boolean {
  const now = beatNow();
  wasSet ||= isClockSet(beat, now, slept);
  beat = now;
  return !wasSet;
}

const beatNow = (): Beat => ({ phoneAt: Date.now(), counted: performance.now() });

export const serverNow = (): number => Date.now() + (reading?.aheadMs ?? 0);

/**
 * The server's time, updated every `everyMs` and when the clock becomes better known. The first drawing uses `from`,
 * the document's own time, so that the browser draws what the server drew.
 */
export function useNow(from: number, everyMs: number): number {
  const [now, setNow] = useState(from);
  useEffect(() => {
    const tell = () => setNow(serverNow());
    tell();
    const timer = setInterval(tell, everyMs);
    watchers.add(tell);
    return () => {
      clearInterval(timer);
      watchers.delete(tell);
    };
  }, [everyMs]);
  return now;
}
