import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { memberApi } from '#contract/paths.ts';
import { readPass } from '#domain/scan/pass-payload.ts';
import { makeCertificate } from '../certificate.ts';
import { fromElsewhere } from '../foreign-page.ts';
import { type Network, openNetwork } from '../network.ts';
import { newAddress, typeHere } from '../people.ts';
import { keptHere, leftHere } from '../phone-storage.ts';
import { readWithZbar, readWithZxing } from '../readers.ts';
import { type Server, startServer } from '../tillpass.ts';
import { hasWebKit, openWebKit } from './mini-browser.ts';
import { Phone } from './phone.ts';
import type { WebDriver } from './web-driver.ts';

/** How long a page may take to appear, on a busy machine. */
const paintMs = 30_000;

test.skip(!hasWebKit(), 'no WebKit here');

// The same as `core.spec.ts`, in the engine of every browser on an iPhone.

// Not the other engines' shop, which has a browser of Playwright's beside it.
let tillpass: Server;
test.beforeAll(async () => {
  tillpass = await startServer();
});
test.afterAll(() => tillpass.remove());

test('from the poster to the till, without network in between, and nothing left behind', () =>
  withPhone(async (phone, network) => {
    await test.step('the mail’s code signs in, with the welcome gift', () => join(phone, network));

    await phone.press('Any coffee');
    await phone.press('Use ');
    await phone.untilAt(/\/redemptions\//);
    const voucher = await phone.driver.address();
    const digits = await phone.digits();
    const expectReadable = async () => expect(await readBars(phone)).toBe(digits);
    await test.step('two readers read its screen', expectReadable);

    await test.step('wallet and voucher open with no network', async () => {
      await untilKept(phone, '/wallet', new URL(voucher).pathname);
      network.weather = 'gone';
      await phone.open(`${network.url}/wallet`);
      await phone.sees('Good to see you');
      await phone.sees('No connection');
      await phone.open(voucher);
      expect(await phone.digits()).toBe(digits);
      await expectReadable();
      network.weather = 'fair';
      await phone.open(voucher);
    });

    await test.step('the associate redeems it, and the phone shows so', async () => {
      const enrolment = await tillpass.enrolmentUrl();
      const url = enrolment.replace(tillpass.url, network.url);
      await redeemAtTill(url, tillpass.associate, digits);
      await phone.sees('You’ve received “Any coffee”');
      await phone.sees('Used at Main Street, Till 2');
      expect(await phone.barcodeName()).toBe('');
    });

    await test.step('another site’s page that posts our forms changes nothing', async () => {
      await phone.open(`${network.url}/wallet`);
      await phone.sees('Good to see you');
      // Once the app runs it has an id ready for the wallet's first reward, and notes the tier that it has shown.
      const noted = expect.arrayContaining(['redemption coffee', 'tier']);
      await expect.poll(() => phone.driver.run(leftHere)).toEqual(noted);
      const before = await phone.driver.run(leftHere);
      await fromElsewhere(async (pageThatPosts) => {
        for (const target of [memberApi.signOut, memberApi.linkEnter]) {
          await phone.open(pageThatPosts(network.url + target));
          await phone.untilAt(new RegExp(`${target}$`));
          await phone.open(`${network.url}/wallet`);
          await phone.sees('Good to see you');
          await expect.poll(() => phone.driver.run(leftHere), target).toEqual(before);
        }
      });
    });

    await test.step('signing out leaves nothing', async () => {
      // The page before is gone: what is heard now is the profile's own.
      await phone.open('about:blank');
      network.heard.length = 0;
      await phone.open(`${network.url}/profile`);
      // The app runs when it has opened the stream of news.
      await expect.poll(() => network.heard).toContain(`GET ${memberApi.live}`);
      await phone.press('Sign out');
      await phone.press('Yes, sign out');
      await phone.untilAt(/^https:\/\/[^/]+\/$/);
      await phone.sees('Send me the code');
      expect(await phone.driver.run(leftHere)).toEqual([]);
      expect(await phone.driver.cookies()).not.toContain('__Host-session');
      network.weather = 'gone';
      await phone.open(`${network.url}/wallet`);
      await phone.sees('No connection');
    });
  }));

test('what the phone makes without signal is redeemed at the till, and the phone shows so later', () =>
  withPhone(async (phone, network) => {
    await join(phone, network);
    await untilKept(phone, '/wallet');
    network.weather = 'gone';
    await phone.open(`${network.url}/wallet`);
    // Waits for the notice, because it moves what is below it and the next press could miss.
    await phone.sees('No connection');
    await phone.press('Any coffee');
    await phone.press('Use it without signal');
    await phone.sees('Made on this phone');
    const pass = await readBars(phone);
    expect(readPass(pass)).toMatchObject({ slot: expect.any(Number) });
    // The till has a network of its own, so it is online.
    await tillpass.redeem(pass);

    network.weather = 'fair';
    await phone.sees('You’ve received “Any coffee”');
    await phone.sees('Used at Main Street, Till 2');
    await phone.open(`${network.url}/history`);
    await phone.sees('Spent 60');
  }));

async function withPhone(use: (phone: Phone, network: Network) => Promise<void>): Promise<void> {
  const network = await openNetwork(tillpass.url, await makeCertificate());
  const webkit = await openWebKit({ width: 360, height: 740, ratio: 2 });
  try {
    await use(new Phone(webkit.driver), network);
  } catch (error) {
    await keepTraces(webkit.driver, network);
    throw error;
  } finally {
    await webkit.close();
    await network.close();
  }
}

/** Keeps the requests and the screenshot of a test that failed, if the browser still answers. */
async function keepTraces(driver: WebDriver, { heard }: Network): Promise<void> {
  const info = test.info();
  await writeFile(info.outputPath('heard.txt'), heard.join('\n'));
  const screen = await driver.picture().catch(() => null);
  if (screen) await writeFile(info.outputPath('screen.png'), screen);
}

async function join(phone: Phone, network: Network): Promise<void> {
  const address = newAddress();
  await phone.open(`${network.url}/P/M1`);
  await phone.sees('Main Street');
  await phone.fill('Your e-mail address, to join or sign in', address);
  await phone.press('Send me the code');
  await phone.sees('Check your mail');
  const { code } = await tillpass.mailTo(address);
  // Before the page's script answers for the field, nothing sends what is typed (see `untilAlive`).
  await expect.poll(() => phone.driver.run(isCodeAlive)).toBe(true);
  await phone.fill('6-digit code', code);
  await phone.untilAt(/\/wallet$/);
  await phone.sees('150');
  // Waits until the page's scripts run. Links work before too, but then the wallet is not kept.
  await phone.press('My code');
  await phone.sees('Show this at the till to collect points');
  await phone.press('Wallet');
}

/** Runs in the page. */
const isCodeAlive = (): boolean =>
  Object.keys(document.querySelector('input[name=code]') ?? {}).some((key) =>
    key.startsWith('__reactProps'),
  );

const untilKept = (phone: Phone, ...paths: string[]) =>
  expect.poll(() => phone.driver.run(keptHere)).toEqual(expect.arrayContaining(paths));

/** What two readers read on its screen: the browser hands out what it painted last, and on a busy machine that is the page before. */
async function readBars(phone: Phone): Promise<string> {
  let read = '';
  await expect(async () => {
    const screen = await phone.driver.picture();
    const [text = '', ...more] = await readWithZbar(screen, 'code-128');
    expect(text).not.toBe('');
    expect(more).toEqual([]);
    expect(await readWithZxing(screen, 'code-128')).toEqual([text]);
    read = text;
  }).toPass({ timeout: paintMs });
  return read;
}

/** On a tablet with the same engine, whose scanner types. */
async function redeemAtTill(
  enrolmentUrl: string,
  { name, pin }: Server['associate'],
  digits: string,
): Promise<void> {
  const tablet = await openWebKit({ width: 768, height: 1024, ratio: 1 });
  try {
    const associate = new Phone(tablet.driver);
    await associate.open(enrolmentUrl);
    await associate.press('Set up this device');
    await associate.press('Go to the till');
    await associate.press(name);
    for (const digit of pin) await associate.press(digit);
    await associate.sees('Scan the shopper’s barcode');
    await associate.driver.run(typeHere, [...digits, 'Enter']);
    await associate.press('Redeem');
    await associate.sees('Done');
  } finally {
    await tablet.close();
  }
}
