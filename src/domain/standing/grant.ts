import type { Tier } from '#domain/program/program.ts';

/** A tier that support gave a member, for a time. */
export interface Grant {
  readonly tierId: string;
  readonly from: number;
  /** The first instant in which it is over. */
  readonly until: number;
}

/** The highest tier that a member was given for an instant, and when it is over; null: none, or none of these tiers. */
export function grantedAt(
  grants: readonly Grant[],
  tiers: readonly Tier[],
  at: number,
): { readonly rung: number; readonly until: number } | null {
  const given = grants
    .filter(({ from, until }) => from <= at && at < until)
    .map(({ tierId, until }) => ({ rung: tiers.findIndex(({ id }) => id === tierId), until }))
    .sort((a, b) => b.rung - a.rung || b.until - a.until);
  const [best] = given;
  return best && best.rung >= 0 ? best : null;
}
