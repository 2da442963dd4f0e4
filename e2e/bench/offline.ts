import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect } from '@playwright/test';
import { memberCache } from '#contract/worker.ts';
import { type Server, startServer } from '../tillpass.ts';
import { bareOf } from './bare-page.ts';
import { startBareServer } from './bare-server.ts';
import { type Painted, visit, watchingPage } from './painted.ts';
import { againstAim, inMs, median, say, spread, table } from './report.ts';
import { joinWithVoucher, marks, openBrowserOf } from './shopper.ts';

/** Opening a voucher without any server, from what each page's worker has kept; ours and the bare one in turn. */
export async function measureOffline(rounds: number): Promise<void> {
  say(`
Offline: the voucher's page with both servers stopped, from the worker's cache, ${rounds} rounds, medians. CPU slowed down 4 times.
"Restarted" is the first page after the browser was closed and opened: its worker starts first. "Again" is a second page after it.
Bare: the same text and bars without scripts, kept by a worker of 15 lines.
`);
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  try {
    const kept = await keepBoth(folder);
    if (kept === null) say('Not available: the worker did not keep the voucher within 20 s.');
    else say(table(heads, await openInTurn(folder, kept, rounds)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const heads = ['opened', 'page', 'first byte', 'first paint', 'painted', 'p10', 'p90', 'ratio'];

interface Kept {
  readonly ours: string;
  readonly bare: string;
}

/** Visits both with their servers running and waits until the workers have what they need. */
async function keepBoth(folder: string): Promise<Kept | null> {
  const server = await startServer();
  const context = await openBrowserOf(folder);
  try {
    const voucher = await joinWithVoucher(context, server);
    if (!(await isKept(context, server, voucher))) return null;
    const bare = await startBareServer(
      new Map([['/voucher', await bareVoucher(context, server, voucher)]]),
    );
    const page = await context.newPage();
    await page.goto(`${bare.url}/voucher`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js');
      await navigator.serviceWorker.ready;
    });
    await context.close();
    await bare.close();
    return { ours: server.url + voucher, bare: `${bare.url}/voucher` };
  } finally {
    await context.close();
    await server.remove();
  }
}

async function isKept(context: BrowserContext, server: Server, voucher: string): Promise<boolean> {
  const page = await context.newPage();
  await page.goto(`${server.url}/wallet`);
  const look = () =>
    page.evaluate(
      async ([cacheName, path]) => (await caches.match(path, { cacheName })) !== undefined,
      [memberCache, voucher] as const,
    );
  return expect
    .poll(look, { timeout: 20_000 })
    .toBe(true)
    .then(
      () => true,
      () => false,
    );
}

async function bareVoucher(context: BrowserContext, server: Server, path: string): Promise<string> {
  const answer = await context.request.get(server.url + path, { headers: { accept: 'text/html' } });
  return bareOf(await answer.text());
}

async function openInTurn(folder: string, kept: Kept, rounds: number): Promise<string[][]> {
  const seen = { ours: [[], []], bare: [[], []] } as Record<keyof Kept, [Painted[], Painted[]]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const which of ['ours', 'bare'] as const) {
      const context = await openBrowserOf(folder);
      for (const visits of seen[which]) {
        const page = await watchingPage(context, marks.barcode);
        const painted = await visit(page, kept[which]);
        if (!painted.byWorker) throw new Error(`${kept[which]} did not come from its worker`);
        visits.push(painted);
        await page.close();
      }
      await context.close();
    }
  }
  return ['restarted', 'again'].flatMap((opened, at) => {
    const [ours = [], bare = []] = [seen.ours[at], seen.bare[at]];
    return [
      [
        opened,
        'ours',
        ...figures(ours),
        againstAim(median(paintedOf(ours)), median(paintedOf(bare))),
      ],
      ['', 'bare', ...figures(bare), ''],
    ];
  });
}

const paintedOf = (visits: readonly Painted[]): number[] =>
  visits.map(({ paintedMs }) => paintedMs);

const figures = (visits: readonly Painted[]): string[] => [
  inMs(median(visits.map(({ firstByteMs }) => firstByteMs))),
  inMs(median(visits.map(({ firstPaintMs }) => firstPaintMs))),
  ...spread(paintedOf(visits)),
];
