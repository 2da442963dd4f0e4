import type { Refusal } from './refusal.ts';

/** How a code came to a till. A POS does not say. */
export type Entered = 'scanned' | 'typed';

/** Where a voucher was scanned. */
export interface Place {
  readonly storeId: string;
  readonly storeName: string;
  readonly tillId: string;
  readonly tillName: string;
}

/** How a voucher was used; kept on the redemption so that every later answer can say it. */
export interface Use extends Place {
  readonly at: number;
  /** The till's own number of the purchase: with the till, the natural key of a retry. */
  readonly receiptNumber: string;
  readonly associateId: string | null;
}

/** One member exchanging points for one reward. A state that cannot be, cannot be written. */
export type RedemptionState =
  | { readonly state: 'issued' }
  | { readonly state: 'reserved'; readonly by: Place; readonly until: number }
  | { readonly state: 'redeemed'; readonly use: Use }
  | { readonly state: 'reversed'; readonly use: Use; readonly at: number; readonly reason: string }
  | { readonly state: 'cancelled'; readonly at: number }
  | { readonly state: 'expired'; readonly at: number };

export type Redemption = RedemptionState & {
  readonly id: string;
  readonly memberId: string;
  readonly rewardId: string;
  readonly points: number;
  readonly issuedAt: number;
  /** What the phone shows as the end. The till accepts it `graceMs` longer. */
  readonly expiresAt: number;
};

export type RedemptionStateName = RedemptionState['state'];

/** A scan started in time and finished late: nobody is sent away for the queue. */
export const graceMs = 2 * 60_000;

/** So long after its end a voucher is still a person in the queue, and not an old picture of one. */
export const issueAgainMs = 60 * 60_000;

export const isLive = (redemption: RedemptionState & { expiresAt: number }, at: number): boolean =>
  (redemption.state === 'issued' || redemption.state === 'reserved') && at < redemption.expiresAt;

/** What a till's wish to redeem comes to. */
export type RedeemDecision =
  | { readonly outcome: 'redeem' }
  /** The same till asks again with the same receipt number: the same answer, as success. */
  | { readonly outcome: 'again' }
  /** Too late for the voucher, but the member may still have the reward: issue anew and redeem at once. */
  | { readonly outcome: 'issue-again' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

export function decideRedeem(
  redemption: Redemption,
  till: { tillId: string; receiptNumber: string },
  at: number,
): RedeemDecision {
  switch (redemption.state) {
    case 'issued':
      return inTime(redemption, at);
    case 'reserved':
      // A reservation that ran out leaves the voucher as it was issued, for everybody.
      if (at >= redemption.until) return inTime(redemption, at);
      if (redemption.by.tillId === till.tillId) return { outcome: 'redeem' };
      return {
        outcome: 'refused',
        refusal: usedRefusal({ ...redemption.by, at: redemption.until }),
      };
    case 'redeemed':
      return sameRequest(redemption.use, till)
        ? { outcome: 'again' }
        : { outcome: 'refused', refusal: usedRefusal(redemption.use) };
    case 'expired':
      return tooLate(redemption, at);
    case 'reversed':
      return { outcome: 'refused', refusal: { key: 'voucher-reversed', at: redemption.at } };
    case 'cancelled':
      return { outcome: 'refused', refusal: { key: 'voucher-cancelled', at: redemption.at } };
  }
}

const inTime = (redemption: Redemption, at: number): RedeemDecision =>
  at < redemption.expiresAt + graceMs ? { outcome: 'redeem' } : tooLate(redemption, at);

const tooLate = (redemption: Redemption, at: number): RedeemDecision =>
  at < redemption.expiresAt + issueAgainMs
    ? { outcome: 'issue-again' }
    : { outcome: 'refused', refusal: { key: 'voucher-expired', at: redemption.expiresAt } };

/** Why a member can't cancel, or null. Cancelling twice is one cancel; a scan in between wins. */
export function cancelRefusal(redemption: Redemption): Refusal | null {
  switch (redemption.state) {
    case 'issued':
    case 'cancelled':
      return null;
    case 'reserved':
      return usedRefusal({ ...redemption.by, at: redemption.until });
    case 'redeemed':
      return usedRefusal(redemption.use);
    case 'reversed':
      return { key: 'voucher-reversed', at: redemption.at };
    case 'expired':
      return { key: 'voucher-expired', at: redemption.at };
  }
}

/** Why a till can't reverse, or null. Reversing twice is one reversal. */
export function reverseRefusal(redemption: Redemption, reason: string): Refusal | null {
  if (reason.trim() === '') return { key: 'reason-required' };
  if (redemption.state === 'redeemed' || redemption.state === 'reversed') return null;
  return { key: 'not-redeemed' };
}

/** True when the clock must end it: the till's grace is over too. */
export const mustExpire = (redemption: Redemption, at: number): boolean =>
  (redemption.state === 'issued' || (redemption.state === 'reserved' && at >= redemption.until)) &&
  at >= redemption.expiresAt + graceMs;

const usedRefusal = (use: Place & { at: number }): Refusal => ({
  key: 'already-used',
  store: use.storeName,
  till: use.tillName,
  at: use.at,
});

const sameRequest = (use: Use, till: { tillId: string; receiptNumber: string }): boolean =>
  use.tillId === till.tillId && use.receiptNumber === till.receiptNumber;
