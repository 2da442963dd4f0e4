/** Why a member can't have a purchase at which they forgot to scan. */
export type ClaimRefusal =
  /** No number, no amount or no day. */
  | { key: 'claim-unreadable' }
  /** There is none of this number, amount and day, or it is somebody's. Which of it is not said. */
  | { key: 'claim-unknown'; days: number }
  /** Several tills of the store sold for the same amount under the same number on that day. */
  | { key: 'claim-ambiguous' }
  /** The member has claimed as many as one may for now. */
  | { key: 'claims-used'; retryAfterMs: number }
  /** This receipt was claimed wrongly too often, by whomever: perhaps not by who claims it. */
  | { key: 'claim-busy'; retryAfterMs: number };

export const claimRefusals: Record<ClaimRefusal['key'], true> = {
  'claim-unreadable': true,
  'claim-unknown': true,
  'claim-ambiguous': true,
  'claims-used': true,
  'claim-busy': true,
};
