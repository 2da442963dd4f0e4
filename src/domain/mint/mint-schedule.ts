import type { MintVendor } from '#domain/program/way.ts';
import { type MintEnding, type MintOrder, settleMs } from './mint-order.ts';

/** The longest time that a shopper waits at the till for a code. */
export const mintPatienceMs = 3 * 60_000;

/** How soon the phone shows that the code was used. */
const lookEveryMs = 5_000;
/** Pauses while a shopper waits for the code, or for the word that it was used. */
const soonAgainMs = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** The longest pause when nobody waits: the vendor gets time to recover. */
const againAtMostMs = 10 * 60_000;

/**
 * After how long an order is due again, when a call failed.
 * @param failures how many calls have failed in a row, with this one
 * @param atLeastMs the pause that the vendor asked for, 0: none
 * @param chance from 0 to 1, so that orders that failed together do not return together
 */
export function againInMs(
  order: MintOrder,
  { failures, atLeastMs, chance }: { failures: number; atLeastMs: number; chance: number },
): number {
  const last = soonAgainMs.length - 1;
  const planned =
    order.state === 'wanted' || order.state === 'minted'
      ? (soonAgainMs[Math.min(failures - 1, last)] ?? 0)
      : Math.min(1_000 * 2 ** (failures - 1), againAtMostMs);
  return Math.max(atLeastMs, Math.round(planned * (0.75 + chance / 2)));
}

/** When an order is due again after an answered call; null: never. */
export function dueAfter(order: MintOrder, vendor: MintVendor, at: number): number | null {
  switch (order.state) {
    case 'wanted':
    case 'retiring':
    case 'closing':
      return at;
    case 'minted':
      return at + lookEveryMs;
    case 'settling':
      return order.withdrawnAt + settleMs[vendor];
    case 'retired':
    case 'used':
      return null;
  }
}

/** The next call to the vendor; null: the order is over. */
export type MintAsk = 'make' | 'find-or-make' | 'withdraw' | 'look' | null;

/**
 * The next call. If an order must go and the call to make it got no answer, the discount is looked for, and made if it
 * is not there. A call that arrives late then finds it made and withdrawn, and makes no second one.
 */
export function nextAsk(order: MintOrder): MintAsk {
  switch (order.state) {
    case 'wanted':
      return 'make';
    case 'retiring':
      return order.reference === null ? 'find-or-make' : 'withdraw';
    case 'closing':
      return 'withdraw';
    case 'minted':
    case 'settling':
      return 'look';
    case 'retired':
    case 'used':
      return null;
  }
}

/** How the clock ends an order; null: there is still time. */
export function endingByClock(
  order: MintOrder,
  { createdAt, endsAt }: { createdAt: number; endsAt: number },
  at: number,
): MintEnding | null {
  if (order.state !== 'wanted' && order.state !== 'minted') return null;
  if (at >= endsAt) return 'expired';
  return order.state === 'wanted' && at >= createdAt + mintPatienceMs ? 'failed' : null;
}
