import { expect, type Page } from '@playwright/test';
import { join, noWorker, phone, untilAlive } from './people.ts';
import { test } from './tillpass.ts';

test('the second of two taps, where a tab was a moment before, spends nothing', async ({
  browser,
  tillpass,
}) => {
  const shopper = await phone(browser, noWorker);
  await join(shopper, tillpass);
  const bun = shopper.getByRole('link', { name: 'Warm cinnamon bun' });
  await untilAlive(bun);
  await tapAgain(shopper, await middleOf(shopper, 'My code'));
  await bun.click();
  const use = shopper.getByRole('button', { name: 'Use 80 points' });
  await expect(use).toBeVisible();
  // The button stands where the tab was, and did not take the tap.
  await expect.poll(() => secondTap(shopper)).toEqual({ there: 'Use 80 points', taken: false });

  await expect(use).toHaveCSS('opacity', '1');
  await expect(shopper).toHaveURL(/\/rewards\/cinnamon-bun$/);
  await use.click();
  await expect(shopper).toHaveURL(/\/redemptions\//);
  await shopper.getByRole('link', { name: 'Back' }).click();
  await expect(shopper.getByText('70', { exact: true })).toBeVisible();
  await shopper.context().close();
});

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What the second tap met. */
interface SecondTap {
  /** The button whose box it was in. */
  readonly there: string;
  /** True: that button would have taken it. */
  readonly taken: boolean;
}

/** Where a thumb presses a tab. */
async function middleOf(page: Page, tab: string): Promise<Place> {
  const box = await page.getByRole('navigation').getByRole('link', { name: tab }).boundingBox();
  if (!box) throw new Error(`no tab ${tab}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const noted = 'data-second-tap';

/**
 * Presses once more at this place in the first frame that shows a reward's button. The page does it itself: from outside
 * a busy machine is too slow for a second tap.
 */
async function tapAgain(page: Page, place: Place): Promise<void> {
  await page.evaluate(
    ([{ x, y }, noted]) => {
      const seen = new MutationObserver(() => {
        const button = document.querySelector('form.thumb > button');
        if (!button) return;
        seen.disconnect();
        requestAnimationFrame(() => {
          const { left, right, top, bottom } = button.getBoundingClientRect();
          const inside = left < x && x < right && top < y && y < bottom;
          const met = document.elementFromPoint(x, y);
          if (met instanceof HTMLElement) met.click();
          const there = inside ? button.textContent : '';
          const taken = button.contains(met);
          document.documentElement.setAttribute(noted, JSON.stringify({ there, taken }));
        });
      });
      seen.observe(document.body, { childList: true, subtree: true });
    },
    [place, noted] as const,
  );
}

const secondTap = async (page: Page): Promise<SecondTap | null> =>
  JSON.parse((await page.locator('html').getAttribute(noted)) ?? 'null');
