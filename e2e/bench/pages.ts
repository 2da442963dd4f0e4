import type { Browser } from '@playwright/test';
import { startServer } from '../tillpass.ts';
import { startBareServer } from './bare-server.ts';
import { type Painted, slowdowns, visit, watchingPage } from './painted.ts';
import { barePages, bytesOf, type Place, placesOn } from './places.ts';
import { besideBare, inKb, inMs, median, middleAndSlow, say, table, within } from './report.ts';
import { openBrowser, phoneScreen } from './shopper.ts';
import { type LineName, lines, startSlowLine } from './slow-proxy.ts';

/** The first visits warm the server's code, and the browser's own; they do not count. */
const warmUps = 2;

/** The aim from the visit to the thing on the screen. */
const aimMs: Partial<Record<LineName, number>> = { 'Slow 4G': 850 };

/** Cold visits over three slow lines, ours and the bare page in turn, so that both meet the same machine. */
export async function measurePages(rounds: number): Promise<void> {
  say(`
Pages: a cold visit (new browser profile, no worker, no cache) until the thing stands on the screen, ${rounds} rounds.
Lines: ${linesInWords()}, through a TCP proxy of our own. CPU slowed down.
Bare: the same text, form and bars with 0.5 KB of style and no script, from node:http, compressed beforehand.
The aims: p50 at most 1.15 of the bare page's, and ${aimMs['Slow 4G']} ms on Slow 4G.
`);
  const server = await startServer();
  const browser = await openBrowser();
  try {
    const places = await placesOn(browser, server);
    const bare = await startBareServer(await barePages(server, places));
    const weights = places.map(async (place) => [
      place.name,
      inKb(await bytesOf(server, place)),
      inKb(bare.bytesOf(place.path)),
    ]);
    say(table(['document', 'ours', 'bare'], await Promise.all(weights)));
    say('');
    const ports = [Number(new URL(server.url).port), bare.port] as const;
    say(table(heads, await everyLine(browser, places, { ports, rounds })));
    await bare.close();
  } finally {
    await browser.close();
    await server.remove();
  }
}

const linesInWords = (): string =>
  Object.entries(lines)
    .map(
      ([name, { rttMs, downKbps, upKbps }]) =>
        `${name} (${rttMs} ms, ${downKbps}/${upKbps} kbit/s)`,
    )
    .join(', ');

const heads = [
  'page',
  'line',
  'CPU',
  'first byte',
  'p50',
  'p75',
  'bare p50',
  'bare p75',
  'ratio',
  'time',
];

interface Run {
  /** Our server's and the bare one's. */
  readonly ports: readonly [number, number];
  readonly rounds: number;
}

async function everyLine(
  browser: Browser,
  places: readonly Place[],
  run: Run,
): Promise<string[][]> {
  const rows: string[][] = [];
  for (const [name, line] of Object.entries(lines) as [LineName, (typeof lines)[LineName]][]) {
    const [ours, bare] = await Promise.all(run.ports.map((port) => startSlowLine(port, line)));
    if (!ours || !bare) throw new Error('there are two ports');
    for (const slower of slowdowns)
      for (const place of places) {
        const origins = [ours.url, bare.url] as const;
        const seen = await inTurn(browser, place, { origins, slower, rounds: run.rounds });
        rows.push([place.name, name, `${slower}×`, ...figures(seen, aimMs[name])]);
      }
    await Promise.all([ours.close(), bare.close()]);
  }
  return rows;
}

interface Visits {
  readonly ours: Painted[];
  readonly bare: Painted[];
}

/** @returns what was seen of ours and of the bare page, warm-ups left out */
async function inTurn(
  browser: Browser,
  { path, mark, phone }: Place,
  how: { origins: readonly [string, string]; slower: number; rounds: number },
): Promise<Visits> {
  const seen: Visits = { ours: [], bare: [] };
  const sides = [
    [how.origins[0], seen.ours],
    [how.origins[1], seen.bare],
  ] as const;
  for (let round = -warmUps; round < how.rounds; round += 1) {
    for (const [origin, visits] of sides) {
      const context = await browser.newContext({
        ...phoneScreen,
        ...(phone && { storageState: phone }),
      });
      const painted = await visit(await watchingPage(context, mark, how.slower), origin + path);
      if (round >= 0) visits.push(painted);
      await context.close();
    }
  }
  return seen;
}

/** @param aim milliseconds that are allowed, if any */
function figures({ ours, bare }: Visits, aim: number | undefined): string[] {
  const paintedMs = (visits: readonly Painted[]) => visits.map(({ paintedMs: ms }) => ms);
  const [mine, least] = [median(paintedMs(ours)), median(paintedMs(bare))];
  return [
    inMs(median(ours.map(({ firstByteMs }) => firstByteMs))),
    ...middleAndSlow(paintedMs(ours)),
    ...middleAndSlow(paintedMs(bare)),
    besideBare(mine, least),
    aim === undefined ? '' : within(mine, aim),
  ];
}
