// Sales at which nobody was scanned, and who claims them.
import { memberApi, posApi } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { eur } from './goods.ts';

/** A day as a field for dates sends it. */
export const dayText = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: testProgram.timeZone }).format(at);

/** A sale at which nobody was scanned, as a POS reports it. */
export async function soldToNobody(
  t: Tillpass,
  receiptNumber: string,
  minor: number,
  { tillId = 'main-1', ...more }: { tillId?: string; [key: string]: unknown } = {},
) {
  const soldAt = new Date(t.clock.now()).toISOString();
  const body = { receiptNumber, soldAt, total: eur(minor), ...more };
  return posAt(t, tillId).post(posApi.unclaimed, body);
}

/** What somebody types from a receipt of today. */
export const receiptOf = (
  t: Tillpass,
  receiptNumber: string,
  amount: string,
  more: object = {},
) => ({ storeId: 'main', receiptNumber, amount, day: dayText(t.clock.now()), ...more });

export const claim = (phone: Browser, wish: object) => phone.post(memberApi.claims, wish);
