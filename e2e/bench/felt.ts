import type { Page } from '@playwright/test';

/** What a person feels of a page, since it was last asked. */
export interface Felt {
  /** The slowest tap, from the finger to the next frame. */
  readonly tapMs: number;
  /** The sum of what moved by itself, as browsers weigh it. */
  readonly shift: number;
  /** What tasks since the first paint took beyond 50 ms each. */
  readonly blockedMs: number;
}

declare global {
  interface Window {
    /** Put there by `watchFeel`, before the page's own scripts. */
    tillpassFelt?: (stillMs: number) => Promise<Felt>;
  }
}

/** Watches all documents that `page` will show. */
export async function feelPage(page: Page) {
  await page.addInitScript(watchFeel);
  return {
    /** Waits until the page was still for so long. @returns what was felt since the last time, or since the document came */
    async still(stillMs: number): Promise<Felt> {
      const felt = await page.evaluate((ms) => window.tillpassFelt?.(ms), stillMs);
      if (!felt) throw new Error('the page was not watched');
      return felt;
    },
  };
}

/** Runs in the page, so it can use nothing from this file. */
function watchFeel(): void {
  // The browser says nothing of a tap that took less.
  const leastMs = 16;
  const longMs = 50;
  let felt = { tapMs: leastMs, shift: 0, blockedMs: 0 };
  let lastMs = 0;
  let paintedMs = Number.POSITIVE_INFINITY;
  const watch = (type: string, note: (entry: PerformanceEntry) => void, more = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry);
      lastMs = performance.now();
    }).observe({ type, buffered: true, ...more });
  watch('paint', ({ startTime }) => {
    paintedMs = Math.min(paintedMs, startTime);
  });
  watch('longtask', ({ startTime, duration }) => {
    // Of one that the first paint cut through, what came after it.
    const after = Math.min(duration, startTime + duration - paintedMs);
    felt.blockedMs += Math.max(0, after - longMs);
  });
  watch('layout-shift', (entry) => {
    const { value = 0, hadRecentInput = false } = entry as LayoutShift;
    if (!hadRecentInput) felt.shift += value;
  });
  watch(
    'event',
    (entry) => {
      const { interactionId = 0, duration } = entry as PerformanceEventTiming;
      if (interactionId > 0) felt.tapMs = Math.max(felt.tapMs, duration);
    },
    { durationThreshold: leastMs },
  );
  window.tillpassFelt = (quietMs) =>
    new Promise((resolve) => {
      const askedMs = performance.now();
      const look = () => {
        if (performance.now() - Math.max(lastMs, askedMs) < quietMs) {
          setTimeout(look, 100);
          return;
        }
        resolve(felt);
        felt = { tapMs: leastMs, shift: 0, blockedMs: 0 };
      };
      look();
    });
  interface LayoutShift extends PerformanceEntry {
    readonly value?: number;
    readonly hadRecentInput?: boolean;
  }
}
