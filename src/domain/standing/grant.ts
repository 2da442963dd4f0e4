import type { Tier } from '#domain/program/program.ts';
import type { SaleTime } from '#domain/purchase/rating.ts';

/** A tier that a member was given or has paid for, for a time. */
export interface Grant {
  readonly tierId: string;
  readonly from: number;
  /** The first instant in which it is over. */
  readonly until: number;
  /** The sale with which it was bought: it is for sales after that one. Absent: it was bought with none. */
  readonly sale?: SaleTime;
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

/** A rung from an instant on; `counted`: what decided it, null: nothing that is bought, as a tier that was given is over. */
interface Step {
  readonly at: number;
  readonly rung: number;
  readonly counted: number | null;
}

/**
 * What becomes of a member's rung: until a grant is over it is the granted one wherever purchases leave a lower one.
 * @param bought what becomes of the rung by purchases, in the order of time
 */
export function underGrant(
  own: number,
  bought: readonly Step[],
  granted: { readonly rung: number; readonly until: number } | null,
): { readonly rung: number; readonly changes: Step[] } {
  if (!granted) return { rung: own, changes: [...bought] };
  const { rung: least, until } = granted;
  const higher = (rung: number) => Math.max(rung, least);
  const then = bought.findLast(({ at }) => at <= until)?.rung ?? own;
  const steps: Step[] = [
    ...bought.filter(({ at }) => at < until).map((step) => ({ ...step, rung: higher(step.rung) })),
    bought.find(({ at }) => at === until) ?? { at: until, rung: then, counted: null },
    ...bought.filter(({ at }) => at > until),
  ];
  let rung = higher(own);
  const changes = steps.filter((step) => {
    const changed = step.rung !== rung;
    rung = step.rung;
    return changed;
  });
  return { rung: higher(own), changes };
}
