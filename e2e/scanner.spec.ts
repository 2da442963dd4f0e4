import { type BrowserContext, expect, type Page } from '@playwright/test';
import { plainProfile, type ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { type SheetItem, sheetOf } from '#domain/scan/scanner-sheet.ts';
import { expectAccessible } from './axe.ts';
import { till } from './people.ts';
import { isReadByZbar, readWithZbar, readWithZxing } from './readers.ts';
import { test } from './tillpass.ts';

/** The demonstration's stores say nothing of their scanners. */
const sheet = sheetOf(plainProfile);
const textOf = (number: number, items: readonly SheetItem[] = sheet): string =>
  items.find((item) => item.number === number)?.text ?? '';

/** A scanner that types: key after key without a pause, then what it is set to press at the end. */
const scan = (page: Page, text: string, end: readonly string[] = ['Enter']): Promise<void> =>
  page.evaluate(
    (keys) => {
      for (const key of keys) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        (document.activeElement ?? document.body).dispatchEvent(event);
      }
    },
    [...text, ...end],
  );

async function openCheck(context: BrowserContext, server: Parameters<typeof till>[1]) {
  const page = await till(context, server);
  await page.getByRole('button', { name: /^Menu/ }).click();
  await page.getByRole('link', { name: 'Check the scanner' }).click();
  await expect(page.getByText('Now scan number 1')).toBeVisible();
  return page;
}

test('an associate checks a scanner against the sheet', async ({ tillpass, browser }) => {
  const page = await openCheck(await browser.newContext(), tillpass);
  const verdict = (name: string) => page.getByRole('heading', { name });

  await test.step('what comes as printed is ticked off, and the next is asked for', async () => {
    await scan(page, textOf(1));
    await expect(verdict('As printed')).toBeVisible();
    await expect(page.getByText('Enter at the end: fine.')).toBeVisible();
    await expect(page.getByText('Now scan number 2')).toBeVisible();
    await scan(page, textOf(2), ['Tab']);
    await expect(page.getByText('Tab at the end: fine.')).toBeVisible();
    await expectAccessible(page, 'scanner check 1');
  });

  await test.step('another keyboard is named, and the same is asked for until it is set right', async () => {
    const french = [...textOf(3)].map((digit) => 'à&é"\'(-è_ç'[Number(digit)]).join('');
    await scan(page, french);
    await expect(verdict('Vouchers are read, but this should be set right')).toBeVisible();
    await expect(page.getByText(/another keyboard \(French\)/)).toBeVisible();
    await expect(page.getByText(french)).toBeVisible();
    await expect(page.getByText('Now scan number 3')).toBeVisible();
  });

  await test.step('a prefix without an Enter is heard after a pause', async () => {
    await scan(page, `]Q1${textOf(3)}`, []);
    await expect(page.getByText(/switch “AIM identifier” off/)).toBeVisible();
    await expect(page.getByText('No Enter at the end: fine.')).toBeVisible();
  });

  await test.step('a scanner that stays silent is told how to be switched on', async () => {
    await page.getByRole('button', { name: 'It doesn’t beep, or nothing comes' }).click();
    await expect(verdict('Nothing came')).toBeVisible();
    await expect(page.getByText(/^QR code may be switched off/)).toBeVisible();
    await expect(page.getByText('Now scan number 4')).toBeVisible();
  });

  await test.step('something else than the sheet is not understood', async () => {
    await scan(page, '4006381333931');
    await expect(verdict('Vouchers aren’t read like this')).toBeVisible();
    await expectAccessible(page, 'scanner check 2');
  });

  await test.step('keys that are too far apart are too slow', async () => {
    await page.keyboard.type(textOf(4), { delay: 110 });
    await page.keyboard.press('Enter');
    await expect(page.getByText(/types too slowly/)).toBeVisible();
  });
});

test('the page speaks Arabic', async ({ tillpass, browser }) => {
  const page = await till(await browser.newContext(), tillpass);
  await page.getByRole('button', { name: /^Menu/ }).click();
  const kept = page.waitForResponse(/\/api\/language$/);
  await page.getByRole('button', { name: 'العربية' }).click();
  await kept;
  await page.getByRole('link', { name: 'افحص الماسح' }).click();
  await expect(page.getByText(/امسح ضوئيًا الآن الرقم/)).toBeVisible();
  await scan(page, `~${textOf(1)}`);
  await expect(page.getByText(/احذف بادئة الماسح/)).toBeVisible();
  await expectAccessible(page, 'scanner check 3');
});

test('the sheet is read off paper, with scripts off', async ({ tillpass, browser }) => {
  const context = await browser.newContext();
  const sheetPage = await till(context, tillpass);
  await sheetPage.goto(`${tillpass.url}/till/scanner-test`);
  await expectAccessible(sheetPage, 'scanner sheet');
  const storageState = await context.storageState();
  const scripts = { storageState, javaScriptEnabled: false, deviceScaleFactor: 3 };
  const page = await (await browser.newContext(scripts)).newPage();
  await page.goto(`${tillpass.url}/till/scanner-test`);
  await page.emulateMedia({ media: 'print' });
  // As wide as a sheet of A4 between its margins.
  await page.setViewportSize({ width: 690, height: 1000 });
  const paper = await page.screenshot({ fullPage: true });
  await expectOnPaper(paper, plainProfile);
});

/** Every symbol is found, by both readers where both know its kind. */
async function expectOnPaper(paper: Buffer, profile: ScannerProfile): Promise<void> {
  for (const { symbology, text } of sheetOf(profile)) {
    expect(await readWithZxing(paper, symbology), `zxing: ${symbology}`).toContain(text);
    if (isReadByZbar(symbology)) expect(await readWithZbar(paper, symbology)).toContain(text);
  }
}
