import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { type Network, openNetwork } from '../network.ts';
import { join } from '../people.ts';
import { type Shop, shops } from '../two-shops.ts';
import { inMs, quantile, say, table, within } from './report.ts';
import { marks, openBrowser, phoneScreen } from './shopper.ts';

/** The aim: with signal a page is never older. */
const aimMs = 2_000;

/** An open wallet, and what stands between it and the server. */
interface Seen {
  readonly page: Page;
  readonly network: Network;
  readonly address: string;
  /** One euro for one point. */
  buy(): Promise<void>;
}

/** The moments at which a purchase may come. Each begins with the wallet open and ends when the purchase may be made. */
const moments: Readonly<Record<string, (seen: Seen) => Promise<() => void>>> = {
  'the stream is open': async () => () => {},
  'the page is read, its stream not open yet': async ({ page, network, address }) => {
    network.held = memberApi.live;
    await page.goto(address);
    return () => {
      network.held = null;
    };
  },
  'an answer is under way': async ({ network, buy }) => {
    network.heldBack = memberApi.wallet;
    // What a change makes a page do: ask.
    await buy();
    await asked(network, memberApi.wallet);
    return () => {
      network.heldBack = null;
    };
  },
  'the stream is lost': async ({ network }) => {
    network.drop();
    return () => {};
  },
};

/** How old a wallet is that is looked at with signal: from a till's answer to a purchase until its points stand on the screen. */
export async function measureNews(rounds: number): Promise<void> {
  say(`
News: from the answer to a till's purchase until the open wallet shows its points, ${rounds} rounds each.
The aim: never more than ${aimMs} ms.
`);
  const browser = await openBrowser();
  const rows: string[][] = [];
  try {
    for (const [kind, open] of Object.entries(shops)) {
      const shop = await open();
      for (const [moment, begin] of Object.entries(moments)) {
        const took = await newsAt({ browser, shop, begin, rounds });
        rows.push([kind, moment, inMs(quantile(took, 0.5)), within(Math.max(...took), aimMs)]);
      }
      await shop.close(browser);
    }
    say(table(['database', 'when', 'p50', 'slowest'], rows));
  } finally {
    await browser.close();
  }
}

async function asked(network: Network, path: string): Promise<void> {
  while (!network.heard.includes(`GET ${path}`)) await wait(5);
}

interface Round {
  readonly browser: Browser;
  readonly shop: Shop;
  readonly begin: (typeof moments)[string];
  readonly rounds: number;
}

async function newsAt({ browser, shop, begin, rounds }: Round): Promise<number[]> {
  const network = await openNetwork(shop.phones.url);
  const context = await browser.newContext({ ...phoneScreen, serviceWorkers: 'block' });
  const page = await context.newPage();
  await join(page, { ...shop.phones, url: network.url });
  const address = `${network.url}/wallet`;
  const { member, balance } = await (await page.request.get(network.url + memberApi.wallet)).json();
  let points = balance;
  const buyOne = async () => {
    await buy(shop, member.number);
    points += 1;
  };
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    network.heard.length = 0;
    await page.goto(address);
    await asked(network, memberApi.live);
    const release = await begin({ page, network, address, buy: buyOne });
    await buyOne();
    const from = performance.now();
    release();
    await page.waitForFunction(
      ([mark, points]) => document.querySelector(mark)?.textContent === points,
      [marks.points, String(points)] as const,
    );
    took.push(performance.now() - from);
  }
  await context.close();
  await network.close();
  return took;
}

async function buy(shop: Shop, number: string): Promise<void> {
  const answer = await fetch(shop.tills + posApi.purchases, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${shop.phones.posKey}`,
    },
    body: JSON.stringify({
      member: { number },
      receiptNumber: randomUUID(),
      soldAt: new Date().toISOString(),
      total: { minor: 100, currency: 'EUR' },
    }),
  });
  if (!answer.ok) throw new Error(`not sold: ${await answer.text()}`);
}
