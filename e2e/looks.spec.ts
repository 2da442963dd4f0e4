import { expect, type Page } from '@playwright/test';
import { askFromPoster, join, newAddress, phone } from './people.ts';
import { type Server, test } from './tillpass.ts';

/** A stranger's document has fewer styles than a member's: nothing of it may look different with all of them. */
test('a stranger’s page lacks no style that a member’s page has', async ({ tillpass, browser }) => {
  const shopper = await phone(browser);
  await join(shopper, tillpass);
  const all = styleIn(await (await shopper.request.get(`${tillpass.url}/wallet`)).text());
  expect(all).toContain('.barcode-card');
  const stranger = await browser.newContext(phoneScreen);
  const page = await stranger.newPage();
  await askFromPoster(page, tillpass, newAddress());
  const waiting = new URL(page.url()).pathname;
  await sameLooks(page, tillpass, all, ['/P/M1', '/sign-in', waiting, '/s/nothing', '/nowhere']);
  await stranger.close();
});

const styleIn = (html: string): string => /<style>([^<]*)</.exec(html)?.[1] ?? '';

const phoneScreen = { viewport: { width: 360, height: 740 } };

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
    expect(await looksOf(page), path).toEqual(before);
  }
}

/** Runs in the page. */
function putOn(style: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
}

/** What every element looks like, with its place and all that the browser has computed for it. */
const looksOf = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => {
    const looks: Record<string, string> = {};
    for (const [at, element] of document.querySelectorAll('body, body *').entries()) {
      const { x, y, width, height } = element.getBoundingClientRect();
      const computed = ['', '::before', '::after'].map((part) => {
        const style = getComputedStyle(element, part || null);
        return Array.from(style, (name) => `${name}:${style.getPropertyValue(name)}`).join(';');
      });
      looks[`${at} ${element.outerHTML.slice(0, 80)}`] = `${[x, y, width, height]} ${computed}`;
    }
    return looks;
  });
