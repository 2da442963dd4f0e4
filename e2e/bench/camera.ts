import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium } from '@playwright/test';
import { chromiumPath } from '../browser.ts';
import { cameraArguments, showToCamera } from '../fake-camera.ts';
import { issue, join, phone, till } from '../people.ts';
import { type Server, startServer } from '../tillpass.ts';
import { inMs, quantile, say, spread, table } from './report.ts';

/** The issue's aim: from the moment the camera is allowed to the code read. */
const aimMs = 1_500;

/** How long the till page's camera takes from its start to a code that was read, with nothing in any cache. */
export async function measureCamera(rounds: number): Promise<void> {
  say(`
Camera: the till page with a camera that is allowed, from asking for it to the code read, ${rounds} rounds, medians.
Chromium plays a film of 1280 × 720 with a voucher's bars as its camera; the decoder is loaded anew each time.
`);
  const folder = await mkdtemp(joinPath(tmpdir(), 'tillpass-camera-'));
  const film = joinPath(folder, 'camera.mjpeg');
  const server = await startServer();
  const executablePath = chromiumPath();
  const args = cameraArguments(film);
  const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) });
  try {
    const storageState = await prepare(browser, server, film);
    const rows: string[][] = [];
    for (const slower of [1, 4]) {
      const took: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        took.push(await readOnce(browser, `${server.url}/till`, { storageState, slower }));
      }
      const verdict = quantile(took, 0.9) <= aimMs ? 'reached' : `missed (aim ${inMs(aimMs)})`;
      rows.push([slower === 1 ? 'as it is' : 'slowed down 4 times', ...spread(took), verdict]);
    }
    say(table(['CPU', 'read', 'p10', 'p90', 'p90 against the aim'], rows));
  } finally {
    await browser.close();
    await server.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

type StorageState = Exclude<BrowserContextOptions['storageState'], undefined>;

/** Holds a live voucher before the camera. @returns what makes a browser a till with an associate on shift */
async function prepare(browser: Browser, server: Server, film: string): Promise<StorageState> {
  const shopper = await phone(browser);
  await join(shopper, server);
  await showToCamera(film, await issue(shopper));
  await shopper.context().close();
  const desk = await browser.newContext();
  await till(desk, server);
  const state = await desk.storageState();
  await desk.close();
  return state;
}

/** @returns milliseconds from asking for the camera to the code read, as the page itself counts them */
async function readOnce(
  browser: Browser,
  url: string,
  { storageState, slower }: { storageState: StorageState; slower: number },
): Promise<number> {
  const context = await browser.newContext({ storageState, permissions: ['camera'] });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (wish) => {
      performance.mark('asked');
      return ask(wish);
    };
    new MutationObserver(() => {
      const screen = document.querySelector('[data-screen]')?.getAttribute('data-screen');
      // What was read is looked up at once; the answer may come before anybody saw that.
      const isRead = screen === 'looking' || screen === 'offer';
      if (isRead && performance.getEntriesByName('read').length === 0) performance.mark('read');
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-screen'] });
  });
  await page.goto(url);
  await page.getByRole('heading', { name: 'Good to redeem' }).waitFor();
  const ms = await page.evaluate(() => performance.measure('camera', 'asked', 'read').duration);
  await context.close();
  return ms;
}
