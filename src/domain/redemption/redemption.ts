import type { CodeSource } from '#domain/program/code-source.ts';
import type { Refusal } from '#domain/refusal.ts';

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

/** Who holds a voucher for a sale that is not paid yet. */
export interface Holder extends Place {
  /** The POS's own name for that sale: with the till, the natural key of a retry. */
  readonly basketId: string;
}

export interface Hold {
  readonly by: Holder;
  readonly until: number;
}

/** One member exchanging points for one reward. A state that cannot be, cannot be written. */
export type RedemptionState =
  | { readonly state: 'issued' }
  | ({ readonly state: 'reserved' } & Hold)
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
  /** What the phone shows as the end. It counts `graceMs` later. */
  readonly expiresAt: number;
  /** Of a pool's code nobody knows whether it was used, until the store's file has been settled. */
  readonly source: CodeSource;
};

export type RedemptionStateName = RedemptionState['state'];

/** A scan started in time and finished late: nobody is sent away for the queue. */
export const graceMs = 2 * 60_000;

/** So long after its end a voucher is still a person in the queue, and not an old picture of one. */
export const issueAgainMs = 60 * 60_000;

/** True while its points are out and the ledger has not heard what became of it. */
export const isOpen = ({ state }: { state: RedemptionStateName }): boolean =>
  state === 'issued' || state === 'reserved';

/** From when its end counts, for the till, the clock and the phone alike: nothing takes it any more. */
export const endCountsAt = ({ expiresAt }: { expiresAt: number }): number => expiresAt + graceMs;

/** How far a voucher is from its end. */
export type Phase =
  /** The phone's time runs. */
  | 'running'
  /** The phone's time is up, and the till takes it still. */
  | 'late'
  /** Nothing takes it any more, and its points are not back yet. */
  | 'closing'
  /** The ledger has heard what became of it. */
  | 'over';

/**
 * The one answer to "is it over?", for the page that shows a barcode or says that points are back, for what a wallet
 * lists, and for the clock. Only a state that the ledger shares is `over`.
 * @param voucher with an `endedAt` when it was ended before its time, and its points wait for somebody else's word
 */
export function phaseAt(
  voucher: {
    readonly state: RedemptionStateName;
    readonly expiresAt: number;
    readonly endedAt: number | null;
  },
  at: number,
): Phase {
  if (!isOpen(voucher)) return 'over';
  if (voucher.endedAt !== null || at >= endCountsAt(voucher)) return 'closing';
  return at < voucher.expiresAt ? 'running' : 'late';
}

/** True while there is something to scan. */
export const isScannable = (phase: Phase): boolean => phase === 'running' || phase === 'late';

/** Who holds it now, or null. A reservation that ran out leaves the voucher as it was issued, for everybody. */
export const holdOf = (redemption: RedemptionState, at: number): Hold | null =>
  redemption.state === 'reserved' && at < redemption.until ? redemption : null;

/** Its state as everybody sees it: a reservation that ran out is none. */
export const stateAt = (redemption: RedemptionState, at: number): RedemptionStateName =>
  redemption.state === 'reserved' && holdOf(redemption, at) === null ? 'issued' : redemption.state;

/** What a till's wish to use a voucher comes to, whatever for. */
export type UnclaimedDecision =
  | { readonly outcome: 'redeem' }
  /** Too late for the voucher, but the member may still have the reward: issue anew and go on with that. */
  | { readonly outcome: 'issue-again' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** What a till's wish to redeem comes to. */
export type RedeemDecision =
  | UnclaimedDecision
  /** The same till asks again with the same receipt number: the same answer, as success. */
  | { readonly outcome: 'again' };

/** A till's wish; the receipt number is null where it only asks, so that a used voucher says where it was used. */
export interface RedeemAsk {
  readonly tillId: string;
  readonly receiptNumber: string | null;
  /** Of which of its sales; absent: it does not say, and any that it holds for is meant. */
  readonly basketId?: string;
  /** When it was used, where we hear of it later: its end counts as of then. */
  readonly usedAt?: number;
}

export function decideRedeem(redemption: Redemption, till: RedeemAsk, at: number): RedeemDecision {
  if (redemption.state === 'redeemed' && sameRequest(redemption.use, till)) {
    return { outcome: 'again' };
  }
  // With any receipt: many a till gives a sale its number only when it is paid.
  const by = holdOf(redemption, at)?.by;
  const ofSale = till.basketId === undefined || till.basketId === by?.basketId;
  if (by?.tillId === till.tillId && ofSale) return { outcome: 'redeem' };
  return decideUnclaimed(redemption, at, till.usedAt);
}

/**
 * What it comes to for a till that has no claim of its own: it neither used nor holds the voucher.
 * @param usedAt as of when its end counts
 */
export function decideUnclaimed(
  redemption: Redemption,
  at: number,
  usedAt = at,
): UnclaimedDecision {
  const hold = holdOf(redemption, at);
  if (hold) return refused(heldRefusal(hold));
  switch (redemption.state) {
    case 'issued':
      // The store's own till takes it by itself; two that give it would give it twice.
      if (redemption.source === 'pool') return refused({ key: 'pool-code' });
      return inTime(redemption, usedAt);
    case 'reserved':
      return inTime(redemption, usedAt);
    case 'redeemed':
      return refused(usedRefusal(redemption.use));
    case 'expired':
      // The store's own till takes it still: one that we give as well is given twice.
      if (redemption.source === 'pool') {
        return refused({ key: 'voucher-expired', at: redemption.expiresAt });
      }
      return tooLate(redemption, usedAt);
    case 'reversed':
      return refused({ key: 'voucher-reversed', at: redemption.at });
    case 'cancelled':
      return refused({ key: 'voucher-cancelled', at: redemption.at });
  }
}

const inTime = (redemption: Redemption, at: number): UnclaimedDecision =>
  at < endCountsAt(redemption) ? { outcome: 'redeem' } : tooLate(redemption, at);

const tooLate = (redemption: Redemption, at: number): UnclaimedDecision =>
  at < redemption.expiresAt + issueAgainMs
    ? { outcome: 'issue-again' }
    : refused({ key: 'voucher-expired', at: redemption.expiresAt });

const refused = (refusal: Refusal) => ({ outcome: 'refused', refusal }) as const;

/** Why a member can't cancel, or null. Cancelling twice is one cancel; a scan in between wins. */
export function cancelRefusal(redemption: Redemption, at: number): Refusal | null {
  const hold = holdOf(redemption, at);
  if (hold) return heldRefusal(hold);
  switch (redemption.state) {
    case 'issued':
    case 'reserved':
    case 'cancelled':
      return null;
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

/**
 * True when the clock must end it: the till's grace is over too. Only one with a code of our own: a pool's may have
 * been used without our knowing, so that settlement ends it, and a vendor's ends with its discount.
 */
export const mustExpire = (redemption: Redemption, at: number): boolean =>
  redemption.source === 'own' &&
  holdOf(redemption, at) === null &&
  phaseAt({ ...redemption, endedAt: null }, at) === 'closing';

export const usedRefusal = (use: Use): Refusal => ({
  key: 'already-used',
  store: use.storeName,
  till: use.tillName,
  at: use.at,
  storeId: use.storeId,
  tillId: use.tillId,
  receiptNumber: use.receiptNumber,
});

export const heldRefusal = ({ by, until }: Hold): Refusal => ({
  key: 'voucher-reserved',
  store: by.storeName,
  till: by.tillName,
  until,
  storeId: by.storeId,
  tillId: by.tillId,
});

const sameRequest = (use: Use, till: RedeemAsk): boolean =>
  use.tillId === till.tillId && use.receiptNumber === till.receiptNumber;
