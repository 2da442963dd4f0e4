import { expect, type Page } from '@playwright/test';
import { covered } from './layout.ts';
import { noWorker, phone, signIn } from './people.ts';
import { type Server, test } from './tillpass.ts';

const rewardPages = ['coffee', 'enamel-mug', 'fifteen-off'].map((id) => `/rewards/${id}`);

test('on its side a phone’s header keeps to the page, and nothing lies over the sums', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await signIn(shopper, tillpass);
  for (const [width, height] of [
    [740, 360],
    [667, 375],
    [844, 390],
    [320, 185],
  ] as const)
    await keepsToPage(shopper, tillpass, { width, height });
});

test('upright on the smallest phone the header keeps to the page, and nothing lies over the sums', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await signIn(shopper, tillpass);
  // Here a tier and points are missing both.
  await keepsToPage(shopper, tillpass, { width: 360, height: 640 });
});

async function keepsToPage(
  shopper: Page,
  { url }: Server,
  size: { width: number; height: number },
): Promise<void> {
  await shopper.setViewportSize(size);
  for (const path of ['/wallet', '/scan', '/rewards', ...rewardPages]) {
    await shopper.goto(url + path);
    await expect(shopper.locator('main')).toBeVisible();
    const edges = await shopper.evaluate(() =>
      ['.top', 'main'].map((part) => document.querySelector(part)?.getBoundingClientRect().left),
    );
    expect(edges[0], `${path} at ${size.width} × ${size.height}`).toBe(edges[1]);
    expect(await covered(shopper, '.reward h1, .sums dt, .sums dd'), path).toEqual([]);
  }
}

test('on the page of rewards those that are near and the others have the same columns', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser, noWorker);
  await signIn(page, tillpass);
  for (const [viewport, columns] of [
    [{ width: 820, height: 1100 }, 3],
    [{ width: 1440, height: 900 }, 4],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.goto(`${tillpass.url}/rewards`);
    await expect(page.locator('.tickets')).toHaveCount(2);
    const grids = await page.locator('.tickets').evaluateAll((lists) =>
      lists.map((list) => {
        const { gap, gridTemplateColumns } = getComputedStyle(list);
        return { gap, gridTemplateColumns };
      }),
    );
    expect(grids[0]).toEqual(grids[1]);
    expect(grids[0]?.gridTemplateColumns.split(' ')).toHaveLength(columns);
  }
  await page.context().close();
});
