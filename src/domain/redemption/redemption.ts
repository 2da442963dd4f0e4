import type { CodeSource } from '#domain/program/code-source.ts';
import type { Refusal } from '#domain/refusal.ts';
import { showsSomething } from '#domain/values/visible.ts';

/** How a code came to a till. A POS does not say. */
export type Entered = 'scanned' | 'typed';

/** Where a voucher was scanned. */
export interface Place {
  readonly storeId: string;
  readonly storeName: string;
  readonly tillId: string;
  readonly tillName: string;
}

/** How a voucher was used. It is stored, so that every later answer can say it. */
export interface Use extends Place {
  readonly at: number;
  /** The till's own number of the purchase: till and number together recognise a retry. */
  readonly receiptNumber: string;
  readonly associateId: string | null;
}

/** Who has reserved a voucher for a sale that is not paid yet. */
export interface Holder extends Place {
  /** The POS's own name for that sale: till and name together recognise a retry. */
  readonly basketId: string;
}

export interface Hold {
  readonly by: Holder;
  readonly until: number;
}

/**
 * The states of a redemption: one member exchanging points for one reward. A state that can't exist can't be written.
 */
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
  /** The end that the phone shows. The till takes the voucher for `graceMs` longer. */
  readonly expiresAt: number;
  /** Nobody knows whether a pool's code was used until the store is settled. */
  readonly source: CodeSource;
  /** It was given for a full card: no points would come back for it. */
  readonly earned?: true;
};

export type RedemptionStateName = RedemptionState['state'];

/** A scan that began in time may finish late: nobody is sent away because of the queue. */
export const graceMs = 2 * 60_000;

/** For so long after its end a voucher is a person in the queue, and no old picture. */
export const issueAgainMs = 60 * 60_000;

/** True while its points are taken and the ledger does not know yet what became of it. */
export const isOpen = ({ state }: { state: RedemptionStateName }): boolean =>
  state === 'issued' || state === 'reserved';

/** From when on nothing takes it any more: for the till, the clock and the phone alike. */
export const endCountsAt = ({ expiresAt }: { expiresAt: number }): number => expiresAt + graceMs;

/** How near a voucher is to its end. */
export type Phase =
  /** The voucher can be used on the phone. */
  | 'running'
  /** The phone's time is over, and the till still accepts the voucher. */
  | 'late'
  /** No till accepts the voucher any more, and its points are not back yet. */
  | 'closing'
  /** The ledger knows what became of it. */
  | 'over';

/**
 * The one answer to "is it over?": for the page with the barcode, for the wallet's list and for the clock. Only a state
 * that the ledger knows too is `over`.
 * @param voucher with an `endedAt` when it was ended early, and its points wait for a vendor or a settlement
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

/** True while there is a barcode to scan. */
export const isScannable = (phase: Phase): boolean => phase === 'running' || phase === 'late';

/** Who has reserved it now; null: nobody. When a reservation runs out, the voucher is free for everybody. */
export const holdOf = (redemption: RedemptionState, at: number): Hold | null =>
  redemption.state === 'reserved' && at < redemption.until ? redemption : null;

/** Its state for everybody: a reservation that ran out does not count. */
export const stateAt = (redemption: RedemptionState, at: number): RedemptionStateName =>
  redemption.state === 'reserved' && holdOf(redemption, at) === null ? 'issued' : redemption.state;

/** The decision about a voucher that a till wants to use, for whatever. */
export type UnclaimedDecision =
  | { readonly outcome: 'redeem' }
  /** Too late for this voucher, but the member may still have the reward: issue it again and go on with that. */
  | { readonly outcome: 'issue-again' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** The decision about a till's wish to redeem. */
export type RedeemDecision =
  | UnclaimedDecision
  /** The same till asks again with the same receipt number: the same answer, as success. */
  | { readonly outcome: 'again' };

/** A till's wish. A null receipt number only asks, so that a used voucher says where it was used. */
export interface RedeemAsk {
  readonly tillId: string;
  readonly receiptNumber: string | null;
  /** The till's basket; absent: the till does not say, and any basket that it has reserved for is meant. */
  readonly basketId?: string;
  /** When it was used, if we hear of it later: its end counts at that time. */
  readonly usedAt?: number;
}

export function decideRedeem(redemption: Redemption, till: RedeemAsk, at: number): RedeemDecision {
  if (redemption.state === 'redeemed' && sameRequest(redemption.use, till)) {
    return { outcome: 'again' };
  }
  // With any receipt number: many tills give a sale its number only after payment.
  const by = holdOf(redemption, at)?.by;
  const ofSale = till.basketId === undefined || till.basketId === by?.basketId;
  if (by?.tillId === till.tillId && ofSale) return { outcome: 'redeem' };
  return decideUnclaimed(redemption, at, till.usedAt);
}

/**
 * The decision for a till that has neither used nor reserved the voucher.
 * @param usedAt the time at which its end counts
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
      // The store's own till takes it by itself: if we gave it too, it would be given twice.
      if (redemption.source === 'pool') return refused({ key: 'pool-code' });
      return inTime(redemption, usedAt);
    case 'reserved':
      return inTime(redemption, usedAt);
    case 'redeemed':
      return refused(usedRefusal(redemption.use));
    case 'expired':
      // A till of the store still accepts a pool's code: if the voucher were issued again, the reward could be given
      // twice.
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

/**
 * Why a member can't cancel; null: they can. Cancelling again changes nothing. If the till was first, the till wins.
 */
export function cancelRefusal(redemption: Redemption, at: number): Refusal | null {
  const hold = holdOf(redemption, at);
  if (hold) return heldRefusal(hold);
  switch (redemption.state) {
    case 'issued':
    case 'reserved':
      return redemption.earned ? { key: 'voucher-earned', until: redemption.expiresAt } : null;
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

/** Why a till can't reverse; null: it can. Reversing again changes nothing. */
export function reverseRefusal(redemption: Redemption, reason: string): Refusal | null {
  if (!showsSomething(reason)) return { key: 'reason-required' };
  if (redemption.state === 'redeemed' || redemption.state === 'reversed') return null;
  return { key: 'not-redeemed' };
}

/**
 * True when the clock must end it: the till's grace is over too. Only for our own codes: a pool's code may have been
 * used unnoticed, so the settlement ends it, and a vendor's ends with its discount.
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
