import { expect } from '@playwright/test';
import { cutText, enlarge, inSeveralLines } from './layout.ts';
import { join, noWorker, phone } from './people.ts';
import { programOf, putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A program of its own, which no other test should meet.
let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(({ browser }) => closeShop(server, browser));

const word = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen-A';
const sights = [
  ['#f2c200', 'en', 320],
  ['#a6e22e', 'ar', 320],
  ['#ff5fa2', 'en', 1440],
] as const;

/** As long, as large and as bright as a program's file allows. */
const fullest = (brand: string): string =>
  programOf([{ id: 'main', placement: 'M1', scanner: null }])
    .replace('#1d6b52', brand)
    .replace('name: Gift of main', `name: "${word}"`)
    .replace(
      'stores:\n',
      `  - id: dear
    name: "${word}"
    instruction: Take it off
    worth: { kind: amount-off, amount: 12345.67 }
    points: 1000000
  - id: free
    name: { en: Free for all, ar: مجانًا للجميع }
    instruction: Give one
    worth: { kind: percent-off, percent: 12 }
    points: 0
stores:\n`,
    );

test('what a program’s file may hold is shown whole, in three bright brands', async ({
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await join(shopper, server);
  for (const [brand, language, width] of sights) {
    await putProgram(server, fullest(brand));
    await shopper.request.post(`${server.url}/api/language`, {
      form: { language, back: '/wallet' },
      headers: { origin: server.url },
    });
    await shopper.setViewportSize({ width, height: 740 });
    for (const path of ['/wallet', '/rewards', '/rewards/dear', '/rewards/of-main']) {
      await shopper.goto(server.url + path);
      await expect(shopper.getByText(word).first()).toBeVisible();
      expect(await cutText(shopper), `${path} at ${width}, ${language}`).toEqual([]);
    }
  }
});

test('a reward for no points says so in words', async ({ browser }) => {
  const shopper = await phone(browser, noWorker);
  await join(shopper, server);
  await putProgram(server, fullest('#f2c200'));
  await shopper.goto(`${server.url}/rewards/free`);
  await expect(shopper.getByText(/\b0 points|[+−-]0\b/)).toHaveCount(0);
  await shopper.getByRole('button', { name: 'Get it for free' }).click();
  await expect(shopper.getByRole('img', { name: /^Barcode/ })).toBeVisible();
});

test('a shop and a member with long names keep their headers as high as others', async ({
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await join(shopper, server);
  const shop = 'Bakery and Coffee Roasters by the Waters';
  await putProgram(server, fullest('#f2c200').replace('name: Scanner Shop', `name: ${shop}`));
  const name = 'Maximiliane-Philippine von Hohenlohe-Waldenburg-Schillings';
  await shopper.request.post(`${server.url}/api/profile`, {
    form: { firstName: name },
    headers: { origin: server.url },
  });
  const height = async (selector: string) =>
    (await shopper.locator(selector).boundingBox())?.height ?? Number.NaN;
  for (const width of [320, 360]) {
    await shopper.setViewportSize({ width, height: 740 });
    await shopper.goto(`${server.url}/wallet`);
    await expect(shopper.getByText(name)).toBeVisible();
    expect(await height('h1'), `the greeting at ${width}`).toBeLessThanOrEqual(80);
    await shopper.goto(`${server.url}/rewards`);
    await expect(shopper.getByText(shop).first()).toBeVisible();
    expect(await height('header'), `the header at ${width}`).toBeLessThanOrEqual(72);
    expect(await cutText(shopper)).toEqual([]);
  }
});

test('with letters twice as large, a word of one piece and a number stay in one line', async ({
  browser,
}) => {
  const stranger = await phone(browser, { ...noWorker, viewport: { width: 320, height: 740 } });
  const shopper = await phone(browser, { ...noWorker, viewport: { width: 320, height: 740 } });
  await join(shopper, server);
  const name = `name: ${word.slice(0, 40)}`;
  await putProgram(server, fullest('#f2c200').replace('name: Scanner Shop', name));
  for (const [visitor, path, selector] of [
    [stranger, '/sign-in', '.language .button'],
    [shopper, '/profile', '.language .button'],
    [shopper, '/rewards/dear', '.sums dd'],
  ] as const) {
    await visitor.goto(server.url + path);
    await expect(visitor.locator(selector).first()).toBeVisible();
    await enlarge(visitor);
    expect(await inSeveralLines(visitor, selector), path).toEqual([]);
    expect(await cutText(visitor), path).toEqual([]);
  }
});
