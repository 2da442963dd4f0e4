import type { Refusal } from '#domain/refusal.ts';
import {
  decideUnclaimed,
  heldRefusal,
  holdOf,
  type Redemption,
  type UnclaimedDecision,
  usedRefusal,
} from './redemption.ts';

/** A till's own sale, for which it holds a voucher. */
export interface TillBasket {
  readonly tillId: string;
  readonly basketId: string;
}

/** How long a till may hold a voucher: a large shop at a slow belt, and not a till that was left. */
export const reserveMinutes = { least: 1, most: 30, usual: 10 } as const;

/** What a till's wish to hold a voucher comes to. */
export type ReserveDecision =
  | {
      readonly outcome: 'reserve';
      readonly until: number;
      /** A voucher that is held does not end under the sale: its end moves along, and never back. */
      readonly expiresAt: number;
    }
  /** The same till asks again for the same basket: the same answer, and no longer time. */
  | { readonly outcome: 'again' }
  | Exclude<UnclaimedDecision, { outcome: 'redeem' }>;

/** Who could redeem it now may hold it instead; another basket of the same till is kept off like another till. */
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

/** What a till's wish to let go of a voucher comes to. */
export type ReleaseDecision =
  | { readonly outcome: 'release' }
  /** Nobody holds it any more, whatever came of it since: letting go twice is once. */
  | { readonly outcome: 'free' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** Only the basket that holds a voucher lets it go; of a used one there is nothing left to let go. */
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
