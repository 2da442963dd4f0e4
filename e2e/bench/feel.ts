import type { Browser, Page } from '@playwright/test';
import { joinOnScreen } from '../people.ts';
import { type Server, startServer } from '../tillpass.ts';
import { type Felt, feelPage } from './felt.ts';
import { openTaps, slowdowns, slowPage } from './painted.ts';
import { type Place, placesOn } from './places.ts';
import { middleAndSlow, quantile, say, table, within } from './report.ts';
import { openBrowser, phoneScreen } from './shopper.ts';
import { lines, startSlowLine } from './slow-proxy.ts';

/** The aims: blocking of a visit, and from a tap to the next frame. */
const aimsMs = { blocked: 100, tap: 80 } as const;

/** So long without a long task, a tap or a shift, and a visit is over; or what a tap has led to. */
const settledMs = 1_000;
const answeredMs = 300;

/** How a page feels in the hand: whether it stands still, and how soon it answers a finger. */
export async function measureFeel(rounds: number): Promise<void> {
  say(`
Feel: cold visits over 9 Mbps until the app has been still for a second, then taps in the app; ${rounds} rounds. CPU slowed down.
Blocked: what tasks after the first paint take beyond 50 ms each. Shift: the most that a visit moved by itself.
Tap: from the finger to the next frame, by the browser's event timing, which rounds to 8 ms and says nothing below 16.
The aims: blocked at most ${aimsMs.blocked} ms, shift 0.00, taps at most ${aimsMs.tap} ms, all at p75.
`);
  const server = await startServer();
  const browser = await openBrowser();
  try {
    const line = await startSlowLine(Number(new URL(server.url).port), lines['9 Mbps']);
    const places = await placesOn(browser, server);
    const visits: string[][] = [];
    for (const slower of slowdowns)
      for (const place of places) {
        const seen = await visitsOf(browser, line.url + place.path, place, { slower, rounds });
        visits.push([place.name, `${slower}×`, ...visitFigures(seen)]);
      }
    say(table(['visit', 'CPU', 'blocked p50', 'blocked p75', 'aim', 'shift'], visits));
    say('');
    const taps: string[][] = [];
    for (const slower of slowdowns) taps.push(...(await tapRows(browser, server, slower, rounds)));
    say(table(['tap', 'CPU', 'p50', 'p75', 'worst', 'aim', 'shift'], taps));
    await line.close();
  } finally {
    await browser.close();
    await server.remove();
  }
}

async function visitsOf(
  browser: Browser,
  url: string,
  { phone }: Place,
  { slower, rounds }: { slower: number; rounds: number },
): Promise<Felt[]> {
  const seen: Felt[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const context = await browser.newContext({
      ...phoneScreen,
      ...(phone && { storageState: phone }),
    });
    const page = await slowPage(context, slower);
    const felt = await feelPage(page);
    await page.goto(url);
    await openTaps(page);
    seen.push(await felt.still(settledMs));
    await context.close();
  }
  return seen;
}

function visitFigures(seen: readonly Felt[]): string[] {
  const blocked = seen.map(({ blockedMs }) => blockedMs);
  return [
    ...middleAndSlow(blocked),
    within(quantile(blocked, 0.75), aimsMs.blocked),
    worstShift(seen),
  ];
}

const worstShift = (seen: readonly Felt[]): string =>
  Math.max(...seen.map(({ shift }) => shift)).toFixed(2);

/** What a shopper does on the way from the wallet to a voucher and back, in the words of the pages. */
const steps: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ['all rewards', (page) => page.getByRole('link', { name: 'Rewards', exact: true }).click()],
  ['a reward', (page) => page.getByRole('link', { name: 'Any coffee' }).first().click()],
  ['use points', (page) => page.getByRole('button', { name: /^Use \d+ points/ }).click()],
  ['it won’t scan', (page) => page.getByText('It won’t scan').click()],
  ['QR code', (page) => page.getByText('QR code', { exact: true }).click()],
  ['more', (page) => page.getByRole('button', { name: 'More', exact: true }).click()],
  ['cancel', (page) => page.getByRole('button', { name: 'Cancel this reward' }).click()],
  ['cancel it', (page) => page.getByRole('button', { name: 'Cancel it' }).click()],
  [
    'to the wallet',
    (page) =>
      page
        .getByRole('link', { name: /wallet/i })
        .first()
        .click(),
  ],
  ['profile', (page) => page.getByRole('link', { name: 'Profile' }).click()],
];

async function tapRows(
  browser: Browser,
  server: Server,
  slower: number,
  rounds: number,
): Promise<string[][]> {
  const seen = new Map<string, Felt[]>();
  const context = await browser.newContext(phoneScreen);
  const joining = await context.newPage();
  await joinOnScreen(joining, server);
  await joining.close();
  const page = await slowPage(context, slower);
  const felt = await feelPage(page);
  for (let round = 0; round < rounds; round += 1) {
    await page.goto(`${server.url}/wallet`);
    await openTaps(page);
    await felt.still(settledMs);
    for (const [name, tap] of steps) {
      await tap(page);
      seen.set(name, [...(seen.get(name) ?? []), await felt.still(answeredMs)]);
    }
  }
  await context.close();
  return [...seen].map(([name, all]) => {
    const ms = all.map(({ tapMs }) => tapMs);
    const figures = [...middleAndSlow(ms), `${Math.max(...ms)} ms`];
    return [
      name,
      `${slower}×`,
      ...figures,
      within(quantile(ms, 0.75), aimsMs.tap),
      worstShift(all),
    ];
  });
}
