import { expect, type Page } from '@playwright/test';
import { type Network, openNetwork } from './network.ts';
import { keptHere, leftHere } from './phone-storage.ts';
import type { Server } from './tillpass.ts';

/** A server as seen through a network with weather of its own. */
export async function through(
  tillpass: Server,
  use: (seen: { server: Server; network: Network }) => Promise<void>,
): Promise<void> {
  const network = await openNetwork(tillpass.url);
  try {
    await use({ server: { ...tillpass, url: network.url }, network });
  } finally {
    await network.close();
  }
}

/** Waits until the app runs and its worker has all files. From then on only data come from the network. */
export const untilInstalled = (page: Page): Promise<void> =>
  page.evaluate(async () => void (await navigator.serviceWorker.ready));

/**
 * Waits until a newer version of the worker is there and waits. It is looked for again and again: a check of the
 * browser's own that began before the version came answers for ours too, and finds nothing.
 */
export const untilNewerWaits = (page: Page): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        if (!registration.waiting && !registration.installing) await registration.update();
        return registration.waiting !== null;
      }),
    )
    .toBe(true);

export const keptOn = (page: Page): Promise<string[]> => onPage(() => page.evaluate(keptHere));

/** What anybody can find on the phone of whoever used it. */
export const leftOn = (page: Page): Promise<string[]> => onPage(() => page.evaluate(leftHere));

/**
 * Asks a page; one that leads on by itself is left before it answers, and then the next one is asked. The first answer
 * counts: what it shows may be wrong, and is not asked for again.
 */
export async function onPage<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(whereLeft);
    if (answer !== null) return answer;
  }
}

function whereLeft(fault: unknown): null {
  if (fault instanceof Error && fault.message.includes('Execution context was destroyed'))
    return null;
  throw fault;
}

export const untilKept = (page: Page, path: string | RegExp) =>
  expect
    .poll(async () => (await keptOn(page).catch(notYet))?.join(' ') ?? '')
    .toMatch(typeof path === 'string' ? new RegExp(`${path}\\b`) : path);

/** A question that fails, because its page is just being left or its storage is just being deleted, would end a poll. */
export const notYet = () => null;

/**
 * Waits until the kept document of a page contains `text`: a wallet that was kept before a voucher was issued is kept
 * again afterwards.
 */
export const untilKeptWith = (page: Page, path: string, text: string) =>
  expect
    .poll(() =>
      page.evaluate(async (kept) => (await caches.match(kept))?.text() ?? '', path).catch(() => ''),
    )
    .toContain(text);

/**
 * Takes the network away for good, before what is kept is changed by a test: an answer that is on its way, or that the worker is
 * just writing, would otherwise be put in its place.
 */
export async function cutOff(
  page: Page,
  network: Network,
  weather: 'gone' | 'hangs' = 'gone',
): Promise<void> {
  network.weather = weather;
  network.drop();
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}
