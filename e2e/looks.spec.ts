import { expect, type Page } from '@playwright/test';
import { askFromPoster, newAddress, noWorker, phone, signIn } from './people.ts';
import { type Server, test } from './tillpass.ts';

/** A stranger's document has fewer styles than a member's: nothing of it may look different with all of them. */
test('a stranger’s page lacks no style that a member’s page has', async ({ tillpass, browser }) => {
  const shopper = await phone(browser, noWorker);
  await signIn(shopper, tillpass);
  const all = styleIn(await (await shopper.request.get(`${tillpass.url}/wallet`)).text());
  expect(all).toContain('.barcode-card');
  const stranger = await browser.newContext(phoneScreen);
  const page = await stranger.newPage();
  await askFromPoster(page, tillpass, newAddress());
  const waiting = new URL(page.url()).pathname;
  await sameLooks(page, tillpass, all, ['/P/M1', '/sign-in', waiting, '/s/nothing', '/nowhere']);
  await stranger.close();
});

const styleIn = (html: string): string => /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';

const phoneScreen = { ...noWorker, viewport: { width: 360, height: 740 } };

async function sameLooks(
  page: Page,
  { url }: Server,
  all: string,
  paths: readonly string[],
): Promise<void> {
  // The app waits for a frame that never comes, so that the page stays as the server wrote it.
  await page.addInitScript(() => {
    window.requestAnimationFrame = () => 0;
  });
  for (const path of paths) {
    await page.goto(url + path);
    const before = await looksOf(page);
    await page.evaluate(putOn, all);
    expect(differences(before, await looksOf(page)), path).toEqual([]);
  }
}

/** Runs in the page, so it can use nothing from this file. */
function putOn(style: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
}

type Looks = Record<string, string>;

/** What every element looks like, with its place and all that the browser has computed for it: a line each. */
const looksOf = (page: Page): Promise<Looks> =>
  page.evaluate(() => {
    const looks: Looks = {};
    for (const [at, element] of document.querySelectorAll('body, body *').entries()) {
      const { x, y, width, height } = element.getBoundingClientRect();
      const lines = [`place: ${[x, y, width, height]}`];
      for (const part of ['', '::before', '::after']) {
        const style = getComputedStyle(element, part || null);
        for (const name of style) lines.push(`${part} ${name}: ${style.getPropertyValue(name)}`);
      }
      looks[`${at} ${element.outerHTML.slice(0, 80)}`] = lines.join('\n');
    }
    return looks;
  });

/** The first line of each element that is not as it was. */
const differences = (before: Looks, after: Looks): string[] =>
  Object.keys({ ...before, ...after }).flatMap((name) => {
    const [was, is] = [before[name]?.split('\n') ?? [], after[name]?.split('\n') ?? []];
    const at = was.findIndex((line, number) => line !== is[number]);
    return at === -1 && was.length === is.length ? [] : [`${name}: ${was[at]} → ${is[at]}`];
  });

test('every text begins at one edge: of the screen, of a card as wide as it, and of a box', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await shopper.goto(`${tillpass.url}/P/M1`);
  expect(await besideTheEdge(shopper), 'the poster').toEqual([]);
  await signIn(shopper, tillpass);
  for (const path of [
    '/wallet',
    '/tiers',
    '/rewards',
    '/rewards/enamel-mug',
    '/history',
    '/profile',
  ]) {
    await shopper.goto(tillpass.url + path);
    await expect(shopper.locator('main :is(h1, h2)').first()).toBeVisible();
    expect(await besideTheEdge(shopper), path).toEqual([]);
  }
});

/** Texts that begin elsewhere than `--side` inside what is around them. */
const besideTheEdge = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = getComputedStyle(document.documentElement);
    const side = Number.parseFloat(root.getPropertyValue('--side'));
    const texts = 'main :is(h1, h2, dt, .place, .balance, .as-of, .plain, .panel > b, .notice)';
    const found: string[] = [];
    for (const text of document.querySelectorAll<HTMLElement>(texts)) {
      const box = text.closest('.panel, .lines, .card, .notice, .ticket, main');
      // A name stands beside its mark, a button at the end of a line, and of two short facts one beside the other.
      if (text.matches('.mark + h1, .row > h1 ~ * .plain, .facts .plain')) continue;
      if (text.matches('.facts > :last-child dt')) continue;
      if (!box || box.matches('.ticket') || !text.checkVisibility() || text.hidden) continue;
      const words = document.createRange();
      words.selectNodeContents(text);
      const begins = Math.min(...[...words.getClientRects()].map(({ left }) => left));
      const inside = begins - box.getBoundingClientRect().left;
      if (Math.abs(inside - side) > 1) found.push(`${text.textContent}: ${inside} px`);
    }
    return found;
  });
