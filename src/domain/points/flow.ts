import { cause, type LedgerEntry } from './ledger.ts';

/** What became of points: each is above 0 in the usual case. What members have grows by `issued - used - expired`. */
export interface PointFlow {
  /** Earned and given, without what was taken back. */
  readonly issued: number;
  /** For rewards, without what came back of them. */
  readonly used: number;
  /** Ended unused, without what was given back of it. */
  readonly expired: number;
}

export const noFlow: PointFlow = { issued: 0, used: 0, expired: 0 };

/** The sums with one more entry of the ledger in them: each entry is in exactly one of the three. */
export function withEntry(
  flow: PointFlow,
  { points, cause: why, redemptionId }: EntryOfFlow,
): PointFlow {
  if (cause.isExpiry(why)) return { ...flow, expired: flow.expired - points };
  if (redemptionId !== null) return { ...flow, used: flow.used - points };
  return { ...flow, issued: flow.issued + points };
}

type EntryOfFlow = Pick<LedgerEntry, 'points' | 'cause'> & { readonly redemptionId: string | null };

export const flowSum = (a: PointFlow, b: PointFlow): PointFlow => ({
  issued: a.issued + b.issued,
  used: a.used + b.used,
  expired: a.expired + b.expired,
});

/** By how much it changes what members have. */
export const netFlow = ({ issued, used, expired }: PointFlow): number => issued - used - expired;
