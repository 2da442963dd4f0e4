import { type AddressRefusal, addressRefusals } from './refusals/address-refusals.ts';
import { type CheckInRefusal, checkInRefusals } from './refusals/check-in-refusals.ts';
import { type ClaimRefusal, claimRefusals } from './refusals/claim-refusals.ts';
import { type ConsentRefusal, consentRefusals } from './refusals/consent-refusals.ts';
import { type DeskRefusal, deskRefusals } from './refusals/desk-refusals.ts';
import { type ExternalIdRefusal, externalIdRefusals } from './refusals/external-id-refusals.ts';
import { type FactRefusal, factRefusals } from './refusals/fact-refusals.ts';
import { type FileRefusal, fileRefusals } from './refusals/file-refusals.ts';
import { type MemberPinRefusal, memberPinRefusals } from './refusals/member-pin-refusals.ts';
import { type MembershipRefusal, membershipRefusals } from './refusals/membership-refusals.ts';
import { type MergeRefusal, mergeRefusals } from './refusals/merge-refusals.ts';
import { type OpinionRefusal, opinionRefusals } from './refusals/opinion-refusals.ts';
import { type PosRefusal, posRefusals } from './refusals/pos-refusals.ts';
import { type RequestRefusal, requestRefusals } from './refusals/request-refusals.ts';
import { type RewardRefusal, rewardRefusals } from './refusals/reward-refusals.ts';
import { type SignInRefusal, signInRefusals } from './refusals/sign-in-refusals.ts';
import { type TillPageRefusal, tillPageRefusals } from './refusals/till-page-refusals.ts';
import { type VoucherRefusal, voucherRefusals } from './refusals/voucher-refusals.ts';

/**
 * Every expected "no" of Tillpass, by subject in `domain/refusals`. The domain gives the key and the facts for its
 * sentence; the words are in i18n, the status in http/edge. A key that has shipped never changes its meaning. Times are
 * epoch milliseconds.
 */
export type Refusal =
  | RewardRefusal
  | VoucherRefusal
  | CheckInRefusal
  | ClaimRefusal
  | ConsentRefusal
  | MembershipRefusal
  | DeskRefusal
  | ExternalIdRefusal
  | FactRefusal
  | OpinionRefusal
  | SignInRefusal
  | AddressRefusal
  | MergeRefusal
  | MemberPinRefusal
  | TillPageRefusal
  | PosRefusal
  | FileRefusal
  | RequestRefusal;

export type RefusalKey = Refusal['key'];

/** Each key once. The types make a forgotten key a compile error, and a test asks for its words. */
const keys: Record<RefusalKey, true> = {
  ...rewardRefusals,
  ...voucherRefusals,
  ...checkInRefusals,
  ...claimRefusals,
  ...consentRefusals,
  ...membershipRefusals,
  ...deskRefusals,
  ...externalIdRefusals,
  ...factRefusals,
  ...opinionRefusals,
  ...signInRefusals,
  ...addressRefusals,
  ...mergeRefusals,
  ...memberPinRefusals,
  ...tillPageRefusals,
  ...posRefusals,
  ...fileRefusals,
  ...requestRefusals,
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
