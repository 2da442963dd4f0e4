import type { MintVendor } from '#domain/program/way.ts';
import { type MintEnding, type MintOrder, settleMs } from './mint-order.ts';

/** Nobody waits longer for a code at the till. */
export const mintPatienceMs = 3 * 60_000;

/** How soon a use is seen on the phone. */
const lookEveryMs = 5_000;
/** Somebody stands there and waits, for the code or for the word that it was used. */
const soonAgainMs = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** Nobody waits in front of a barcode: the vendor gets time to come back. */
const againAtMostMs = 10 * 60_000;

/**
 * When an order is due again after a call that led nowhere.
 * @param failures how many have in a row, this one included
 * @param atLeastMs what the vendor asked for, 0 if nothing
 * @param chance from 0 to 1, so that orders which failed together do not come back together
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

/** When an order is due again after a call that was answered; null: never. */
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

/** What the vendor is to be asked next, or null when it is over. */
export type MintAsk = 'make' | 'find-or-make' | 'withdraw' | 'look' | null;

/**
 * An order that has to go and whose making was not answered is looked for, and made if it is not there: a call that
 * arrives late then meets one that is made and withdrawn, and makes no second.
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

/** How the clock ends an order, or null while there is time. */
export function endingByClock(
  order: MintOrder,
  { createdAt, endsAt }: { createdAt: number; endsAt: number },
  at: number,
): MintEnding | null {
  if (order.state !== 'wanted' && order.state !== 'minted') return null;
  if (at >= endsAt) return 'expired';
  return order.state === 'wanted' && at >= createdAt + mintPatienceMs ? 'failed' : null;
}
