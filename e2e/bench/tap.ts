import type { BrowserContext, Page } from '@playwright/test';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import { join } from '../people.ts';
import { type Server, startServer } from '../tillpass.ts';
import { openTaps, slowdowns, slowPage } from './painted.ts';
import { inMs, middleAndSlow, quantile, say, table, within } from './report.ts';
import { marks, openBrowser, phoneScreen } from './shopper.ts';
import { type LineName, lines, startSlowLine } from './slow-proxy.ts';

/** The aim beyond one round trip. */
const aimMs = 50;

/** From the tap on "Use 60 points" to the bars on the screen, in the app. */
export async function measureTap(rounds: number): Promise<void> {
  say(`
Tap: from "Use 60 points" in the app to the voucher's bars on the screen, ${rounds} rounds. CPU as it is, and slowed down.
"Beyond" is what is left of it without the line's one round trip. The aim: p50 of it at most ${aimMs} ms.
`);
  const server = await startServer();
  const browser = await openBrowser();
  try {
    const context = await browser.newContext(phoneScreen);
    const page = await context.newPage();
    await join(page, server);
    await page.close();
    const rows: string[][] = [];
    for (const [name, { rttMs }] of Object.entries(lines) as [LineName, { rttMs: number }][])
      for (const slower of [1, ...slowdowns]) {
        const took = await tapOver(context, server, { line: name, slower, rounds });
        const beyond = took.map((ms) => ms - rttMs);
        rows.push([
          name,
          `${slower}×`,
          ...middleAndSlow(took),
          inMs(quantile(beyond, 0.75)),
          within(quantile(beyond, 0.5), aimMs),
        ]);
      }
    say(table(['line', 'CPU', 'p50', 'p75', 'beyond p75', 'beyond p50'], rows));
  } finally {
    await browser.close();
    await server.remove();
  }
}

/** The first shows the server's code and the browser's the way; it does not count. */
const warmUps = 1;

async function tapOver(
  context: BrowserContext,
  server: Server,
  { line, slower, rounds }: { line: LineName; slower: number; rounds: number },
): Promise<number[]> {
  const slow = await startSlowLine(Number(new URL(server.url).port), lines[line]);
  const page = await slowPage(context, slower);
  const took: number[] = [];
  for (let round = -warmUps; round < rounds; round += 1) {
    const ms = await tapOnce(page, slow.url);
    if (round >= 0) took.push(ms);
    await page.waitForURL(/\/redemptions\//);
    const voucher = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    // The points come back, and the next round can spend them again.
    const back = await context.request.post(server.url + api.cancel(voucher), { data: {} });
    if (!back.ok()) throw new Error(`the voucher could not be cancelled: ${await back.text()}`);
  }
  await page.close();
  await slow.close();
  return took;
}

async function tapOnce(page: Page, origin: string): Promise<number> {
  await page.goto(`${origin}/wallet`);
  await openTaps(page);
  // By its address: the voucher of the last round, which says the same, may still be in a kept wallet.
  await page
    .locator(`a[href="${paths.reward('coffee')}"]`)
    .first()
    .click();
  const button = page.getByRole('button', { name: /^Use \d+ points/ });
  await button.waitFor();
  await page.evaluate(watchTap, marks.barcode);
  await button.click();
  const ms = await page.evaluate(() => window.tillpassTapped);
  if (ms === undefined) throw new Error('the tap was not watched');
  return ms;
}

declare global {
  interface Window {
    /** Put there by `watchTap`: milliseconds from the next tap to what it leads to. */
    tillpassTapped?: Promise<number>;
  }
}

/** Runs in the page. Looks once a frame, and ends in the task after the frame that has what `selector` names. */
function watchTap(selector: string): void {
  window.tillpassTapped = new Promise((resolve) => {
    const look = (tappedMs: number): void => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      if (!box || box.width === 0) {
        requestAnimationFrame(() => look(tappedMs));
        return;
      }
      const after = new MessageChannel();
      after.port1.onmessage = () => resolve(performance.now() - tappedMs);
      after.port2.postMessage(null);
    };
    addEventListener('click', ({ timeStamp }) => look(timeStamp), { capture: true, once: true });
  });
}
