import { openJudge } from '../lighthouse.ts';
import { startServer } from '../tillpass.ts';
import { cookiesOf, type Place, placesOn } from './places.ts';
import { median, say, table } from './report.ts';
import { openBrowser } from './shopper.ts';

const steady = ['accessibility', 'best-practices', 'seo'] as const;

/** Lighthouse on its own terms: a phone it makes up, over a Slow 4G that it simulates. */
export async function measureLighthouse(rounds: number): Promise<void> {
  say(`
Lighthouse: its scores, of performance the median of ${rounds}, the others once, since they do not vary. The aim is 100 in each.
`);
  const server = await startServer();
  const places = await placesWith(server);
  const judge = await openJudge();
  try {
    const rows: string[][] = [];
    for (const place of places) {
      const judgeIt = (categories: Parameters<typeof judge.judge>[1]) =>
        judge.judge(server.url + place.path, categories, cookiesOf(place));
      const { scores, found } = await judgeIt(steady);
      const performances: number[] = [];
      for (let round = 0; round < rounds; round += 1)
        performances.push((await judgeIt(['performance'])).scores.performance ?? 0);
      const others = steady.map((name) => `${scores[name]}`);
      const all = performances.join(', ');
      rows.push([place.name, `${median(performances)} (${all})`, ...others, found.join(', ')]);
    }
    say(table(['page', 'performance', ...steady, 'what is missing'], rows));
  } finally {
    await judge.close();
    await server.remove();
  }
}

async function placesWith(server: Parameters<typeof placesOn>[1]): Promise<Place[]> {
  const browser = await openBrowser();
  const places = await placesOn(browser, server);
  await browser.close();
  const phone = places.find(({ path }) => path === '/wallet');
  // Besides the pages that are timed: the one with the most pictures.
  return phone ? [...places, { ...phone, name: 'rewards → pictures', path: '/rewards' }] : places;
}
