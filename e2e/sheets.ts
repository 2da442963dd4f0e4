import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Voucher, Wallet } from '#contract/member.ts';
import { memberApi, messagesPage, paths, posApi, systemApi } from '#contract/paths.ts';
import { usualPurchaseMinor } from '#domain/desk/beginning/template.ts';
import { fitTemplate } from '#server/usecases/program/fit-template.ts';
import { allDrawn } from './all-drawn.ts';
import { chromiumPath } from './browser.ts';
import { contactSheet, type Row } from './contact-sheet.ts';
import { newAddress, noWorker, send, signIn } from './people.ts';
import { putProgram } from './program.ts';
import { type Server, startServer } from './tillpass.ts';

// `npm run sheets`: every page of a shopper, in each brand and program, as contact sheets in dist/sheets. With names, such as
// `npm run sheets -- yellow pink`, only those brands.
const folder = 'dist/sheets';

/** Dark, bright, warm, and without a colour. */
const brands: Readonly<Record<string, string>> = {
  petrol: '#155e75',
  yellow: '#f2c200',
  pink: '#ff5fa2',
  black: '#000000',
};

/** With pictures, and twice with drawings. */
const programs = { bakery: null, beauty: 'Rose & Rind', sports: 'Summit Sports' } as const;
type ProgramName = keyof typeof programs;

const phone = { height: 740 };
const looks: Readonly<Record<string, Look>> = {
  '360 light': { ...phone, width: 360 },
  '390 dark Arabic': { ...phone, width: 390, locale: 'ar', colorScheme: 'dark' },
  '390 forced colours': { ...phone, width: 390, forcedColors: 'active' },
  '820 light': { width: 820, height: 1180 },
  '820 dark Arabic': { width: 820, height: 1180, locale: 'ar', colorScheme: 'dark' },
  '1440 light': { width: 1440, height: 900 },
  '1440 dark Arabic': { width: 1440, height: 900, locale: 'ar', colorScheme: 'dark' },
};

interface Look {
  readonly width: number;
  readonly height: number;
  readonly deviceScaleFactor?: number;
  readonly locale?: string;
  readonly colorScheme?: 'dark' | 'light';
  readonly forcedColors?: 'active';
}

const asked = process.argv.slice(2);
const chosen = Object.keys(brands).filter((brand) => asked.length === 0 || asked.includes(brand));
if (chosen.length === 0) throw new Error(`brands: ${Object.keys(brands).join(', ')}`);
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const executablePath = chromiumPath();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
try {
  for (const name of Object.keys(programs) as ProgramName[]) await photograph(name);
} finally {
  await browser.close();
}

/** A shop with one member, whose pages are taken in each brand. */
async function photograph(name: ProgramName): Promise<void> {
  const server = await startServer();
  try {
    let member: Member | null = null;
    for (const brand of chosen) {
      await putProgram(server, await programText(name, brands[brand] ?? ''));
      member ??= await memberOf(server);
      const rows: Row[] = [];
      for (const [caption, look] of Object.entries(looks))
        rows.push({ caption, pictures: await taken(server, member, look) });
      const file = `${folder}/${brand}-${name}.png`;
      await writeFile(file, await contactSheet(rows, shownAt));
      process.stdout.write(`${file}\n`);
    }
  } finally {
    await server.remove();
  }
}

/** A program in a brand's colour, with the demonstration's stores, to whose tills the key belongs. */
async function programText(name: ProgramName, color: string): Promise<string> {
  const text = await readFile('src/server/demonstration/program.yaml', 'utf8');
  const shop = programs[name];
  if (name === 'bakery' || shop === null) return text.replace('"#155e75"', `"${color}"`);
  const [currency, timeZone] = ['EUR', 'Europe/Dublin'];
  const file = fitTemplate({
    template: name,
    name: shop,
    color,
    logo: null,
    currency,
    timeZone,
    languages: ['ar'],
    purchaseMinor: usualPurchaseMinor(name, currency),
    store: { name: 'Main Street', till: 'tablet' },
  });
  // Enough for two rewards, also where the points of a purchase wait.
  const generous = file.replace(/welcome-points: \d+/, 'welcome-points: 300');
  return generous.slice(0, generous.indexOf('\nstores:')) + text.slice(text.indexOf('\nstores:'));
}

interface Member {
  readonly storageState: Awaited<ReturnType<BrowserContext['storageState']>>;
  /** Of the pages that are looked at. */
  readonly addresses: readonly string[];
}

/** Joins, buys, and takes two rewards, of which one is used. */
async function memberOf(server: Server): Promise<Member> {
  const context = await browser.newContext({ ...noWorker, locale: 'en-GB' });
  const page = await context.newPage();
  await signIn(page, server);
  const { member } = await walletOf(page, server);
  await buy(page, server, member.number);
  const { rewards } = await walletOf(page, server);
  const first = rewards.find(({ refusal }) => refusal === null);
  if (!first) throw new Error('nothing to take for somebody who has bought something');
  const take = async () => {
    const wish = { id: crypto.randomUUID(), rewardId: first.id };
    const { code } = await send<Voucher>(page, server.url + memberApi.redemptions, wish);
    return { address: paths.redemption(wish.id), code: code ?? '' };
  };
  const used = await take();
  // Before the next one is taken: two live ones of the same reward are one.
  await server.redeem(used.code);
  const live = await take();
  const storageState = await context.storageState();
  await context.close();
  const own = [paths.wallet, paths.rewards, paths.reward(first.id), live.address, used.address];
  const rest = [paths.scan, paths.history, paths.ladder, paths.earning, paths.profile];
  const drawn = [paths.held, messagesPage, systemApi.privacy];
  return { storageState, addresses: [...own, ...rest, ...drawn] };
}

async function walletOf(page: Page, server: Server): Promise<Wallet> {
  const answer = await page.request.get(server.url + memberApi.wallet);
  return (await answer.json()) as Wallet; // The server answers in this shape.
}

/** Enough for the next tier. */
async function buy(page: Page, server: Server, number: string): Promise<void> {
  const answer = await page.request.post(server.url + posApi.purchases, {
    headers: { authorization: `Bearer ${server.posKey}` },
    data: {
      member: { number },
      receiptNumber: crypto.randomUUID(),
      soldAt: new Date(),
      total: { minor: 64_000, currency: 'EUR' },
    },
  });
  if (!answer.ok()) throw new Error(`not sold: ${await answer.text()}`);
}

/** The way of a stranger up to the mail, and the member's pages. */
async function taken(server: Server, member: Member, look: Look): Promise<Buffer[]> {
  const { width, height, ...more } = look;
  const settings = { ...noWorker, locale: 'en-GB', ...more, viewport: { width, height } };
  const pictures: Buffer[] = [];
  const stranger = await browser.newContext(settings);
  const door = await stranger.newPage();
  await door.goto(server.url + paths.poster('M1'));
  pictures.push(await pictureOf(door));
  await door.locator('input[type=email]').fill(newAddress());
  await door.locator('form:has(input[type=email]) button').click();
  await door.waitForURL(/\/sign-in\/./);
  pictures.push(await pictureOf(door));
  await stranger.close();
  const own = await browser.newContext({ ...settings, storageState: member.storageState });
  const page = await own.newPage();
  for (const address of member.addresses) {
    await page.goto(server.url + address);
    pictures.push(await pictureOf(page));
  }
  await own.close();
  return pictures;
}

async function pictureOf(page: Page): Promise<Buffer> {
  await page.evaluate(allDrawn);
  return page.screenshot({ animations: 'disabled' });
}

/** How wide a page of this look stands on the sheet, in pixels: a phone whole, a larger screen a little more than half. */
function shownAt(caption: string): number {
  const { width = 0 } = looks[caption] ?? {};
  return Math.round(width < 500 ? width : width * 0.55);
}
