import type { Symbology } from './scan/scanner-profile.ts';
import type { CodeFileReading } from './values/code-file.ts';
import type { Money } from './values/money.ts';
import type { Period } from './values/period.ts';

/** A till in its store, by the names for people and the ids for programs. */
type Place = { store: string; till: string; storeId: string; tillId: string };

/**
 * Every expected "no" of Tillpass. The domain gives the key and the facts for its sentence; the words are in i18n, the
 * status in http/edge. A key that has shipped never changes its meaning. Times are epoch milliseconds.
 */
export type Refusal =
  // Rewards, before the queue
  | { key: 'points-short'; missing: number }
  | { key: 'tier-required'; tier: string }
  | { key: 'not-begun'; from: number }
  | { key: 'ended' }
  | { key: 'sold-out' }
  | { key: 'not-in-this-store'; stores: readonly string[] }
  | { key: 'store-needed'; stores: readonly string[] }
  | { key: 'too-many-live'; limit: number }
  | { key: 'limit-reached'; count: number; every: Period; again: number | null }
  | { key: 'live-elsewhere' }
  | { key: 'price-changed'; points: number } // It is not what the member's page showed.
  | { key: 'reward-unknown' }
  // Redemptions and what a till scans
  | { key: 'redemption-unknown' }
  /** The receipt number lets a program tell its own repeated request from somebody else's sale. */
  | ({ key: 'already-used'; at: number; receiptNumber: string } & Place)
  | ({ key: 'voucher-reserved'; until: number } & Place)
  | { key: 'voucher-cancelled'; at: number }
  | { key: 'voucher-expired'; at: number }
  | { key: 'voucher-reversed'; at: number }
  | { key: 'not-redeemed' }
  | { key: 'id-taken' }
  | { key: 'code-damaged' }
  | { key: 'code-not-ours' }
  | { key: 'code-unknown' }
  // A pass, which a phone made without signal
  | { key: 'pass-unknown' }
  | { key: 'pass-late' }
  | { key: 'pass-revoked' }
  | { key: 'pass-spent' }
  | ({ key: 'pass-elsewhere' } & Place)
  | { key: 'pass-member' }
  | { key: 'reward-changed'; points: number }
  // A till's question to a member
  | { key: 'confirmation-unknown' }
  | { key: 'confirmation-over' }
  | { key: 'confirmation-declined' }
  | { key: 'confirmation-code-wrong'; left: number }
  | { key: 'pool-code' }
  // Sign-in
  | { key: 'address-invalid'; fault: AddressFault }
  | { key: 'too-many-requests'; retryAfterMs: number }
  // What others did is the reason, so the sentence blames nobody
  | { key: 'busy'; retryAfterMs: number }
  | { key: 'address-busy'; retryAfterMs: number }
  | { key: 'sign-in-ended' }
  | { key: 'other-browser' }
  // Nothing says which browser this is: it keeps no cookies, or has dropped them
  | { key: 'no-cookies' }
  | { key: 'sign-in-code-wrong'; left: number }
  | { key: 'match-wrong' }
  | { key: 'match-incomplete' }
  | { key: 'confirm-required' }
  | { key: 'signed-out' }
  // The till page
  | { key: 'enrolment-spent' }
  | { key: 'device-unknown' }
  | { key: 'pin-wrong'; left: number }
  | { key: 'pin-locked'; until: number }
  | { key: 'shift-ended' }
  /** By hand, for one member within a shift: above this amount a second associate must agree. */
  | { key: 'second-person-needed'; money: Money }
  | { key: 'second-person-undo'; count: number; points: number }
  | { key: 'reason-required' }
  | { key: 'other-store'; store: string }
  // The till's API
  | { key: 'key-unknown' }
  | { key: 'member-unknown' }
  | { key: 'key-reused' }
  | { key: 'in-flight' }
  /**
   * Another till's request, or this till's with other content; `differs` says whether the member or the content is
   * another one.
   */
  | { key: 'receipt-reused'; differs: 'member' | 'content' }
  /** Several tills of a store have used the number: a program or a person must say which till is meant. */
  | {
      key: 'receipt-ambiguous';
      storeId: string;
      store: string;
      purchases: readonly SoldAt[];
    }
  | { key: 'currency-other'; expected: string }
  /** `now` is the server's time, so that a till can tell how wrong its clock is. */
  | { key: 'time-ahead'; now: number }
  /** Too long ago for a sale or a return to be reported: more than so many days. */
  | { key: 'time-past'; now: number; days: number }
  /** Too long ago for a till that was offline to redeem. */
  | { key: 'use-past'; now: number }
  | { key: 'return-too-large'; money: Money }
  | { key: 'line-unknown'; line: string }
  | { key: 'purchase-unknown' }
  | { key: 'return-unknown' }
  | { key: 'redemption-taken' }
  | { key: 'redemption-open' }
  // Files of codes, from an administrator
  | { key: 'store-unknown'; store: string }
  | { key: 'upload-unknown' }
  | { key: 'upload-running' }
  | { key: 'symbology-other'; symbology: Symbology }
  | { key: 'file-encoding'; line: number }
  | { key: 'file-column'; column: string }
  | { key: 'file-too-long'; limit: number }
  | { key: 'file-workbook'; format: string }
  | { key: 'file-packed'; format: string }
  | { key: 'file-unclear'; reading: CodeFileReading }
  | { key: 'encoding-unknown'; encoding: string }
  // For any input. A null pointer means the whole input.
  /** Null: it is about the whole of it. */
  | { key: 'request-invalid'; pointer: string | null; detail: string }
  | { key: 'request-too-large' }
  | { key: 'client-too-old' }
  | { key: 'origin-foreign' }
  | { key: 'not-found' };

/** What tells a purchase from another one with the same receipt number. */
export interface SoldAt {
  readonly tillId: string;
  readonly till: string;
  readonly soldAt: number;
  readonly total: Money;
}

/** What is wrong with a typed e-mail address, so that the sentence can say what to mend. */
export type AddressFault = 'empty' | 'long' | 'several' | 'quotes' | 'letters' | 'shape';

export type RefusalKey = Refusal['key'];

/** Each key once. The type makes a forgotten key a compile error, and a test asks for its words. */
const keys: Record<RefusalKey, true> = {
  'points-short': true,
  'tier-required': true,
  'not-begun': true,
  ended: true,
  'sold-out': true,
  'not-in-this-store': true,
  'store-needed': true,
  'too-many-live': true,
  'limit-reached': true,
  'live-elsewhere': true,
  'price-changed': true,
  'reward-unknown': true,
  'redemption-unknown': true,
  'already-used': true,
  'voucher-reserved': true,
  'voucher-cancelled': true,
  'voucher-expired': true,
  'voucher-reversed': true,
  'not-redeemed': true,
  'id-taken': true,
  'code-damaged': true,
  'code-not-ours': true,
  'code-unknown': true,
  'pass-unknown': true,
  'pass-late': true,
  'pass-revoked': true,
  'pass-spent': true,
  'pass-elsewhere': true,
  'pass-member': true,
  'reward-changed': true,
  'confirmation-unknown': true,
  'confirmation-over': true,
  'confirmation-declined': true,
  'confirmation-code-wrong': true,
  'pool-code': true,
  'address-invalid': true,
  'too-many-requests': true,
  busy: true,
  'address-busy': true,
  'sign-in-ended': true,
  'other-browser': true,
  'no-cookies': true,
  'sign-in-code-wrong': true,
  'match-wrong': true,
  'match-incomplete': true,
  'confirm-required': true,
  'signed-out': true,
  'enrolment-spent': true,
  'device-unknown': true,
  'pin-wrong': true,
  'pin-locked': true,
  'shift-ended': true,
  'second-person-needed': true,
  'second-person-undo': true,
  'reason-required': true,
  'other-store': true,
  'key-unknown': true,
  'member-unknown': true,
  'key-reused': true,
  'in-flight': true,
  'receipt-reused': true,
  'receipt-ambiguous': true,
  'currency-other': true,
  'time-ahead': true,
  'time-past': true,
  'use-past': true,
  'return-too-large': true,
  'line-unknown': true,
  'purchase-unknown': true,
  'return-unknown': true,
  'redemption-taken': true,
  'redemption-open': true,
  'store-unknown': true,
  'upload-unknown': true,
  'upload-running': true,
  'symbology-other': true,
  'file-encoding': true,
  'file-column': true,
  'file-too-long': true,
  'file-workbook': true,
  'file-packed': true,
  'file-unclear': true,
  'encoding-unknown': true,
  'request-invalid': true,
  'request-too-large': true,
  'client-too-old': true,
  'origin-foreign': true,
  'not-found': true,
};

export const refusalKeys = Object.keys(keys) as readonly RefusalKey[]; // Object.keys forgets the key type.

/** Thrown by use-cases, so that their transaction rolls back by itself. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.key);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

/** Throws the refusal that a predicate found; does nothing when it found none. */
export function refuseWhen(refusal: Refusal | null): void {
  if (refusal) throw new Refused(refusal);
}
