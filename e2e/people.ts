import {
  type Browser,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import { memberApi } from '#contract/paths.ts';
import type { SignInWaiting } from '#contract/sign-in-face.ts';
import type { Server } from './tillpass.ts';
import { watched } from './watched.ts';

/** What people do in a browser, in the words of the pages. Selectors are roles and labels only. */

/** A shopper's phone: 360 pixels wide, in one hand. */
export async function phone(
  browser: Browser,
  more: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 3,
    ...more,
  });
  return watched(await context.newPage());
}

/**
 * For pages that are only looked at: a worker that installs itself and keeps their data takes 0.45 s of processor time a context, and
 * with a worker a page may be one that was kept before, or be empty until its script has drawn it.
 */
export const noWorker = { serviceWorkers: 'block' } as const;

let people = 0;

/** An address that nobody has used in this run. */
export const newAddress = (): string => `shopper${++people}-${Date.now()}@example.com`;

/** Asks for a mail from a poster's page. */
export async function askFromPoster(page: Page, server: Server, address: string): Promise<void> {
  await page.goto(`${server.url}/P/M1`);
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me the code' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
}

/**
 * Waits until the page's script answers for this element, which the server may have drawn before: until then a field
 * sends nothing by itself, and a button sends the document's plain form. Only where scripts run.
 */
export const untilAlive = (what: Locator): Promise<void> =>
  // React notes an element's properties at the element, from when it handles its events.
  expect(async () =>
    expect(await what.evaluate((it) => Object.keys(it).join())).toContain('__reactProps'),
  ).toPass();

/** Types the code of a mail, which the page sends by itself once all six digits are there. */
export async function typeCode(page: Page, code: string): Promise<void> {
  const field = page.getByLabel('6-digit code');
  await untilAlive(field);
  await field.fill(code);
}

/**
 * Signs out on the profile's page, by the app: by the document's plain form the worker forgets a little later.
 * @param asks false for a page of an older version, which asks nothing
 */
export async function signOut(
  page: Page,
  server: Pick<Server, 'url'>,
  { asks = true } = {},
): Promise<void> {
  await page.goto(`${server.url}/profile`);
  await pressSignOut(page, { asks });
  await expect(page.getByLabel('E-mail address')).toBeVisible();
}

/** The same on a profile that is open, wherever it leads. */
export async function pressSignOut(page: Page, { asks = true } = {}): Promise<void> {
  const button = page.getByRole('button', { name: 'Sign out', exact: true });
  await untilAlive(button);
  await button.click();
  if (asks) await page.getByRole('button', { name: 'Yes, sign out' }).click();
}

/** Joins on the screen, from a poster and by the code of the mail, and lands in the wallet. */
export async function joinOnScreen(
  page: Page,
  server: Server,
  address = newAddress(),
): Promise<string> {
  await askFromPoster(page, server, address);
  const { code } = await server.mailTo(address);
  await typeCode(page, code);
  await expect(page).toHaveURL(/\/wallet$/);
  return address;
}

/** Joins as `joinOnScreen` does, by what those pages send: for tests that begin in the wallet. */
export async function join(page: Page, server: Server, address = newAddress()): Promise<string> {
  await signIn(page, server, address);
  await page.goto(`${server.url}/wallet`);
  return address;
}

/** The same without a page: for tests that begin on another one. */
export async function signIn(page: Page, server: Server, address = newAddress()): Promise<string> {
  // The poster's page has the browser remember the store.
  await page.context().request.get(`${server.url}/P/M1`);
  const { id } = await send<SignInWaiting>(page, server.url + memberApi.signIns, {
    email: address,
  });
  const { code } = await server.mailTo(address);
  await send(page, server.url + memberApi.code.replace(':signInId', id), { code });
  return address;
}

/**
 * Opens a member's page and waits for its app, which then opens the stream of news: from then on a tap needs no server.
 * The stream of the page before does not count, which may open late on a busy machine.
 */
export async function openApp(page: Page, url: string): Promise<void> {
  const { href } = new URL(memberApi.live, url);
  let isHere = false;
  page.once('framenavigated', () => {
    isHere = true;
  });
  const running = page.waitForRequest((request) => isHere && request.url() === href);
  await page.goto(url);
  await running;
}

/** Sends what a script of this browser would, with its cookies and in its language. @returns the answer */
export async function send<T>(page: Page, url: string, data: object): Promise<T> {
  const { origin } = new URL(url);
  const language = await page.evaluate(() => navigator.language);
  const headers = { origin, 'accept-language': language };
  const answer = await page.context().request.post(url, { data, headers });
  if (!answer.ok()) throw new Error(`${url}: ${await answer.text()}`);
  return (await answer.json()) as T; // The server answers in this shape.
}

/** Opens a reward's own page; the wallet, which has a button of the same name, is then gone. */
export async function openReward(page: Page, reward: string): Promise<void> {
  await page.getByRole('link', { name: reward }).first().click();
  await expect(page.getByRole('article')).toBeVisible();
}

/** Picks a reward and lands on the voucher. @returns its twelve digits */
export async function issue(page: Page, reward = 'Any coffee'): Promise<string> {
  await openReward(page, reward);
  await page.getByRole('button', { name: /^Use \d+ points/ }).click();
  await expect(page).toHaveURL(/\/redemptions\//);
  return digitsOn(page);
}

/** The digits under the bars, as an associate would type them. */
export async function digitsOn(page: Page): Promise<string> {
  const label = await page.getByRole('img', { name: /^Barcode/ }).getAttribute('aria-label');
  return (label ?? '').replace(/\D/g, '');
}

/** The page's script has fitted the bars to the screen: from then on they stay where they are, and a key is heard. */
export const untilFitted = (page: Page): Promise<void> =>
  expect(page.locator('.barcode-card[style]')).toBeVisible();

/** Opens what helps when nothing scans, unless it is open: another kind of code, and the whole screen. */
export async function openTrouble(page: Page): Promise<void> {
  const more = page.getByRole('radio').or(page.getByRole('checkbox', { name: 'Larger' }));
  const help = page.getByText(/^(It won’t scan|لا يُقرأ الباركود؟)$/);
  await expect(more.or(help).filter({ visible: true }).first()).toBeVisible();
  if (await more.first().isHidden()) await help.click();
}

/** Cancels the voucher on the screen, by the dialog: before scripts run, the menu has a fold in the button's place. */
export async function cancelVoucher(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel this reward' }).click();
  await page.getByRole('button', { name: 'Cancel it' }).click();
}

/** Chooses Arabic on the profile's page, and goes back. */
export async function speakArabic(page: Page): Promise<void> {
  const from = page.url();
  await page.goto(new URL('/profile', from).href);
  const arabic = page.getByRole('button', { name: 'العربية' });
  // By the app, which waits until the worker has forgotten the documents of the other language.
  await untilAlive(arabic);
  await arabic.click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await page.goto(from);
}

/** A browser that an administrator's link has made a till, with an associate on shift. */
export async function till(context: BrowserContext, server: Server): Promise<Page> {
  const page = watched(await context.newPage());
  await page.goto(await server.enrolmentUrl());
  await page.getByRole('button', { name: 'Set up this device' }).click();
  await page.getByText('Go to the till').click();
  await page.getByRole('button', { name: server.associate.name }).click();
  for (const digit of server.associate.pin) {
    await page.getByRole('button', { name: digit, exact: true }).click();
  }
  await expect(page.getByText('Scan the shopper’s barcode').first()).toBeVisible();
  return page;
}

/** A scanner that types: key after key, as fast as a real one, then Enter. */
export const scan = (page: Page, text: string): Promise<void> =>
  page.evaluate(typeHere, [...text, 'Enter']);

/** Runs in the page, so it can use nothing from this file. */
export function typeHere(keys: readonly string[]): void {
  for (const key of keys) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }
}
