import { expect, type Locator } from '@playwright/test';
import { issue, join, phone } from './people.ts';
import { posClient } from './pos-client.ts';
import { test } from './tillpass.ts';

test('a whole sale at a POS, while the shopper watches the phone', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser);
  await join(shopper, tillpass);
  const scanned = await issue(shopper);
  const pos = posClient(tillpass);
  const basketId = 'basket-1';
  const receiptNumber = '2026-11-25/0001';
  const tookMs: number[] = [];
  /** Waits for what the phone shows of the request that was just answered. */
  const seen = async (shown: Locator): Promise<void> => {
    const from = performance.now();
    await expect(shown).toBeVisible();
    tookMs.push(performance.now() - from);
  };

  await test.step('looking tells what it is worth, and changes nothing', async () => {
    const { data } = await pos.POST('/pos/v1/vouchers/look', { body: { scanned } });
    expect(data?.redeemable).toBe(true);
    const worth = data?.reward.worth;
    // Narrowed by its kind, as the generated types allow.
    expect(worth?.kind === 'free-product' && worth.product).toBe('One coffee');
  });

  await test.step('the basket holds it, and the phone says so', async () => {
    const { data } = await pos.POST('/pos/v1/vouchers/reserve', { body: { scanned, basketId } });
    expect(data?.reserved?.basketId).toBe(basketId);
    await seen(shopper.getByText(/^Held for you at Main Street, Till 2, until/));
    await expect(shopper.getByRole('button', { name: 'More', exact: true })).toBeHidden();
  });

  await test.step('rehearsing to redeem keeps nothing', async () => {
    const { data } = await pos.POST('/pos/v1/redemptions', {
      params: { query: { dryRun: true } },
      body: { scanned, receiptNumber },
    });
    expect([data?.dryRun, data?.state]).toEqual([true, 'redeemed']);
    const { data: still } = await pos.POST('/pos/v1/vouchers/look', { body: { scanned } });
    expect(still?.state).toBe('reserved');
  });

  const redeemed = await test.step('it is redeemed with the receipt of the sale', async () => {
    const { data } = await pos.POST('/pos/v1/redemptions', { body: { scanned, receiptNumber } });
    await seen(shopper.getByText('You’ve received “Any coffee”'));
    await expect(shopper.getByText(/Used at Main\sStreet, Till\s2/)).toBeVisible();
    return data;
  });

  await test.step('a lost answer is asked for again, by another key too', async () => {
    const { data } = await pos.POST('/pos/v1/redemptions', {
      params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: { scanned, receiptNumber },
    });
    expect(data).toEqual(redeemed);
  });

  await test.step('the purchase is reported with what was scanned, and earns', async () => {
    const { data } = await pos.POST('/pos/v1/purchases', {
      body: {
        member: { scanned },
        receiptNumber,
        soldAt: new Date().toISOString(),
        total: { minor: 1_299, currency: 'EUR' },
      },
    });
    const points = data?.points ?? 0;
    expect(points).toBeGreaterThan(0);
    await seen(shopper.getByText(`You have ${90 + points} points left.`));
  });

  await test.step('the sale is not paid after all: the points are back', async () => {
    const redemptionId = redeemed?.redemptionId ?? '';
    const { data } = await pos.POST('/pos/v1/redemptions/{redemptionId}/reverse', {
      params: { path: { redemptionId } },
      body: { reason: 'The card was declined.' },
    });
    expect(data?.state).toBe('reversed');
    await seen(shopper.getByText('Undone at the till. 60 points are back.'));
  });

  await test.step('used twice is refused with words for the associate', async () => {
    const { error } = await pos.POST('/pos/v1/redemptions', {
      body: { scanned, receiptNumber: '2026-11-25/0002' },
    });
    expect(error?.error.key).toBe('voucher-reversed');
    expect(error?.error.message).toMatch(/^It was undone/);
  });

  // The middle one: on a machine that is busy with other tests a single one may take longer.
  const middle = tookMs.sort((one, other) => one - other)[Math.floor(tookMs.length / 2)];
  expect(middle, `each took ${tookMs.map(Math.round)} ms`).toBeLessThan(1_000);
});
