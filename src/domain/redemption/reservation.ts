import type { Refusal } from '#domain/refusal.ts';
import {
  decideUnclaimed,
  heldRefusal,
  holdOf,
  type Redemption,
  type UnclaimedDecision,
  usedRefusal,
} from './redemption.ts';

/** A till's own sale, for which it reserves a voucher. */
export interface TillBasket {
  readonly tillId: string;
  readonly basketId: string;
}

/** How long a till may reserve a voucher: enough for a large basket, and not for a till that was left alone. */
export const reserveMinutes = { least: 1, most: 30, usual: 10 } as const;

/** The decision about a till's wish to reserve a voucher. */
export type ReserveDecision =
  | {
      readonly outcome: 'reserve';
      readonly until: number;
      /** A reserved voucher does not end during the sale: its end moves later, never earlier. */
      readonly expiresAt: number;
    }
  /** The same till asks again for the same basket: the same answer, with no more time. */
  | { readonly outcome: 'again' }
  | Exclude<UnclaimedDecision, { outcome: 'redeem' }>;

/**
 * Whoever could redeem a voucher now may reserve it instead. Another basket of the same till is refused like another
 * till.
 */
export function decideReserve(
  redemption: Redemption,
  wish: TillBasket & { minutes: number },
  at: number,
): ReserveDecision {
  const hold = holdOf(redemption, at);
  if (hold && isFor(hold.by, wish)) return { outcome: 'again' };
  const decision = decideUnclaimed(redemption, at);
  if (decision.outcome !== 'redeem') return decision;
  const until = at + wish.minutes * 60_000;
  return { outcome: 'reserve', until, expiresAt: Math.max(redemption.expiresAt, until) };
}

/** The decision about a till's wish to release a voucher. */
export type ReleaseDecision =
  | { readonly outcome: 'release' }
  /** Nobody has reserved it, whatever became of it: releasing it again changes nothing. */
  | { readonly outcome: 'free' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** Only the basket that has reserved a voucher can release it. A used voucher has nothing to release. */
export function decideRelease(
  redemption: Redemption,
  wish: TillBasket,
  at: number,
): ReleaseDecision {
  if (redemption.state === 'reserved' && isFor(redemption.by, wish)) return { outcome: 'release' };
  const hold = holdOf(redemption, at);
  if (hold) return { outcome: 'refused', refusal: heldRefusal(hold) };
  return redemption.state === 'redeemed'
    ? { outcome: 'refused', refusal: usedRefusal(redemption.use) }
    : { outcome: 'free' };
}

const isFor = (by: TillBasket, wish: TillBasket): boolean =>
  by.tillId === wish.tillId && by.basketId === wish.basketId;
