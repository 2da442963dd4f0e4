import type { BrowserContext, Page } from '@playwright/test';

/** Milliseconds since the visit began. */
export interface Painted {
  /** The first byte of the document. */
  readonly firstByteMs: number;
  readonly firstPaintMs: number;
  /** What was waited for stands on the screen: never before the first paint. */
  readonly paintedMs: number;
  /** Whether a service worker answered. */
  readonly byWorker: boolean;
}

declare global {
  interface Window {
    /** Put there by `watchFor`, before the page's own scripts. */
    tillpassPainted?: Promise<Painted>;
  }
}

/** As slow as a cheap phone beside the machine that measures, and as an old one. */
export const slowdowns = [4, 6] as const;

/** A page on a phone whose main thread is `slower` times slower than this machine's. */
export async function slowPage(context: BrowserContext, slower: number): Promise<Page> {
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  return page;
}

/** Such a page, which watches for what `selector` names in every document. */
export async function watchingPage(
  context: BrowserContext,
  selector: string,
  slower: number,
): Promise<Page> {
  const page = await slowPage(context, slower);
  await page.addInitScript(watchFor, selector);
  return page;
}

/** Waits until taps are the app's: React leaves its mark on what it has taken over. */
export const openTaps = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const main = document.querySelector('main');
    return main !== null && Object.keys(main).some((key) => key.startsWith('__reactFiber'));
  });

/** @throws Error when what is waited for does not come */
export async function visit(page: Page, url: string): Promise<Painted> {
  await page.goto(url, { waitUntil: 'commit' });
  const painted = await page.evaluate(() => window.tillpassPainted);
  if (!painted) throw new Error(`${url} was not watched`);
  return painted;
}

/**
 * Runs in the page. Looks once a frame, before it is drawn. What stands in a frame that begins before the first paint is
 * shown belongs to that paint; otherwise it is there in the task after its own frame.
 */
function watchFor(selector: string): void {
  const patienceMs = 15_000;
  const stands = () => {
    const element = document.querySelector(selector);
    const box = element?.getBoundingClientRect();
    return box && box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0;
  };
  const standing = new Promise<{ foundMs: number; afterMs: number }>((resolve, reject) => {
    const look = () => {
      const foundMs = performance.now();
      if (foundMs > patienceMs) reject(new Error(`${selector} did not come`));
      else if (!stands()) requestAnimationFrame(look);
      else {
        const after = new MessageChannel();
        after.port1.onmessage = () => resolve({ foundMs, afterMs: performance.now() });
        after.port2.postMessage(null);
      }
    };
    requestAnimationFrame(look);
  });
  const firstPaint = new Promise<number>((resolve) => {
    new PerformanceObserver((list) => {
      const [entry] = list.getEntriesByName('first-contentful-paint');
      if (entry) resolve(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
  window.tillpassPainted = Promise.all([standing, firstPaint]).then(([stood, firstPaintMs]) => {
    const [arrival] = performance.getEntriesByType('navigation');
    const navigation = arrival instanceof PerformanceNavigationTiming ? arrival : undefined;
    return {
      firstByteMs: navigation?.responseStart ?? 0,
      firstPaintMs,
      paintedMs: stood.foundMs <= firstPaintMs ? firstPaintMs : stood.afterMs,
      byWorker: (navigation?.workerStart ?? 0) > 0,
    };
  });
}
