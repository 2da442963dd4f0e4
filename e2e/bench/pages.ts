import { get } from 'node:http';
import type { Browser, BrowserContextOptions } from '@playwright/test';
import { type Server, startServer } from '../tillpass.ts';
import { bareOf } from './bare-page.ts';
import { startBareServer } from './bare-server.ts';
import { type Painted, visit, watchingPage } from './painted.ts';
import { againstAim, inKb, inMs, median, say, spread, table } from './report.ts';
import { joinWithVoucher, marks, openBrowser, phoneScreen } from './shopper.ts';
import { slow4g, startSlowLine } from './slow-proxy.ts';

type Phone = NonNullable<BrowserContextOptions['storageState']>;

interface Place {
  readonly name: string;
  readonly path: string;
  readonly mark: string;
  readonly phone?: Phone;
}

/** The first visits warm the server's code, and the browser's own; they do not count. */
const warmUps = 2;

/** Cold visits over a slow line, ours and the bare page in turn, so that both meet the same machine. */
export async function measurePages(rounds: number): Promise<void> {
  say(`
Pages: a cold visit (new browser profile, no worker, no cache), ${rounds} rounds, medians.
Line: ${slow4g.rttMs} ms round trip, ${slow4g.downKbps} kbit/s down, ${slow4g.upKbps} up, through a TCP proxy of our own. CPU slowed down 4 times.
Bare: the same text, form and bars with 0.5 KB of style and no script, from node:http, compressed beforehand.
`);
  const server = await startServer();
  const browser = await openBrowser();
  try {
    const places = await placesOn(browser, server);
    const bare = await startBareServer(await barePages(server, places));
    const bareLine = await startSlowLine(bare.port, slow4g);
    const ourLine = await startSlowLine(Number(new URL(server.url).port), slow4g);
    const rows: string[][] = [];
    for (const place of places) {
      const seen = await inTurn(browser, place, [ourLine.url, bareLine.url], rounds);
      const bytes = [await bytesOf(server, place), bare.bytesOf(place.path)] as const;
      rows.push(...rowsOf(place.name, seen, bytes));
    }
    say(
      table(
        ['page', 'document', 'first byte', 'first paint', 'painted', 'p10', 'p90', 'ratio'],
        rows,
      ),
    );
    await Promise.all([ourLine.close(), bareLine.close(), bare.close()]);
  } finally {
    await browser.close();
    await server.remove();
  }
}

async function placesOn(browser: Browser, server: Server): Promise<Place[]> {
  const context = await browser.newContext(phoneScreen);
  const voucher = await joinWithVoucher(context, server);
  const phone = await context.storageState();
  await context.close();
  return [
    { name: 'poster → sign-in form', path: '/P/M1', mark: marks.signInForm },
    { name: 'voucher → barcode', path: voucher, mark: marks.barcode, phone },
    { name: 'wallet → points', path: '/wallet', mark: marks.points, phone },
  ];
}

async function barePages(server: Server, places: readonly Place[]): Promise<Map<string, string>> {
  const pages = places.map(async (place) => {
    const page = await fetch(server.url + place.path, { headers: headersOf(place) });
    return [place.path, bareOf(await page.text())] as const;
  });
  return new Map(await Promise.all(pages));
}

/** How many bytes our document weighs on the wire. */
function bytesOf(server: Server, place: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    get(server.url + place.path, { headers: headersOf(place) }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

function headersOf({ phone }: Place): Record<string, string> {
  const cookies = typeof phone === 'object' ? phone.cookies : [];
  return {
    accept: 'text/html',
    'accept-encoding': 'br',
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
  };
}

/** @returns for each of `origins` what was seen there, warm-ups left out */
async function inTurn(
  browser: Browser,
  { path, mark, phone }: Place,
  origins: readonly string[],
  rounds: number,
): Promise<Painted[][]> {
  const seen = origins.map((): Painted[] => []);
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [at, origin] of origins.entries()) {
      const context = await browser.newContext({
        ...phoneScreen,
        ...(phone && { storageState: phone }),
      });
      const painted = await visit(await watchingPage(context, mark), origin + path);
      if (round >= 0) seen[at]?.push(painted);
      await context.close();
    }
  }
  return seen;
}

function rowsOf(name: string, seen: readonly Painted[][], bytes: readonly number[]): string[][] {
  const painted = seen.map((visits) => visits.map(({ paintedMs }) => paintedMs));
  const [ours = [], bare = []] = painted;
  return seen.map((visits, at) => [
    at === 0 ? name : '  bare',
    inKb(bytes[at] ?? 0),
    inMs(median(visits.map(({ firstByteMs }) => firstByteMs))),
    inMs(median(visits.map(({ firstPaintMs }) => firstPaintMs))),
    ...spread(painted[at] ?? []),
    at === 0 ? againstAim(median(ours), median(bare)) : '',
  ]);
}
