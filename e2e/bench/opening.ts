import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect } from '@playwright/test';
import { memberCache } from '#contract/worker.ts';
import { type Server, startServer } from '../tillpass.ts';
import { bareOf } from './bare-page.ts';
import { startBareServer } from './bare-server.ts';
import { type Painted, slowdowns, visit, watchingPage } from './painted.ts';
import { besideBare, median, middleAndSlow, say, table, within } from './report.ts';
import { joinWithVoucher, marks, openBrowserOf } from './shopper.ts';
import { slow4g, startSlowLine } from './slow-proxy.ts';

/** The aim for opening a kept page without network. */
const aimMs = 300;

/** Opening what each page's worker has kept, with the network and without; ours and the bare one in turn. */
export async function measureOpening(rounds: number): Promise<void> {
  say(`
Opening: pages that the worker has kept, ${rounds} rounds. Warm: over Slow 4G. Offline: with both servers stopped. CPU slowed down.
"Restarted" is the first page after the browser was closed and opened: its worker starts first. "Again" is a page after it.
Bare: the same text and bars without scripts, kept by a worker of 15 lines.
The aims: p50 at most 1.15 of the bare page's, and ${aimMs} ms offline.
`);
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const shop = await openShop(folder);
  try {
    const rows = await openInTurn(folder, shop, { network: 'warm', rounds });
    await shop.close();
    rows.push(...(await openInTurn(folder, shop, { network: 'offline', rounds })));
    say(table(heads, rows));
  } finally {
    await shop.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const heads = ['network', 'opened', 'CPU', 'p50', 'p75', 'bare p50', 'bare p75', 'ratio', 'time'];

interface Shop {
  readonly voucher: string;
  /** Where each side's pages are, once as long as the servers run and once out of the worker. */
  readonly origins: { readonly ours: string; readonly bare: string };
  /** Stops both servers and their lines; a second time it does nothing. */
  close(): Promise<void>;
}

/** A browser profile in `folder` that has visited both servers, and whose workers have kept all they need. */
async function openShop(folder: string): Promise<Shop> {
  const server = await startServer();
  const line = await startSlowLine(Number(new URL(server.url).port), slow4g);
  const context = await openBrowserOf(folder);
  // Not over the line, where a code would be typed before the app is there; cookies are for every port.
  const voucher = await joinWithVoucher(context, server);
  await untilKept(context, line.url, [voucher, wallet]);
  const bare = await startBareServer(await barePages(context, server, [voucher, wallet]));
  const bareLine = await startSlowLine(bare.port, slow4g);
  const page = await context.newPage();
  await page.goto(bareLine.url + voucher);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/worker.js');
    await navigator.serviceWorker.ready;
  });
  await context.close();
  let open = true;
  return {
    voucher,
    origins: { ours: line.url, bare: bareLine.url },
    async close() {
      if (!open) return;
      open = false;
      await Promise.all([line.close(), bareLine.close()]);
      await Promise.all([bare.close(), server.remove()]);
    },
  };
}

const wallet = '/wallet';

async function untilKept(
  context: BrowserContext,
  origin: string,
  paths: readonly string[],
): Promise<void> {
  const page = await context.newPage();
  await page.goto(origin + wallet);
  for (const path of paths)
    await expect
      .poll(
        () =>
          page.evaluate(
            async ([cacheName, kept]) => (await caches.match(kept, { cacheName })) !== undefined,
            [memberCache, path] as const,
          ),
        { timeout: 30_000 },
      )
      .toBe(true);
}

async function barePages(
  context: BrowserContext,
  server: Server,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const pages = paths.map(async (path) => {
    const answer = await context.request.get(server.url + path, {
      headers: { accept: 'text/html' },
    });
    return [path, bareOf(await answer.text())] as const;
  });
  return new Map(await Promise.all(pages));
}

/** In this order in each browser that is opened anew. */
const opened = ['restarted, voucher', 'again, voucher', 'again, wallet'] as const;
type Opened = (typeof opened)[number];
type Side = keyof Shop['origins'];

async function openInTurn(
  folder: string,
  shop: Shop,
  { network, rounds }: { network: 'warm' | 'offline'; rounds: number },
): Promise<string[][]> {
  const rows: string[][] = [];
  for (const slower of slowdowns) {
    const seen = new Map<`${Side} ${Opened}`, Painted[]>();
    for (let round = 0; round < rounds; round += 1)
      for (const side of ['ours', 'bare'] as const)
        for (const [name, painted] of await openOnce(folder, shop, { side, slower }))
          seen.set(`${side} ${name}`, [...(seen.get(`${side} ${name}`) ?? []), painted]);
    for (const name of opened) {
      const visits = [seen.get(`ours ${name}`) ?? [], seen.get(`bare ${name}`) ?? []] as const;
      rows.push([network, name, `${slower}×`, ...figures(visits, network)]);
    }
  }
  return rows;
}

/** Opens the browser, then the pages one after the other. */
async function openOnce(
  folder: string,
  shop: Shop,
  { side, slower }: { side: Side; slower: number },
): Promise<[Opened, Painted][]> {
  const context = await openBrowserOf(folder);
  const seen: [Opened, Painted][] = [];
  for (const name of opened) {
    const [path, mark] = name.endsWith('wallet')
      ? [wallet, marks.points]
      : [shop.voucher, marks.barcode];
    const page = await watchingPage(context, mark, slower);
    const painted = await visit(page, shop.origins[side] + path);
    if (!painted.byWorker) throw new Error(`${path} (${side}) did not come from its worker`);
    seen.push([name, painted]);
    await page.close();
  }
  await context.close();
  return seen;
}

function figures(
  [ours, bare]: readonly [readonly Painted[], readonly Painted[]],
  network: 'warm' | 'offline',
): string[] {
  const paintedMs = (visits: readonly Painted[]) => visits.map(({ paintedMs: ms }) => ms);
  const [mine, least] = [median(paintedMs(ours)), median(paintedMs(bare))];
  return [
    ...middleAndSlow(paintedMs(ours)),
    ...middleAndSlow(paintedMs(bare)),
    besideBare(mine, least),
    network === 'offline' ? within(mine, aimMs) : '',
  ];
}
