import { writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { dayOf, dayText } from '#domain/values/calendar.ts';
import { noonAfter } from './machine-clock.ts';
import { join, phone } from './people.ts';
import { demonstration } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

/** The shops of these tests stand in a year to come, so that every day in them is the same in each run but for its year. */
const zone = 'Europe/Dublin';
const { year } = dayOf(Date.now(), zone);
const [next, after] = [year + 1, year + 2];

/** What to start a server with, so that on its machine it is noon of that day. */
function noonOf(years: number, month: number, day: number): Readonly<Record<string, string>> {
  const today = dayOf(Date.now(), zone);
  const days = Date.UTC(years, month - 1, day) - Date.UTC(today.year, today.month - 1, today.day);
  return noonAfter(days / (24 * 60 * 60_000), zone);
}

/** Loads a program by the clock of the server's machine. @param more how. @returns what was printed */
async function loads(server: Server, text: string, ...more: readonly string[]): Promise<string> {
  const file = joinPath(server.dataDir, 'rules.yaml');
  // The pictures are not beside this file.
  await writeFile(file, text.replace(/^ +(picture|cover): .*\n/gm, ''));
  return server.admin(['program', file, ...more]);
}

/** The demonstration without a welcome gift, with these rules of tiers and with these lines. */
const ruled = async (tierRule: string, lines = ''): Promise<string> =>
  (await demonstration())
    .replace(/^tier-rule: .*$/m, `tier-rule: ${tierRule}\n${lines}`)
    .replace('welcome-points: 150', 'welcome-points: 0');

/** A member who reads pages as the server draws them: a script that was built a season before is told to load itself anew. */
const newcomer = async (browser: Browser, server: Server): Promise<Page> => {
  const page = await phone(browser, { javaScriptEnabled: false });
  await join(page, server);
  return page;
};

interface Basket {
  readonly minor: number;
  readonly receipt: string;
}

/** Buys for the person whose phone this is, as a till reports it at the time of the shop's machine. */
async function buys(page: Page, server: Server, { minor, receipt }: Basket): Promise<void> {
  const { at, member } = await (await page.request.get(server.url + memberApi.wallet)).json();
  await reports(page, server, posApi.purchases, {
    member: { number: member.number },
    receiptNumber: `${receipt}-${member.number}`,
    soldAt: new Date(at),
    total: { minor, currency: 'EUR' },
  });
}

/** Brings all of it back. */
async function bringsBack(page: Page, server: Server, receipt: string): Promise<void> {
  const { at, member } = await (await page.request.get(server.url + memberApi.wallet)).json();
  await reports(page, server, posApi.returns, {
    receiptNumber: `back-${receipt}-${member.number}`,
    returnedAt: new Date(at),
    purchase: { receiptNumber: `${receipt}-${member.number}` },
  });
}

async function reports(
  page: Page,
  { url, posKey }: Server,
  path: string,
  data: object,
): Promise<void> {
  const headers = { authorization: `Bearer ${posKey}` };
  const answer = await page.request.post(url + path, { headers, data });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** The member's card, whose metal is the tier's. */
const card = (page: Page) => page.locator('.own > .card');

test('points end with a month, a quarter or a year, as the program said when they were earned; a reward of Monday mornings is not for noon', async ({
  browser,
}) => {
  test.slow(); // A server of its own, and three programs one after the other.
  const server = await startServer(noonOf(next, 3, 10));
  const program = await ruled('{ by: spend, period: rolling, months: 12 }');
  const mornings = 'days: [monday]\n    hours: { from: 08:00, until: 11:00 }';
  const lasting = program
    .replace('points-last-months: 12', 'points-last-months: 16')
    .replace('    icon: cup\n', (found) => `${found}    ${mornings}\n`);
  const page = await newcomer(browser, server);
  for (const [ends, minor] of Object.entries({ month: 1_000, quarter: 2_000, year: 3_000 })) {
    await loads(server, `${lasting}\nexpiry: { ends: ${ends} }\n`);
    await buys(page, server, { minor, receipt: ends });
  }
  await page.goto(`${server.url}/wallet`);
  await page.getByText('When your points expire').click();
  for (const sentence of [
    `10 points expire on 31 July ${after}`,
    `20 points expire on 30 September ${after}`,
    `30 points expire on 31 December ${after}`,
  ])
    await expect(page.locator('details').getByText(sentence)).toBeVisible();
  await page.goto(`${server.url}/rewards/coffee`);
  await expect(page.getByText('On Monday. From 08:00 to 11:00.')).toBeVisible();
  await expect(page.getByText(/^Starts on \d+ March\b/)).toBeVisible();
  await expect(page.getByText('Use 60 points')).toHaveCount(0);
  await closeShop(server, browser);
});

test('a tier by the points of a calendar year goes with what comes back, unless it was used; then it falls one step as the year ends', async ({
  browser,
}) => {
  test.slow(); // A server that is started twice.
  const server = await startServer(noonOf(next, 12, 20));
  const { url } = server;
  const rule = '{ by: points, period: calendar-year, downgrade: one-step, returns: keep-used }';
  await loads(server, await ruled(rule));
  const [used, unused] = [await newcomer(browser, server), await newcomer(browser, server)];
  const toSilver = 'Earn 500 points by 31 December to reach Silver';
  await expect(used.getByText(toSilver)).toBeVisible();
  for (const page of [used, unused]) await buys(page, server, { minor: 130_000, receipt: 'feast' });
  await buys(used, server, { minor: 1_000, receipt: 'loaf' });
  await used.goto(`${url}/wallet`);
  await expect(card(used)).toHaveAttribute('data-finish', 'foil');
  await expect(used.getByText(`Gold is yours until 31 December ${after}.`)).toBeVisible();

  for (const page of [used, unused]) await bringsBack(page, server, 'feast');
  await unused.goto(`${url}/wallet`);
  await expect(card(unused)).toHaveAttribute('data-finish', 'matte');
  await expect(unused.getByText(toSilver)).toBeVisible();
  await used.goto(`${url}/wallet`);
  await expect(card(used)).toHaveAttribute('data-finish', 'foil');
  await expect(
    used.getByText(`Earn 1,190 more points by 31 December ${next} to keep Gold.`),
  ).toBeVisible();
  await used.goto(`${url}/tiers`);
  await expect(used.getByText(`10 points earned since 1 January ${next}`)).toBeVisible();
  await server.stop();

  await server.again(noonOf(after, 1, 10));
  await used.goto(`${url}/wallet`);
  await expect(card(used)).toHaveAttribute('data-finish', 'brushed');
  await used.goto(`${url}/tiers`);
  const counted = used.getByText(`0 points earned since 1 January ${after}`, { exact: true });
  await expect(counted).toBeVisible();
  await closeShop(server, browser);
});

test('a tier of a year of membership goes with what comes back; on the day of a new program it is for life, and buying keeps all points', async ({
  browser,
}) => {
  test.slow(); // A server that is started twice.
  const server = await startServer(noonOf(next, 3, 10));
  const { url } = server;
  const idle = 'expiry: { ends: inactivity }\n';
  await loads(server, await ruled('{ by: spend, period: anniversary, returns: lower }', idle));
  const [page, other] = [await newcomer(browser, server), await newcomer(browser, server)];
  for (const one of [page, other]) await buys(one, server, { minor: 60_000, receipt: 'feast' });
  await page.goto(`${url}/wallet`);
  await expect(page.getByText(`Silver is yours until 9 March ${after + 1}.`)).toBeVisible();
  await expect(page.getByText('Spend €600 more by 9 March to reach Gold')).toBeVisible();
  await expect(page.getByText(`600 points expire on 10 March ${after}`)).toBeVisible();
  await buys(other, server, { minor: 1_000, receipt: 'loaf' });
  await bringsBack(other, server, 'feast');
  await other.goto(`${url}/wallet`);
  await expect(card(other)).toHaveAttribute('data-finish', 'matte');

  const lifelong = (await ruled('{ by: spend, period: lifetime }', idle)).replace('1200', '600');
  const day = dayText({ year: next, month: 3, day: 11 });
  expect(await loads(server, lifelong, '--from', day, '--what-if')).toContain('silver → gold: 1,');
  const changes = await loads(server, lifelong, '--from', day);
  expect(changes).toContain('tier-rule.period anniversary → lifetime');
  expect(changes).toContain('tier gold: changed: from 1200.00 → 600.00');
  await page.goto(`${url}/tiers`);
  await expect(page.getByText('From €1,200 spent in a year of membership')).toBeVisible();
  await server.stop();

  await server.again(noonOf(next, 3, 11));
  await page.goto(`${url}/tiers`);
  await expect(page.getByText('From €600 spent in all')).toBeVisible();
  await expect(page.getByText('€600 spent so far')).toBeVisible();
  await buys(page, server, { minor: 1_000, receipt: 'loaf' });
  await page.goto(`${url}/wallet`);
  await expect(card(page)).toHaveAttribute('data-finish', 'foil');
  await expect(page.getByText(`615 points expire on 11 March ${after}`)).toBeVisible();
  await expect(page.getByText('is yours until')).toHaveCount(0);
  await closeShop(server, browser);
});
