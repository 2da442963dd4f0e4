import { type Browser, type BrowserContext, expect } from '@playwright/test';
import { expectAccessible, expectContrast } from './axe.ts';
import { fillShop, pagesOf, unfold } from './full-shop.ts';
import { beginAtDesk, withPasskeys } from './passkeys.ts';
import { newAddress, noWorker, phone } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

// A server of its own: webhooks may go to this machine. The shop is filled once, and each test looks at a part of its pages.
let server: Server;
let pages: readonly string[];
let owners: Readonly<Record<'English' | 'Arabic', SignedIn>>;

// Twelve times what each needs on a machine of its own.
const patience = 180_000;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(patience);
  server = await startServer({ WEBHOOK_TARGETS: 'local' });
  const owner = await ownerOf(browser, 'Orla');
  pages = pagesOf(await fillShop(server, browser, owner, newAddress()));
  // What an administrator reads is kept with the administrator, so that each language has one.
  const other = await ownerOf(browser, 'Amal');
  await other.getByRole('button', { name: 'Amal' }).click();
  await other.getByRole('button', { name: 'العربية' }).click();
  await expect(other.locator('html')).toHaveAttribute('dir', 'rtl');
  owners = {
    English: await owner.context().storageState(),
    Arabic: await other.context().storageState(),
  };
  // Nothing of what filled the shop goes on drawing and asking while its pages are looked at.
  await Promise.all(browser.contexts().map((context) => context.close()));
});
test.afterAll(({ browser }) => closeShop(server, browser));

async function ownerOf(browser: Browser, name: string) {
  const page = await withPasskeys(browser, noWorker);
  const printed = await server.prepare('desk-owner', name);
  await beginAtDesk(page, /http\S+/.exec(printed)?.[0] ?? '');
  return page;
}

/** About fifty pages. Every fifth one, so that each part has its share of the heavy ones. */
const parts = [1, 2, 3, 4, 5] as const;

for (const part of parts) {
  test(`nothing bars anyone from a page of a full shop’s desk in English, part ${part} of ${parts.length}`, async ({
    browser,
  }) => {
    await walk(browser, 'English', part, async (page, path) => {
      await page.emulateMedia({ colorScheme: 'light' });
      await expectAccessible(page, `${path}, light`);
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectContrast(page, `${path}, dark`);
    });
  });

  // Colours are the same in both directions, so that Arabic is looked at in one theme.
  test(`nothing bars anyone from a page of a full shop’s desk in Arabic, part ${part} of ${parts.length}`, async ({
    browser,
  }) => {
    await walk(browser, 'Arabic', part, (page, path) =>
      expectAccessible(page, `${path}, Arabic, dark`),
    );
  });
}

type Look = (page: Awaited<ReturnType<typeof phone>>, path: string) => Promise<void>;

async function walk(
  browser: Browser,
  language: 'English' | 'Arabic',
  part: (typeof parts)[number],
  look: Look,
): Promise<void> {
  test.setTimeout(patience);
  const storageState = owners[language];
  const page = await phone(browser, {
    ...noWorker,
    storageState,
    colorScheme: 'dark',
    // What axe measures is the same, and a ninth of it is drawn.
    deviceScaleFactor: 1,
  });
  for (const path of pages.filter((_, at) => at % parts.length === part - 1)) {
    await page.goto(server.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // Its title comes before what it shows.
    await expect(page.locator('.waiting')).toHaveCount(0);
    await expect(page.locator('html')).toHaveAttribute(
      'dir',
      language === 'Arabic' ? 'rtl' : 'ltr',
    );
    await unfold(page);
    await look(page, path);
  }
}
