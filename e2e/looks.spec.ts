import { type BrowserContext, expect, type Page } from '@playwright/test';
import { issue, join, phone } from './people.ts';
import { type Server, test } from './tillpass.ts';

/** The document brings the looks of what it shows, and the app all others: nothing may look different for it. */
test('a page looks the same before and after all looks have come', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser);
  await join(shopper, tillpass);
  await issue(shopper);
  const voucher = new URL(shopper.url()).pathname;
  const member = shopper.context();
  const stranger = await browser.newContext(phoneScreen);
  await sameLooks(stranger, tillpass, ['/P/M1', '/sign-in', '/nowhere']);
  await sameLooks(member, tillpass, [
    ...['/wallet', '/rewards', '/rewards/coffee', voucher, '/history', '/profile'],
  ]);
});

const phoneScreen = { viewport: { width: 360, height: 740 } };

async function sameLooks(context: BrowserContext, { url }: Server, paths: readonly string[]) {
  const page = await context.newPage();
  // The app waits for a frame that never comes, so that the page stays as the server wrote it.
  await page.addInitScript(() => {
    window.requestAnimationFrame = () => 0;
  });
  for (const path of paths) {
    await page.goto(url + path);
    const before = await looksOf(page);
    await page.evaluate(putOnAllLooks);
    expect(differences(before, await looksOf(page)), path).toEqual([]);
  }
  await page.close();
}

/** Runs in the page. */
function putOnAllLooks(): Promise<void> {
  return new Promise((resolve, reject) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = document.querySelector<HTMLLinkElement>('link[as=style]')?.href ?? '';
    sheet.onload = () => resolve();
    sheet.onerror = () => reject(new Error('the sheet did not come'));
    document.head.append(sheet);
  });
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
